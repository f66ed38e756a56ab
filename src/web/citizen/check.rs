//! A new request, last look: every answer, the time still held, and the button that sends it.

use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};

use super::draft::{Draft, Step};
use super::{Answer, Answered, facts, time};
use crate::scheduling::ids::RequestId;
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Basis, Mode, Refusal, RequestKind};
use crate::service::book::{self, For, Which};
use crate::service::hand_in::{self, Came, NewRequest};
use crate::service::{App, Caller, Hold, Person, ServiceError, attachments, hold, requests};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Countdown, Problem, Problems, Steps};
use crate::web::reader::Reader;
use crate::words::Words;

/// So long after it a form that was sent twice still finds the request of the first time.
const TWICE_MINUTES: i64 = 10;

/// Shows every answer, or goes to the page where one is missing.
pub async fn see(reader: Reader) -> Answered {
    show(&reader, Vec::new()).await
}

async fn show(reader: &Reader, found: Vec<Problem>) -> Answered {
    let draft = facts::draft(reader).await?;
    if let Some(page) = draft.missing(Step::Check) {
        return Ok(reader.see(page));
    }
    let held = held(reader, &draft).await?;
    if held.is_none() && facts::chooses_time(&reader.app, &draft) {
        return Ok(reader.see("/ask/time"));
    }
    let (frame, person) = facts::known(reader).await?;
    let papers = attachments::draft(&reader.app, &reader.caller).await?;
    let papers: Vec<String> = papers.into_iter().map(|one| one.name).collect();
    let known = CheckFacts {
        papers: papers.join(&frame.words.get("list-comma")),
        ..known(reader, &frame, &draft, (&person, held.as_ref()))
    };
    reader.page(&CheckPage::new(frame, &draft, &known, found))
}

/// Keeps the held time for as long again, once.
pub async fn extend(reader: Reader, _form: Form<Vec<(String, String)>>) -> Answered {
    let held = hold::own_hold(&reader.app, &reader.caller, reader.now).await?;
    let Some(held) = held else {
        return Ok(reader.see("/ask/check"));
    };
    match hold::extend_hold(&reader.app, &reader.caller, held.id, reader.now).await {
        Ok(_) => Ok(reader.see("/ask/check")),
        Err(error) => {
            let (field, text) = (String::new(), facts::refused(error)?.key());
            let text = reader.words.get(text);
            show(&reader, vec![Problem { field, text }]).await
        }
    }
}

/// Sends it: a held time is booked with it, anything else is handed in.
pub async fn send(reader: Reader, _form: Form<Vec<(String, String)>>) -> Answered {
    let draft = facts::draft(&reader).await?;
    if let Some(page) = draft.missing(Step::Check) {
        let sent = just_sent(&reader).await?;
        return Ok(reader.see(&sent.map_or_else(|| page.to_owned(), |id| done(&id))));
    }
    let held = held(&reader, &draft).await?;
    if held.is_none() && facts::chooses_time(&reader.app, &draft) {
        let said = reader.words.get(Refusal::HoldExpired.key());
        return lost(&reader, said, None).await;
    }
    let slot = held.as_ref().map(|held| SlotId::from_text(&held.slot_id));
    let (refusal, text) = match commit(&reader, draft, held).await {
        Ok(id) => return Ok(reader.see(&done(&id))),
        Err(error) => facts::told(&reader, error)?,
    };
    if refusal == Refusal::ProfileNeeded {
        return Ok(reader.see("/profile?next=/ask/check"));
    }
    if [Refusal::HoldExpired, Refusal::SlotTaken].contains(&refusal) {
        return lost(&reader, text, slot).await;
    }
    let field = String::new();
    show(&reader, vec![Problem { field, text }]).await
}

fn done(id: &RequestId) -> String {
    format!("/requests/{id}/done")
}

/// The time is gone: either the first of two sendings has it, or the nearest ones are offered.
async fn lost(reader: &Reader, said: String, slot: Option<SlotId>) -> Answered {
    if let Some(id) = just_sent(reader).await? {
        return Ok(reader.see(&done(&id)));
    }
    let slot = slot.unwrap_or_else(|| SlotId::from_text(""));
    time::show(reader, Some((said, slot))).await
}

/// The request that was handed in a moment ago, when the form is sent a second time.
async fn just_sent(reader: &Reader) -> Result<Option<RequestId>, Failure> {
    let newest = requests::own(&reader.app, &reader.caller, (None, 1)).await?;
    let since = (reader.now - TimeDelta::minutes(TWICE_MINUTES)).naive_utc();
    let recent = newest
        .into_iter()
        .find(|case| case.request.received_at > since);
    Ok(recent.map(|case| case.request.id))
}

