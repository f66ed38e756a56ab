//! One request as the office reads it, and decides on it.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::allocate::{self, AllocateForm, Chosen};
use super::clearing::{self, ClearingView};
use super::deciding::{self, CaseForm, Typed};
use super::filed::{self, AlikeRow, CloseForm, FileForm};
use super::moving::{self, MoveForm};
use super::second::{self, SecondView};
use super::whose;
use crate::scheduling::ids::RequestId;
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Decision, Mode, Refusal, RequestEvent};
use crate::service::decide;
use crate::service::requests::{Case, one};
use crate::service::{ServiceError, letters, whereabouts};
use crate::web::citizen::requests::case_tag;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

/// A request, its history, and the decision's form.
#[derive(Template)]
#[template(path = "office/case.html")]
pub struct CasePage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// What it is about.
    pub subject: String,
    /// What the person was given.
    pub reference: String,
    /// How far it is.
    pub state: Tag,
    /// Whether it presses.
    pub urgent: Option<Tag>,
    /// What is known of it: label and words.
    pub facts: Vec<(String, String)>,
    /// What it says.
    pub text: String,
    /// What happened so far.
    pub steps: Vec<CaseStep>,
    /// The decision's form; nothing when none is asked for.
    pub decide: Option<CaseForm>,
    /// Where the decision goes by POST.
    pub href: String,
    /// The free times, when the request is approved and waits for one.
    pub allocate: Option<AllocateForm>,
    /// Another time, while the appointment can be moved.
    pub moving: Option<MoveForm>,
    /// Its number and its category, while it is open.
    pub file: Option<FileForm>,
    /// Other requests of the same person about the same.
    pub alike: Vec<AlikeRow>,
    /// The papers that came with it: address and name.
    pub papers: Vec<(String, String)>,
    /// Where its brief is.
    pub brief: String,
    /// A decision that waits for a second person.
    pub second: Option<SecondView>,
    /// Who comes to the headquarters, and who is let in.
    pub clearing: Option<ClearingView>,
    /// How it is closed; nothing while it cannot be.
    pub close: Option<CloseForm>,
}

/// One line of a request's history.
pub struct CaseStep {
    /// When.
    pub time: String,
    /// What.
    pub what: String,
    /// What was said about it; empty for nothing.
    pub text: String,
    /// Where it was sent with that, and why, for staff; empty for nowhere.
    pub sent: String,
}

/// The longest that an applicant is told.
pub(super) const TEXT_LETTERS_MAX: u32 = 2000;
/// What was done a moment ago.
#[derive(Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    done: bool,
    /// An appointment was moved.
    #[serde(default)]
    moved: bool,
    /// It was registered, or is about something else now.
    #[serde(default)]
    filed: bool,
    /// `rejected`: a proposed decision was dropped; `cleared`: it was decided who is let in.
    #[serde(default, rename = "said")]
    answered: String,
    /// The code of what was refused.
    #[serde(default)]
    refused: String,
}

pub(super) async fn read(
    reader: Reader,
    id: Path<String>,
    said: Query<Said>,
    chosen: Query<Chosen>,
) -> Result<HttpResponse, Failure> {
    let id = RequestId::from(id.into_inner());
    let case = one(&reader.app, &reader.caller, (id, "decision"), reader.now).await?;
    let typed = Typed::of(&reader, &case);
    let refused = Refusal::ALL.iter().find(|one| one.code() == said.refused);
    let refused = refused.map(|one| Problem {
        field: String::new(),
        text: reader.words.get(one.key()),
    });
    let mut page = page(&reader, &case, typed, refused.into_iter().collect());
    let done = [
        (said.moved, "office-moved"),
        (said.filed, "file-done"),
        (said.answered == "rejected", "second-rejected"),
        (said.answered == "cleared", "clearing-done"),
        (said.done, "case-decided"),
    ];
    let done = done.into_iter().find(|(is_done, _)| *is_done);
    complete(&reader, &case, &mut page).await?;
    page.done = done.map(|(_, key)| {
        // What is only proposed was told to nobody.
        let is_proposed = said.done && page.second.is_some();
        reader
            .words
            .get(if is_proposed { "second-proposed" } else { key })
    });
    page.allocate = allocate::form(&reader, &case, (&chosen, None)).await?;
    page.moving = moving::form(&reader, &case).await?;
    reader.page(&page)
}

pub(super) async fn decide(
    reader: Reader,
    id: Path<String>,
    form: Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let (id, Form(typed)) = (RequestId::from(id.into_inner()), form);
    let done = match deciding::verdict(&typed) {
        None => Err(ServiceError::from(Refusal::FieldWrong)),
        Some(verdict) => {
            let order = (id.clone(), verdict);
            decide::decide(&reader.app, &reader.caller, order, reader.now).await
        }
    };
    match done {
        Ok(request) => Ok(reader.see(&format!("/office/requests/{}?done=true", request.id))),
        Err(error) => {
            let Some(refusal) = error.refusal() else {
                return Err(error.into());
            };
            let case = one(&reader.app, &reader.caller, (id, "decision"), reader.now).await?;
            let found = vec![deciding::problem(&reader.words, &typed, refusal)];
            let mut page = page(&reader, &case, typed, found);
            complete(&reader, &case, &mut page).await?;
            reader.page(&page)
        }
    }
}

/// To the request's page, which says what was done, or why it was not.
pub(super) fn after(
    reader: &Reader,
    id: &RequestId,
    done: Result<&'static str, ServiceError>,
) -> Result<HttpResponse, Failure> {
    let page = format!("/office/requests/{id}");
    let error = match done {
        Ok(what) => return Ok(reader.see(&format!("{page}?{what}"))),
        Err(error) => error,
    };
    match error.refusal() {
        Some(Refusal::NotFound) | None => Err(error.into()),
        Some(refusal) => Ok(reader.see(&format!("{page}?refused={}", refusal.code()))),
    }
}

