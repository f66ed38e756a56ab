//! My requests: each with its state, the newest first.

use actix_web::web::Path;
use askama::Template;

use super::{Answered, facts};
use crate::scheduling::appointment::AppointmentState;
use crate::scheduling::request::RequestState;
use crate::scheduling::{Reference, Refusal};
use crate::service::requests::Case;
use crate::service::{Caller, NextStep, letters, requests};
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::words::Words;

/// So many requests stand on the page.
const SHOWN_MAX: i64 = 50;

/// Shows the reader's requests.
pub async fn see(reader: Reader) -> Answered {
    let cases = requests::own(&reader.app, &reader.caller, (None, SHOWN_MAX)).await?;
    let (frame, _) = facts::known(&reader).await?;
    let cards = cases
        .iter()
        .map(|case| card(&reader, &frame.words, case))
        .collect();
    reader.page(&RequestsPage::new(frame, cards))
}

/// Leads from the short link of a message to the reader's own request.
pub async fn of_reference(reader: Reader, reference: Path<String>) -> Answered {
    let wanted = Reference::parse(&reference).ok_or(Refusal::NotFound)?;
    if let Caller::Follower { request, .. } = &reader.caller {
        let (id, purpose) = (request.clone(), "follow");
        let case = requests::one(&reader.app, &reader.caller, (id, purpose), reader.now).await?;
        if case.request.reference == wanted.as_str() {
            return Ok(reader.see("/track/request"));
        }
    }
    let cases = requests::own(&reader.app, &reader.caller, (None, SHOWN_MAX)).await?;
    let found = cases
        .into_iter()
        .find(|case| case.request.reference == wanted.as_str());
    let id = found.ok_or(Refusal::NotFound)?.request.id;
    Ok(reader.see(&format!("/requests/{id}")))
}

fn card(reader: &Reader, words: &Words, case: &Case) -> RequestCard {
    let received = facts::wall(&reader.app, None, case.request.received_at.and_utc());
    let ahead = case
        .appointments
        .iter()
        .find(|it| it.state.holds_resources() && it.ends_at > reader.now.naive_utc());
    RequestCard {
        id: case.request.id.to_string(),
        reference: letters::shown(&case.request.reference),
        subject: case.request.subject.clone(),
        kind: words.value("kind", case.request.kind.as_str()),
        tag: request_tag(words, case.request.state),
        meeting: ahead.map_or_else(String::new, |it| {
            let local = letters::local(&reader.app, it);
            words.short_date_time(local.date(), local.time())
        }),
        received: words.say("requests-received", "day", words.date(received.date())),
    }
}

/// One request in the list.
#[derive(Clone, Debug)]
pub struct RequestCard {
    /// The id.
    pub id: String,
    /// The reference.
    pub reference: String,
    /// The subject.
    pub subject: String,
    /// What was asked for, in words.
    pub kind: String,
    /// Its state.
    pub tag: Tag,
    /// Its appointment in one line; empty when there is none ahead.
    pub meeting: String,
    /// When it was received, in words.
    pub received: String,
}

/// The list of one's requests.
#[derive(Template)]
#[template(path = "citizen/requests.html")]
pub struct RequestsPage {
    frame: Frame,
    requests: Vec<RequestCard>,
}

impl RequestsPage {
    /// The page with these requests.
    #[must_use]
    pub fn new(frame: Frame, requests: Vec<RequestCard>) -> Self {
        let frame = frame.titled("requests-title");
        Self { frame, requests }
    }
}

/// The state of a request in a word and a colour.
#[must_use]
pub fn request_tag(words: &Words, state: RequestState) -> Tag {
    let mood = match state {
        RequestState::Scheduled | RequestState::Answered => Mood::Good,
        RequestState::Received
        | RequestState::Registered
        | RequestState::InReview
        | RequestState::Routed
        | RequestState::Approved => Mood::Info,
        RequestState::Declined => Mood::Bad,
        RequestState::Closed | RequestState::Withdrawn => Mood::Plain,
    };
    Tag::new(mood, words.value("state-request", state.as_str()))
}

/// The same of a request that was read alone: what the office itself owes after a meeting is with no
/// department.
#[must_use]
pub fn case_tag(words: &Words, case: &Case) -> Tag {
    if is_promised(case) {
        return Tag::new(Mood::Info, words.get("state-promised"));
    }
    request_tag(words, case.request.state)
}

/// Whether the office itself owes what was promised at a meeting.
#[must_use]
pub fn is_promised(case: &Case) -> bool {
    let request = &case.request;
    let is_theirs = request.state == RequestState::Routed && request.department_id.is_none();
    is_theirs && case.next.iter().any(NextStep::is_owed)
}

/// The state of an appointment in a word and a colour.
#[must_use]
pub fn appointment_tag(words: &Words, state: AppointmentState) -> Tag {
    let mood = match state {
        AppointmentState::Booked
        | AppointmentState::Confirmed
        | AppointmentState::CheckedIn
        | AppointmentState::InSession => Mood::Good,
        AppointmentState::Proposed => Mood::Wait,
        AppointmentState::NoShow => Mood::Bad,
        AppointmentState::Done | AppointmentState::Cancelled | AppointmentState::Moved => {
            Mood::Plain
        }
    };
    Tag::new(mood, words.value("state-appointment", state.as_str()))
}
