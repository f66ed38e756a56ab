//! An interpreter's own appointments, and the seat in the session of one.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::audit::log_looks;
use super::caller::Caller;
use super::error::ServiceError;
use super::ticket::{self, Ticket};
use crate::scheduling::ids::SessionId;
use crate::scheduling::{AppointmentState, Refusal, SessionRole, calendar};
use crate::store::appointment::{self, Appointment};
use crate::store::session::{self, Session};
use crate::store::{Db, person, staff};

/// A meeting that runs late stays on the list so long after its planned end.
const LATE_HOURS: i64 = 12;
/// So many appointments stand on the list.
const SHOWN_MAX: i64 = 100;

/// One appointment to interpret at.
#[derive(Clone, Debug)]
pub struct Job {
    /// The appointment.
    pub appointment: Appointment,
    /// Whose it is; told on the day and not before.
    pub name: Option<String>,
    /// The session, while its link is open.
    pub session: Option<Session>,
}

/// The caller's own coming appointments, by start.
pub async fn jobs(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Vec<Job>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let (of_work, since) = (
        app.clone(),
        (now - TimeDelta::hours(LATE_HOURS)).naive_utc(),
    );
    let jobs: Vec<Job> = app
        .store
        .read(move |db| {
            let rows = appointment::of_interpreter(db, &staff.id, since, SHOWN_MAX)?;
            rows.into_iter()
                .filter(|row| is_to_come(row, now))
                .map(|row| job(&of_work, db, row, now))
                .collect::<Result<_, ServiceError>>()
        })
        .await?;
    let named = jobs.iter().filter(|job| job.name.is_some());
    let things: Vec<String> = named
        .map(|job| format!("appointment:{}", job.appointment.id))
        .collect();
    log_looks(app, caller, (&things, "interpreting"), now).await?;
    Ok(jobs)
}

/// Whether somebody is still to be interpreted for.
fn is_to_come(row: &Appointment, now: DateTime<Utc>) -> bool {
    match row.state {
        AppointmentState::Booked | AppointmentState::Confirmed => row.ends_at > now.naive_utc(),
        AppointmentState::CheckedIn | AppointmentState::InSession => true,
        AppointmentState::Proposed
        | AppointmentState::Done
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => false,
    }
}

fn job(app: &App, db: &mut Db, row: Appointment, now: DateTime<Utc>) -> Result<Job, ServiceError> {
    let zone = app
        .catalogue
        .get()
        .zone(row.centre_id.as_ref(), app.settings.ministry.zone);
    let begins = calendar::local_day(zone, row.starts_at.and_utc());
    let name = if begins <= calendar::local_day(zone, now) {
        person::find(db, &row.person_id)?.and_then(|known| known.name)
    } else {
        None
    };
    let open = session::of_appointment(db, &row.id)?.filter(|one| one.state.is_open());
    Ok(Job {
        appointment: row,
        name,
        session: open,
    })
}

/// As what the caller interprets: by signs or in speech.
pub async fn role(app: &App, caller: &Caller) -> Result<SessionRole, ServiceError> {
    let id = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    app.store
        .read(move |db| {
            let member = staff::find(db, &id)?.ok_or(Refusal::NotFound)?;
            Ok::<_, ServiceError>(member.interprets_as())
        })
        .await
}

/// That the session is one of the caller's own and open; as what the caller comes.
pub async fn look(app: &App, caller: &Caller, id: SessionId) -> Result<SessionRole, ServiceError> {
    let by = caller.clone();
    app.store
        .read(move |db| ticket::of_session(db, &by, &id).map(|_both| ()))
        .await?;
    role(app, caller).await
}

/// A ticket into the session of one of the caller's own appointments.
pub async fn seat(
    app: &App,
    caller: &Caller,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<Ticket, ServiceError> {
    let role = role(app, caller).await?;
    ticket::ticket(app, caller, (id, role), now).await
}
