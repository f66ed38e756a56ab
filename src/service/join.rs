//! The one-use link of an invited person: looked at as often as one likes, entered once.

use chrono::{DateTime, Utc};

use super::app::App;
use super::error::ServiceError;
use super::standing;
use super::ticket::{self, Ticket};
use crate::scheduling::Refusal;
use crate::store::Db;
use crate::store::appointment::{self, Appointment};
use crate::store::session::{self, Invite, Session};

/// What a link leads to.
#[derive(Clone, Debug)]
pub struct Door {
    /// The invitation.
    pub invite: Invite,
    /// The appointment.
    pub appointment: Appointment,
    /// The session, once the centre started the link.
    pub session: Option<Session>,
}

/// Looks at a link without using it; a link that is spent is refused.
pub async fn look(app: &App, token: &str, now: DateTime<Utc>) -> Result<Door, ServiceError> {
    let hash = app.keys.lookup("invite", token);
    let at = app.pad(now).at();
    app.store.read(move |db| find(db, &hash, at)).await
}

fn find(db: &mut Db, hash: &str, at: chrono::NaiveDateTime) -> Result<Door, ServiceError> {
    let invite = session::invite_of(db, hash)?.ok_or(Refusal::LinkSpent)?;
    if invite.used_at.is_some() || invite.revoked_at.is_some() || invite.expires_at <= at {
        return Err(Refusal::LinkSpent.into());
    }
    let row = appointment::find(db, &invite.appointment_id)?.ok_or(Refusal::LinkSpent)?;
    let open = session::of_appointment(db, &row.id)?;
    Ok(Door {
        invite,
        appointment: row,
        session: open,
    })
}

/// Enters by a link, once; before the centre started the link it is too early, and not used up.
pub async fn enter(app: &App, token: &str, now: DateTime<Utc>) -> Result<Ticket, ServiceError> {
    let hash = app.keys.lookup("invite", token);
    let at = app.pad(now).at();
    let door = app
        .store
        .write(move |db| {
            let door = find(db, &hash, at)?;
            match &door.session {
                Some(open) if open.state.is_open() => {
                    standing::may_enter(db, (&open.id, &participant(&door.invite)), now)?;
                }
                Some(_) => return Err(ServiceError::from(Refusal::SessionClosed)),
                None => return Err(Refusal::TooEarly.into()),
            }
            if !session::use_invite(db, &door.invite.id, at)? {
                return Err(Refusal::LinkSpent.into());
            }
            Ok(door)
        })
        .await?;
    let open = door.session.ok_or(Refusal::TooEarly)?;
    let participant = participant(&door.invite);
    let who = (door.invite.role, door.invite.name, door.invite.language);
    ticket::issue(app, (open.id, participant), who, now)
}

/// What the session calls an invited person.
fn participant(invite: &Invite) -> String {
    match &invite.staff_id {
        Some(staff) => staff.to_string(),
        None => invite.id.to_string(),
    }
}
