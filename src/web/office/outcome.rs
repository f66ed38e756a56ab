//! What came of a meeting: its page where one met in person, and its form beside every session.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::notes::{self, NotesView};
use super::session;
use crate::api::sessions::end_for_everybody;
use crate::scheduling::ids::{AppointmentId, SessionId};
use crate::scheduling::outcome::Next;
use crate::scheduling::{AppointmentState, MeetingResult, Refusal, Role, digits};
use crate::service::outcome::{Said, due_usually, outcome};
use crate::service::{Appointment, letters, requests};
use crate::web::citizen::requests::appointment_tag;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Field, Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

/// The longest note of what came of a meeting.
const TEXT_LETTERS_MAX: u32 = 2000;

/// What came of a meeting.
pub struct OutcomeForm {
    /// Where it goes by POST.
    pub href: String,
    /// The session, should the form come back to its page; empty where there was none.
    pub session: String,
    /// The result.
    pub result: Choices,
    /// What was promised or decided.
    pub fields: Vec<Field>,
    /// What comes next: what, by whom, until when.
    pub next: Vec<Field>,
}

/// What came of it, as it was typed.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) session: String,
    #[serde(default)]
    pub(super) result: String,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) next: String,
    #[serde(default)]
    pub(super) department: String,
    #[serde(default)]
    pub(super) due_on: String,
}

/// The page of a meeting in person, or of somebody's seat in a reception session.
#[derive(Template)]
#[template(path = "office/outcome.html")]
pub struct OutcomePage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// With whom.
    pub name: String,
    /// When.
    pub time: String,
    /// What it is about.
    pub subject: String,
    /// What is known of it: label and words.
    pub facts: Vec<(String, String)>,
    /// What is needed.
    pub needs: Vec<Tag>,
    /// How far the appointment is.
    pub state: Tag,
    /// The form.
    pub outcome: OutcomeForm,
    /// What the office writes to itself.
    pub notes: NotesView,
    /// The page one came from.
    pub back: &'static str,
}

pub(super) async fn see(reader: Reader, id: Path<String>) -> Result<HttpResponse, Failure> {
    show(
        &reader,
        id.into_inner().into(),
        Typed::default(),
        Vec::new(),
    )
    .await
}

pub(super) async fn finish(
    reader: Reader,
    request: HttpRequest,
    id: Path<String>,
    form: Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let (id, Form(typed)) = (AppointmentId::from(id.into_inner()), form);
    let (said, result) = match said(&typed) {
        Ok(said) => (said.clone(), said.result),
        Err((field, key)) => return again(&reader, id, typed, (field, key)).await,
    };
    let order = (id.clone(), said);
    let open = match outcome(&reader.app, &reader.caller, order, reader.now).await {
        Ok(open) => open,
        Err(error) => {
            let refusal = error.refusal();
            let Some(field) = refusal.and_then(field_of) else {
                return Err(error.into());
            };
            let key = refusal.map_or("", Refusal::key);
            return again(&reader, id, typed, (field, key)).await;
        }
    };
    end_for_everybody(&request, open, result).await;
    if !typed.session.is_empty() && !is_official(&reader) {
        return Ok(reader.see("/office/waiting?done=true"));
    }
    Ok(reader.see(&format!("{}?outcome=true", day_of(&reader))))
}

/// What was typed, or the field that cannot be read and the key of what to do about it.
fn said(typed: &Typed) -> Result<Said, (&'static str, &'static str)> {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let result = MeetingResult::parse(&typed.result);
    let result = result.ok_or(("result", "session-outcome-missing"))?;
    let day = |text: String| {
        let read = NaiveDate::parse_from_str(&digits::to_latin(&text), "%Y-%m-%d");
        read.map_err(|_unreadable| ("due_on", Refusal::NextStepDay.key()))
    };
    for (field, text) in [("text", &typed.text), ("next", &typed.next)] {
        if text.chars().count() > usize::try_from(TEXT_LETTERS_MAX).unwrap_or(usize::MAX) {
            return Err((field, "outcome-long"));
        }
    }
    Ok(Said {
        result,
        text: some(&typed.text),
        next: Next {
            text: some(&typed.next),
            department: some(&typed.department).map(Into::into),
            due_on: some(&typed.due_on).map(day).transpose()?,
        },
    })
}

/// The field of the form that a refusal is about; none where it is about something else.
fn field_of(refusal: Refusal) -> Option<&'static str> {
    let fields = [
        (Refusal::NextStepMissing, "text"),
        (Refusal::NextStepOwner, "department"),
        (Refusal::NextStepDay, "due_on"),
        (Refusal::NextStepUnwanted, "next"),
    ];
    let mut all = fields.into_iter();
    all.find(|(one, _)| *one == refusal).map(|(_, field)| field)
}

/// The page again with what was typed; where the session is over by now, without its stage.
async fn again(
    reader: &Reader,
    id: AppointmentId,
    typed: Typed,
    (field, key): (&str, &str),
) -> Result<HttpResponse, Failure> {
    let found = || {
        vec![Problem {
            field: field.to_owned(),
            text: reader.words.get(key),
        }]
    };
    if !typed.session.is_empty() {
        let session = SessionId::from(typed.session.as_str());
        let page = session::show(reader, session, typed.clone(), found()).await?;
        if let Some(page) = page {
            return Ok(page);
        }
    }
    show(reader, id, typed, found()).await
}

