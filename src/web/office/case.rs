//! One request as the office reads it, and decides on it.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::allocate::{self, AllocateForm, Chosen};
use super::filed::{self, AlikeRow, CloseForm, FileForm};
use super::moving::{self, MoveForm};
use super::whose;
use crate::scheduling::ids::{DepartmentId, OfficialId, RequestId};
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Decision, Mode, Refusal, RequestEvent, Urgency};
use crate::service::decide::{self as deciding, Verdict};
use crate::service::requests::{Case, one};
use crate::service::{ServiceError, letters, whereabouts};
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
    /// Its number and its category, while it is open.
    pub file: Option<FileForm>,
    /// Other requests of the same person about the same.
    pub alike: Vec<AlikeRow>,
    /// The papers that came with it: address and name.
    pub papers: Vec<(String, String)>,
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

/// The questions of a decision.
pub struct CaseForm {
    /// What is decided.
    pub decision: Choices,
    /// The questions that belong to it.
    pub fields: Vec<Field>,
}

/// The longest that an applicant is told.
pub(super) const TEXT_LETTERS_MAX: u32 = 2000;
/// The longest that staff write to each other.
const NOTE_LETTERS_MAX: u32 = 300;

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
    urgency_reason: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    text: String,
}

impl Typed {
    /// Nothing typed yet: the form as the request stands.
    pub(super) fn of(reader: &Reader, case: &Case) -> Self {
        let category = case.filing.as_ref();
        let category = category.and_then(|filing| filing.category_id.as_ref());
        let catalogue = reader.app.catalogue.get();
        let department = category.and_then(|id| catalogue.tree.department(id));
        Self {
            urgency: case.request.urgency.to_string(),
            department: department.map_or_else(String::new, ToString::to_string),
            ..Self::default()
        }
    }
}

/// What stands before the id of an official in the list of whom a request is sent to.
const OFFICE: &str = "office:";

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
        (said.done, "case-decided"),
    ];
    let done = done.into_iter().find(|(is_done, _)| *is_done);
    page.done = done.map(|(_, key)| reader.words.get(key));
    page.alike = filed::alike(&reader, &case).await?;
    page.papers = filed::papers(&reader, &case).await?;
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
            let mut page = page(&reader, &case, typed, found);
            page.alike = filed::alike(&reader, &case).await?;
            page.papers = filed::papers(&reader, &case).await?;
            reader.page(&page)
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
    let typed = Typed::of(reader, &case);
    let why = reader.words.get(refusal.key());
    let allocate = allocate::form(reader, &case, (&chosen, Some(why.clone()))).await?;
    let has_times = allocate.as_ref().is_some_and(|form| form.times.is_some());
    let problem = Problem {
        field: if has_times { "slot" } else { "" }.to_owned(),
        text: why,
    };
    let mut page = page(reader, &case, typed, vec![problem]);
    page.papers = filed::papers(reader, &case).await?;
    page.allocate = allocate;
    reader.page(&page)
}

fn verdict(typed: &Typed) -> Option<Verdict> {
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let decision = Decision::parse(&typed.decision)?;
    let to = filled(&typed.department).filter(|_| decision == Decision::Route);
    let office = to.as_deref().and_then(|to| to.strip_prefix(OFFICE));
    Some(Verdict {
        decision,
        official: office.map(OfficialId::from),
        mode: None,
        department: match office {
            Some(_) => None,
            None => to.as_deref().map(DepartmentId::from),
        },
        urgency: Urgency::parse(&typed.urgency),
        urgency_reason: filled(&typed.urgency_reason),
        note: filled(&typed.note),
        text: filled(&typed.text),
    })
}

/// Which field a refusal is about.
fn problem(words: &Words, typed: &Typed, refusal: Refusal) -> Problem {
    let (field, key) = match (refusal, Decision::parse(&typed.decision)) {
        (Refusal::FieldWrong, None) => ("decision", "case-decision-missing"),
        (Refusal::FieldWrong, Some(_)) => ("department", "case-department-missing"),
        (Refusal::ReasonNeeded, _) => ("text", refusal.key()),
        (Refusal::UrgencyReason, _) => ("urgency_reason", refusal.key()),
        _other => ("decision", refusal.key()),
    };
    Problem {
        field: field.to_owned(),
        text: words.get(key),
    }
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
        state: request_tag(words, request.state),
        urgent: super::inbox::urgent(words, request),
        facts: facts(reader, case),
        text: request.details.clone(),
        steps: steps(reader, case),
        decide: decides.then(|| form(reader, case, typed, &problems)),
        href: format!("/office/requests/{}/decision", request.id),
        allocate: None,
        moving: None,
        file: filed::form(reader, case, (&filed::Typed::default(), &problems)),
        alike: Vec::new(),
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

fn form(reader: &Reader, case: &Case, typed: Typed, problems: &Problems) -> CaseForm {
    let words = &reader.words;
    let request = &case.request;
    let has_official = request.official_id.is_some();
    let open = |decision: &&Decision| {
        request
            .state
            .after(RequestEvent::Decide(**decision))
            .is_ok()
            && decision.fits(request.kind, has_official).is_ok()
    };
    let options = Decision::ALL.iter().filter(open).map(|decision| {
        Choice::new(
            decision.as_str(),
            words.value("decision", decision.as_str()),
        )
        .text(words.get(&format!("case-decision-{decision}-text")))
    });
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
                destinations(reader),
            )
            .hint(words.get("case-department-hint"))
            .optional(words.get("optional"))
            .value(typed.department)
            .wrong(problems.of("department")),
            Field::text("note", words.get("case-note"))
                .hint(words.get("case-note-hint"))
                .optional(words.get("optional"))
                .longest(NOTE_LETTERS_MAX)
                .value(typed.note),
            Field::one_of("urgency", words.get("case-urgency"), urgencies.collect())
                .value(typed.urgency),
            Field::text("urgency_reason", words.get("case-urgency-reason"))
                .hint(words.get("case-urgency-reason-hint"))
                .optional(words.get("optional"))
                .longest(NOTE_LETTERS_MAX)
                .value(typed.urgency_reason)
                .wrong(problems.of("urgency_reason")),
            Field::lines("text", words.get("case-reply"))
                .hint(words.get("case-reply-hint"))
                .optional(words.get("optional"))
                .longest(TEXT_LETTERS_MAX)
                .value(typed.text)
                .wrong(problems.of("text")),
        ],
    }
}

/// Whom a request can be sent to: nobody, a department, or straight an official's office.
fn destinations(reader: &Reader) -> Vec<(String, String)> {
    let (words, catalogue) = (&reader.words, reader.app.catalogue.get());
    let code = words.lang().code();
    let mut all = vec![(String::new(), words.get("case-department-none"))];
    all.extend(catalogue.departments.iter().map(|each| {
        let name = each.names.in_language(code).to_owned();
        (each.id.to_string(), name)
    }));
    all.extend(catalogue.officials.iter().map(|each| {
        let style = each.styles.in_language(code).short;
        let name = words.say("holder-office-of", "official", style);
        (format!("{OFFICE}{}", each.id), name)
    }));
    all
}
