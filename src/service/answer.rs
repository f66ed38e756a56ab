//! Answering an offer: taking the time, or giving it to the next; by the link in its message, or
//! signed in.

use chrono::{DateTime, Utc};

use super::app::App;
use super::book::{self, Booked};
use super::caller::Caller;
use super::claims;
use super::conduct;
use super::error::ServiceError;
use super::offers;
use super::pad::Pad;
use crate::bus::News;
use crate::scheduling::claim::{Input, Standing};
use crate::scheduling::ids::{AppointmentId, OfferId, SignInId};
use crate::scheduling::{OfferState, Refusal, WaitingState};
use crate::store::waiting::{self, Offer, Waiting};
use crate::store::{Db, person, request};

/// The offer behind a link; looking does not answer it, for links are opened by machines too.
pub async fn look(app: &App, token: &str) -> Result<Offer, ServiceError> {
    let (of_work, token) = (app.clone(), token.to_owned());
    app.store
        .read(move |db| offers::behind(&of_work, db, &token))
        .await
}

/// Whether an offer can still be answered.
pub fn is_open(offer: &Offer, now: DateTime<Utc>) -> bool {
    let standing: Standing<_> = claims::of_offer(offer);
    let lasts = standing
        .until()
        .is_some_and(|until| until > now.naive_utc());
    offer.state == OfferState::Open && lasts
}

/// Takes the offered time behind a link, once: it is booked for the request that waited.
pub async fn accept(app: &App, token: &str, now: DateTime<Utc>) -> Result<Booked, ServiceError> {
    let (of_work, pad, token) = (app.clone(), app.pad(now), token.to_owned());
    let booked = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = offers::behind(&of_work, db, &token)?;
            let place = waiting::find(db, &row.waiting_id)?.ok_or(Refusal::LinkSpent)?;
            // The link is the proof: what is done by it is done by the person it was sent to.
            let by = Caller::Person {
                id: place.person_id.clone(),
                sign_in: SignInId::from(row.id.as_str()),
            };
            accept_in(&of_work, db, (&by, &row, &place), &mut pad)
        })
        .await?;
    book::tell(app, &booked);
    Ok(booked)
}

/// Takes a time that is offered to the caller, once.
pub async fn take(
    app: &App,
    caller: &Caller,
    id: OfferId,
    now: DateTime<Utc>,
) -> Result<Booked, ServiceError> {
    let (of_work, by, pad) = (app.clone(), caller.clone(), app.pad(now));
    let booked = app
        .store
        .write(move |db| {
            let (row, place) = own(db, &by, &id)?;
            accept_in(&of_work, db, (&by, &row, &place), &mut pad.clone())
        })
        .await
        .map_err(without_link)?;
    book::tell(app, &booked);
    Ok(booked)
}

fn accept_in(
    app: &App,
    db: &mut Db,
    (by, row, place): (&Caller, &Offer, &Waiting),
    pad: &mut Pad,
) -> Result<Booked, ServiceError> {
    if row.state != OfferState::Open {
        return Err(Refusal::LinkSpent.into());
    }
    // What was offered yesterday may be one too many today.
    person::alone(db, &place.person_id)?;
    let known = person::find(db, &place.person_id)?.ok_or(Refusal::LinkSpent)?;
    conduct::may_book(app, db, (&known, row.starts_at.and_utc(), None), pad)?;
    let wanted = request::find(db, &place.request_id)?.ok_or(Refusal::LinkSpent)?;
    let appointment = pad.id(AppointmentId::made);
    let time = book::take_offered(db, row, appointment, pad)?;
    if !waiting::close_offer(db, &row.id, OfferState::Accepted, pad.at())? {
        return Err(Refusal::LinkSpent.into());
    }
    let of_place = (&place.id, &row.id);
    waiting::answered(db, of_place, WaitingState::Placed, pad.at())?;
    book::finish(app, db, (by, &known, wanted, time), pad)
}

/// Gives the offered time behind a link to the next; the place on the list stays.
pub async fn decline(app: &App, token: &str, now: DateTime<Utc>) -> Result<Offer, ServiceError> {
    let (of_work, pad, token) = (app.clone(), app.pad(now), token.to_owned());
    let row = app
        .store
        .write(move |db| {
            let row = offers::behind(&of_work, db, &token)?;
            decline_in(&of_work, db, row, &mut pad.clone())
        })
        .await?;
    tell(app, &row);
    Ok(row)
}

/// Gives a time that is offered to the caller to the next; the place on the list stays.
pub async fn give_back(
    app: &App,
    caller: &Caller,
    id: OfferId,
    now: DateTime<Utc>,
) -> Result<Offer, ServiceError> {
    let (of_work, by, pad) = (app.clone(), caller.clone(), app.pad(now));
    let row = app
        .store
        .write(move |db| {
            let (row, _) = own(db, &by, &id)?;
            decline_in(&of_work, db, row, &mut pad.clone())
        })
        .await
        .map_err(without_link)?;
    tell(app, &row);
    Ok(row)
}

fn decline_in(app: &App, db: &mut Db, row: Offer, pad: &mut Pad) -> Result<Offer, ServiceError> {
    let end = (Input::Decline, OfferState::Declined, WaitingState::Waiting);
    if row.state != OfferState::Open || !offers::give_back(app, db, &row, end, pad)? {
        return Err(Refusal::LinkSpent.into());
    }
    Ok(row)
}

fn tell(app: &App, row: &Offer) {
    app.bus.tell(News::SlotsMoved(row.official_id.clone()));
    app.bus.tell(News::NoticeQueued);
}

/// An offer to the caller, and the place on the list that it is for.
fn own(db: &mut Db, caller: &Caller, id: &OfferId) -> Result<(Offer, Waiting), ServiceError> {
    let person = caller.person().ok_or(Refusal::SignInNeeded)?;
    let row = waiting::offer(db, id)?.ok_or(Refusal::NotFound)?;
    let place = waiting::find(db, &row.waiting_id)?;
    let own = place.filter(|place| place.person_id == *person);
    Ok((row, own.ok_or(Refusal::NotFound)?))
}

/// Whoever is signed in followed no link.
fn without_link(error: ServiceError) -> ServiceError {
    if error.refusal() == Some(Refusal::LinkSpent) {
        Refusal::OfferOver.into()
    } else {
        error
    }
}
