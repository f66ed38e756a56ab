//! The official's own day: who is next, who comes after, and showing somebody in.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::app::App;
use super::audit::{self, log_looks};
use super::caller::Caller;
use super::cancel::visible;
use super::error::ServiceError;
use super::week::with_people;
use crate::bus::News;
use crate::scheduling::ids::AppointmentId;
use crate::scheduling::turn::{self, in_order};
use crate::scheduling::{AppointmentEvent, Mode, ParticipantState, Refusal, SessionRole, calendar};
use crate::store::appointment::{self, Appointment};
use crate::store::person::Person;
use crate::store::session::{self, Session};
use crate::store::{self, Db};

/// Somebody whose turn is now or comes.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The appointment.
    pub appointment: Appointment,
    /// Whose it is.
    pub person: Person,
    /// The session, while its link is open.
    pub session: Option<Session>,
    /// Since when the person stands in the session's waiting room.
    pub waiting_since: Option<NaiveDateTime>,
}

/// Those whom the official who calls meets today, in the order of their turns.
pub async fn turns(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Vec<Turn>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?;
    let official = staff.official.clone().ok_or(Refusal::NotFound)?;
    let zone = app.settings.ministry.zone;
    let today = calendar::local_day(zone, now);
    let (from, to) = calendar::days_span(zone, today, today);
    let all = app
        .store
        .read(move |db| {
            let span = (from.naive_utc(), to.naive_utc());
            let rows = appointment::between(db, span.0, span.1, Some(&official), None)?;
            let rows = in_order(rows, now, |row| turn::Turn {
                state: row.state,
                starts_at: row.starts_at.and_utc(),
            });
            let rows = with_people(db, rows)?.into_iter();
            rows.map(|(row, person)| stands(db, row, person))
                .collect::<Result<Vec<_>, ServiceError>>()
        })
        .await?;
    let things: Vec<String> = all
        .iter()
        .map(|one| format!("appointment:{}", one.appointment.id))
        .collect();
    log_looks(app, caller, (&things, "next"), now).await?;
    Ok(all)
}

fn stands(db: &mut Db, row: Appointment, person: Person) -> Result<Turn, ServiceError> {
    let open = session::of_appointment(db, &row.id)?.filter(|one| one.state.is_open());
    let people = match &open {
        Some(open) => session::participants(db, &open.id)?,
        None => Vec::new(),
    };
    let waits = people.iter().find(|one| {
        let is_there = match one.state {
            ParticipantState::Waiting | ParticipantState::Held => true,
            ParticipantState::Admitted | ParticipantState::Left => false,
        };
        is_there && one.role == SessionRole::Applicant
    });
    Ok(Turn {
        waiting_since: waits.and_then(|one| one.waiting_since),
        appointment: row,
        person,
        session: open,
    })
}

/// Writes down that somebody who came in person was shown in.
pub async fn show_in(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
    now: DateTime<Utc>,
) -> Result<Appointment, ServiceError> {
    caller.staff().ok_or(Refusal::NotFound)?;
    let pad = app.pad(now);
    let (by, of_news) = (caller.clone(), id.clone());
    let shown = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = visible(db, &by, &id)?;
            // By video one is let in by the room.
            let is_met = match row.mode {
                Mode::InPerson | Mode::Reception => row.official_id.is_some(),
                Mode::Video | Mode::Service => false,
            };
            if !is_met {
                return Err(ServiceError::from(Refusal::WrongStage));
            }
            let new = Appointment {
                state: row.state.after(AppointmentEvent::Start)?,
                sequence: row.sequence + 1,
                changed_at: pad.at(),
                ..row.clone()
            };
            if !appointment::change(db, row.sequence, &new)? {
                return Err(Refusal::WrongStage.into());
            }
            let thing = format!("appointment:{id}");
            store::audit::add(db, &audit::deed(&by, "show_in", &thing, &mut pad))?;
            Ok(new)
        })
        .await?;
    app.bus.tell(News::AppointmentMoved(of_news));
    Ok(shown)
}
