//! Booking: a held or free slot becomes an appointment, all of its resources or none.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::claims::{self, Freed};
use super::conduct;
use super::confirm;
use super::crowd;
use super::error::ServiceError;
use super::go_on::step;
use super::hand_in::{self, NewRequest};
use super::hold;
use super::interpreters;
use super::letters;
use super::notices::{self, Owed};
use super::offers;
use super::pad::Pad;
use super::representations;
use crate::bus::News;
use crate::scheduling::claim::{Input, Outcome};
use crate::scheduling::ids::{AppointmentId, HoldId, PersonId, RequestId};
use crate::scheduling::occupancy::Resource;
use crate::scheduling::slot::SlotId;
use crate::scheduling::slot::search::Allocation;
use crate::scheduling::{
    AppointmentState, Mode, Needs, NoticeEvent, Refusal, RequestEvent, Urgency, WaitingState,
};
use crate::store::appointment::{self, Appointment};
use crate::store::audit::Deed;
use crate::store::availability::Lock;
use crate::store::booking::{self, Booking};
use crate::store::confirm_link::ConfirmLink;
use crate::store::hold::Hold;
use crate::store::person::{self, Person};
use crate::store::request::{self, Request, Step};
use crate::store::waiting::Offer;
use crate::store::{self, Db};

mod ready;

/// For which request a slot is booked.
#[derive(Clone, Debug)]
pub enum For {
    /// One that is handed in already.
    Request(RequestId),
    /// One that is handed in with the booking.
    New(Box<NewRequest>),
}

/// Which slot is booked.
#[derive(Clone, Debug)]
pub enum Which {
    /// The one that the person holds.
    Hold(HoldId),
    /// A free one.
    Slot(SlotId),
}

/// What was booked.
#[derive(Clone, Debug)]
pub struct Booked {
    /// The appointment.
    pub appointment: Appointment,
    /// The request it is for.
    pub request: Request,
}

/// Books a slot that is open to choice, for the caller.
///
/// On an embedded database, what is booked for a request that is handed in already is made ready on
/// a reader's connection; where that cannot be, or what it stood on has moved, all of it is decided
/// inside the write. A database with many writers keeps nobody waiting meanwhile, and there it is
/// made ready inside.
pub async fn book(
    app: &App,
    caller: &Caller,
    (purpose, which): (For, Which),
    now: DateTime<Utc>,
) -> Result<Booked, ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let turn = match &which {
        Which::Slot(slot) => Some(crowd::turn(app, (&id, slot), now).await?),
        Which::Hold(_) => None,
    };
    // Thousands may wait for their turn: what comes after it takes its memory then.
    let booked = Box::pin(take_and_write(app, (caller, id), (purpose, which), now)).await;
    if let Some(turn) = turn {
        turn.ended(&booked);
    }
    let booked = booked?;
    tell(app, &booked);
    Ok(booked)
}

async fn take_and_write(
    app: &App,
    (caller, id): (&Caller, PersonId),
    (purpose, which): (For, Which),
    now: DateTime<Utc>,
) -> Result<Booked, ServiceError> {
    let pad = app.pad(now);
    let asked = match (&purpose, &which) {
        (For::Request(request), Which::Slot(slot)) => {
            Some((caller.clone(), id.clone(), request.clone(), slot.clone()))
        }
        (For::New(_), _) | (_, Which::Hold(_)) => None,
    };
    let ahead = match &asked {
        Some(asked) if app.store.is_embedded() => {
            ready::ahead(app, asked.clone(), pad.clone()).await?
        }
        Some(_) | None => None,
    };
    let (of_work, by) = (app.clone(), caller.clone());
    app.store
        .write(move |db| {
            if let Some(asked) = &asked
                && let Some(booked) = ready::book(&of_work, db, (asked, ahead.as_deref()), &pad)?
            {
                return Ok(booked);
            }
            let mut pad = pad.clone();
            person::alone(db, &id)?;
            let known = person::find(db, &id)?.ok_or(Refusal::NotFound)?;
            if known.name.is_none() || known.sex.is_none() {
                return Err(ServiceError::from(Refusal::ProfileNeeded));
            }
            let wanted = match &purpose {
                For::New(new) => {
                    hand_in::receive(&of_work, db, (&by, &known, new), &mut pad)?.request
                }
                For::Request(request) => own_request(db, request, &known)?,
            };
            let (taken, freed) = take(&of_work, db, (&known, &wanted, &which), &mut pad)?;
            let booked = finish(&of_work, db, (&by, &known, wanted, taken), &mut pad)?;
            // Last, so that the time given back is not offered where it overlaps the booked one.
            if let Some(freed) = freed {
                offers::pass_on(&of_work, db, &freed, &mut pad)?;
            }
            Ok(booked)
        })
        .await
}

/// News of a booking, after its commit.
pub(super) fn tell(app: &App, booked: &Booked) {
    if let Some(official) = &booked.appointment.official_id {
        app.bus.tell(News::SlotsMoved(official.clone()));
    }
    app.bus
        .tell(News::AppointmentMoved(booked.appointment.id.clone()));
    app.bus.tell(News::NoticeQueued);
}

