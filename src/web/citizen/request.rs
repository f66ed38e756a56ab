//! One request: where it stands, what comes next, what happened so far.

use askama::Template;

use super::Answer;
use super::requests::request_tag;
use crate::scheduling::request::RequestState;
use crate::web::frame::Frame;
use crate::web::parts::Tag;

/// One step of the timeline, the oldest first.
#[derive(Clone, Debug)]
pub struct StepView {
    /// The state, in words.
    pub state: String,
    /// When, in words.
    pub at: String,
    /// What the office wrote, if anything.
    pub text: Option<String>,
}

/// The appointment of the request.
#[derive(Clone, Debug)]
pub struct MeetingView {
    /// The id.
    pub id: String,
    /// Its state.
    pub tag: Tag,
    /// With whom, day, time, place.
    pub facts: Vec<Answer>,
    /// Where its calendar file is, while it lies ahead.
    pub calendar: Option<String>,
    /// Whether one can still say that one comes.
    pub may_confirm: bool,
    /// Whether it can still be cancelled.
    pub may_cancel: bool,
}

/// A request as its own page shows it.
#[derive(Clone, Debug)]
pub struct RequestView {
    /// The id.
    pub id: String,
    /// The reference.
    pub reference: String,
    /// Where it stands.
    pub state: RequestState,
    /// What was asked for, in words.
    pub kind: String,
    /// The appointment, if there is one.
    pub meeting: Option<MeetingView>,
    /// What happened so far.
    pub timeline: Vec<StepView>,
    /// What the request says.
    pub facts: Vec<Answer>,
}

/// The page of one request.
#[derive(Template)]
#[template(path = "citizen/request.html")]
pub struct RequestPage {
    frame: Frame,
    id: String,
    said: Option<String>,
    alert: Option<String>,
    tag: Tag,
    kind: String,
    next: String,
    meeting: Option<MeetingView>,
    timeline: Vec<StepView>,
    facts: Vec<Answer>,
}

impl RequestPage {
    /// The page; `said` tells what was just done, `alert` what could not be done.
    #[must_use]
    pub fn new(
        frame: Frame,
        request: RequestView,
        said: Option<String>,
        alert: Option<String>,
    ) -> Self {
        let words = frame.words.clone();
        let title = words.say("request-title", "reference", request.reference.as_str());
        Self {
            frame: frame.called(title).gone_wrong(alert.is_some()),
            id: request.id,
            said,
            alert,
            tag: request_tag(&words, request.state),
            kind: request.kind,
            next: words.value("next-request", request.state.as_str()),
            meeting: request.meeting,
            timeline: request.timeline,
            facts: request.facts,
        }
    }
}
