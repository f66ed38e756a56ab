//! Messages that did not arrive: why, and whether they are sent again.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::scheduling::ids::NoticeId;
use crate::service::dead_letters::{self, DeadLetter};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::reader::Reader;
use crate::web::shown;

/// The list.
#[derive(Template)]
#[template(path = "admin/notices.html")]
pub struct NoticesPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was just done.
    pub done: Option<String>,
    /// How the last day went: what is counted, and how many.
    pub counts: Vec<(String, String)>,
    /// What did not arrive, the newest first.
    pub rows: Vec<NoticeRow>,
}

/// One message; what it says is nobody's business here.
pub struct NoticeRow {
    /// Its id.
    pub id: String,
    /// What it was about.
    pub event: String,
    /// How it went, and to whom: the end of it.
    pub to: String,
    /// When it was written.
    pub at: String,
    /// How often it was tried.
    pub tries: String,
    /// What was said last, in the words of the program or of the gateway.
    pub why: String,
    /// Whether it can be sent again.
    pub can_repeat: bool,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    done: String,
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let found = dead_letters::see(&reader.app, reader.now).await?;
    let count = |key: &str, number: i64| (words.get(key), words.number(number));
    reader.page(&NoticesPage {
        done: (asked.done == "repeated").then(|| words.get("notices-repeated")),
        counts: vec![
            count("notices-sent", found.sent),
            count("notices-delivered", found.delivered),
            count("notices-failed", found.failed),
            count("notices-waiting", found.waiting),
        ],
        rows: found.letters.iter().map(|one| row(&reader, one)).collect(),
        frame: reader.frame().titled("notices-title"),
    })
}

/// Sends one again.
pub(super) async fn repeat(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = NoticeId::from(id.into_inner());
    dead_letters::repeat(&reader.app, &reader.caller, id, reader.now).await?;
    Ok(reader.see("/admin/notices?done=repeated"))
}

fn row(reader: &Reader, one: &DeadLetter) -> NoticeRow {
    let words = &reader.words;
    let at = shown::local(
        reader.app.settings.ministry.zone,
        one.written_at.naive_utc(),
    );
    NoticeRow {
        id: one.id.to_string(),
        event: words.value("event", one.event.as_str()),
        to: one.to.clone(),
        at: words.short_date_time(at.date(), at.time()),
        tries: words.number(one.tries.into()),
        why: one.why.clone(),
        can_repeat: one.can_repeat,
    }
}
