//! My requests: each with its state, the newest first.

use askama::Template;

use crate::scheduling::appointment::AppointmentState;
use crate::scheduling::request::RequestState;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::words::Words;

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
