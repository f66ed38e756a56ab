//! The requests before an office.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::scheduling::{RequestState, Urgency};
use crate::service::letters;
use crate::service::requests::{Case, office_list};
use crate::web::citizen::requests::request_tag;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// The requests, urgent ones first.
#[derive(Template)]
#[template(path = "office/inbox.html")]
pub struct InboxPage {
    /// What stands around it.
    pub frame: Frame,
    /// Whether all are shown, or those that wait for a decision.
    pub all: bool,
    /// How many wait.
    pub open: String,
    /// The requests.
    pub rows: Vec<InboxRow>,
}

/// One request of the list.
pub struct InboxRow {
    /// Its id.
    pub id: String,
    /// What the person was given.
    pub reference: String,
    /// What it is about.
    pub subject: String,
    /// What it is.
    pub kind: String,
    /// Whose it is.
    pub name: String,
    /// When it came.
    pub received: String,
    /// Whether it presses.
    pub urgent: Option<Tag>,
    /// How far it is.
    pub state: Tag,
}

/// So many requests are shown at most; the oldest come first, so that none is passed over.
const SHOWN_MAX: i64 = 200;

/// What the list shows.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    show: String,
}

/// Whether a request in that state waits for the office.
const fn is_open(state: RequestState) -> bool {
    match state {
        RequestState::Received
        | RequestState::Registered
        | RequestState::InReview
        | RequestState::Approved => true,
        RequestState::Routed
        | RequestState::Scheduled
        | RequestState::Answered
        | RequestState::Declined
        | RequestState::Closed
        | RequestState::Withdrawn => false,
    }
}

pub(super) async fn list(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let all = asked.show == "all";
    let wanted = RequestState::ALL
        .iter()
        .copied()
        .filter(|state| all || is_open(*state));
    let wish = (wanted.collect(), None, SHOWN_MAX);
    let mut cases = office_list(&reader.app, &reader.caller, wish, reader.now).await?;
    cases.sort_by_key(|case| {
        (
            case.request.urgency != Urgency::Urgent,
            case.request.received_at,
        )
    });
    let open = cases
        .iter()
        .filter(|case| is_open(case.request.state))
        .count();
    reader.page(&InboxPage {
        all,
        open: reader.words.number(i64::try_from(open).unwrap_or(i64::MAX)),
        rows: cases.iter().map(|case| line(&reader, case)).collect(),
        frame: reader.frame().titled("inbox-title"),
    })
}

fn line(reader: &Reader, case: &Case) -> InboxRow {
    let (words, request) = (&reader.words, &case.request);
    let received = shown::local(reader.app.settings.ministry.zone, request.received_at);
    InboxRow {
        id: request.id.to_string(),
        reference: letters::shown(&request.reference),
        subject: request.subject.clone(),
        kind: words.value("kind", request.kind.as_str()),
        name: shown::person(words, case.person.name.as_ref()),
        received: words.short_day(received.date()),
        urgent: urgent(words, request.urgency),
        state: request_tag(words, request.state),
    }
}

/// A label for what presses.
pub(super) fn urgent(words: &Words, urgency: Urgency) -> Option<Tag> {
    (urgency == Urgency::Urgent).then(|| Tag::new(Mood::Bad, words.get("inbox-urgent")))
}
