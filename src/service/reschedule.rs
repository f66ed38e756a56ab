//! Moving an appointment to another time: by its owner until the deadline on a time open to
//! choice, by the office with a reason on any.
//!
//! The new time is taken and the old one given up in one pass of one transaction, so nobody is
//! ever without a time because the one wanted was gone.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::audit;
use super::book::{self, Booked, Taken};
use super::caller::Caller;
use super::cancel::{changed_by, visible};
use super::claims::{self, Freed};
use super::conduct;
use super::confirm;
use super::error::ServiceError;
use super::go_on::step;
use super::hold;
use super::interpreters;
use super::letters;
use super::notices;
use super::offers;
use super::pad::Pad;
use super::representations;
use super::week::cases::settle;
use crate::bus::News;
use crate::scheduling::appointment::{AppointmentEvent, ChangedBy, may_change, may_move};
use crate::scheduling::ids::AppointmentId;
use crate::scheduling::slot::search::Allocation;
use crate::scheduling::slot::{SlotId, SlotKey};
use crate::scheduling::{CaseState, Needs, NoticeEvent, Refusal, Urgency, occupancy};
use crate::store::appointment::{self, Appointment};
use crate::store::audit::Deed;
use crate::store::confirm_link;
use crate::store::person::{self, Person};
use crate::store::request::{self, Request};
use crate::store::{self, Db, session};

/// Where to, and why.
#[derive(Clone, Debug)]
pub struct Move {
    /// The appointment.
    pub id: AppointmentId,
    /// The new time.
    pub slot: SlotId,
    /// The reason; needed from the office.
    pub reason: Option<String>,
}

/// Moves an appointment; what it was becomes `moved` and points to the new one, which is given.
/// When the new time is gone, the old one stands as it stood.
pub async fn reschedule(
    app: &App,
    caller: &Caller,
    wish: Move,
    now: DateTime<Utc>,
) -> Result<Booked, ServiceError> {
    let by = changed_by(caller, wish.reason.as_deref())?;
    let pad = app.pad(now);
    let (of_work, who, old) = (app.clone(), caller.clone(), wish.id.clone());
    let moved = app
        .store
        .write(move |db| move_in(&of_work, db, (&who, by, &wish), &mut pad.clone()))
        .await?;
    app.bus.tell(News::AppointmentMoved(old));
    book::tell(app, &moved);
    Ok(moved)
}

/// The same in a transaction; whoever calls says who moves it, and tells the news.
pub(super) fn move_in(
    app: &App,
    db: &mut Db,
    (caller, by, wish): (&Caller, ChangedBy, &Move),
    pad: &mut Pad,
) -> Result<Booked, ServiceError> {
    if let Some(owner) = caller.person() {
        person::alone(db, owner)?;
    }
    let row = visible(db, caller, &wish.id)?;
    let is_open = session::of_appointment(db, &row.id)?.is_some_and(|one| one.state.is_open());
    may_move(row.state, is_open)?;
    let deadline = TimeDelta::minutes(app.settings.booking.cancel_deadline_minutes);
    may_change(by, row.starts_at.and_utc(), pad.now(), deadline)?;
    let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
    let official = wish.slot.key().and_then(|key| key.official);
    claims::settle(app, db, official.as_ref(), pad)?;
    let found = found(app, db, (caller, by, &row, &known, &wish.slot), pad)?;
    if by == ChangedBy::Applicant {
        let starts_at = found.slot.key.starts_at;
        conduct::may_book(app, db, (&known, starts_at, Some(&row.id)), pad)?;
    }
    let id = pad.id(AppointmentId::made);
    let wanted = occupancy::rows(&found.takes);
    let hands = (row.id.as_str(), id.as_str());
    if !store::occupancy::swap(db, hands, &wanted, pad.at())? {
        return Err(Refusal::SlotTaken.into());
    }
    let needs = Needs::parse(&row.needs).unwrap_or_default();
    let taken = Taken::of((id, &wish.slot, needs), &found);
    let request = request::find(db, &row.request_id)?.ok_or(Refusal::NotFound)?;
    representations::may_take(db, &request, taken.span.0.and_utc())?;
    let new = replace(
        db,
        (&request, &row, taken),
        (by, wish.reason.as_deref()),
        pad,
    )?;
    tell(app, db, (&row, &new, &known), pad)?;
    timeline(db, (&request, wish.reason.as_deref()), pad)?;
    let deed = audit::deed(caller, "move", &format!("appointment:{}", row.id), pad);
    let detail = Some(format!("appointment:{}", new.id));
    store::audit::add(db, &Deed { detail, ..deed })?;
    // Last, so that the old time is offered only as far as the new one does not lie over it.
    offers::pass_on(app, db, &Freed::of_appointment(&row), pad)?;
    Ok(Booked {
        appointment: new,
        request,
    })
}

