//! One request: where it stands, what comes next, what happened so far.

use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::draft::{Draft, needs_said};
use super::requests::{appointment_tag, case_tag};
use super::{Answer, Answered, facts, track, wait};
use crate::scheduling::ids::{AppointmentId, RequestId};
use crate::scheduling::needs::{Need, Needs};
use crate::scheduling::planning::LineState;
use crate::scheduling::request::RequestState;
use crate::scheduling::{Mode, Refusal, RequestKind};
use crate::service::plan::said;
use crate::service::requests::Case;
use crate::service::wait::Place;
use crate::service::whereabouts::Holder;
use crate::service::{
    Appointment, NextStep, Person, Step, answer, attachments, confirm as service, guests, lateness,
    letters, plan, requests, whereabouts,
};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::Tag;
use crate::web::reader::Reader;
use crate::words::Words;

/// How the page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    /// What was just done: `confirmed`, `moved`, `cancelled` or the like.
    #[serde(default)]
    said: String,
}

/// Shows one request of the reader's.
pub async fn see(reader: Reader, id: Path<String>, query: Query<Wanted>) -> Answered {
    let id = RequestId::from(id.into_inner());
    let case = requests::one(&reader.app, &reader.caller, (id, "own"), reader.now).await?;
    let (frame, person) = facts::known(&reader).await?;
    let said = match query.said.as_str() {
        "confirmed" => Some(frame.words.get("appointment-confirmed")),
        "cancelled" => Some(frame.words.get("cancel-done")),
        "moved" => Some(frame.words.get("move-done")),
        "waiting" => Some(frame.words.get("wait-done")),
        "guests" => Some(frame.words.get("guests-own-done")),
        "replied" => Some(frame.words.get("reply-done")),
        "withdrawn" => Some(frame.words.get("withdraw-done")),
        "left" => Some(frame.words.get("wait-left")),
        _ => None,
    };
    let place = wait::of_request(&reader, &case.request.id).await?;
    let papers = attachments::of_request(
        &reader.app,
        &reader.caller,
        case.request.id.clone(),
        reader.now,
    )
    .await?;
    let papers = papers.into_iter();
    let mut view = RequestView {
        papers: papers
            .map(|one| (format!("/papers/{}", one.id), one.name))
            .collect(),
        waiting: place.map(|place| waiting(&reader, &frame.words, &place)),
        planned: planned(&reader, &frame.words, &case).await?,
        ..view(&reader, &frame.words, &case, &person)
    };
    if let (Some(meeting), Some(row)) = (&mut view.meeting, case.appointments.first())
        && meeting.guests.is_some()
        && guests::is_open(&reader.app, row).await?
    {
        // Why it is not confirmed yet is nobody's concern but the office's.
        meeting.may_confirm = false;
        meeting.note = Some(frame.words.get("clearing-own"));
    }
    if let (Some(meeting), Some(row)) = (&mut view.meeting, case.appointments.first()) {
        meeting.late = late(&reader, row).await?;
    }
    reader.page(&RequestPage::new(frame, view, said))
}

/// What is said of a day that runs late: by how much, and when one is expected; neither why nor where
/// anybody is.
async fn late(reader: &Reader, row: &Appointment) -> Result<Option<String>, Failure> {
    let (app, words) = (&reader.app, &reader.words);
    let minutes = lateness::of_appointment(app, row, reader.now).await?;
    Ok(minutes.map(|minutes| {
        let at = letters::expected(app, row, minutes);
        let said = [
            ("minutes", i64::from(minutes).into()),
            ("time", words.time(at.time()).into()),
        ];
        words.with("late-own", &said)
    }))
}

