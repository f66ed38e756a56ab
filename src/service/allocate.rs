//! The office gives an approved request one of its own times.

use chrono::{DateTime, Utc};

use super::app::App;
use super::book::{self, Booked};
use super::caller::Caller;
use super::claims;
use super::error::ServiceError;
use super::guests;
use super::hold;
use super::pad::Pad;
use super::requests::is_of_office;
use crate::scheduling::ids::{AppointmentId, RequestId};
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Needs, Refusal, RequestState};
use crate::store::{Db, person, request};

/// Gives an approved request a free slot, open to choice or not.
pub async fn allocate(
    app: &App,
    caller: &Caller,
    (id, slot): (RequestId, SlotId),
    now: DateTime<Utc>,
) -> Result<Booked, ServiceError> {
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let booked = app
        .store
        .write(move |db| allocate_in(&of_work, db, &by, (&id, &slot), &mut pad.clone()))
        .await?;
    book::tell(app, &booked);
    Ok(booked)
}

/// The same in a transaction.
pub(super) fn allocate_in(
    app: &App,
    db: &mut Db,
    by: &Caller,
    (id, slot): (&RequestId, &SlotId),
    pad: &mut Pad,
) -> Result<Booked, ServiceError> {
    let staff = by.staff().ok_or(Refusal::NotFound)?;
    let found = request::find(db, id)?.filter(|row| is_of_office(staff, row));
    let wanted = found.ok_or(Refusal::NotFound)?;
    if wanted.state != RequestState::Approved {
        return Err(Refusal::WrongStage.into());
    }
    let known = person::find(db, &wanted.person_id)?.ok_or(Refusal::NotFound)?;
    let needs = Needs::parse(&wanted.needs).unwrap_or_default();
    let key = slot.key().ok_or(Refusal::NotFound)?;
    guests::check_slot(app, db, (&wanted, &key))?;
    claims::settle(app, db, key.official.as_ref(), pad)?;
    let found = hold::allocation(app, db, (&known, slot, &needs), wanted.urgency, pad)?;
    let appointment = pad.id(AppointmentId::made);
    let taken = book::take_slot(db, (appointment, slot, needs), &found, pad)?;
    book::finish(app, db, (by, &known, wanted, taken), pad)
}
