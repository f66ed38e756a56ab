//! The centre's day: who comes; and checking in, at a centre and at the headquarters.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::audit::{self, log_looks};
use super::caller::Caller;
use super::cancel::visible;
use super::error::ServiceError;
use super::guests;
use super::pad::Pad;
use super::week::joined;
use crate::bus::News;
use crate::scheduling::appointment::may_check_in;
use crate::scheduling::ids::{AppointmentId, CentreId, DeskId, PersonId, VisitId};
use crate::scheduling::occupancy::Resource;
use crate::scheduling::{AppointmentEvent, Mode, Refusal, Section, VisitState, calendar};
use crate::store::appointment::{self, Appointment};
use crate::store::person::{self, Person};
use crate::store::session::{self, Session};
use crate::store::visit::{self, Visit};
use crate::store::{self, Db};

/// From how long before its start an appointment can be checked in.
const EARLY_HOURS: i64 = 2;

/// One appointment of a centre's day.
#[derive(Clone, Debug)]
pub struct DayRow {
    /// The appointment.
    pub appointment: Appointment,
    /// Whose it is.
    pub person: Person,
    /// The visit, once the person is there.
    pub visit: Option<Visit>,
    /// The session, once the link was started.
    pub session: Option<Session>,
    /// The desk that is kept for it, where it is for a service.
    pub desk: Option<DeskId>,
}

/// The caller's centre today, by start.
pub async fn day(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Vec<DayRow>, ServiceError> {
    let centre = own_centre(caller)?;
    let zone = app
        .catalogue
        .get()
        .zone(Some(&centre), app.settings.ministry.zone);
    let today = calendar::local_day(zone, now);
    let (from, to) = calendar::days_span(zone, today, today);
    let rows = app
        .store
        .read(move |db| {
            let span = (from.naive_utc(), to.naive_utc());
            let rows = appointment::between(db, span.0, span.1, None, Some(&centre))?;
            let ids: Vec<PersonId> = rows.iter().map(|row| row.person_id.clone()).collect();
            let people = person::of_ids(db, &ids)?;
            joined(rows, &people)
                .into_iter()
                .map(|(appointment, person)| {
                    Ok(DayRow {
                        visit: visit::of_appointment(db, &appointment.id)?,
                        session: session::of_appointment(db, &appointment.id)?,
                        desk: desk(db, &appointment)?,
                        appointment,
                        person,
                    })
                })
                .collect::<Result<Vec<_>, ServiceError>>()
        })
        .await?;
    let things: Vec<String> = rows
        .iter()
        .map(|row| format!("appointment:{}", row.appointment.id))
        .collect();
    log_looks(app, caller, (&things, "reception"), now).await?;
    Ok(rows)
}

/// The desk among what an appointment takes.
fn desk(db: &mut Db, row: &Appointment) -> Result<Option<DeskId>, ServiceError> {
    if row.mode != Mode::Service {
        return Ok(None);
    }
    let taken = store::occupancy::of_holder(db, row.id.as_str())?;
    Ok(taken
        .iter()
        .find_map(|(name, _)| match Resource::parse(name)? {
            Resource::Desk(id) => Some(id),
            Resource::Official(_)
            | Resource::Room(_)
            | Resource::Interpreter(_)
            | Resource::Person(_)
            | Resource::Seat(..) => None,
        }))
}

fn own_centre(caller: &Caller) -> Result<CentreId, ServiceError> {
    let centre = caller.staff().and_then(|staff| staff.centre.clone());
    Ok(centre.ok_or(Refusal::NotFound)?)
}

/// Somebody who was checked in.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The appointment, as it stands now.
    pub appointment: Appointment,
    /// The visit whose clocks run now; none at the headquarters, where nobody queues.
    pub visit: Option<Visit>,
}

/// Checks a person in: at a centre the identity was seen at the gate, and the clocks start; at the
/// headquarters the office writes down that somebody who is met in person is there.
pub async fn check_in(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
    now: DateTime<Utc>,
) -> Result<Arrival, ServiceError> {
    let centre = caller.staff().ok_or(Refusal::NotFound)?.centre.clone();
    let zone = app
        .catalogue
        .get()
        .zone(centre.as_ref(), app.settings.ministry.zone);
    let today = calendar::local_day(zone, now);
    let (from, to) = calendar::days_span(zone, today, today);
    let grace = TimeDelta::minutes(app.settings.rules.late_grace_minutes);
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let (of_news, of_visit) = (id.clone(), centre.clone());
    let arrival = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = visible(db, &by, &id)?;
            // An office checks in whoever comes to the official, not whoever comes to a centre.
            if row.centre_id != centre {
                return Err(Refusal::NotFound.into());
            }
            let early = TimeDelta::hours(EARLY_HOURS);
            may_check_in(row.starts_at.and_utc(), pad.now(), early, grace)?;
            guests::check(&of_work, db, &row)?;
            let appointment = arrive(db, &row, &pad)?;
            let visit = match &centre {
                Some(centre) => {
                    let before =
                        visit::between(db, centre, from.naive_utc(), to.naive_utc())?.len();
                    Some(enter(db, (centre, &row, before), &mut pad)?)
                }
                None => None,
            };
            let thing = format!("appointment:{id}");
            store::audit::add(db, &audit::deed(&by, "check_in", &thing, &mut pad))?;
            Ok::<_, ServiceError>(Arrival { appointment, visit })
        })
        .await?;
    app.bus.tell(News::AppointmentMoved(of_news));
    if let Some(centre) = of_visit {
        app.bus.tell(News::QueueMoved(centre));
    }
    Ok(arrival)
}

/// The appointment of somebody who is there.
fn arrive(db: &mut Db, row: &Appointment, pad: &Pad) -> Result<Appointment, ServiceError> {
    let new = Appointment {
        state: row.state.after(AppointmentEvent::CheckIn)?,
        sequence: row.sequence + 1,
        changed_at: pad.at(),
        ..row.clone()
    };
    if !appointment::change(db, row.sequence, &new)? {
        return Err(Refusal::WrongStage.into());
    }
    Ok(new)
}

/// The visit of somebody who came through the gate of a centre, whose card was seen there.
fn enter(
    db: &mut Db,
    (centre, row, before): (&CentreId, &Appointment, usize),
    pad: &mut Pad,
) -> Result<Visit, ServiceError> {
    let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
    person::prove(db, &known.id)?;
    let section = known
        .sex
        .map_or(Section::Men, crate::scheduling::Sex::section);
    let visit = Visit {
        id: pad.id(VisitId::made),
        centre_id: centre.clone(),
        section,
        person_id: Some(known.id),
        appointment_id: Some(row.id.clone()),
        ticket: format!("{:03}", before + 1),
        state: VisitState::Entered,
        desk: None,
        entered_at: pad.at(),
        called_at: None,
        started_at: None,
        registered_at: None,
        finished_at: None,
    };
    if !visit::add(db, &visit)? {
        return Err(Refusal::WrongStage.into());
    }
    Ok(visit)
}
