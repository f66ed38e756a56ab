//! Keeping what happened in a session: where everyone stands, how far it is, how it ended.

use chrono::{DateTime, Utc};
use majlis_signaling::host::Standing;
use majlis_signaling::id::ParticipantId;
use majlis_signaling::room::Event;

use super::app::App;
use super::error::ServiceError;
use super::outcome::{self, Ending};
use super::pad::Pad;
use super::standing;
use super::ticket::session_role;
use crate::scheduling::ids::{AuditId, InviteId, SessionId, StaffId};
use crate::scheduling::{
    AppointmentEvent, AppointmentState, MeetingResult, ParticipantState, Refusal, SessionEvent,
    SessionRole, SessionState,
};
use crate::store::appointment::{self, Appointment};
use crate::store::audit::Deed;
use crate::store::session::{self, Participant, Session};
use crate::store::{self, Db, person, staff};

/// Keeps one event of which nobody said where everybody stands by it.
pub async fn keep(
    app: &App,
    (id, event): (SessionId, Event),
    at: DateTime<Utc>,
) -> Result<(), ServiceError> {
    keep_with(app, (id, event), None, at).await
}

/// Keeps one event together with where everybody stands by it; keeping it again changes nothing.
pub async fn keep_with(
    app: &App,
    (id, event): (SessionId, Event),
    standing: Option<Standing>,
    at: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let pad = app.pad(at);
    let of_work = app.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = session::find(db, &id)?.ok_or(Refusal::NotFound)?;
            store::audit::add(db, &deed(&row, &event, &mut pad))?;
            place(&of_work, db, (&row, &event), &pad)?;
            if let Some(standing) = &standing {
                standing::keep(&of_work, db, (&row, &event, standing), &mut pad)?;
            }
            progress(&of_work, db, (row, &event), &mut pad)
        })
        .await
}

fn place(
    app: &App,
    db: &mut Db,
    (row, event): (&Session, &Event),
    pad: &Pad,
) -> Result<(), ServiceError> {
    match event {
        Event::Waiting { participant, role } => {
            let one = (participant, Some(session_role(*role)));
            stand(app, db, (row, one), (ParticipantState::Waiting, pad))
        }
        Event::Arrived { participant, role }
        | Event::Admitted {
            participant, role, ..
        } => {
            let one = (participant, Some(session_role(*role)));
            stand(app, db, (row, one), (ParticipantState::Admitted, pad))
        }
        Event::Held { participant, .. } => stand(
            app,
            db,
            (row, (participant, None)),
            (ParticipantState::Held, pad),
        ),
        Event::Left {
            participant, role, ..
        } => {
            let one = (participant, Some(session_role(*role)));
            stand(app, db, (row, one), (ParticipantState::Left, pad))
        }
        Event::Declined { participant, .. } | Event::Removed { participant, .. } => {
            let is_removed = matches!(event, Event::Removed { .. });
            standing::bar(db, (&row.id, participant, is_removed), pad)?;
            let one = (participant, None);
            stand(app, db, (row, one), (ParticipantState::Left, pad))
        }
        Event::Opened { .. }
        | Event::Ready { .. }
        | Event::Live
        | Event::Muted { .. }
        | Event::Invited { .. }
        | Event::Told { .. }
        | Event::Locked { .. }
        | Event::Pinned { .. }
        | Event::Quality { .. }
        | Event::Ended { .. }
        | Event::Failed { .. } => Ok(()),
    }
}

fn stand(
    app: &App,
    db: &mut Db,
    (row, (id, role)): (&Session, (&ParticipantId, Option<SessionRole>)),
    (state, pad): (ParticipantState, &Pad),
) -> Result<(), ServiceError> {
    let known = session::participants(db, &row.id)?
        .into_iter()
        .find(|one| one.id == id.as_str());
    let Some(role) = role.or(known.as_ref().map(|one| one.role)) else {
        return Ok(());
    };
    let was = known.as_ref();
    let name = match was {
        Some(one) => one.name.clone(),
        None => name_of(app, db, row, (id, role))?,
    };
    let waits = state == ParticipantState::Waiting;
    let new = Participant {
        session_id: row.id.clone(),
        id: id.as_str().to_owned(),
        role,
        name,
        state,
        waiting_since: if waits {
            was.filter(|one| one.state == state)
                .and_then(|one| one.waiting_since)
                .or(Some(pad.at()))
        } else {
            was.and_then(|one| one.waiting_since)
        },
        admitted_at: match state {
            ParticipantState::Admitted => Some(pad.at()),
            ParticipantState::Waiting | ParticipantState::Held | ParticipantState::Left => {
                was.and_then(|one| one.admitted_at)
            }
        },
        left_at: (state == ParticipantState::Left).then(|| pad.at()),
    };
    Ok(session::place(db, &new)?)
}