/// What the newest published plan of a week says of the request, while that is how it stands: its
/// heading and its words.
async fn planned(
    reader: &Reader,
    words: &Words,
    case: &Case,
) -> Result<Option<(String, String)>, Failure> {
    let found = plan::of_request(&reader.app, case.request.id.clone()).await?;
    let Some((line, Some(said))) = found else {
        return Ok(None);
    };
    let newest = case.appointments.first().map(|it| &it.id);
    let has_it = newest.is_some() && newest == line.appointment_id.as_ref();
    let waits = case.request.state == RequestState::Approved;
    Ok(match line.state {
        LineState::Booked | LineState::Moved | LineState::Kept if has_it => Some((
            words.get("plan-own-title"),
            said::for_applicant(words, &said),
        )),
        LineState::LeftOut if waits => Some((
            words.get("plan-own-left-title"),
            said::for_applicant(words, &said),
        )),
        LineState::Gone if waits => {
            Some((words.get("plan-own-left-title"), words.get("plan-own-gone")))
        }
        LineState::Booked
        | LineState::Moved
        | LineState::Kept
        | LineState::LeftOut
        | LineState::Gone => None,
    })
}

/// Says that the applicant comes.
pub async fn confirm(
    reader: Reader,
    id: Path<String>,
    _form: Form<Vec<(String, String)>>,
) -> Answered {
    let id = AppointmentId::from(id.into_inner());
    let confirmed = service::confirm(&reader.app, &reader.caller, id, reader.now).await?;
    Ok(reader.see(&format!(
        "/requests/{}?said=confirmed",
        confirmed.request_id
    )))
}

/// Begins the choice of a time for a request that is handed in already.
pub async fn choose_time(
    reader: Reader,
    id: Path<String>,
    _form: Form<Vec<(String, String)>>,
) -> Answered {
    fill(&reader, id.into_inner(), "/ask/time").await
}

/// Begins the wait for a time for a request that is handed in already.
pub async fn wait(
    reader: Reader,
    id: Path<String>,
    _form: Form<Vec<(String, String)>>,
) -> Answered {
    fill(&reader, id.into_inner(), "/ask/wait").await
}

async fn fill(reader: &Reader, id: String, page: &str) -> Answered {
    let id = RequestId::from(id);
    let case = requests::one(&reader.app, &reader.caller, (id, "own"), reader.now).await?;
    let draft = draft_of(&case);
    if !may_choose(reader, &case, &draft) {
        return Err(Refusal::WrongStage.into());
    }
    facts::keep(reader, &draft).await?;
    Ok(reader.see(page))
}

fn may_choose(reader: &Reader, case: &Case, draft: &Draft) -> bool {
    let is_open = case.request.state.book().is_ok();
    is_open && case.request.kind == RequestKind::Meeting && facts::chooses_time(&reader.app, draft)
}

/// A draft that says what the request says.
fn draft_of(case: &Case) -> Draft {
    let request = &case.request;
    let mut draft = Draft {
        request: Some(request.id.clone()),
        kind: Some(request.kind),
        official: request.official_id.clone(),
        mode: request.mode,
        centre: request.centre_id.clone(),
        subject: request.subject.clone(),
        details: request.details.clone(),
        ..Draft::default()
    };
    for need in Needs::parse(&request.needs).unwrap_or_default().iter() {
        match need {
            Need::SignLanguage | Need::Wheelchair => draft.needs.push(need.to_string()),
            Need::Interpreter(language) => draft.interpreter.clone_from(language),
            Need::Companions(count) => draft.companions = count.to_string(),
        }
    }
    draft
}

