//! What the office writes to itself about an appointment: a list on its pages, and a page of its own.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::scheduling::Refusal;
use crate::scheduling::ids::AppointmentId;
use crate::service::notes::{self, NOTE_LETTERS_MAX, Note};
use crate::service::{letters, requests};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::language::own_path;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::web::shown;

/// The notes about one appointment, and the form of the next one.
pub struct NotesView {
    /// Where the form goes.
    pub href: String,
    /// Where one goes when it is written.
    pub back: String,
    /// The notes, the oldest first.
    pub rows: Vec<NoteRow>,
    /// The next one.
    pub field: Field,
}

/// One note.
pub struct NoteRow {
    /// Who wrote it, and when.
    pub said: String,
    /// What it says.
    pub text: String,
}

/// The page of the notes alone.
#[derive(Template)]
#[template(path = "office/notes.html")]
pub struct NotesPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong.
    pub problems: Problems,
    /// With whom.
    pub name: String,
    /// When.
    pub time: String,
    /// The notes.
    pub notes: NotesView,
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    note: String,
    back: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    back: String,
}

/// The notes about an appointment as the office's pages show them.
pub(super) async fn rows(reader: &Reader, id: AppointmentId) -> Result<Vec<NoteRow>, Failure> {
    let all = notes::of(&reader.app, &reader.caller, id, reader.now).await?;
    Ok(all.into_iter().map(|note| row(reader, note)).collect())
}

fn row(reader: &Reader, note: Note) -> NoteRow {
    let words = &reader.words;
    let at = shown::local(reader.app.settings.ministry.zone, note.at);
    let by = note.by.in_language(words.lang().code());
    NoteRow {
        said: format!("{by} · {}", words.short_date_time(at.date(), at.time())),
        text: note.text,
    }
}

/// The same with the form, on a page to which one comes back.
pub(super) async fn view(reader: &Reader, id: AppointmentId) -> Result<NotesView, Failure> {
    let typed = Typed {
        back: reader.path.clone(),
        ..Typed::default()
    };
    filled(reader, id, typed, None).await
}

async fn filled(
    reader: &Reader,
    id: AppointmentId,
    typed: Typed,
    wrong: Option<String>,
) -> Result<NotesView, Failure> {
    let words = &reader.words;
    let most = u32::try_from(NOTE_LETTERS_MAX).unwrap_or(u32::MAX);
    Ok(NotesView {
        href: format!("/office/appointments/{id}/notes"),
        back: typed.back,
        rows: rows(reader, id).await?,
        field: Field::lines("note", words.get("notes-new"))
            .hint(words.get("notes-hint"))
            .longest(most)
            .value(typed.note)
            .wrong(wrong),
    })
}

pub(super) async fn see(
    reader: Reader,
    id: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let typed = Typed {
        back: asked.into_inner().back,
        ..Typed::default()
    };
    show(&reader, id.into_inner().into(), typed, None).await
}

pub(super) async fn add(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let id = AppointmentId::from(id.into_inner());
    let order = (id.clone(), typed.note.clone());
    let error = match notes::add(&reader.app, &reader.caller, order, reader.now).await {
        Ok(_note) => return Ok(reader.see(back(&typed.back))),
        Err(error) => error,
    };
    match error.refusal() {
        Some(Refusal::FieldWrong) => {
            let most = i64::try_from(NOTE_LETTERS_MAX).unwrap_or(i64::MAX);
            let text = reader.words.say("notes-wrong", "most", most);
            show(&reader, id, typed, Some(text)).await
        }
        Some(refusal @ Refusal::NotesFull) => {
            let text = reader.words.get(refusal.key());
            show(&reader, id, typed, Some(text)).await
        }
        Some(_) | None => Err(error.into()),
    }
}

/// Where one came from; whoever came from nowhere goes to the day.
fn back(path: &str) -> &str {
    if path.is_empty() {
        "/office/today"
    } else {
        own_path(path)
    }
}

async fn show(
    reader: &Reader,
    id: AppointmentId,
    typed: Typed,
    wrong: Option<String>,
) -> Result<HttpResponse, Failure> {
    let (app, words) = (&reader.app, &reader.words);
    let (row, person) = requests::appointment(app, &reader.caller, id.clone()).await?;
    let at = letters::local(app, &row);
    let typed = Typed {
        back: back(&typed.back).to_owned(),
        ..typed
    };
    let found = wrong.iter().map(|text| Problem {
        field: "note".to_owned(),
        text: text.clone(),
    });
    let problems = Problems::new(words, found.collect());
    reader.page(&NotesPage {
        name: shown::person(words, person.name.as_ref()),
        time: words.date_time(at.date(), at.time()),
        frame: reader
            .frame()
            .titled("notes-title")
            .gone_wrong(wrong.is_some()),
        notes: filled(reader, id, typed, wrong).await?,
        problems,
    })
}
