//! Answering an offer by the link in its message: taking the time, or giving it to the next.

use chrono::{DateTime, Utc};

use super::app::App;
use super::book::{self, Booked};
use super::caller::Caller;
use super::claims;
use super::error::ServiceError;
use super::offers;
use crate::bus::News;
use crate::scheduling::claim::{Input, Standing};
use crate::scheduling::ids::{AppointmentId, SignInId};
use crate::scheduling::{OfferState, Refusal, WaitingState};
use crate::store::person;
use crate::store::request;
use crate::store::waiting::{self, Offer};

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

/// Takes the offered time, once: it is booked for the request that waited.
pub async fn accept(app: &App, token: &str, now: DateTime<Utc>) -> Result<Booked, ServiceError> {
    let (of_work, pad, token) = (app.clone(), app.pad(now), token.to_owned());
    let booked = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = offers::behind(&of_work, db, &token)?;
            if row.state != OfferState::Open {
                return Err(ServiceError::from(Refusal::LinkSpent));
            }
            let place = waiting::find(db, &row.waiting_id)?.ok_or(Refusal::LinkSpent)?;
            let known = person::find(db, &place.person_id)?.ok_or(Refusal::LinkSpent)?;
            let wanted = request::find(db, &place.request_id)?.ok_or(Refusal::LinkSpent)?;
            let appointment = pad.id(AppointmentId::made);
            let time = book::take_offered(db, &row, appointment, &pad)?;
            if !waiting::close_offer(db, &row.id, OfferState::Accepted, pad.at())? {
                return Err(Refusal::LinkSpent.into());
            }
            let of_place = (&place.id, &row.id);
            waiting::answered(db, of_place, WaitingState::Placed, pad.at())?;
            // The link is the proof: what is done by it is done by the person it was sent to.
            let by = Caller::Person {
                id: known.id.clone(),
                sign_in: SignInId::from(row.id.as_str()),
            };
            book::finish(&of_work, db, (&by, &known, wanted, time), &mut pad)
        })
        .await?;
    book::tell(app, &booked);
    Ok(booked)
}

/// Gives the offered time to the next; the place on the list stays.
pub async fn decline(app: &App, token: &str, now: DateTime<Utc>) -> Result<Offer, ServiceError> {
    let (of_work, pad, token) = (app.clone(), app.pad(now), token.to_owned());
    let row = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = offers::behind(&of_work, db, &token)?;
            let end = (Input::Decline, OfferState::Declined, WaitingState::Waiting);
            if row.state != OfferState::Open
                || !offers::give_back(&of_work, db, &row, end, &mut pad)?
            {
                return Err(ServiceError::from(Refusal::LinkSpent));
            }
            Ok(row)
        })
        .await?;
    app.bus.tell(News::SlotsMoved(row.official_id.clone()));
    app.bus.tell(News::NoticeQueued);
    Ok(row)
}
