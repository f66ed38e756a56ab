//! What came of a meeting: its page where one met in person, and its form beside every session.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::notes::{self, NotesView};
use super::session;
use crate::scheduling::ids::{AppointmentId, SessionId};
use crate::scheduling::{AppointmentState, Refusal, Role};
use crate::service::outcome::{RESULTS, outcome};
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
    /// What was promised, and what comes next.
    pub fields: Vec<Field>,
}

/// What came of it, as it was typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) session: String,
    #[serde(default)]
    pub(super) result: String,
    #[serde(default)]
    pub(super) text: String,
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
    id: Path<String>,
    form: Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let (id, Form(typed)) = (AppointmentId::from(id.into_inner()), form);
    let text = Some(typed.text.trim().to_owned()).filter(|text| !text.is_empty());
    let order = (id.clone(), typed.result.clone(), text);
    let is_online = !typed.session.is_empty();
    match outcome(&reader.app, &reader.caller, order, reader.now).await {
        Ok(_still_open) if is_online && !is_official(&reader) => {
            Ok(reader.see("/office/waiting?done=true"))
        }
        Ok(_still_open) => Ok(reader.see(&format!("{}?outcome=true", day_of(&reader)))),
        Err(error) if error.refusal() == Some(Refusal::FieldWrong) => {
            let found = vec![Problem {
                field: "result".to_owned(),
                text: reader.words.get("session-outcome-missing"),
            }];
            if is_online {
                let session = SessionId::from(typed.session.as_str());
                session::show(&reader, session, typed, found).await
            } else {
                show(&reader, id, typed, found).await
            }
        }
        Err(error) => Err(error.into()),
    }
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
    let is_there = matches!(
        row.state,
        AppointmentState::CheckedIn | AppointmentState::InSession
    );
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
    let options = RESULTS
        .iter()
        .map(|result| Choice::new(*result, words.value("outcome", result)))
        .collect();
    OutcomeForm {
        href: format!("/office/appointments/{}/outcome", row.id),
        session: typed.session,
        result: Choices::one("result", words.get("session-outcome"), options)
            .chosen(typed.result)
            .wrong(problems.of("result")),
        fields: vec![
            Field::lines("text", words.get("session-outcome-text"))
                .optional(words.get("optional"))
                .longest(TEXT_LETTERS_MAX)
                .value(typed.text),
        ],
    }
}