/// The steps of a request in plain words, the oldest first: where it went, and who wrote what.
pub(super) fn timeline(reader: &Reader, words: &Words, case: &Case) -> Vec<StepView> {
    let mut steps: Vec<_> = case.steps.iter().collect();
    // Steps of one moment stand in the order of a request's life.
    steps.sort_by_key(|step| (step.at, step.state));
    let each = steps.into_iter().map(|step| {
        let local = facts::wall(&reader.app, None, step.at.and_utc());
        let sent = case.referrals.iter().find(|one| one.id == step.id);
        let department = sent.and_then(|one| one.department_id.as_ref());
        if let Some(next) = case.next.iter().find(|one| one.step_id == step.id) {
            return owed(reader, words, (case, step, next));
        }
        let state = match department {
            Some(id) => {
                let caller = &reader.caller;
                let to = whereabouts::department(&reader.app, words, (caller, id));
                words.say("track-sent", "to", to)
            }
            None if case.replies.contains(&step.id) => words.get("track-replied"),
            None if whereabouts::is_question(case, step) => words.get("reply-asked"),
            None => words.value("state-request", step.state.as_str()),
        };
        StepView {
            state,
            at: words.date_time(local.date(), local.time()),
            text: step.text.clone(),
        }
    });
    each.collect()
}

/// What was promised at a meeting, and what comes next: by whom, and until when.
fn owed(reader: &Reader, words: &Words, (case, step, next): (&Case, &Step, &NextStep)) -> StepView {
    let local = facts::wall(&reader.app, None, step.at.and_utc());
    let holder = Holder::of_step(next, &case.request);
    let who = whereabouts::said(&reader.app, words, (&reader.caller, &holder));
    let day = next.due().map_or_else(String::new, |day| words.day(day));
    let said = [("who", who.as_str().into()), ("day", day.as_str().into())];
    let texts = [step.text.as_deref(), Some(next.text.as_str())];
    let mut texts: Vec<&str> = texts.into_iter().flatten().collect();
    texts.retain(|text| !text.is_empty());
    // What was promised is often the next step itself.
    texts.dedup();
    let key = if next.is_owed() {
        "track-next"
    } else {
        "track-next-done"
    };
    StepView {
        state: words.with(key, &said),
        at: words.date_time(local.date(), local.time()),
        text: (!texts.is_empty()).then(|| texts.join("\n")),
    }
}

fn view(reader: &Reader, words: &Words, case: &Case, person: &Person) -> RequestView {
    let request = &case.request;
    let newest = case.appointments.first();
    RequestView {
        id: request.id.to_string(),
        reference: letters::shown(&request.reference),
        tag: case_tag(words, case),
        kind: words.value("kind", request.kind.as_str()),
        meeting: newest.map(|it| meeting(reader, words, it, person)),
        timeline: timeline(reader, words, case),
        told: track::told(reader, words, case),
        facts: said(reader, words, case),
        papers: Vec::new(),
        asked: whereabouts::asked(case).and_then(|step| step.text.clone()),
        may_reply: request.state.is_open(),
        may_withdraw: request.state.withdraw().is_ok(),
        may_choose: may_choose(reader, case, &draft_of(case)),
        waiting: None,
        planned: None,
    }
}

/// The place on the waiting list, in words.
fn waiting(reader: &Reader, words: &Words, place: &Place) -> String {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let offer = place.offer.as_ref();
    match offer.filter(|offer| answer::is_open(offer, reader.now)) {
        Some(offer) => {
            let until = facts::wall(
                &reader.app,
                offer.centre_id.as_ref(),
                offer.expires_at.and_utc(),
            );
            words.say("wait-offered", "time", words.time(until.time()))
        }
        None => words.with(
            "wait-place",
            &[
                ("number", number(place.number).into()),
                ("of", number(place.of).into()),
            ],
        ),
    }
}

fn meeting(reader: &Reader, words: &Words, it: &Appointment, person: &Person) -> MeetingView {
    let is_ahead = it.state.holds_resources() && it.ends_at > reader.now.naive_utc();
    MeetingView {
        id: it.id.to_string(),
        tag: appointment_tag(words, it.state),
        facts: facts::appointment(&reader.app, words, it, person.sex),
        calendar: is_ahead.then(|| format!("/appointments/{}/majlis.ics", it.id)),
        may_confirm: facts::may_confirm(it, reader.now),
        guests: guests::may_say(it, reader.now.naive_utc())
            .is_ok()
            .then(|| format!("/appointments/{}/guests", it.id)),
        late: None,
        note: None,
        may_move: facts::may_move(&reader.app, it, reader.now),
        may_cancel: facts::may_cancel(&reader.app, it, reader.now),
    }
}

