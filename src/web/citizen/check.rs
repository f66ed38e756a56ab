//! A new request, last look: every answer, the time still held, and the button that sends it.

use askama::Template;
use chrono::{DateTime, Utc};

use super::Answer;
use super::draft::{Draft, Step};
use crate::scheduling::availability::Mode;
use crate::scheduling::request::RequestKind;
use crate::web::frame::Frame;
use crate::web::parts::{Countdown, Problem, Problems, Steps};
use crate::words::Words;

/// A held time, said in words.
#[derive(Clone, Debug)]
pub struct HeldView {
    /// The day, both dates.
    pub day: String,
    /// The time of day.
    pub time: String,
    /// When the hold ends.
    pub expires_at: DateTime<Utc>,
    /// When it ends, on the wall of the place.
    pub until: String,
}

/// What stands on the page beside the draft.
#[derive(Clone, Debug, Default)]
pub struct CheckFacts {
    /// The official's style of address.
    pub official: String,
    /// The centre's name; empty at the headquarters.
    pub centre: String,
    /// The section of the centre; empty where there is none.
    pub section: String,
    /// The person's name; empty when not known yet.
    pub name: String,
    /// The email address; empty for none.
    pub email: String,
    /// The time held; none for what the office decides first.
    pub held: Option<HeldView>,
}

/// What is shown of a held time.
struct Held {
    countdown: Countdown,
    until: String,
}

/// The page on which the answers are checked.
#[derive(Template)]
#[template(path = "citizen/check.html")]
pub struct CheckPage {
    frame: Frame,
    problems: Problems,
    steps: Steps,
    back: &'static str,
    held: Option<Held>,
    answers: Vec<Answer>,
    once: String,
    button: String,
}

impl CheckPage {
    /// The page; `once` makes a form that is sent twice one request.
    #[must_use]
    pub fn new(
        frame: Frame,
        draft: &Draft,
        facts: &CheckFacts,
        once: String,
        found: Vec<Problem>,
    ) -> Self {
        let frame = frame.titled("check-title").gone_wrong(!found.is_empty());
        let words = frame.words.clone();
        let is_held = facts.held.is_some();
        let held = facts.held.as_ref().map(|held| Held {
            countdown: Countdown::new(&words, frame.now, held.expires_at, "/ask/time".to_owned()),
            until: words.say("held-until", "time", held.until.as_str()),
        });
        Self {
            problems: Problems::new(&words, found),
            steps: draft.steps(&words, Step::Check, is_held),
            back: if is_held { "/ask/time" } else { "/ask/about" },
            answers: answers(&words, draft, facts),
            button: words.get(if is_held { "check-book" } else { "check-send" }),
            frame,
            held,
            once,
        }
    }
}

/// Every answer with the page where it can be changed; what was not asked is left out.
fn answers(words: &Words, draft: &Draft, facts: &CheckFacts) -> Vec<Answer> {
    let line = |key: &str, said: &str| Answer::new(words, key, said);
    let kind = draft.kind.map_or("", RequestKind::as_str);
    let mode = draft.mode.map_or("", Mode::as_str);
    let mut lines = vec![line("check-kind", &words.value("kind", kind)).change("/ask")];
    if draft.is_meeting() {
        lines.push(line("check-official", &facts.official).change("/ask/meeting"));
        lines.push(line("check-mode", &words.value("mode", mode)).change("/ask/meeting"));
        lines.push(line("check-centre", &facts.centre).change("/ask/meeting"));
        lines.push(line("check-section", &facts.section));
    }
    if let Some(held) = &facts.held {
        lines.push(line("check-day", &held.day).change("/ask/time"));
        lines.push(line("check-time", &held.time).change("/ask/time"));
    }
    lines.push(line("check-subject", draft.subject.trim()).change("/ask/about"));
    lines.push(line("check-details", draft.details.trim()).change("/ask/about"));
    if draft.is_meeting() {
        let needs = Some(draft.needs_said(words)).filter(|said| !said.is_empty());
        let needs = needs.unwrap_or_else(|| words.get("check-needs-none"));
        lines.push(line("check-needs", &needs).change("/ask/about"));
    }
    lines.push(line("check-name", &facts.name).change("/profile?next=/ask/check"));
    lines.push(line("check-email", &facts.email).change("/profile?next=/ask/check"));
    lines.retain(|line| !line.said.is_empty());
    lines
}
