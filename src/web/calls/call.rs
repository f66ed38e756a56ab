//! One call: the script until it is passed, then the caller and what can be done.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::{Said, page_of};
use crate::scheduling::call::{CallPurpose, Direction, SCRIPT_TRIES_MAX, Way};
use crate::scheduling::ids::CallId;
use crate::service::calls::Conversation;
use crate::service::calls::see::{CallCase, Checked, checked, conversation};
use crate::service::{Appointment, letters};
use crate::web::citizen::facts;
use crate::web::citizen::requests::{appointment_tag, request_tag};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Field, Mood, Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// What can be done in a call, as the page says it was done.
const DONE: [&str; 9] = [
    "code",
    "passed",
    "registered",
    "booked",
    "moved",
    "confirmed",
    "cancelled",
    "told",
    "reach",
];

/// The script as it was typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) identity_number: String,
    #[serde(default)]
    pub(super) known: String,
    #[serde(default)]
    pub(super) read_back: String,
}

/// The page of a call.
#[derive(Template)]
#[template(path = "calls/call.html")]
pub struct CallPage {
    frame: Frame,
    problems: Problems,
    done: Option<String>,
    refused: Option<String>,
    caption: String,
    href: String,
    part: Part,
    end: Option<Vec<Field>>,
}

/// What a call stands at.
enum Part {
    Script(Box<Script>),
    Caller(Box<CallerView>),
    Over,
}

/// The script's questions.
struct Script {
    fields: Vec<Field>,
    read_back: Choices,
    code: Option<Field>,
    is_closed: bool,
}

/// A caller who passed the script.
struct CallerView {
    tags: Vec<Tag>,
    facts: Vec<(String, String)>,
    read_back: Vec<String>,
    cases: Vec<CaseView>,
    owed: Vec<OwedView>,
    reach: Vec<Field>,
    text_only: Choices,
}

/// One request of the caller.
struct CaseView {
    id: String,
    reference: String,
    state: Tag,
    what: String,
    meeting: Option<MeetingView>,
    may_choose: bool,
}

/// The appointment of a request.
struct MeetingView {
    id: String,
    said: String,
    state: Tag,
    may_confirm: bool,
    may_move: bool,
    may_cancel: bool,
}

/// What is to be told to the caller.
struct OwedView {
    id: String,
    event: String,
    text: String,
}

/// Shows a call.
pub(super) async fn see(
    reader: Reader,
    id: Path<String>,
    said: Query<Said>,
) -> Result<HttpResponse, Failure> {
    let id = CallId::from(id.into_inner());
    let mut page = page(&reader, id, (Typed::default(), Vec::new())).await?;
    page.done = said.done(&reader.words, "call-done", &DONE);
    page.refused = said.refusal(&reader.words);
    if let Part::Caller(view) = &mut page.part {
        let wanted = letters::shown(&said.reference);
        let case = view.cases.iter().find(|case| case.reference == wanted);
        view.read_back = case
            .map(|case| to_read(&reader.words, case))
            .unwrap_or_default();
    }
    reader.page(&page)
}

/// Shows the script again, with what was wrong in it.
pub(super) async fn show(
    reader: &Reader,
    id: CallId,
    typed: (Typed, Vec<Problem>),
) -> Result<HttpResponse, Failure> {
    reader.page(&page(reader, id, typed).await?)
}

async fn page(
    reader: &Reader,
    id: CallId,
    (typed, found): (Typed, Vec<Problem>),
) -> Result<CallPage, Failure> {
    let words = &reader.words;
    let row = conversation(&reader.app, &reader.caller, id.clone()).await?;
    let wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    let frame = reader.frame().gone_wrong(wrong);
    let mut ending = (purpose(&row), String::new());
    let (frame, part) = if row.ended_at.is_some() {
        (frame.titled("call-over"), Part::Over)
    } else if row.passed_at.is_some() {
        let caller = checked(&reader.app, &reader.caller, id.clone(), reader.now).await?;
        let name = shown::person(words, caller.person.name.as_ref());
        // What was handed in during the call is most likely what it was for.
        let new = caller.cases.iter();
        let mut new = new.filter(|case| case.received_at >= row.begun_at);
        if let Some(case) = new.next() {
            ending = (CallPurpose::Request, letters::shown(&case.reference));
        }
        let view = caller_view(reader, &row, caller);
        (frame.called(name), Part::Caller(Box::new(view)))
    } else {
        let script = script(words, (&row, &typed), &problems);
        (frame.titled("script-title"), Part::Script(Box::new(script)))
    };
    Ok(CallPage {
        done: None,
        refused: None,
        caption: caption(reader, &row),
        href: page_of(&id),
        end: row.ended_at.is_none().then(|| end(words, ending)),
        frame,
        problems,
        part,
    })
}

fn caption(reader: &Reader, row: &Conversation) -> String {
    let words = &reader.words;
    let begun = shown::local(reader.app.settings.ministry.zone, row.begun_at);
    let key = match (row.way, row.direction) {
        (Way::Text, _) => "call-in-writing",
        (Way::Voice, Direction::In) => "call-incoming",
        (Way::Voice, Direction::Out) => "call-outgoing",
    };
    words.say(key, "time", words.time(begun.time()))
}

