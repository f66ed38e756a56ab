//! Cancelling an appointment: by its owner until the deadline, by the office with a reason.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::audit;
use super::book::{Booked, tell};
use super::caller::{Caller, StaffCaller};
use super::claims::Freed;
use super::error::ServiceError;
use super::go_on::go_on;
use super::interpreters;
use super::letters;
use super::notices;
use super::offers;
use super::pad::Pad;
use super::week::cases::settle;
use crate::scheduling::appointment::{AppointmentEvent, ChangedBy, may_change};
use crate::scheduling::claim::{Input, Standing, step};
use crate::scheduling::ids::AppointmentId;
use crate::scheduling::{CaseState, Refusal, RequestEvent, Role};
use crate::store::appointment::{self, Appointment};
use crate::store::request::{self, Request};
use crate::store::{self, Db, person, session};

/// Cancels an appointment; its slot is offered to whoever waits, or free at once, and the request
/// waits again.
pub async fn cancel(
    app: &App,
    caller: &Caller,
    (id, reason): (AppointmentId, Option<String>),
    now: DateTime<Utc>,
) -> Result<Booked, ServiceError> {
    let by = changed_by(caller, reason.as_deref())?;
    let pad = app.pad(now);
    let (of_work, who) = (app.clone(), caller.clone());
    let gone = app
        .store
        .write(move |db| {
            let row = visible(db, &who, &id)?;
            let deadline = TimeDelta::minutes(of_work.settings.booking.cancel_deadline_minutes);
            may_change(by, row.starts_at.and_utc(), pad.now(), deadline)?;
            let why = (by, reason.clone());
            cancel_in(&of_work, db, (&who, row, why), &mut pad.clone())
        })
        .await?;
    tell(app, &gone);
    Ok(gone)
}

/// As whom the caller cancels or moves an appointment; the office says why.
pub(super) fn changed_by(caller: &Caller, reason: Option<&str>) -> Result<ChangedBy, Refusal> {
    match caller {
        Caller::Person { .. } | Caller::Agent { .. } => Ok(ChangedBy::Applicant),
        Caller::Staff(_) if reason.is_none_or(|text| text.trim().is_empty()) => {
            Err(Refusal::ReasonNeeded)
        }
        Caller::Staff(_) => Ok(ChangedBy::Office),
        Caller::Nobody | Caller::Follower { .. } => Err(Refusal::SignInNeeded),
    }
}

/// The appointment, if the caller may know of it.
pub(super) fn visible(
    db: &mut Db,
    caller: &Caller,
    id: &AppointmentId,
) -> Result<Appointment, ServiceError> {
    let found = appointment::find(db, id)?.filter(|row| match caller {
        Caller::Person { id, .. } | Caller::Agent { person: id, .. } => row.person_id == *id,
        Caller::Staff(staff) if staff.role == Role::Interpreter => {
            row.interpreter_id.as_ref() == Some(&staff.id)
        }
        Caller::Staff(staff) => {
            let of_centre = staff.centre.is_none() || staff.centre == row.centre_id;
            of_centre && of_office(staff, row)
        }
        Caller::Follower { request, .. } => row.request_id == *request,
        Caller::Nobody => false,
    });
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// Whether an appointment is of whom a member of staff works for: an office serves those whose week
/// it is named for, everybody else whoever is met.
fn of_office(staff: &StaffCaller, row: &Appointment) -> bool {
    if staff.is_of_office() {
        return staff.sees_of(row.official_id.as_ref());
    }
    staff.official.is_none() || staff.official == row.official_id
}

fn cancel_in(
    app: &App,
    db: &mut Db,
    (caller, row, (by, reason)): (&Caller, Appointment, (ChangedBy, Option<String>)),
    pad: &mut Pad,
) -> Result<Booked, ServiceError> {
    let outcome = step(Some(Standing::Booked), &[], Input::Cancel, pad.at())?;
    let new = Appointment {
        state: row.state.after(AppointmentEvent::Cancel)?,
        sequence: row.sequence + 1,
        ended_by: Some(by),
        reason,
        changed_at: pad.at(),
        ..row.clone()
    };
    if !appointment::change(db, row.sequence, &new)? {
        return Err(Refusal::WrongStage.into());
    }
    store::occupancy::release(db, new.id.as_str())?;
    session::revoke_invites(db, &new.id, pad.at())?;
    settle(db, &new.id, CaseState::Cancelled, pad)?;
    let request = wait_again(db, &new, pad)?;
    let known = person::find(db, &new.person_id)?.ok_or(Refusal::NotFound)?;
    if let Some(event) = outcome.tells {
        let letter = letters::of_appointment(app, event, &new, &known);
        let to = letters::recipient(app, &known)?;
        notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    }
    interpreters::free(app, db, (&new, &known), pad)?;
    let thing = format!("appointment:{}", new.id);
    store::audit::add(db, &audit::deed(caller, "cancel", &thing, pad))?;
    offers::pass_on(app, db, &Freed::of_appointment(&new), pad)?;
    Ok(Booked {
        appointment: new,
        request,
    })
}

/// The request of an appointment that came to nothing waits for another time.
pub(super) fn wait_again(
    db: &mut Db,
    row: &Appointment,
    pad: &mut Pad,
) -> Result<Request, ServiceError> {
    let was = request::find(db, &row.request_id)?.ok_or(Refusal::NotFound)?;
    let request = Request {
        state: was.state.after(RequestEvent::Unbook)?,
        ..was
    };
    go_on(db, (&request, row.reason.clone()), pad)?;
    Ok(request)
}