/// Whether the reader is the official, whose day is a page of its own.
pub(super) fn is_official(reader: &Reader) -> bool {
    reader.caller.role() == Some(Role::Official)
}

/// The page of the reader's day.
pub(super) fn day_of(reader: &Reader) -> &'static str {
    if is_official(reader) {
        "/office/next"
    } else {
        "/office/today"
    }
}

async fn show(
    reader: &Reader,
    id: AppointmentId,
    typed: Typed,
    found: Vec<Problem>,
) -> Result<HttpResponse, Failure> {
    let (app, words) = (&reader.app, &reader.words);
    let (row, person) = requests::appointment(app, &reader.caller, id).await?;
    // A session that ended without a word still waits for one.
    let is_there = match row.state {
        AppointmentState::CheckedIn | AppointmentState::InSession => true,
        AppointmentState::Done => row.outcome.is_none() || row.outcome_text.is_none(),
        AppointmentState::Proposed
        | AppointmentState::Booked
        | AppointmentState::Confirmed
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => false,
    };
    if !is_there {
        return Ok(reader.see(day_of(reader)));
    }
    let wish = (row.request_id.clone(), "outcome");
    let case = requests::one(app, &reader.caller, wish, reader.now).await?;
    let at = letters::local(app, &row);
    let said = [
        (
            "case-official",
            shown::official(app, words, row.official_id.as_ref()),
        ),
        ("appointment-where", Some(letters::place(app, words, &row))),
        ("inbox-reference", Some(letters::shown(&row.reference))),
        ("case-text", Some(case.request.details.clone())),
    ];
    let facts = said
        .into_iter()
        .filter_map(|(key, value)| Some((words.get(key), value.filter(|it| !it.is_empty())?)));
    let is_wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    reader.page(&OutcomePage {
        name: shown::person(words, person.name.as_ref()),
        time: words.date_time(at.date(), at.time()),
        subject: case.request.subject.clone(),
        facts: facts.collect(),
        needs: shown::needs(words, &row.needs),
        state: appointment_tag(words, row.state),
        outcome: form(reader, &row, typed, &problems),
        notes: notes::view(reader, row.id.clone()).await?,
        back: day_of(reader),
        frame: reader
            .frame()
            .titled("session-outcome-title")
            .gone_wrong(is_wrong),
        problems,
    })
}

/// The form with what was typed.
pub(super) fn form(
    reader: &Reader,
    row: &Appointment,
    typed: Typed,
    problems: &Problems,
) -> OutcomeForm {
    let words = &reader.words;
    let options = MeetingResult::ALL.iter().map(|result| {
        let text = words.value("outcome-means", result.as_str());
        Choice::new(result.as_str(), words.value("outcome", result.as_str())).text(text)
    });
    let options = options.collect();
    OutcomeForm {
        href: format!("/office/appointments/{}/outcome", row.id),
        session: typed.session,
        result: Choices::one("result", words.get("session-outcome"), options)
            .chosen(typed.result)
            .wrong(problems.of("result")),
        fields: vec![
            Field::lines("text", words.get("session-outcome-text"))
                .optional(words.get("optional"))
                .hint(words.get("session-outcome-text-hint"))
                .longest(TEXT_LETTERS_MAX)
                .value(typed.text)
                .wrong(problems.of("text")),
        ],
        next: vec![
            Field::lines("next", words.get("outcome-next-text"))
                .optional(words.get("optional"))
                .hint(words.get("outcome-next-text-hint"))
                .longest(TEXT_LETTERS_MAX)
                .value(typed.next)
                .wrong(problems.of("next")),
            Field::one_of("department", words.get("outcome-owner"), owners(reader))
                .optional(words.get("optional"))
                .hint(words.get("outcome-owner-hint"))
                .value(typed.department)
                .wrong(problems.of("department")),
            due_field(reader, &typed.due_on).wrong(problems.of("due_on")),
        ],
    }
}

/// Who can do what comes next: the office, or a department.
fn owners(reader: &Reader) -> Vec<(String, String)> {
    let catalogue = reader.app.catalogue.get();
    let code = reader.words.lang().code();
    let office = (String::new(), reader.words.get("outcome-owner-office"));
    let each = catalogue.departments.iter();
    let each = each.map(|one| (one.id.to_string(), one.names.in_language(code).to_owned()));
    std::iter::once(office).chain(each).collect()
}

/// The day by which it is done; what is typed, or what is usual, stands beside it in both calendars.
fn due_field(reader: &Reader, typed: &str) -> Field {
    let words = &reader.words;
    let read = NaiveDate::parse_from_str(&digits::to_latin(typed.trim()), "%Y-%m-%d").ok();
    let (key, day) = match read {
        Some(day) => ("outcome-due-typed", day),
        None => ("outcome-due-hint", due_usually(&reader.app, reader.now)),
    };
    Field::date("due_on", words.get("outcome-due"))
        .optional(words.get("optional"))
        .hint(words.say(key, "day", words.day(day)))
        .value(typed)
}
