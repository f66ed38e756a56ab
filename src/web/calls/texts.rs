//! The text way at the call centre: who wrote, what was written, the answer.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::{Nothing, Said, Tab, back_to, page_of, tabs};
use crate::scheduling::ids::PersonId;
use crate::service::calls::begin::{self, Begin};
use crate::service::calls::write::{self, TEXT_CHARS_MAX, Thread};
use crate::web::citizen::write::{LineView, line};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Mood, Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

const HERE: &str = "/calls/texts";

/// Who wrote.
#[derive(Template)]
#[template(path = "calls/texts.html")]
pub struct TextsPage {
    frame: Frame,
    tabs: Vec<Tab>,
    done: Option<String>,
    refused: Option<String>,
    threads: Vec<ThreadView>,
}

/// Somebody who wrote.
pub struct ThreadView {
    id: String,
    name: String,
    time: String,
    state: Option<Tag>,
}

/// One conversation.
#[derive(Template)]
#[template(path = "calls/thread.html")]
pub struct ThreadPage {
    frame: Frame,
    problems: Problems,
    done: Option<String>,
    refused: Option<String>,
    id: String,
    lines: Vec<LineView>,
    text: Field,
}

/// An answer as it was typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    text: String,
}

/// Shows who wrote.
pub(super) async fn see(reader: Reader, said: Query<Said>) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let threads = write::threads(&reader.app, &reader.caller, reader.now).await?;
    let view = |thread: &Thread| {
        let at = shown::local(reader.app.settings.ministry.zone, thread.last.at);
        ThreadView {
            id: thread.person.id.to_string(),
            name: shown::person(words, thread.person.name.as_ref()),
            time: words.short_date_time(at.date(), at.time()),
            state: thread
                .waits()
                .then(|| Tag::new(Mood::Wait, words.get("texts-waits"))),
        }
    };
    reader.page(&TextsPage {
        frame: reader.frame().titled("calls-texts"),
        tabs: tabs(words, HERE),
        done: None,
        refused: said.refusal(words),
        threads: threads.iter().map(view).collect(),
    })
}

/// Shows one conversation.
pub(super) async fn read(
    reader: Reader,
    person: Path<String>,
    said: Query<Said>,
) -> Result<HttpResponse, Failure> {
    let id = PersonId::from(person.into_inner());
    let mut page = page(&reader, id, (&Typed::default(), Vec::new())).await?;
    page.done = said.done(&reader.words, "texts-done", &["sent"]);
    page.refused = said.refusal(&reader.words);
    reader.page(&page)
}

async fn page(
    reader: &Reader,
    id: PersonId,
    (typed, found): (&Typed, Vec<Problem>),
) -> Result<ThreadPage, Failure> {
    let words = &reader.words;
    let (person, lines) =
        write::thread(&reader.app, &reader.caller, id.clone(), reader.now).await?;
    let name = shown::person(words, person.name.as_ref());
    let wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    Ok(ThreadPage {
        frame: reader.frame().called(name.clone()).gone_wrong(wrong),
        done: None,
        refused: None,
        id: id.to_string(),
        lines: lines
            .iter()
            .map(|one| line(reader, words, (one, &name)))
            .collect(),
        text: Field::lines("text", words.get("texts-answer"))
            .longest(u32::try_from(TEXT_CHARS_MAX).unwrap_or(u32::MAX))
            .value(typed.text.as_str())
            .wrong(problems.of("text")),
        problems,
    })
}

/// Answers.
pub(super) async fn answer(
    reader: Reader,
    person: Path<String>,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let id = PersonId::from(person.into_inner());
    let text = typed.text.trim();
    if text.is_empty() || text.chars().count() > TEXT_CHARS_MAX {
        let problem = Problem {
            field: "text".to_owned(),
            text: reader.words.get("write-wrong"),
        };
        return reader.page(&page(&reader, id, (&typed, vec![problem])).await?);
    }
    let order = (id.clone(), typed.text);
    write::answer(&reader.app, &reader.caller, order, reader.now).await?;
    Ok(reader.see(&format!("/calls/texts/{id}?done=sent")))
}

/// Begins to act for who wrote.
pub(super) async fn act(
    reader: Reader,
    person: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = PersonId::from(person.into_inner());
    let page = format!("/calls/texts/{id}");
    match begin::begin(&reader.app, &reader.caller, Begin::Written(id), reader.now).await {
        Ok(call) => Ok(reader.see(&page_of(&call))),
        Err(error) => back_to(&reader, &page, error),
    }
}