/// Fills in what is read beside the request itself.
pub(super) async fn complete(
    reader: &Reader,
    case: &Case,
    page: &mut CasePage,
) -> Result<(), Failure> {
    page.alike = filed::alike(reader, case).await?;
    page.papers = filed::papers(reader, case).await?;
    page.second = second::view(reader, case).await?;
    page.clearing = clearing::view(reader, case).await?;
    Ok(())
}

/// The page again, when a time could not be given: what was chosen, and why not.
pub(super) async fn refused(
    reader: &Reader,
    id: RequestId,
    (refusal, chosen): (Refusal, Chosen),
) -> Result<HttpResponse, Failure> {
    let case = one(&reader.app, &reader.caller, (id, "decision"), reader.now).await?;
    let typed = Typed::of(reader, &case);
    let why = reader.words.get(refusal.key());
    let allocate = allocate::form(reader, &case, (&chosen, Some(why.clone()))).await?;
    let has_times = allocate.as_ref().is_some_and(|form| form.times.is_some());
    let problem = Problem {
        field: if has_times { "slot" } else { "" }.to_owned(),
        text: why,
    };
    let mut page = page(reader, &case, typed, vec![problem]);
    complete(reader, &case, &mut page).await?;
    page.allocate = allocate;
    reader.page(&page)
}

pub(super) fn page(reader: &Reader, case: &Case, typed: Typed, found: Vec<Problem>) -> CasePage {
    let (words, request) = (&reader.words, &case.request);
    let reference = letters::shown(&request.reference);
    let title = words.say("case-title", "reference", &reference);
    let is_wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    let decides = allowed(reader.caller.role(), Action::DecideRequest)
        && Decision::ALL
            .iter()
            .any(|decision| request.state.after(RequestEvent::Decide(*decision)).is_ok());
    CasePage {
        done: None,
        subject: request.subject.clone(),
        reference,
        state: case_tag(words, case),
        urgent: super::inbox::urgent(words, request),
        facts: facts(reader, case),
        text: request.details.clone(),
        steps: steps(reader, case),
        decide: decides.then(|| deciding::form(reader, case, typed, &problems)),
        href: format!("/office/requests/{}/decision", request.id),
        allocate: None,
        moving: None,
        file: filed::form(reader, case, (&filed::Typed::default(), &problems)),
        alike: Vec::new(),
        brief: format!("/office/requests/{}/brief", request.id),
        second: None,
        clearing: None,
        papers: Vec::new(),
        close: filed::closing(reader, case, (String::new(), &problems)),
        problems,
        frame: reader.frame().called(title).gone_wrong(is_wrong),
    }
}

pub(super) fn facts(reader: &Reader, case: &Case) -> Vec<(String, String)> {
    let (app, words, request) = (&reader.app, &reader.words, &case.request);
    let zone = app.settings.ministry.zone;
    let received = shown::local(zone, request.received_at);
    let mode = |mode: Mode| words.value("mode", mode.as_str());
    let appointment = case
        .appointments
        .iter()
        .find(|each| each.state.holds_resources());
    let needs: Vec<String> = shown::needs(words, &request.needs)
        .iter()
        .map(|need| need.word().to_owned())
        .collect();
    let said = [
        (
            "case-kind",
            Some(words.value("kind", request.kind.as_str())),
        ),
        (
            "case-official",
            shown::official(app, words, request.official_id.as_ref()),
        ),
        ("case-mode", request.mode.map(mode)),
        (
            "case-centre",
            shown::centre(app, words, request.centre_id.as_ref()),
        ),
        (
            "case-needs",
            Some(needs.join(" · ")).filter(|needs| !needs.is_empty()),
        ),
        (
            "case-received",
            Some(words.date_time(received.date(), received.time())),
        ),
        (
            "case-appointment",
            appointment.map(|appointment| {
                let at = letters::local(app, appointment);
                words.date_time(at.date(), at.time())
            }),
        ),
    ];
    let whose = whose::facts(reader, case).into_iter();
    whose
        .chain(said)
        .chain(whose::urgency(case))
        .chain(whose::paper(reader, case))
        .filter_map(|(key, value)| Some((words.get(key), value?)))
        .chain(filed::facts(reader, case))
        .chain(ended(reader, case))
        .collect()
}

/// Who cancelled, moved or missed the appointments that are over, and why.
fn ended(reader: &Reader, case: &Case) -> Vec<(String, String)> {
    let words = &reader.words;
    let over = case.appointments.iter().rev().filter_map(|row| {
        let by = row.ended_by?;
        let at = letters::local(&reader.app, row);
        let said = [
            Some(words.short_date_time(at.date(), at.time())),
            Some(words.value("changed-by", by.as_str())),
            row.reason.clone(),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        Some((
            words.value("state-appointment", row.state.as_str()),
            said.join(" · "),
        ))
    });
    over.collect()
}

pub(super) fn steps(reader: &Reader, case: &Case) -> Vec<CaseStep> {
    let (words, zone) = (&reader.words, reader.app.settings.ministry.zone);
    case.steps
        .iter()
        .map(|step| {
            let at = shown::local(zone, step.at);
            let is_theirs = case.replies.contains(&step.id);
            CaseStep {
                time: words.short_date_time(at.date(), at.time()),
                what: if is_theirs {
                    words.get("step-reply")
                } else if whereabouts::is_question(case, step) {
                    words.get("reply-asked")
                } else {
                    words.value("state-request", step.state.as_str())
                },
                text: step.text.clone().unwrap_or_default(),
                sent: filed::sent(reader, case, step).unwrap_or_default(),
            }
        })
        .collect()
}
