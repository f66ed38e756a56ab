//! One request as the office reads it, and decides on it.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::allocate::{self, AllocateForm, Chosen};
use super::moving::{self, MoveForm};
use crate::scheduling::ids::{DepartmentId, RequestId};
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Basis, Decision, Mode, Refusal, RequestEvent, Urgency};
use crate::service::decide::{self as deciding, Verdict};
use crate::service::requests::{Case, one};
use crate::service::{ServiceError, letters};
use crate::web::citizen::requests::request_tag;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Field, Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

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
}

/// One line of a request's history.
pub struct CaseStep {
    /// When.
    pub time: String,
    /// What.
    pub what: String,
    /// What was said about it; empty for nothing.
    pub text: String,
}

/// The questions of a decision.
pub struct CaseForm {
    /// What is decided.
    pub decision: Choices,
    /// The questions that belong to it.
    pub fields: Vec<Field>,
}

/// The longest that an applicant is told.
const TEXT_LETTERS_MAX: u32 = 2000;

/// What was done a moment ago.
#[derive(Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    done: bool,
    /// An appointment was moved.
    #[serde(default)]
    moved: bool,
    /// The code of what was refused.
    #[serde(default)]
    refused: String,
}

/// The decision as it was typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    department: String,
    #[serde(default)]
    urgency: String,
    #[serde(default)]
    text: String,
}

pub(super) async fn read(
    reader: Reader,
    id: Path<String>,
    said: Query<Said>,
    chosen: Query<Chosen>,
) -> Result<HttpResponse, Failure> {
    let id = RequestId::from(id.into_inner());
    let case = one(&reader.app, &reader.caller, (id, "decision"), reader.now).await?;
    let typed = Typed {
        urgency: case.request.urgency.to_string(),
        ..Typed::default()
    };
    let refused = Refusal::ALL.iter().find(|one| one.code() == said.refused);
    let refused = refused.map(|one| Problem {
        field: String::new(),
        text: reader.words.get(one.key()),
    });
    let mut page = page(&reader, &case, typed, refused.into_iter().collect());
    page.done = if said.moved {
        Some(reader.words.get("office-moved"))
    } else {
        said.done.then(|| reader.words.get("case-decided"))
    };
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
    let done = match verdict(&typed) {
        None => Err(ServiceError::from(Refusal::FieldWrong)),
        Some(verdict) => {
            let order = (id.clone(), verdict);
            deciding::decide(&reader.app, &reader.caller, order, reader.now).await
        }
    };
    match done {
        Ok(request) => Ok(reader.see(&format!("/office/requests/{}?done=true", request.id))),
        Err(error) => {
            let Some(refusal) = error.refusal() else {
                return Err(error.into());
            };
            let case = one(&reader.app, &reader.caller, (id, "decision"), reader.now).await?;
            let found = vec![problem(&reader.words, &typed, refusal)];
            reader.page(&page(&reader, &case, typed, found))
        }
    }
}

/// The page again, when a time could not be given: what was chosen, and why not.
pub(super) async fn refused(
    reader: &Reader,
    id: RequestId,
    (refusal, chosen): (Refusal, Chosen),
) -> Result<HttpResponse, Failure> {
    let case = one(&reader.app, &reader.caller, (id, "decision"), reader.now).await?;
    let typed = Typed {
        urgency: case.request.urgency.to_string(),
        ..Typed::default()
    };
    let why = reader.words.get(refusal.key());
    let allocate = allocate::form(reader, &case, (&chosen, Some(why.clone()))).await?;
    let has_times = allocate.as_ref().is_some_and(|form| form.times.is_some());
    let problem = Problem {
        field: if has_times { "slot" } else { "" }.to_owned(),
        text: why,
    };
    let mut page = page(reader, &case, typed, vec![problem]);
    page.allocate = allocate;
    reader.page(&page)
}

fn verdict(typed: &Typed) -> Option<Verdict> {
    Some(Verdict {
        decision: Decision::parse(&typed.decision)?,
        official: None,
        mode: None,
        department: Some(typed.department.as_str())
            .filter(|id| !id.is_empty())
            .map(DepartmentId::from),
        urgency: Urgency::parse(&typed.urgency),
        text: Some(typed.text.trim().to_owned()).filter(|text| !text.is_empty()),
    })
}

