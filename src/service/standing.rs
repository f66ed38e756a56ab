//! Where everybody of a session stands: kept with what happened, given back after a kill.

use chrono::{DateTime, TimeDelta, Utc};
use majlis_signaling::host;
use majlis_signaling::id::ParticipantId;
use majlis_signaling::room::Event;

use super::app::App;
use super::error::ServiceError;
use super::pad::Pad;
use crate::scheduling::Refusal;
use crate::scheduling::ids::SessionId;
use crate::store::room::{self, Bar};
use crate::store::session::Session;
use crate::store::{Db, StoreError};

/// A node that said nothing of its rooms for so long is gone.
const SILENT_SECONDS: i64 = 30;

/// Keeps what a room needs to go on, and whom it lets in no more; nothing once it is over.
pub(super) fn keep(
    app: &App,
    db: &mut Db,
    (row, event, standing): (&Session, &Event, &host::Standing),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let is_end = matches!(event, Event::Ended { .. } | Event::Failed { .. });
    if is_end || !row.state.is_open() {
        return Ok(room::forget(db, &row.id)?);
    }
    let text = serde_json::to_string(standing)
        .map_err(|_opaque| ServiceError::Broken("a room could not be written down"))?;
    let sealed = app.keys.seal(&text, pad)?;
    Ok(room::keep(db, &row.id, &sealed, pad.at())?)
}

/// Keeps somebody out: for the rest of the session who was put out, until a later ticket who was
/// turned away.
pub(super) fn bar(
    db: &mut Db,
    (id, participant, is_removed): (&SessionId, &ParticipantId, bool),
    pad: &Pad,
) -> Result<(), StoreError> {
    let row = Bar {
        session_id: id.clone(),
        participant_id: participant.as_str().to_owned(),
        is_removed,
        at: pad.at(),
    };
    room::bar(db, &row)
}

/// What a session's room is opened with.
pub(super) fn of_session(
    app: &App,
    db: &mut Db,
    id: &SessionId,
) -> Result<host::Standing, ServiceError> {
    let mut standing = match room::standing(db, id)? {
        None => host::Standing::default(),
        Some(sealed) => serde_json::from_str(&app.keys.open(&sealed)?)
            .map_err(|_opaque| ServiceError::Broken("a room cannot be read"))?,
    };
    // Somebody may have been put out on another node.
    for row in room::bars(db, id)? {
        if let Ok(participant) = ParticipantId::new(row.participant_id.clone()) {
            standing.barred.insert(participant, bar_of(&row));
        }
    }
    Ok(standing)
}

fn bar_of(row: &Bar) -> host::Bar {
    if row.is_removed {
        host::Bar::Removed
    } else {
        host::Bar::Declined(row.at.and_utc())
    }
}

/// Whether somebody with a ticket of that moment is kept out.
pub(super) fn is_barred(
    db: &mut Db,
    (id, participant): (&SessionId, &str),
    issued_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let bar = room::bar_of(db, id, participant)?;
    Ok(bar.is_some_and(|row| bar_of(&row).keeps_out(issued_at)))
}

/// Refuses a ticket to somebody who is kept out.
pub(super) fn may_enter(
    db: &mut Db,
    of: (&SessionId, &str),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    // A bar keeps the time to the microsecond only; a ticket issued after it is later all the same.
    if is_barred(db, of, now)? {
        return Err(Refusal::NotAllowed.into());
    }
    Ok(())
}

/// Says that the rooms of these sessions are open here, and gives the sessions whose rooms are open
/// nowhere although somebody has a place in them. `is_first`: this process asks for the first time.
pub async fn lost(
    app: &App,
    (here, is_first): (Vec<SessionId>, bool),
    now: DateTime<Utc>,
) -> Result<Vec<SessionId>, ServiceError> {
    let at = app.pad(now).at();
    // A database in a file has one node, so what stands in it at the start is nobody else's.
    let is_alone = is_first && app.store.is_embedded();
    let silence = TimeDelta::seconds(if is_alone { 0 } else { SILENT_SECONDS });
    app.store
        .write(move |db| {
            room::touch(db, &here, at)?;
            let mut lost = room::lost(db, (at - silence, at + silence))?;
            // On the way back from another clock nobody who is here is lost.
            lost.retain(|id| !here.contains(id));
            Ok(lost)
        })
        .await
}
