//! Tickets into a session: one use, one session, one role, a minute.

use chrono::{DateTime, Utc};
use majlis_signaling::host::Guest;
use majlis_signaling::id::{ParticipantId, SessionId as RoomName};
use majlis_signaling::message::Role as RoomRole;

use super::app::App;
use super::audit;
use super::caller::{Caller, StaffCaller};
use super::cancel::visible;
use super::error::ServiceError;
use super::standing;
use crate::scheduling::ids::SessionId;
use crate::scheduling::{Refusal, Role, SessionRole};
use crate::store::appointment::Appointment;
use crate::store::person::{self, Person};
use crate::store::session::{self, Session};
use crate::store::{self, Db, staff};

/// The participant id of the applicant in every session.
const APPLICANT: &str = "applicant";
/// The participant id of the applicant's companion.
const COMPANION: &str = "companion";

/// What opens a socket.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// The ticket; secret.
    pub ticket: String,
    /// Until when it opens.
    pub expires_at: DateTime<Utc>,
    /// Where it opens, ticket included.
    pub signal_url: String,
}

/// A ticket for a member of staff, or for the person who sits in the centre's room.
pub async fn ticket(
    app: &App,
    caller: &Caller,
    (id, role): (SessionId, SessionRole),
    now: DateTime<Utc>,
) -> Result<Ticket, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    if !may_take(&staff, role) {
        return Err(Refusal::NotAllowed.into());
    }
    let pad = app.pad(now);
    let (by, language) = (caller.clone(), app.settings.ministry.language.clone());
    let (participant, name, language) = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let (row, _) = of_session(db, &by, &id)?;
            let thing = format!("session:{id}");
            store::audit::add(db, &audit::deed(&by, "take_ticket", &thing, &mut pad))?;
            let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
            let (participant, name, language) = seat(db, (&staff, role), &known, &language)?;
            standing::may_enter(db, (&id, &participant), now)?;
            Ok::<_, ServiceError>(((id.clone(), participant), name, language))
        })
        .await?;
    issue(app, participant, (role, name, language), now)
}

/// Who sits where: the id in the session, the name on screens, the language.
fn seat(
    db: &mut Db,
    (staff, role): (&StaffCaller, SessionRole),
    applicant: &Person,
    language: &str,
) -> Result<(String, String, String), ServiceError> {
    let of_applicant = |id: &str| {
        let name = applicant.name.clone().unwrap_or_default();
        (id.to_owned(), name, applicant.language.clone())
    };
    match role {
        SessionRole::Applicant => Ok(of_applicant(APPLICANT)),
        SessionRole::Companion | SessionRole::Representative => Ok(of_applicant(COMPANION)),
        SessionRole::Operator
        | SessionRole::Official
        | SessionRole::Secretary
        | SessionRole::Interpreter
        | SessionRole::SignLanguageInterpreter
        | SessionRole::Observer => {
            let member = staff::find(db, &staff.id)?.ok_or(Refusal::NotFound)?;
            let name = member.names.in_language(language).to_owned();
            Ok((staff.id.to_string(), name, language.to_owned()))
        }
    }
}

/// Which roles a member of staff may take in a session: the operator seats the people in the
/// room, everybody else comes as what they are.
fn may_take(staff: &StaffCaller, role: SessionRole) -> bool {
    match staff.role {
        Role::VideoOperator => matches!(
            role,
            SessionRole::Operator
                | SessionRole::Applicant
                | SessionRole::Companion
                | SessionRole::Representative
        ),
        Role::Secretary => role == SessionRole::Secretary,
        Role::Official => role == SessionRole::Official,
        Role::Interpreter => {
            matches!(
                role,
                SessionRole::Interpreter | SessionRole::SignLanguageInterpreter
            )
        }
        Role::Applicant
        | Role::Receptionist
        | Role::OperationsOfficer
        | Role::CallAgent
        | Role::CentreManager
        | Role::Scheduler
        | Role::Administrator
        | Role::Portal => false,
    }
}

/// The session with its appointment, if the caller may know of it and it is open.
pub(super) fn of_session(
    db: &mut Db,
    caller: &Caller,
    id: &SessionId,
) -> Result<(Appointment, Session), ServiceError> {
    let found = session::find(db, id)?.ok_or(Refusal::NotFound)?;
    let row = visible(db, caller, &found.appointment_id)?;
    if !found.state.is_open() {
        return Err(Refusal::SessionClosed.into());
    }
    Ok((row, found))
}

/// Signs a ticket.
pub(super) fn issue(
    app: &App,
    (session, participant): (SessionId, String),
    (role, name, language): (SessionRole, String, String),
    now: DateTime<Utc>,
) -> Result<Ticket, ServiceError> {
    const UNNAMEABLE: ServiceError = ServiceError::Broken("an id does not fit the signalling");
    let guest = Guest {
        session: RoomName::new(session.into_text()).map_err(|_bad| UNNAMEABLE)?,
        participant: ParticipantId::new(participant).map_err(|_bad| UNNAMEABLE)?,
        role: room_role(role),
        name,
        language,
        issued_at: now,
    };
    let keys = app.keys.tickets(&app.settings.auth.issuer)?;
    let (ticket, expires_at) = keys
        .issue(&guest, app.noise.bytes())
        .map_err(|_opaque| ServiceError::Broken("a ticket could not be signed"))?;
    let signal_url = format!("/signal?ticket={ticket}");
    Ok(Ticket {
        ticket,
        expires_at,
        signal_url,
    })
}

/// The role as the signalling module spells it.
pub const fn room_role(role: SessionRole) -> RoomRole {
    match role {
        SessionRole::Applicant => RoomRole::Applicant,
        SessionRole::Companion => RoomRole::Companion,
        SessionRole::Representative => RoomRole::Representative,
        SessionRole::Operator => RoomRole::Operator,
        SessionRole::Official => RoomRole::Official,
        SessionRole::Secretary => RoomRole::Secretary,
        SessionRole::Interpreter => RoomRole::Interpreter,
        SessionRole::SignLanguageInterpreter => RoomRole::SignLanguageInterpreter,
        SessionRole::Observer => RoomRole::Observer,
    }
}

/// The role as we spell it.
pub const fn session_role(role: RoomRole) -> SessionRole {
    match role {
        RoomRole::Applicant => SessionRole::Applicant,
        RoomRole::Companion => SessionRole::Companion,
        RoomRole::Representative => SessionRole::Representative,
        RoomRole::Operator => SessionRole::Operator,
        RoomRole::Official => SessionRole::Official,
        RoomRole::Secretary => SessionRole::Secretary,
        RoomRole::Interpreter => SessionRole::Interpreter,
        RoomRole::SignLanguageInterpreter => SessionRole::SignLanguageInterpreter,
        RoomRole::Observer => SessionRole::Observer,
    }
}