/// Which field a refusal is about.
fn problem(words: &Words, typed: &Typed, refusal: Refusal) -> Problem {
    let (field, key) = match (refusal, Decision::parse(&typed.decision)) {
        (Refusal::FieldWrong, None) => ("decision", "case-decision-missing"),
        (Refusal::FieldWrong, Some(_)) => ("department", "case-department-missing"),
        (Refusal::ReasonNeeded, _) => ("text", refusal.key()),
        _other => ("decision", refusal.key()),
    };
    Problem {
        field: field.to_owned(),
        text: words.get(key),
    }
}

fn page(reader: &Reader, case: &Case, typed: Typed, found: Vec<Problem>) -> CasePage {
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
        state: request_tag(words, request.state),
        urgent: super::inbox::urgent(words, request.urgency),
        facts: facts(reader, case),
        text: request.details.clone(),
        steps: steps(reader, case),
        decide: decides.then(|| form(reader, case, typed, &problems)),
        href: format!("/office/requests/{}/decision", request.id),
        allocate: None,
        moving: None,
        problems,
        frame: reader.frame().called(title).gone_wrong(is_wrong),
    }
}

fn facts(reader: &Reader, case: &Case) -> Vec<(String, String)> {
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
            "case-person",
            Some(shown::person(words, case.person.name.as_ref())),
        ),
        ("case-behalf", request.applicant.clone()),
        (
            "case-basis",
            request.basis.as_deref().map(|basis| {
                let known = Basis::parse(basis);
                known.map_or_else(
                    || basis.to_owned(),
                    |one| words.value("basis", one.as_str()),
                )
            }),
        ),
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
        ("case-urgent-reason", request.urgent_reason.clone()),
        (
            "case-appointment",
            appointment.map(|appointment| {
                let at = letters::local(app, appointment);
                words.date_time(at.date(), at.time())
            }),
        ),
    ];
    said.into_iter()
        .filter_map(|(key, value)| Some((words.get(key), value?)))
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

fn steps(reader: &Reader, case: &Case) -> Vec<CaseStep> {
    let (words, zone) = (&reader.words, reader.app.settings.ministry.zone);
    case.steps
        .iter()
        .map(|step| {
            let at = shown::local(zone, step.at);
            CaseStep {
                time: words.short_date_time(at.date(), at.time()),
                what: words.value("state-request", step.state.as_str()),
                text: step.text.clone().unwrap_or_default(),
            }
        })
        .collect()
}

fn form(reader: &Reader, case: &Case, typed: Typed, problems: &Problems) -> CaseForm {
    let words = &reader.words;
    let open = |decision: &&Decision| {
        case.request
            .state
            .after(RequestEvent::Decide(**decision))
            .is_ok()
    };
    let options = Decision::ALL.iter().filter(open).map(|decision| {
        Choice::new(
            decision.as_str(),
            words.value("decision", decision.as_str()),
        )
        .text(words.get(&format!("case-decision-{decision}-text")))
    });
    let catalogue = reader.app.catalogue.get();
    let nobody = (String::new(), words.get("case-department-none"));
    let departments = std::iter::once(nobody).chain(catalogue.departments.iter().map(|each| {
        (
            each.id.to_string(),
            each.names.in_language(words.lang().code()).to_owned(),
        )
    }));
    let urgencies = Urgency::ALL.iter().map(|urgency| {
        (
            urgency.to_string(),
            words.value("urgency", urgency.as_str()),
        )
    });
    CaseForm {
        decision: Choices::one("decision", words.get("case-decision"), options.collect())
            .chosen(typed.decision)
            .wrong(problems.of("decision")),
        fields: vec![
            Field::one_of(
                "department",
                words.get("case-department"),
                departments.collect(),
            )
            .hint(words.get("case-department-hint"))
            .optional(words.get("optional"))
            .value(typed.department)
            .wrong(problems.of("department")),
            Field::one_of("urgency", words.get("case-urgency"), urgencies.collect())
                .value(typed.urgency),
            Field::lines("text", words.get("case-reply"))
                .hint(words.get("case-reply-hint"))
                .optional(words.get("optional"))
                .longest(TEXT_LETTERS_MAX)
                .value(typed.text)
                .wrong(problems.of("text")),
        ],
    }
}
