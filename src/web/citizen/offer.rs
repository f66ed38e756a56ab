//! An offered time, behind the link of its message: take it, or give it to the next.

use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::{Answered, facts};
use crate::scheduling::{OfferState, Refusal};
use crate::service::{Offer, ServiceError, answer, letters};
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::Countdown;
use crate::web::reader::Reader;

/// How the page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    /// Why an answer did not count: the code of a refusal.
    #[serde(default)]
    no: String,
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AnswerForm {
    /// `accept` or `decline`.
    #[serde(default)]
    answer: String,
}

/// Shows the time that is offered, or what became of it; it names nobody.
pub async fn see(reader: Reader, token: Path<String>, query: Query<Wanted>) -> Answered {
    let offer = match answer::look(&reader.app, &token).await {
        Ok(offer) => Some(offer),
        Err(error) if error.refusal() == Some(Refusal::LinkSpent) => None,
        Err(error) => return Err(error.into()),
    };
    let refused = Refusal::ALL.iter().find(|each| each.code() == query.no);
    let refused = refused.map(|refusal| reader.words.get(refusal.key()));
    reader.page(&page(&reader, (&token, offer.as_ref()), refused))
}

/// Takes the answer, once.
pub async fn take(reader: Reader, token: Path<String>, Form(form): Form<AnswerForm>) -> Answered {
    let (app, now) = (&reader.app, reader.now);
    let done: Result<(), ServiceError> = match form.answer.as_str() {
        "accept" => answer::accept(app, &token, now).await.map(drop),
        "decline" => answer::decline(app, &token, now).await.map(drop),
        _ => return Err(Refusal::FieldWrong.into()),
    };
    match done {
        Ok(()) => Ok(reader.see(&format!("/o/{token}"))),
        Err(error) => {
            let code = facts::refused(error)?.code();
            Ok(reader.see(&format!("/o/{token}?no={code}")))
        }
    }
}

fn page(
    reader: &Reader,
    (token, offer): (&str, Option<&Offer>),
    refused: Option<String>,
) -> OfferPage {
    let frame = reader.frame();
    let words = frame.words.clone();
    let view = offer.map(|offer| {
        let wall = |at: chrono::NaiveDateTime| {
            facts::wall(&reader.app, offer.centre_id.as_ref(), at.and_utc())
        };
        let (starts, until) = (wall(offer.starts_at), wall(offer.expires_at));
        OfferView {
            day: words.day(starts.date()),
            time: words.time(starts.time()),
            place: letters::place_of(&reader.app, &words, offer.centre_id.as_ref()),
            mode: words.value("mode", offer.mode.as_str()),
            until: words.time(until.time()),
            ends_at: offer.expires_at.and_utc(),
            is_open: answer::is_open(offer, reader.now),
            state: offer.state,
        }
    });
    OfferPage::new(frame, token.to_owned(), view, refused)
}

/// An offered time, said in words.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// The day, both dates.
    pub day: String,
    /// The time of day.
    pub time: String,
    /// The place.
    pub place: String,
    /// How one meets.
    pub mode: String,
    /// Until when it is kept, on the wall of the place.
    pub until: String,
    /// The same as an instant.
    pub ends_at: chrono::DateTime<chrono::Utc>,
    /// Whether it can still be answered.
    pub is_open: bool,
    /// What became of it.
    pub state: OfferState,
}

/// What stands on the page of an open offer.
struct Open {
    countdown: Countdown,
    until: String,
}

/// The page of an offered time.
#[derive(Template)]
#[template(path = "citizen/offer.html")]
pub struct OfferPage {
    frame: Frame,
    token: String,
    refused: Option<String>,
    offer: Option<OfferView>,
    open: Option<Open>,
    became: String,
    is_good: bool,
}

impl OfferPage {
    /// The page of the offer behind that link, if there is one.
    #[must_use]
    pub fn new(
        frame: Frame,
        token: String,
        offer: Option<OfferView>,
        refused: Option<String>,
    ) -> Self {
        let words = frame.words.clone();
        let became = match offer.as_ref().map(|offer| (offer.is_open, offer.state)) {
            Some((true, _)) => "offer-lead",
            Some((false, OfferState::Accepted)) => "offer-accepted",
            Some((false, OfferState::Declined)) => "offer-declined",
            Some((false, OfferState::Open | OfferState::Lapsed | OfferState::Withdrawn)) => {
                "offer-lapsed"
            }
            None => "refused-link-spent",
        };
        let is_open = offer.as_ref().filter(|offer| offer.is_open);
        let open = is_open.map(|offer| Open {
            countdown: Countdown::new(&words, frame.now, offer.ends_at, format!("/o/{token}")),
            until: words.say("held-until", "time", offer.until.as_str()),
        });
        Self {
            is_good: offer
                .as_ref()
                .is_some_and(|offer| offer.state == OfferState::Accepted),
            became: words.get(became),
            frame: frame.titled("offer-title"),
            token,
            refused,
            offer,
            open,
        }
    }
}
