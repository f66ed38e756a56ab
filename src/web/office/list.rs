//! The waiting list as the office sees it: how many wait, and in which order.

use actix_web::HttpResponse;
use askama::Template;

use crate::scheduling::Urgency;
use crate::scheduling::ids::CentreId;
use crate::service::letters;
use crate::service::wait::{self, Place};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::office::inbox::urgent;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "office/list.html")]
pub struct ListPage {
    /// What stands around it.
    pub frame: Frame,
    /// What is counted, with how many there are.
    pub counts: Vec<(String, String)>,
    /// Who waits, official by official, in the published order.
    pub rows: Vec<ListRow>,
}

/// One who waits; by the reference, for the order needs no name.
pub struct ListRow {
    /// The request.
    pub request: String,
    /// The number in the order.
    pub number: String,
    /// The reference.
    pub reference: String,
    /// When the request came.
    pub received: String,
    /// How, in words.
    pub mode: String,
    /// Where, in words.
    pub place: String,
    /// Whether it presses, whether on standby, whether an offer is out.
    pub tags: Vec<Tag>,
}

/// Shows who waits.
pub(super) async fn see(reader: Reader) -> Result<HttpResponse, Failure> {
    let places = wait::office_list(&reader.app, &reader.caller).await?;
    let frame = reader.frame().titled("wait-list");
    let words = frame.words.clone();
    reader.page(&ListPage {
        counts: counts(&words, &places),
        rows: places.iter().map(|place| row(&reader, place)).collect(),
        frame,
    })
}

fn counts(words: &Words, places: &[Place]) -> Vec<(String, String)> {
    let urgent = |place: &&Place| place.request.urgency == Urgency::Urgent;
    let counted = [
        ("wait-count", places.len()),
        ("wait-count-urgent", places.iter().filter(urgent).count()),
        (
            "wait-count-standby",
            places.iter().filter(|place| place.waiting.near).count(),
        ),
        (
            "wait-count-offered",
            places.iter().filter(|place| place.offer.is_some()).count(),
        ),
    ];
    let said = |count: usize| words.number(i64::try_from(count).unwrap_or(i64::MAX));
    counted
        .into_iter()
        .map(|(key, count)| (words.get(key), said(count)))
        .collect()
}

fn row(reader: &Reader, place: &Place) -> ListRow {
    let (words, waiting) = (&reader.words, &place.waiting);
    let received = shown::local(reader.app.settings.ministry.zone, place.request.received_at);
    let offered = place.offer.as_ref().map(|offer| {
        let zone = reader.app.settings.ministry.zone;
        let until = shown::local(zone, offer.expires_at);
        let until = words.time(until.time());
        Tag::new(Mood::Wait, words.say("wait-offered-until", "time", until))
    });
    let standby = waiting
        .near
        .then(|| Tag::new(Mood::Info, words.get("wait-standby")));
    let standing = (standby.is_none() && offered.is_none())
        .then(|| Tag::new(Mood::Wait, words.get("wait-standing")));
    let tags = [urgent(words, &place.request), standing, standby, offered];
    ListRow {
        request: waiting.request_id.to_string(),
        number: words.number(i64::try_from(place.number).unwrap_or(i64::MAX)),
        reference: letters::shown(&place.request.reference),
        received: words.short_day(received.date()),
        mode: waiting.mode.map_or_else(
            || words.get("wait-mode-any"),
            |mode| words.value("mode", mode.as_str()),
        ),
        place: centre(reader, waiting.centre_id.as_ref()),
        tags: tags.into_iter().flatten().collect(),
    }
}

fn centre(reader: &Reader, id: Option<&CentreId>) -> String {
    match id {
        Some(_) => letters::place_of(&reader.app, &reader.words, id),
        None => reader.words.get("wait-centre-any"),
    }
}