/// The reader's hold, if it is of what the draft asks for.
async fn held(reader: &Reader, draft: &Draft) -> Result<Option<Hold>, Failure> {
    let held = hold::own_hold(&reader.app, &reader.caller, reader.now).await?;
    let needs = draft.needs().unwrap_or_default().to_string();
    Ok(held.filter(|held| {
        let is_there = match held.mode {
            Mode::Video | Mode::Service => held.centre_id == draft.centre,
            Mode::InPerson | Mode::Reception => true,
        };
        let key = SlotId::from_text(&held.slot_id).key();
        is_there
            && key.and_then(|key| key.service) == draft.service
            && held.official_id == draft.official
            && draft.mode == Some(held.mode)
            && held.needs == needs
    }))
}

async fn commit(
    reader: &Reader,
    draft: Draft,
    held: Option<Hold>,
) -> Result<RequestId, ServiceError> {
    let (app, caller, now) = (&reader.app, &reader.caller, reader.now);
    let purpose = match draft.request.clone() {
        Some(id) => For::Request(id),
        None => For::New(Box::new(new_request(&draft, papers(app, caller).await?))),
    };
    match (held, purpose) {
        (Some(held), purpose) => {
            let booked = book::book(app, caller, (purpose, Which::Hold(held.id)), now).await?;
            Ok(booked.request.id)
        }
        (None, For::New(new)) => Ok(hand_in::hand_in(app, caller, *new, now).await?.request.id),
        (None, For::Request(id)) => Ok(id),
    }
}

/// The papers of the reader's draft go with the request.
pub(super) async fn papers(app: &App, caller: &Caller) -> Result<Came, ServiceError> {
    let draft = attachments::draft(app, caller).await?;
    Ok(Came {
        attachments: draft.into_iter().map(|one| one.id).collect(),
        ..Came::default()
    })
}

pub(super) fn new_request(draft: &Draft, came: Came) -> NewRequest {
    let (is_meeting, has_time) = (draft.is_meeting(), draft.has_time());
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let applicant = said(&draft.applicant);
    NewRequest {
        kind: draft.kind.unwrap_or(RequestKind::Enquiry),
        official: draft.official.clone().filter(|_| is_meeting),
        mode: draft.mode.filter(|_| has_time),
        centre: draft.centre.clone().filter(|_| has_time),
        subject: draft.subject.trim().to_owned(),
        details: draft.details.trim().to_owned(),
        needs: draft.needs().unwrap_or_default(),
        urgent_reason: said(&draft.urgent),
        applicant: applicant.clone(),
        person_concerned: said(&draft.concerned),
        basis: said(&draft.basis).filter(|_| applicant.is_some()),
        representation: None,
        unavailable: Vec::new(),
        channel: "web",
        came: Came {
            basis_until: draft.until().unwrap_or_default(),
            ..came
        },
    }
}

/// What stands on the page beside the draft.
fn known(
    reader: &Reader,
    frame: &Frame,
    draft: &Draft,
    (person, held): (&Person, Option<&Hold>),
) -> CheckFacts {
    let (app, words) = (&reader.app, &frame.words);
    // A reception session may be at a centre that nobody chose.
    let there = held.and_then(|held| held.centre_id.clone());
    let at = Draft {
        centre: there.or_else(|| draft.centre.clone()),
        ..draft.clone()
    };
    let held = held.map(|held| {
        let wall = |at| facts::wall(app, held.centre_id.as_ref(), at);
        let starts = wall(held.starts_at.and_utc());
        HeldView {
            slot: held.slot_id.clone(),
            day: words.day(starts.date()),
            time: words.time(starts.time()),
            expires_at: held.expires_at.and_utc(),
            until: words.time(wall(held.expires_at.and_utc()).time()),
            may_extend: held.extended_at.is_none(),
        }
    });
    CheckFacts {
        official: facts::official(app, words, draft),
        centre: facts::place(app, words, &at),
        section: facts::section(words, draft.mode, person.sex),
        name: person.name.clone().unwrap_or_default(),
        email: person.email.clone().unwrap_or_default(),
        papers: String::new(),
        held,
    }
}

/// A held time, said in words.
#[derive(Clone, Debug)]
pub struct HeldView {
    /// The slot's id.
    pub slot: String,
    /// The day, both dates.
    pub day: String,
    /// The time of day.
    pub time: String,
    /// When the hold ends.
    pub expires_at: DateTime<Utc>,
    /// When it ends, on the wall of the place.
    pub until: String,
    /// Whether it can still be prolonged.
    pub may_extend: bool,
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
    /// The names of the papers that go with it; empty for none.
    pub papers: String,
    /// The time held; none for what the office decides first.
    pub held: Option<HeldView>,
}

