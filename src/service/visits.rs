//! Visits that end at a desk: of people who hand something in there, and of those who came to a
//! booked time of a centre's service. Whoever was served is asked how it was, once.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit::{self, log_looks};
use super::caller::{Caller, StaffCaller};
use super::error::ServiceError;
use super::outcome::{self, Ending};
use super::pad::Pad;
use super::requests;
use super::survey::{self, About};
use crate::bus::News;
use crate::scheduling::ids::{CentreId, PersonId, VisitId};
use crate::scheduling::permission::allowed;
use crate::scheduling::survey::Asked;
use crate::scheduling::{
    Action, Mode, Refusal, Role, Section, Sex, VisitEvent, VisitState, calendar,
};
use crate::store::person::{self, Person};
use crate::store::visit::{self, Visit};
use crate::store::{self, Db, appointment, request};

/// What the audit trail calls it.
const FINISH: &str = "finish_visit";
/// So many of a person's requests at most are looked through for what was handed in on a visit.
const HANDED_IN_MAX: i64 = 20;

/// Somebody who is being served without an appointment.
#[derive(Clone, Debug)]
pub struct WalkIn {
    /// The visit.
    pub visit: Visit,
    /// The visitor's name, where it is known.
    pub name: Option<String>,
}

/// Who is in the caller's centre today without an appointment, by entry; each is a logged look. A
/// desk sees its own section.
pub async fn walk_ins(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Vec<WalkIn>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?;
    let centre = staff.centre.clone().ok_or(Refusal::NotFound)?;
    let (of_work, staff) = (app.clone(), staff.clone());
    let rows: Vec<WalkIn> = app
        .store
        .read(move |db| {
            let today = today(&of_work, db, &centre, now)?;
            let member = store::staff::find(db, &staff.id)?.ok_or(Refusal::NotFound)?;
            let is_desk = staff.role == Role::OperationsOfficer;
            let own = member.sex.filter(|_| is_desk).map(Sex::section);
            let here = |row: &Visit| {
                let is_own = own.is_none_or(|own| row.section == own);
                is_own && row.appointment_id.is_none() && row.state.is_present()
            };
            let rows: Vec<Visit> = today.into_iter().filter(here).collect();
            let ids: Vec<PersonId> = rows
                .iter()
                .filter_map(|row| row.person_id.clone())
                .collect();
            let people = person::of_ids(db, &ids)?;
            Ok::<_, ServiceError>(rows.into_iter().map(|row| named(row, &people)).collect())
        })
        .await?;
    let things: Vec<String> = rows.iter().map(|row| thing(&row.visit.id)).collect();
    log_looks(app, caller, (&things, "reception"), now).await?;
    Ok(rows)
}

fn named(visit: Visit, people: &[Person]) -> WalkIn {
    let is_hers = |one: &&Person| Some(&one.id) == visit.person_id.as_ref();
    let name = people.iter().find(is_hers).and_then(|one| one.name.clone());
    WalkIn { visit, name }
}

fn thing(id: &VisitId) -> String {
    format!("visit:{id}")
}

/// The visits to a centre on its local day.
fn today(
    app: &App,
    db: &mut Db,
    centre: &CentreId,
    now: DateTime<Utc>,
) -> Result<Vec<Visit>, ServiceError> {
    let zone = app.settings.ministry.zone;
    let zone = app.catalogue.get().zone(Some(centre), zone);
    let day = calendar::local_day(zone, now);
    let (from, to) = calendar::days_span(zone, day, day);
    Ok(visit::between(
        db,
        centre,
        from.naive_utc(),
        to.naive_utc(),
    )?)
}