/// The name a newcomer's ticket bears: the person's, the staff's, or the invited guest's.
fn name_of(
    app: &App,
    db: &mut Db,
    row: &Session,
    (id, role): (&ParticipantId, SessionRole),
) -> Result<String, ServiceError> {
    if let Some(invited) = session::invite(db, &InviteId::from(id.as_str()))? {
        return Ok(invited.name);
    }
    match role {
        SessionRole::Applicant | SessionRole::Companion | SessionRole::Representative => {
            let found = appointment::find(db, &row.appointment_id)?.ok_or(Refusal::NotFound)?;
            let known = person::find(db, &found.person_id)?;
            Ok(known.and_then(|one| one.name).unwrap_or_default())
        }
        SessionRole::Operator
        | SessionRole::Official
        | SessionRole::Secretary
        | SessionRole::Interpreter
        | SessionRole::SignLanguageInterpreter
        | SessionRole::Observer => {
            let member = staff::find(db, &StaffId::from(id.as_str()))?;
            let language = &app.settings.ministry.language;
            let name = member.map(|one| one.names.in_language(language).to_owned());
            Ok(name.unwrap_or_default())
        }
    }
}

fn progress(
    app: &App,
    db: &mut Db,
    (row, event): (Session, &Event),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    match event {
        Event::Live if row.state == SessionState::Open => go_live(db, row, pad),
        Event::Ended { outcome, .. } if row.state.is_open() => {
            let found = appointment::find(db, &row.appointment_id)?.ok_or(Refusal::NotFound)?;
            let ending = Ending::of_session(outcome.as_deref().and_then(MeetingResult::parse));
            outcome::finish(app, db, (found, ending), pad)
        }
        Event::Failed { .. } if row.state.is_open() => {
            let state = row.state.after(SessionEvent::Fail)?;
            session::change(
                db,
                &Session {
                    state,
                    ended_at: Some(pad.at()),
                    ..row
                },
            )?;
            Ok(())
        }
        Event::Opened { .. }
        | Event::Arrived { .. }
        | Event::Waiting { .. }
        | Event::Ready { .. }
        | Event::Admitted { .. }
        | Event::Live
        | Event::Held { .. }
        | Event::Declined { .. }
        | Event::Muted { .. }
        | Event::Removed { .. }
        | Event::Invited { .. }
        | Event::Told { .. }
        | Event::Locked { .. }
        | Event::Pinned { .. }
        | Event::Quality { .. }
        | Event::Left { .. }
        | Event::Ended { .. }
        | Event::Failed { .. } => Ok(()),
    }
}

fn go_live(db: &mut Db, row: Session, pad: &Pad) -> Result<(), ServiceError> {
    let was = appointment::find(db, &row.appointment_id)?.ok_or(Refusal::NotFound)?;
    if was.state == AppointmentState::CheckedIn {
        let new = Appointment {
            state: was.state.after(AppointmentEvent::Start)?,
            sequence: was.sequence + 1,
            changed_at: pad.at(),
            ..was.clone()
        };
        if !appointment::change(db, was.sequence, &new)? {
            return Err(Refusal::WrongStage.into());
        }
    }
    let state = row.state.after(SessionEvent::Admit)?;
    session::change(
        db,
        &Session {
            state,
            live_at: Some(pad.at()),
            ..row
        },
    )?;
    Ok(())
}

/// The audit row of an event: who did what to whom; no address, no description of a line.
fn deed(row: &Session, event: &Event, pad: &mut Pad) -> Deed {
    let (actor, action, whom): (Option<&ParticipantId>, &str, Option<&ParticipantId>) = match event
    {
        Event::Opened { by } => (Some(by), "session_opened", None),
        Event::Arrived { participant, .. } => (Some(participant), "arrived", None),
        Event::Waiting { participant, .. } => (Some(participant), "waiting", None),
        Event::Ready { participant, .. } => (Some(participant), "ready", None),
        Event::Admitted {
            participant, by, ..
        } => (Some(by), "admitted", Some(participant)),
        Event::Live => (None, "live", None),
        Event::Held { participant, by } => (Some(by), "held", Some(participant)),
        Event::Declined {
            participant, by, ..
        } => (Some(by), "turned_away", Some(participant)),
        Event::Muted {
            participant, by, ..
        } => (Some(by), "muted", Some(participant)),
        Event::Removed { participant, by } => (Some(by), "removed", Some(participant)),
        Event::Invited { by, .. } => (Some(by), "invited", None),
        Event::Told { participant, by } => (Some(by), "told", Some(participant)),
        Event::Locked { by, .. } => (Some(by), "locked", None),
        Event::Pinned { by, participant } => (Some(by), "pinned", participant.as_ref()),
        Event::Quality { participant, .. } => (None, "quality", Some(participant)),
        Event::Left { participant, .. } => (Some(participant), "left", None),
        Event::Ended { participant, .. } => (participant.as_ref(), "session_ended", None),
        Event::Failed { .. } => (None, "session_failed", None),
    };
    Deed {
        id: pad.id(AuditId::made),
        at: pad.at(),
        actor: actor.map_or_else(|| "system".to_owned(), |id| format!("participant:{id}")),
        action: action.to_owned(),
        thing: format!("session:{}", row.id),
        purpose: None,
        detail: whom.map(|id| format!("participant:{id}")),
    }
}