/// What is shown of a held time.
struct Held {
    countdown: Countdown,
    until: String,
    may_extend: bool,
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
    /// What happens to what is not booked at once.
    later: String,
    answers: Vec<Answer>,
    button: String,
}

impl CheckPage {
    /// The page with every answer and what was wrong.
    #[must_use]
    pub fn new(frame: Frame, draft: &Draft, facts: &CheckFacts, found: Vec<Problem>) -> Self {
        let frame = frame.titled("check-title").gone_wrong(!found.is_empty());
        let words = frame.words.clone();
        let is_held = facts.held.is_some();
        let held = facts.held.as_ref().map(|held| Held {
            countdown: Countdown::new(&words, frame.now, held.expires_at, after(held)),
            until: words.say("held-until", "time", held.until.as_str()),
            may_extend: held.may_extend,
        });
        Self {
            problems: Problems::new(&words, found),
            steps: draft.steps(&words, Step::Check, is_held),
            back: if is_held { "/ask/time" } else { "/ask/about" },
            later: words.get(if draft.has_time() {
                "check-later"
            } else {
                "check-later-answer"
            }),
            answers: answers(&words, draft, facts),
            button: words.get(if is_held { "check-book" } else { "check-send" }),
            frame,
            held,
        }
    }
}

/// Where a page goes that is left open until the hold is over.
fn after(held: &HeldView) -> String {
    format!("/ask/time?lost={}", held.slot)
}

/// Every answer with the page where it can be changed; what was not asked is left out.
fn answers(words: &Words, draft: &Draft, facts: &CheckFacts) -> Vec<Answer> {
    let line = |key: &str, said: &str| Answer::new(words, key, said);
    let kind = draft.kind.map_or("", RequestKind::as_str);
    let mode = draft.mode.map_or("", Mode::as_str);
    let kind = if draft.is_errand() {
        words.get("ask-errand")
    } else {
        words.value("kind", kind)
    };
    let mut lines = vec![line("check-kind", &kind).change("/ask")];
    if draft.is_errand() {
        lines.push(line("check-service", &facts.official).change("/ask/service"));
        lines.push(line("check-centre", &facts.centre).change("/ask/service"));
        lines.push(line("check-section", &facts.section));
    }
    if draft.is_meeting() {
        lines.push(line("check-official", &facts.official).change("/ask/meeting"));
        lines.push(line("check-mode", &words.value("mode", mode)).change("/ask/meeting"));
        // A seat that nobody took yet has no place.
        if draft.mode != Some(Mode::Reception) || facts.held.is_some() {
            lines.push(line("check-centre", &facts.centre).change("/ask/meeting"));
        }
        lines.push(line("check-section", &facts.section));
    }
    if let Some(held) = &facts.held {
        lines.push(line("check-day", &held.day).change("/ask/time"));
        lines.push(line("check-time", &held.time).change("/ask/time"));
    }
    lines.push(line("check-subject", draft.subject.trim()).change("/ask/about"));
    lines.push(line("check-details", draft.details.trim()).change("/ask/about"));
    let basis = Basis::parse(&draft.basis).filter(|_| !draft.applicant.trim().is_empty());
    let basis = basis.map(|basis| words.value("basis", basis.as_str()));
    let until = draft.until().unwrap_or_default();
    let until = until.map(|until| words.date(until));
    for (key, said) in [
        ("other-applicant", draft.applicant.trim()),
        ("other-basis", basis.as_deref().unwrap_or_default()),
        ("other-until", until.as_deref().unwrap_or_default()),
        ("other-concerned", draft.concerned.trim()),
        ("urgent-label", draft.urgent.trim()),
    ] {
        lines.push(line(key, said).change("/ask/about"));
    }
    lines.push(line("check-papers", &facts.papers).change("/ask/about"));
    if draft.has_time() {
        let needs = Some(draft.needs_said(words)).filter(|said| !said.is_empty());
        let needs = needs.unwrap_or_else(|| words.get("check-needs-none"));
        lines.push(line("check-needs", &needs).change("/ask/about"));
    }
    lines.push(line("check-name", &facts.name).change("/profile?next=/ask/check"));
    lines.push(line("check-email", &facts.email).change("/profile?next=/ask/check"));
    lines.retain(|line| !line.said.is_empty());
    lines
}
