//! Following one request without an account: its reference, and a code to the mobile that is on it.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::code::CodeForm;
use super::request::{StepView, timeline};
use super::requests::{case_tag, is_promised};
use super::{Answer, Answered, facts};
use crate::scheduling::ids::ChallengeId;
use crate::scheduling::{Reference, RequestState};
use crate::service::enter_code::enter_code;
use crate::service::requests::Case;
use crate::service::whereabouts::{self, whereabouts};
use crate::service::{Caller, letters, requests, track};
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::words::Words;

/// Where the followed request is shown.
const FOLLOWED: &str = "/track/request";

/// Which request.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    /// The reference as typed.
    #[serde(default)]
    pub reference: String,
}

/// The page that asks for a reference, or for the code that was sent.
#[derive(Template)]
#[template(path = "citizen/track.html")]
pub struct TrackPage {
    frame: Frame,
    problems: Problems,
    lead: String,
    href: String,
    field: Field,
    button: String,
    is_code: bool,
}

/// Asks for the reference.
pub async fn see(reader: Reader, wanted: Query<Wanted>) -> Answered {
    ask_reference(&reader, &wanted.reference, None)
}

fn ask_reference(reader: &Reader, typed: &str, wrong: Option<&str>) -> Answered {
    let words = &reader.words;
    let field = Field::text("reference", words.get("done-reference"))
        .latin()
        .hint(words.get("track-reference-hint"))
        .complete("off")
        .value(typed);
    let words = ("track-lead", "track-button");
    show(reader, ("/track".to_owned(), field, false), words, wrong)
}

fn ask_code(reader: &Reader, challenge: &str, wrong: Option<&str>) -> Answered {
    let field =
        Field::code("code", reader.words.get("code-label")).hint(reader.words.get("code-hint"));
    let words = ("track-code-lead", "track-code-button");
    let href = format!("/track/{challenge}");
    show(reader, (href, field, true), words, wrong)
}

fn show(
    reader: &Reader,
    (href, field, is_code): (String, Field, bool),
    (lead, button): (&str, &str),
    wrong: Option<&str>,
) -> Answered {
    let words = &reader.words;
    let found = wrong.map(|key| Problem {
        field: if is_code { "code" } else { "reference" }.to_owned(),
        text: words.get(key),
    });
    let problems = Problems::new(words, found.into_iter().collect());
    reader.page(&TrackPage {
        frame: reader
            .frame()
            .titled("track-title")
            .gone_wrong(!problems.is_empty()),
        lead: words.get(lead),
        href,
        field: field.wrong(wrong.map(|key| words.get(key))),
        button: words.get(button),
        is_code,
        problems,
    })
}

/// Sends the code, whether there is such a request or not.
pub async fn send(reader: Reader, Form(wanted): Form<Wanted>) -> Answered {
    let Some(reference) = Reference::parse(&wanted.reference) else {
        return ask_reference(&reader, &wanted.reference, Some("error-reference"));
    };
    let language = reader.language();
    match track::track(&reader.app, &reference, &language, reader.now).await {
        Ok(sent) => Ok(reader.see(&format!("/track/{}", sent.challenge))),
        Err(error) => {
            let key = facts::refused(error)?.key();
            ask_reference(&reader, &wanted.reference, Some(key))
        }
    }
}

/// Asks for the code.
pub async fn ask(reader: Reader, challenge: Path<String>) -> Answered {
    ask_code(&reader, &challenge, None)
}

/// Takes the code, and shows the request.
pub async fn enter(
    reader: Reader,
    challenge: Path<String>,
    Form(form): Form<CodeForm>,
) -> Answered {
    if form.code.trim().is_empty() {
        return ask_code(&reader, &challenge, Some("code-missing"));
    }
    let id = ChallengeId::from(challenge.as_str());
    match enter_code(&reader.app, id, &form.code, reader.now).await {
        Ok(signed_in) => Ok(reader.signed_in(reader.see(FOLLOWED), &signed_in)),
        Err(error) => ask_code(&reader, &challenge, Some(facts::refused(error)?.key())),
    }
}

/// The request that is followed.
#[derive(Template)]
#[template(path = "citizen/follow.html")]
pub struct FollowPage {
    frame: Frame,
    tag: Tag,
    facts: Vec<Answer>,
    timeline: Vec<StepView>,
}

/// Shows the request of the code; who signed in with an account goes to the account's requests.
pub async fn follow(reader: Reader) -> Answered {
    let id = match &reader.caller {
        Caller::Follower { request, .. } => request.clone(),
        Caller::Person { .. } => return Ok(reader.see("/requests")),
        Caller::Nobody | Caller::Staff(_) | Caller::Agent { .. } => {
            return Ok(to_reference(&reader));
        }
    };
    let case = requests::one(&reader.app, &reader.caller, (id, "follow"), reader.now).await?;
    let words = reader.words.clone();
    let reference = letters::shown(&case.request.reference);
    let title = words.say("request-title", "reference", reference.as_str());
    reader.page(&FollowPage {
        tag: case_tag(&words, &case),
        facts: told(&reader, &words, &case),
        timeline: timeline(&reader, &words, &case),
        frame: reader.frame().called(title),
    })
}

fn to_reference(reader: &Reader) -> HttpResponse {
    reader.see("/track")
}

/// Who has a request now, what happens next, by when, and its time if it has one: each in words.
pub fn told(reader: &Reader, words: &Words, case: &Case) -> Vec<Answer> {
    let there = whereabouts(&reader.app, case, reader.now);
    let holder = whereabouts::said(&reader.app, words, (&reader.caller, &there.holder));
    let next = if whereabouts::asked(case).is_some() {
        words.get("next-asked")
    } else if is_promised(case) {
        words.get("next-promised")
    } else {
        words.value("next-request", case.request.state.as_str())
    };
    let due = there.due.map_or_else(String::new, |day| {
        let key = if there.is_overdue {
            "track-due-over"
        } else {
            "track-due"
        };
        words.say(key, "day", words.day(day))
    });
    let mut answers = vec![
        Answer::new(words, "track-holder", holder),
        Answer::new(words, "request-next", next),
        Answer::new(words, "track-by", due),
    ];
    let number = case.request.registration_number.clone();
    answers.push(Answer::new(
        words,
        "track-number",
        number.unwrap_or_default(),
    ));
    if case.request.state == RequestState::Scheduled
        && let Some(row) = case
            .appointments
            .iter()
            .find(|row| row.state.holds_resources())
    {
        let at = facts::in_a_line(&reader.app, words, row);
        answers.push(Answer::new(words, "request-appointment", at));
        let place = letters::place(&reader.app, words, row);
        answers.push(Answer::new(words, "appointment-where", place));
    }
    answers.retain(|answer| !answer.said.is_empty());
    answers
}
