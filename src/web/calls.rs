//! The call centre's pages: the telephone, the script, what is done for a caller, who is owed a
//! call, the log, the text way.

pub mod act;
pub mod back;
pub mod call;
pub mod log;
pub mod register;
pub mod script;
pub mod texts;
pub mod time;

use actix_web::HttpResponse;
use actix_web::web::{Query, ServiceConfig, get, post};
use askama::Template;
use serde::Deserialize;

use crate::scheduling::Refusal;
use crate::scheduling::ids::CallId;
use crate::service::ServiceError;
use crate::service::calls::begin::{self, Begin};
use crate::service::calls::{back as owed, write};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::reader::Reader;
use crate::words::Words;

/// Puts these pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/calls", get().to(see))
        .route("/calls", post().to(take))
        .route("/calls/log", get().to(log::see))
        .route("/calls/back", get().to(back::see))
        .route("/calls/back/{id}/ring", post().to(back::ring))
        .route("/calls/back/{id}/tried", post().to(back::tried))
        .route("/calls/back/{id}/slip", post().to(back::slip))
        .route("/calls/texts", get().to(texts::see))
        .route("/calls/texts/{person}", get().to(texts::read))
        .route("/calls/texts/{person}", post().to(texts::answer))
        .route("/calls/texts/{person}/act", post().to(texts::act))
        .route("/calls/on/{id}", get().to(call::see))
        .route("/calls/on/{id}/compare", post().to(script::compare))
        .route("/calls/on/{id}/code", post().to(script::code))
        .route("/calls/on/{id}/register", get().to(register::see))
        .route("/calls/on/{id}/register", post().to(register::save))
        .route("/calls/on/{id}/time", get().to(time::see))
        .route("/calls/on/{id}/book", post().to(act::book))
        .route("/calls/on/{id}/move", post().to(act::move_to))
        .route("/calls/on/{id}/confirm", post().to(act::confirm))
        .route("/calls/on/{id}/cancel", post().to(act::cancel))
        .route("/calls/on/{id}/told", post().to(act::told))
        .route("/calls/on/{id}/reach", post().to(act::reach))
        .route("/calls/on/{id}/end", post().to(act::end));
}

/// A form that says nothing but "do it".
#[derive(Deserialize)]
struct Nothing {}

/// What was done, or refused, a moment ago.
#[derive(Default, Deserialize)]
struct Said {
    #[serde(default)]
    done: String,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    refused: String,
}

impl Said {
    /// What was refused, in words.
    fn refusal(&self, words: &Words) -> Option<String> {
        let mut all = Refusal::ALL.iter();
        let found = all.find(|one| one.code() == self.refused);
        found.map(|one| words.get(one.key()))
    }

    /// What was done, in the words of that list.
    fn done(&self, words: &Words, list: &str, known: &[&str]) -> Option<String> {
        let is_known = known.contains(&self.done.as_str());
        is_known.then(|| words.value(list, &self.done))
    }
}

/// Back to a page that says what was refused; any other failure goes on its way.
fn back_to(reader: &Reader, page: &str, error: ServiceError) -> Result<HttpResponse, Failure> {
    match error.refusal() {
        Some(Refusal::NotFound) | None => Err(error.into()),
        Some(refusal) => Ok(reader.see(&format!("{page}?refused={refusal}"))),
    }
}

/// Where a call is worked on.
fn page_of(id: &CallId) -> String {
    format!("/calls/on/{id}")
}

/// The parts of the call centre, the one that is shown marked.
fn tabs(words: &Words, here: &'static str) -> Vec<Tab> {
    let parts = [
        ("/calls", "calls-now"),
        ("/calls/back", "calls-back"),
        ("/calls/texts", "calls-texts"),
        ("/calls/log", "calls-log"),
    ];
    let tab = |(href, key): (&'static str, &str)| Tab {
        href,
        name: words.get(key),
        is_here: href == here,
    };
    parts.map(tab).into()
}

/// A part of the call centre.
pub struct Tab {
    href: &'static str,
    name: String,
    is_here: bool,
}

/// Where an agent begins.
#[derive(Template)]
#[template(path = "calls/now.html")]
pub struct NowPage {
    frame: Frame,
    tabs: Vec<Tab>,
    done: Option<String>,
    refused: Option<String>,
    under_way: Option<String>,
    owed: String,
    asking: String,
}

async fn see(reader: Reader, said: Query<Said>) -> Result<HttpResponse, Failure> {
    let (app, words) = (&reader.app, &reader.words);
    let open = begin::under_way(app, &reader.caller).await?;
    let (waiting, _) = owed::list(app, &reader.caller, reader.now).await?;
    let threads = write::threads(app, &reader.caller, reader.now).await?;
    let asking = threads.iter().filter(|thread| thread.waits()).count();
    let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    reader.page(&NowPage {
        frame: reader.frame().titled("calls-title"),
        tabs: tabs(words, "/calls"),
        done: said.done(words, "call-done", &["ended"]),
        refused: said.refusal(words),
        under_way: open.map(|row| page_of(&row.id)),
        owed: words.say("calls-back-count", "count", count(waiting.len())),
        asking: words.say("calls-texts-count", "count", count(asking)),
    })
}

/// Takes an incoming call.
async fn take(reader: Reader, _form: Form<Nothing>) -> Result<HttpResponse, Failure> {
    let id = begin::begin(&reader.app, &reader.caller, Begin::Incoming, reader.now).await?;
    Ok(reader.see(&page_of(&id)))
}