pub(super) fn own_request(
    db: &mut Db,
    id: &RequestId,
    person: &Person,
) -> Result<Request, ServiceError> {
    let found = request::find(db, id)?.filter(|row| row.person_id == person.id);
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// What was taken for an appointment that is still to be written.
pub(super) struct Taken {
    pub(super) appointment: AppointmentId,
    pub(super) slot: String,
    pub(super) span: (chrono::NaiveDateTime, chrono::NaiveDateTime),
    pub(super) mode: Mode,
    pub(super) official: Option<crate::scheduling::ids::OfficialId>,
    pub(super) centre: Option<crate::scheduling::ids::CentreId>,
    pub(super) resources: Vec<Resource>,
    pub(super) needs: Needs,
    /// What its owner is told of it.
    pub(super) tells: Option<NoticeEvent>,
}

fn take(
    app: &App,
    db: &mut Db,
    (person, wanted, which): (&Person, &Request, &Which),
    pad: &mut Pad,
) -> Result<(Taken, Option<Freed>), ServiceError> {
    let appointment = pad.id(AppointmentId::made);
    match which {
        Which::Hold(id) => {
            if let Some(official) = hold::official_of(db, id)? {
                // A publication gives holds back: it comes before or after this, not between.
                store::availability::lock(db, &official, Lock::Shared)?;
            }
            let found = claims::hold_of(db, id, &person.id)?;
            let held = found.ok_or(Refusal::HoldExpired)?;
            let starts_at = held.starts_at.and_utc();
            conduct::may_book(app, db, (person, starts_at, None), pad)?;
            Ok((hand_over(db, held, appointment, pad)?, None))
        }
        Which::Slot(slot) => {
            let needs = Needs::parse(&wanted.needs).unwrap_or_default();
            // One's own hold comes first: it must not stand in the way of the same slot.
            let freed = match store::hold::of_person(db, &person.id)? {
                Some(earlier) => claims::end_hold(db, &earlier, Input::Release, pad)?,
                None => None,
            };
            let key = slot.key().ok_or(Refusal::NotFound)?;
            claims::settle(app, db, key.official.as_ref(), pad)?;
            let chosen = (person, slot, &needs);
            let found = hold::allocation(app, db, chosen, Urgency::Normal, pad)?;
            let found = found.open_to_choice()?;
            let starts_at = found.slot.key.starts_at;
            conduct::may_book(app, db, (person, starts_at, None), pad)?;
            let taken = take_slot(db, (appointment, slot, needs), &found, pad)?;
            Ok((taken, freed))
        }
    }
}

/// Takes a free slot for good.
pub(super) fn take_slot(
    db: &mut Db,
    (appointment, slot, needs): (AppointmentId, &SlotId, Needs),
    found: &Allocation,
    pad: &Pad,
) -> Result<Taken, ServiceError> {
    let cells = (found.takes.as_slice(), appointment.as_str());
    let outcome = claims::take(db, cells, Input::Book, pad)?;
    Ok(Taken {
        tells: outcome.tells,
        ..Taken::of((appointment, slot, needs), found)
    })
}

impl Taken {
    /// What an allocation takes, without a word to its owner.
    pub(super) fn of(
        (appointment, slot, needs): (AppointmentId, &SlotId, Needs),
        found: &Allocation,
    ) -> Self {
        let key = &found.slot.key;
        let resources = found.takes.iter().map(|take| take.resource.clone());
        Self {
            appointment,
            slot: slot.as_str().to_owned(),
            span: (key.starts_at.naive_utc(), found.slot.ends_at.naive_utc()),
            mode: key.mode,
            official: key.official.clone(),
            centre: key.centre.clone(),
            resources: resources.collect(),
            needs,
            tells: None,
        }
    }
}

fn hand_over(
    db: &mut Db,
    held: Hold,
    appointment: AppointmentId,
    pad: &Pad,
) -> Result<Taken, ServiceError> {
    let (from, to) = (held.id.as_str(), appointment.as_str());
    let own = (claims::of_hold(&held), Input::Book);
    let outcome = claims::hand_over(db, (from, to), own, pad)?;
    if !store::hold::remove(db, &held.id)? {
        return Err(Refusal::HoldExpired.into());
    }
    Ok(of_held(held, appointment, outcome))
}

/// Takes what an open offer keeps, for good.
pub(super) fn take_offered(
    db: &mut Db,
    row: &Offer,
    appointment: AppointmentId,
    pad: &Pad,
) -> Result<Taken, ServiceError> {
    let (from, to) = (row.id.as_str(), appointment.as_str());
    let own = (claims::of_offer(row), Input::Accept);
    let outcome = claims::hand_over(db, (from, to), own, pad)?;
    Ok(Taken {
        appointment,
        slot: row.slot_id.clone(),
        span: (row.starts_at, row.ends_at),
        mode: row.mode,
        official: Some(row.official_id.clone()),
        centre: row.centre_id.clone(),
        resources: row
            .resources
            .split(',')
            .filter_map(Resource::parse)
            .collect(),
        needs: Needs::parse(&row.needs).unwrap_or_default(),
        tells: outcome.tells,
    })
}

/// What is taken by handing the cells of a hold over.
fn of_held(
    held: Hold,
    appointment: AppointmentId,
    outcome: Outcome<chrono::NaiveDateTime>,
) -> Taken {
    Taken {
        appointment,
        slot: held.slot_id,
        span: (held.starts_at, held.ends_at),
        mode: held.mode,
        official: held.official_id,
        centre: held.centre_id,
        resources: held
            .resources
            .split(',')
            .filter_map(Resource::parse)
            .collect(),
        needs: Needs::parse(&held.needs).unwrap_or_default(),
        tells: outcome.tells,
    }
}

/// Writes the appointment, moves the request, and queues what is owed.
pub(super) fn finish(
    app: &App,
    db: &mut Db,
    (by, person, wanted, taken): (&Caller, &Person, Request, Taken),
    pad: &mut Pad,
) -> Result<Booked, ServiceError> {
    representations::may_take(db, &wanted, taken.span.0.and_utc())?;
    let number = appointment::next_number(db, &wanted.id, &wanted.reference)?;
    let rows = Rows::of(app, (by, person, wanted, number), taken, pad)?;
    rows.write(db)?;
    offers::take_off(app, db, (&rows.request.id, WaitingState::Placed), pad)?;
    interpreters::invite(app, db, (&rows.appointment, person), pad)?;
    store::hold::drop_draft(db, &person.id)?;
    Ok(Booked {
        appointment: rows.appointment,
        request: rows.request,
    })
}

/// The rows of a booking beside its cells.
pub(super) struct Rows {
    appointment: Appointment,
    request: Request,
    step: Step,
    link: Option<ConfirmLink>,
    owed: Owed,
    deed: Deed,
}

impl Rows {
    fn of(
        app: &App,
        (by, person, wanted, number): (&Caller, &Person, Request, String),
        taken: Taken,
        pad: &mut Pad,
    ) -> Result<Self, ServiceError> {
        let tells = taken.tells;
        let row = row(&wanted, number, taken, pad);
        let request = Request {
            state: wanted.state.after(RequestEvent::Book)?,
            official_id: row.official_id.clone().or(wanted.official_id.clone()),
            ..wanted
        };
        let step = step(&request, None, pad);
        let (mut link, mut owed) = (None, Owed::default());
        if let Some(event) = tells {
            let (made, way) = confirm::link(app, &row, pad);
            let letter = letters::to_confirm(app, event, (&row, person), Some(&way));
            owed = notices::rows(app, &letter, &letters::recipient(app, person)?, pad)?;
            link = Some(made);
        }
        let thing = format!("appointment:{}", row.id);
        Ok(Self {
            deed: audit::deed(by, "book", &thing, pad),
            appointment: row,
            request,
            step,
            link,
            owed,
        })
    }

    fn write(&self, db: &mut Db) -> Result<(), ServiceError> {
        let rows = Booking {
            appointment: &self.appointment,
            request: &self.request,
            step: &self.step,
            link: self.link.as_ref(),
            notices: &self.owed.notices,
            deed: &self.deed,
        };
        if !booking::add(db, rows)? {
            return Err(Refusal::WrongStage.into());
        }
        Ok(notices::ring(db, &self.owed)?)
    }
}

/// The row of an appointment that is booked now.
pub(super) fn row(wanted: &Request, number: String, taken: Taken, pad: &Pad) -> Appointment {
    let room = taken.resources.iter().find_map(|one| match one {
        Resource::Room(id) => Some(id.clone()),
        Resource::Official(_)
        | Resource::Interpreter(_)
        | Resource::Person(_)
        | Resource::Desk(_)
        | Resource::Seat(..) => None,
    });
    let interpreter = taken.resources.iter().find_map(|one| match one {
        Resource::Interpreter(id) => Some(id.clone()),
        Resource::Official(_)
        | Resource::Room(_)
        | Resource::Person(_)
        | Resource::Desk(_)
        | Resource::Seat(..) => None,
    });
    Appointment {
        uid: taken.appointment.as_str().to_owned(),
        id: taken.appointment,
        number,
        reference: wanted.reference.clone(),
        request_id: wanted.id.clone(),
        person_id: wanted.person_id.clone(),
        slot_id: taken.slot,
        official_id: taken.official,
        mode: taken.mode,
        centre_id: taken.centre,
        room_id: room,
        interpreter_id: interpreter,
        needs: taken.needs.to_string(),
        starts_at: taken.span.0,
        ends_at: taken.span.1,
        state: AppointmentState::Booked,
        sequence: 0,
        reason: None,
        moved_to: None,
        ended_by: None,
        outcome: None,
        outcome_text: None,
        created_at: pad.at(),
        changed_at: pad.at(),
    }
}
