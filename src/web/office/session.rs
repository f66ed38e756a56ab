//! The session as the office sees it: who waits, who is in, the stage, and what came of it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::late::{self, LateForm};
use super::notes::{self, NotesView};
use super::outcome::{self, OutcomeForm, Typed};
use crate::scheduling::ids::SessionId;
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, AppointmentState, Refusal, Role, SessionRole};
use crate::service::requests::one;
use crate::service::waiting::{WaitingRow, session};
use crate::service::{letters, ticket};
use crate::web::citizen::requests::appointment_tag;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems, Stage, Tag, seat};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// One session in the office.
#[derive(Template)]
#[template(path = "office/session.html")]
pub struct SessionPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the outcome's form.
    pub problems: Problems,
    /// With whom.
    pub name: String,
    /// What it is about.
    pub subject: String,
    /// What is known of it: label and words.
    pub facts: Vec<(String, String)>,
    /// What is needed.
    pub needs: Vec<Tag>,
    /// How far the appointment is.
    pub state: Tag,
    /// How far it is once somebody was let in.
    pub live: Tag,
    /// The stage.
    pub stage: Stage,
    /// The form of what came of it; nothing for those who do not write it.
    pub outcome: Option<OutcomeForm>,
    /// By whom a third party is invited, and how.
    pub invite: Vec<Field>,
    /// What the office says of the day.
    pub late: Option<LateForm>,
    /// What the office writes to itself.
    pub notes: NotesView,
    /// Waits of so many minutes are marked.
    pub late_after_minutes: i64,
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn see(reader: Reader, id: Path<String>) -> Result<HttpResponse, Failure> {
    let id = SessionId::from(id.into_inner());
    let page = show(&reader, id, Typed::default(), Vec::new()).await?;
    Ok(page.unwrap_or_else(|| reader.see("/office/waiting")))
}

/// The page, with what was typed into the outcome's form; none where the session is over.
pub(super) async fn show(
    reader: &Reader,
    id: SessionId,
    typed: Typed,
    found: Vec<Problem>,
) -> Result<Option<HttpResponse>, Failure> {
    match session(&reader.app, &reader.caller, id).await {
        Ok(row) => {
            let page = page(reader, &row, (typed, found), false).await?;
            Ok(Some(reader.page(&page)?))
        }
        Err(error) if error.refusal() == Some(Refusal::SessionClosed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The page that enters by itself and lets the one in who is next: it was asked for by one press,
/// which is the touch that opens the camera too. Whoever only looks at the address enters nothing.
pub(super) async fn enter(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = SessionId::from(id.into_inner());
    let row = session(&reader.app, &reader.caller, id).await?;
    let plain = (Typed::default(), Vec::new());
    reader.page(&page(&reader, &row, plain, true).await?)
}

/// A seat in the session for the one who asks, as what this person is.
pub(super) async fn take(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = SessionId::from(id.into_inner());
    let wish = (id, own_role(&reader));
    let ticket = ticket::ticket(&reader.app, &reader.caller, wish, reader.now).await?;
    Ok(seat(&ticket))
}

/// The official comes as the official, everybody else of the office as the secretary.
fn own_role(reader: &Reader) -> SessionRole {
    if reader.caller.role() == Some(Role::Official) {
        SessionRole::Official
    } else {
        SessionRole::Secretary
    }
}

async fn page(
    reader: &Reader,
    row: &WaitingRow,
    (typed, found): (Typed, Vec<Problem>),
    admits: bool,
) -> Result<SessionPage, Failure> {
    let (app, words, appointment) = (&reader.app, &reader.words, &row.appointment);
    let wish = (appointment.request_id.clone(), "session");
    let case = one(app, &reader.caller, wish, reader.now).await?;
    let at = letters::local(app, appointment);
    let said = [
        (
            "case-official",
            shown::official(app, words, appointment.official_id.as_ref()),
        ),
        ("case-centre", Some(super::waiting::place(reader, row))),
        (
            "inbox-reference",
            Some(letters::shown(&appointment.reference)),
        ),
        ("case-text", Some(case.request.details.clone())),
    ];
    let facts = said
        .into_iter()
        .filter_map(|(key, value)| Some((words.get(key), value?)));
    let ticket = format!("/office/session/{}/ticket", row.session.id);
    let stage = Stage::new(words, own_role(reader), ticket, reader.csrf.clone());
    let is_wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    let writes = allowed(reader.caller.role(), Action::WriteOutcome);
    Ok(SessionPage {
        name: shown::person(words, row.person.name.as_ref()),
        subject: case.request.subject.clone(),
        facts: facts.collect(),
        needs: shown::needs(words, &appointment.needs),
        state: appointment_tag(words, appointment.state),
        live: appointment_tag(words, AppointmentState::InSession),
        stage: if admits { stage.admitting() } else { stage },
        invite: invite(words),
        late: late::form(reader, appointment.official_id.as_ref()).await?,
        notes: notes::view(reader, appointment.id.clone()).await?,
        outcome: writes.then(|| {
            let session = row.session.id.to_string();
            outcome::form(reader, appointment, Typed { session, ..typed }, &problems)
        }),
        late_after_minutes: super::waiting::LATE_AFTER_MINUTES,
        frame: reader
            .frame()
            .called(words.say("session-title", "time", words.time(at.time())))
            .gone_wrong(is_wrong),
        problems,
    })
}

/// As what somebody can be invited into a session that is on.
const INVITED: [SessionRole; 5] = [
    SessionRole::Interpreter,
    SessionRole::SignLanguageInterpreter,
    SessionRole::Companion,
    SessionRole::Representative,
    SessionRole::Observer,
];

/// Whom to invite: as what, by which name, and where an SMS goes.
fn invite(words: &Words) -> Vec<Field> {
    let roles = INVITED.map(|role| {
        let word = words.value("session-role", role.as_str());
        (role.as_str().to_owned(), word)
    });
    vec![
        Field::one_of("role", words.get("invite-role"), roles.into()),
        Field::text("called", words.get("invite-name"))
            .hint(words.get("invite-name-hint"))
            .optional(words.get("optional"))
            .longest(100),
        Field::digits("to", words.get("invite-to"), "off")
            .hint(words.get("invite-to-hint"))
            .optional(words.get("optional")),
    ]
}