/// What the new time takes, with the old one counted as free.
fn found(
    app: &App,
    db: &mut Db,
    (caller, by, row, known, slot): (&Caller, ChangedBy, &Appointment, &Person, &SlotId),
    pad: &Pad,
) -> Result<Allocation, ServiceError> {
    let key = slot.key().ok_or(Refusal::NotFound)?;
    if slot.as_str() == row.slot_id {
        return Err(Refusal::SameTime.into());
    }
    let needs = Needs::parse(&row.needs).unwrap_or_default();
    let freed: BTreeSet<_> = store::occupancy::of_holder(db, row.id.as_str())?
        .into_iter()
        .collect();
    let wish = (known, slot, &needs);
    match by {
        ChangedBy::Applicant => {
            let was = SlotId::from_text(&row.slot_id).key();
            let same_service = was.is_some_and(|was| was.service == key.service);
            if key.official != row.official_id || key.mode != row.mode || !same_service {
                return Err(Refusal::NotOpenToChoice.into());
            }
            // One's own hold of this very time must not stand in its way.
            if let Some(held) = store::hold::of_person(db, &row.person_id)?
                && held.slot_id == slot.as_str()
            {
                store::hold::remove(db, &held.id)?;
                store::occupancy::release(db, held.id.as_str())?;
            }
            let lead = TimeDelta::minutes(app.settings.booking.lead_minutes);
            let under = (freed, lead, Urgency::Normal);
            let found = hold::allocation_freeing(app, db, wish, under, pad)?;
            Ok(found.open_to_choice()?)
        }
        ChangedBy::Office | ChangedBy::System => {
            if !is_own(caller, &key) {
                return Err(Refusal::NotFound.into());
            }
            let request = request::find(db, &row.request_id)?.ok_or(Refusal::NotFound)?;
            let under = (freed, TimeDelta::zero(), request.urgency);
            hold::allocation_freeing(app, db, wish, under, pad)
        }
    }
}

/// Whether a slot is of an official whom the caller works for.
fn is_own(caller: &Caller, key: &SlotKey) -> bool {
    let official = key.official.as_ref();
    caller.staff().is_none_or(|staff| staff.sees_of(official))
}

/// Writes the new appointment, and what the old one became.
fn replace(
    db: &mut Db,
    (request, row, taken): (&Request, &Appointment, Taken),
    (by, reason): (ChangedBy, Option<&str>),
    pad: &Pad,
) -> Result<Appointment, ServiceError> {
    let number = appointment::next_number(db, &request.id, &request.reference)?;
    let new = Appointment {
        uid: row.uid.clone(),
        sequence: row.sequence + 1,
        ..book::row(request, number, taken, pad)
    };
    let old = Appointment {
        state: row.state.after(AppointmentEvent::Move)?,
        sequence: row.sequence + 1,
        moved_to: Some(new.id.clone()),
        ended_by: Some(by),
        reason: reason.map(str::to_owned),
        changed_at: pad.at(),
        ..row.clone()
    };
    if !appointment::add(db, &new)? || !appointment::change(db, row.sequence, &old)? {
        return Err(Refusal::WrongStage.into());
    }
    session::revoke_invites(db, &row.id, pad.at())?;
    settle(db, &row.id, CaseState::Moved, pad)?;
    Ok(new)
}

/// The applicant is told the new time; the interpreters, who comes and who does not any more.
fn tell(
    app: &App,
    db: &mut Db,
    (old, new, known): (&Appointment, &Appointment, &Person),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let (link, way) = confirm::link(app, new, pad);
    confirm_link::add(db, &link)?;
    let mut letter = letters::to_confirm(app, NoticeEvent::Moved, (new, known), Some(&way));
    // Who would set out for the old time must hear of it before.
    letter.starts_at = Some(old.starts_at.min(new.starts_at).and_utc());
    let to = letters::recipient(app, known)?;
    notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    interpreters::free(app, db, (old, known), pad)?;
    interpreters::invite(app, db, (new, known), pad)
}

/// The request stays where it is; its timeline says why it has another time.
fn timeline(
    db: &mut Db,
    (request, reason): (&Request, Option<&str>),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    request::add_step(db, &step(request, reason.map(str::to_owned), pad))?;
    Ok(())
}