/// What the request says.
fn said(reader: &Reader, words: &Words, case: &Case) -> Vec<Answer> {
    let draft = draft_of(case);
    let needs = Needs::parse(&case.request.needs).unwrap_or_default();
    let mode = draft.mode.map(|mode| words.value("mode", mode.as_str()));
    // Where a session is held stands with its appointment.
    let placed = draft.mode.filter(|&mode| mode != Mode::Reception);
    let place = placed.map(|_| facts::place(&reader.app, words, &draft));
    let mut facts = vec![
        Answer::new(words, "check-subject", draft.subject.as_str()),
        Answer::new(words, "check-details", draft.details.as_str()),
        Answer::new(
            words,
            "check-official",
            facts::official(&reader.app, words, &draft),
        ),
        Answer::new(words, "check-mode", mode.unwrap_or_default()),
        Answer::new(words, "check-centre", place.unwrap_or_default()),
        Answer::new(words, "check-needs", needs_said(words, &needs)),
    ];
    facts.retain(|fact| !fact.said.is_empty());
    facts
}

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
    /// Where it is said who comes along, while that can still be said.
    pub guests: Option<String>,
    /// By how much it is expected later today, and when, if it is.
    pub late: Option<String>,
    /// What is to be said beside it, if anything.
    pub note: Option<String>,
    /// Whether another time can still be chosen.
    pub may_move: bool,
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
    pub tag: Tag,
    /// What was asked for, in words.
    pub kind: String,
    /// The appointment, if there is one.
    pub meeting: Option<MeetingView>,
    /// What happened so far.
    pub timeline: Vec<StepView>,
    /// What the request says.
    pub facts: Vec<Answer>,
    /// Who has it now, what happens next, and by when.
    pub told: Vec<Answer>,
    /// The papers that came with it: address and name.
    pub papers: Vec<(String, String)>,
    /// What the office asks, until it is answered.
    pub asked: Option<String>,
    /// Whether something can be added to it.
    pub may_reply: bool,
    /// Whether it can be taken back.
    pub may_withdraw: bool,
    /// Whether a time can be chosen for it.
    pub may_choose: bool,
    /// The place on the waiting list, if it waits for a time.
    pub waiting: Option<String>,
    /// Why it has this time, or none, by the plan of a week: a heading and its words.
    pub planned: Option<(String, String)>,
}

/// The page of one request.
#[derive(Template)]
#[template(path = "citizen/request.html")]
pub struct RequestPage {
    frame: Frame,
    id: String,
    said: Option<String>,
    tag: Tag,
    kind: String,
    told: Vec<Answer>,
    papers: Vec<(String, String)>,
    asked: Option<String>,
    may_reply: bool,
    may_withdraw: bool,
    meeting: Option<MeetingView>,
    timeline: Vec<StepView>,
    facts: Vec<Answer>,
    may_choose: bool,
    waiting: Option<String>,
    planned: Option<(String, String)>,
}

impl RequestPage {
    /// The page; `said` tells what was just done.
    #[must_use]
    pub fn new(frame: Frame, request: RequestView, said: Option<String>) -> Self {
        let words = frame.words.clone();
        let title = words.say("request-title", "reference", request.reference.as_str());
        Self {
            frame: frame.called(title),
            id: request.id,
            said,
            tag: request.tag,
            kind: request.kind,
            told: request.told,
            papers: request.papers,
            asked: request.asked,
            may_reply: request.may_reply,
            may_withdraw: request.may_withdraw,
            meeting: request.meeting,
            timeline: request.timeline,
            facts: request.facts,
            may_choose: request.may_choose,
            waiting: request.waiting,
            planned: request.planned,
        }
    }
}