/// The visit of somebody who hands something in at a desk. Several papers are one visit; who was at
/// no gate enters at the desk.
pub(super) fn at_desk(
    app: &App,
    db: &mut Db,
    (centre, known): (&CentreId, &Person),
    pad: &mut Pad,
) -> Result<Visit, ServiceError> {
    let today = today(app, db, centre, pad.now())?;
    let is_the_same = |row: &&Visit| {
        row.appointment_id.is_none()
            && row.state == VisitState::Registered
            && row.person_id.as_ref() == Some(&known.id)
    };
    if let Some(open) = today.iter().find(is_the_same) {
        return Ok(open.clone());
    }
    let row = Visit {
        id: pad.id(VisitId::made),
        centre_id: centre.clone(),
        section: known.sex.map_or(Section::Men, Sex::section),
        person_id: Some(known.id.clone()),
        appointment_id: None,
        ticket: format!("{:03}", today.len() + 1),
        state: VisitState::Registered,
        desk: None,
        entered_at: pad.at(),
        called_at: None,
        started_at: Some(pad.at()),
        registered_at: Some(pad.at()),
        finished_at: None,
    };
    if visit::add(db, &row)? {
        Ok(row)
    } else {
        Err(Refusal::WrongStage.into())
    }
}

/// Ends a visit to the caller's centre: the visitor was served, and the survey goes out. A time of
/// a service ends with it; a meeting's visit ends with what came of the meeting.
pub async fn finish(
    app: &App,
    caller: &Caller,
    id: VisitId,
    now: DateTime<Utc>,
) -> Result<Visit, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?;
    if !allowed(Some(staff.role), Action::ServeVisitor) {
        return Err(Refusal::NotAllowed.into());
    }
    let pad = app.pad(now);
    let (of_work, by, staff) = (app.clone(), caller.clone(), staff.clone());
    let done = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let was = own(db, &staff, &id)?;
            serve(&of_work, db, &was, &mut pad)?;
            store::audit::add(db, &audit::deed(&by, FINISH, &thing(&id), &mut pad))?;
            visit::find(db, &id)?.ok_or_else(|| ServiceError::from(Refusal::NotFound))
        })
        .await?;
    if let Some(appointment) = &done.appointment_id {
        app.bus.tell(News::AppointmentMoved(appointment.clone()));
    }
    app.bus.tell(News::QueueMoved(done.centre_id.clone()));
    app.bus.tell(News::NoticeQueued);
    Ok(done)
}

fn own(db: &mut Db, staff: &StaffCaller, id: &VisitId) -> Result<Visit, ServiceError> {
    let found = visit::find(db, id)?;
    let found = found.filter(|row| staff.centre.as_ref() == Some(&row.centre_id));
    Ok(found.ok_or(Refusal::NotFound)?)
}

fn serve(app: &App, db: &mut Db, was: &Visit, pad: &mut Pad) -> Result<(), ServiceError> {
    if let Some(id) = &was.appointment_id {
        let row = appointment::find(db, id)?.ok_or(Refusal::NotFound)?;
        if row.mode != Mode::Service || !was.state.is_present() {
            return Err(Refusal::WrongStage.into());
        }
        return outcome::finish(app, db, (row, Ending::default()), pad);
    }
    let over = Visit {
        state: was.state.after(VisitEvent::Finish)?,
        finished_at: Some(pad.at()),
        ..was.clone()
    };
    if !visit::change(db, was.state, &over)? {
        return Err(Refusal::WrongStage.into());
    }
    ask(app, db, &over, pad)
}

/// Sends the survey's link to a visitor who has a mobile.
fn ask(app: &App, db: &mut Db, visit: &Visit, pad: &mut Pad) -> Result<(), ServiceError> {
    let Some(whose) = &visit.person_id else {
        return Ok(());
    };
    let known = person::find(db, whose)?.ok_or(Refusal::NotFound)?;
    if known.mobile_sealed.is_none() {
        return Ok(());
    }
    let handed_in = request::of_person(db, whose, None, HANDED_IN_MAX)?;
    let of_visit = handed_in
        .iter()
        .filter(|row| row.received_at >= visit.entered_at);
    let mut is_protected = false;
    for row in of_visit {
        is_protected = is_protected || requests::is_protected(app, db, row)?;
    }
    let about = About {
        asked: Asked::Visit,
        thing: thing(&visit.id),
        official: None,
        centre: Some(visit.centre_id.clone()),
        is_protected,
    };
    survey::send(app, db, (&known, about), pad)
}
