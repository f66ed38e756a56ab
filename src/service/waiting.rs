//! The office's waiting room: whose link is open, who stands there, since when.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit::log_looks;
use super::caller::Caller;
use super::error::ServiceError;
use crate::scheduling::ids::SessionId;
use crate::scheduling::{Refusal, SessionState};
use crate::store::appointment::{self, Appointment};
use crate::store::person::{self, Person};
use crate::store::session::{self, Participant, Session};
use crate::store::visit::{self, Visit};

/// One open session as the office sees it.
#[derive(Clone, Debug)]
pub struct WaitingRow {
    /// The session.
    pub session: Session,
    /// The appointment.
    pub appointment: Appointment,
    /// The applicant.
    pub person: Person,
    /// The visit, whose entry started the clock.
    pub visit: Option<Visit>,
    /// Everyone of it.
    pub participants: Vec<Participant>,
}

/// The open sessions of the officials whose week the caller is named for, by start.
pub async fn waiting(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Vec<WaitingRow>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let rows: Vec<WaitingRow> = app
        .store
        .read(move |db| {
            let mut rows = Vec::new();
            for open in session::in_states(db, &[SessionState::Open, SessionState::Live])? {
                let found = appointment::find(db, &open.appointment_id)?;
                let of_office = |row: &Appointment| staff.sees_of(row.official_id.as_ref());
                if let Some(row) = found.filter(of_office) {
                    rows.push(WaitingRow {
                        person: person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?,
                        visit: visit::of_appointment(db, &row.id)?,
                        participants: session::participants(db, &open.id)?,
                        appointment: row,
                        session: open,
                    });
                }
            }
            rows.sort_by_key(|row| (row.appointment.starts_at, row.session.id.clone()));
            Ok::<_, ServiceError>(rows)
        })
        .await?;
    let things: Vec<String> = rows
        .iter()
        .map(|row| format!("session:{}", row.session.id))
        .collect();
    log_looks(app, caller, (&things, "waiting_room"), now).await?;
    Ok(rows)
}

/// One open session, if the caller may know of it.
pub async fn session(
    app: &App,
    caller: &Caller,
    id: SessionId,
) -> Result<WaitingRow, ServiceError> {
    let by = caller.clone();
    app.store
        .read(move |db| {
            let (row, open) = super::ticket::of_session(db, &by, &id)?;
            Ok(WaitingRow {
                person: person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?,
                visit: visit::of_appointment(db, &row.id)?,
                participants: session::participants(db, &open.id)?,
                appointment: row,
                session: open,
            })
        })
        .await
}
