//! The call-back list: who is to be rung, why, by when; tried, or told by the slip.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;

use super::{Nothing, Said, Tab, back_to, page_of, tabs};
use crate::scheduling::ids::CallBackId;
use crate::service::calls::back::{self as service, How, OwedCall};
use crate::service::calls::begin::{self, Begin};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

const HERE: &str = "/calls/back";

/// The list.
#[derive(Template)]
#[template(path = "calls/back.html")]
pub struct BackPage {
    frame: Frame,
    tabs: Vec<Tab>,
    done: Option<String>,
    refused: Option<String>,
    waiting: Vec<OwedRow>,
    told: Vec<OwedRow>,
}

/// One call that is owed.
pub struct OwedRow {
    id: String,
    name: String,
    phone: Option<String>,
    event: String,
    by: String,
    tags: Vec<Tag>,
    tried: String,
    may_post: bool,
}

/// Shows the list.
pub(super) async fn see(reader: Reader, said: Query<Said>) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let (waiting, told) = service::list(&reader.app, &reader.caller, reader.now).await?;
    let rows = |all: Vec<OwedCall>| all.iter().map(|one| row(&reader, one)).collect();
    reader.page(&BackPage {
        frame: reader.frame().titled("calls-back"),
        tabs: tabs(words, HERE),
        done: said.done(words, "back-done", &["tried", "slip"]),
        refused: said.refusal(words),
        waiting: rows(waiting),
        told: rows(told),
    })
}

fn row(reader: &Reader, one: &OwedCall) -> OwedRow {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    let due = shown::local(zone, one.row.done_at.unwrap_or(one.row.due_at));
    let mut tags = Vec::new();
    if one.is_text_only {
        tags.push(Tag::new(Mood::Special, words.get("reach-text-only-tag")));
    } else if one.phone.is_none() {
        tags.push(Tag::new(Mood::Bad, words.get("back-no-phone")));
    } else if one.row.done_at.is_none() && one.row.due_at <= reader.now.naive_utc() {
        tags.push(Tag::new(Mood::Wait, words.get("back-late")));
    }
    let tries = i64::from(one.row.tries);
    OwedRow {
        id: one.row.id.to_string(),
        name: shown::person(words, one.person.name.as_ref()),
        phone: one.phone.clone(),
        event: words.value("event", one.row.event.as_str()),
        by: words.short_date_time(due.date(), due.time()),
        tags,
        tried: if tries == 0 {
            String::new()
        } else {
            words.say("back-tries", "count", tries)
        },
        may_post: one.may_be_posted(),
    }
}

/// Begins the call.
pub(super) async fn ring(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let how = Begin::Owed(CallBackId::from(id.into_inner()));
    match begin::begin(&reader.app, &reader.caller, how, reader.now).await {
        Ok(call) => Ok(reader.see(&page_of(&call))),
        Err(error) => back_to(&reader, HERE, error),
    }
}

/// Writes down that nobody answered.
pub(super) async fn tried(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = CallBackId::from(id.into_inner());
    match service::tried(&reader.app, &reader.caller, id, reader.now).await {
        Ok(()) => Ok(reader.see("/calls/back?done=tried")),
        Err(error) => back_to(&reader, HERE, error),
    }
}

/// Writes down that the slip took the call's place.
pub(super) async fn slip(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let what = (CallBackId::from(id.into_inner()), How::Slip);
    match service::told(&reader.app, &reader.caller, what, reader.now).await {
        Ok(()) => Ok(reader.see("/calls/back?done=slip")),
        Err(error) => back_to(&reader, HERE, error),
    }
}