fn script(words: &Words, (row, typed): (&Conversation, &Typed), problems: &Problems) -> Script {
    let is_rung = row.call_back_id.is_some();
    let known = Field::digits("known", words.get("script-known"), "off")
        .hint(words.get(if is_rung {
            "script-known-rung-hint"
        } else {
            "script-known-hint"
        }))
        .value(typed.known.as_str())
        .wrong(problems.of("known"));
    let yes = Choice::new("yes", words.get("script-read-back-yes"));
    Script {
        fields: vec![
            Field::digits("identity_number", words.get("identity-label"), "off")
                .hint(words.get("script-identity-hint"))
                .value(typed.identity_number.as_str())
                .wrong(problems.of("identity_number")),
            if is_rung {
                known.optional(words.get("optional"))
            } else {
                known
            },
        ],
        read_back: Choices::many("read_back", words.get("script-read-back"), vec![yes])
            .chosen(typed.read_back.as_str())
            .wrong(problems.of("read_back")),
        code: row.challenge_id.is_some().then(|| {
            Field::code("code", words.get("script-code"))
                .hint(words.get("script-code-hint"))
                .wrong(problems.of("code"))
        }),
        is_closed: row.tries >= SCRIPT_TRIES_MAX,
    }
}

fn caller_view(reader: &Reader, row: &Conversation, caller: Checked) -> CallerView {
    let words = &reader.words;
    let mut tags = Vec::new();
    if let Some(proof) = row.proof {
        let word = words.value("proof", proof.as_str());
        tags.push(Tag::new(Mood::Good, word));
    }
    if caller.is_text_only {
        tags.push(Tag::new(Mood::Special, words.get("reach-text-only-tag")));
    }
    let language = reader.app.words.language(&caller.person.language);
    let facts = [
        (
            "sex-label",
            caller
                .person
                .sex
                .map(|sex| words.value("sex", sex.as_str())),
        ),
        (
            "register-language",
            language.map(|language| language.name().to_owned()),
        ),
        ("reach-phone", caller.phone.clone()),
    ];
    let phone = caller.phone.unwrap_or_default();
    let yes = Choice::new("yes", words.get("reach-text-only"));
    CallerView {
        tags,
        facts: facts
            .into_iter()
            .filter_map(|(key, said)| Some((words.get(key), said?)))
            .collect(),
        read_back: Vec::new(),
        cases: caller
            .cases
            .iter()
            .map(|case| case_view(reader, case))
            .collect(),
        owed: caller
            .owed
            .into_iter()
            .map(|row| OwedView {
                id: row.id.to_string(),
                event: words.value("event", row.event.as_str()),
                text: row.text,
            })
            .collect(),
        reach: vec![
            Field::digits("phone", words.get("reach-phone"), "off")
                .hint(words.get("reach-phone-hint"))
                .optional(words.get("optional"))
                .value(phone),
        ],
        text_only: Choices::many("text_only", words.get("reach-how"), vec![yes])
            .chosen(if caller.is_text_only { "yes" } else { "" }),
    }
}

fn case_view(reader: &Reader, case: &CallCase) -> CaseView {
    let words = &reader.words;
    let what = case.what.as_ref().map(|what| {
        let kind = words.value("kind", what.kind.as_str());
        format!("{kind} · {}", what.subject)
    });
    CaseView {
        id: case.id.to_string(),
        reference: letters::shown(&case.reference),
        state: request_tag(words, case.state),
        what: what.unwrap_or_else(|| words.get("call-case-closed")),
        meeting: case.appointment.as_ref().map(|row| meeting(reader, row)),
        may_choose: case.may_choose,
    }
}

fn meeting(reader: &Reader, row: &Appointment) -> MeetingView {
    let (app, words) = (&reader.app, &reader.words);
    let at = letters::local(app, row);
    let parts = [
        words.date_time(at.date(), at.time()),
        words.value("mode", row.mode.as_str()),
        letters::place(app, words, row),
    ];
    MeetingView {
        id: row.id.to_string(),
        said: parts.join(" · "),
        state: appointment_tag(words, row.state),
        may_confirm: facts::may_confirm(row, reader.now),
        may_move: facts::may_move(app, row, reader.now),
        may_cancel: facts::may_cancel(app, row, reader.now),
    }
}

/// What the agent reads back once something was done.
fn to_read(words: &Words, case: &CaseView) -> Vec<String> {
    let reference = words.say("read-back-reference", "reference", case.reference.as_str());
    let meeting = case.meeting.as_ref().map(|meeting| meeting.said.clone());
    std::iter::once(reference).chain(meeting).collect()
}

/// What a conversation is most likely for, before anything was done in it.
const fn purpose(row: &Conversation) -> CallPurpose {
    if row.call_back_id.is_some() {
        CallPurpose::CallBack
    } else {
        CallPurpose::Enquiry
    }
}

fn end(words: &Words, (purpose, reference): (CallPurpose, String)) -> Vec<Field> {
    let purposes = CallPurpose::ALL.iter().map(|purpose| {
        let said = words.value("call-purpose", purpose.as_str());
        (purpose.to_string(), said)
    });
    vec![
        Field::one_of("purpose", words.get("call-purpose"), purposes.collect())
            .value(purpose.to_string()),
        Field::text("reference", words.get("call-about"))
            .value(reference)
            .optional(words.get("optional"))
            .latin()
            .complete("off"),
    ]
}
