//! The devices whose calendars show busy times: the list, a new one, and the feed itself.

use actix_web::http::header;
use actix_web::web::{Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use crate::scheduling::Refusal;
use crate::scheduling::ids::FeedId;
use crate::service::Feed;
use crate::service::feeds::{self, DEVICE_LETTERS_MAX, Of};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::web::shown;

/// The list and the form.
#[derive(Template)]
#[template(path = "office/feeds.html")]
pub struct FeedsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// The address that was just made: what it is of, and the address.
    pub made: Option<(String, String)>,
    /// The devices, the oldest first.
    pub rows: Vec<FeedRow>,
    /// The questions of the form.
    pub fields: Vec<Field>,
}

/// One device.
pub struct FeedRow {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub device: String,
    /// Whose times it shows.
    pub of: String,
    /// When it was added.
    pub made: String,
    /// When it was last used.
    pub used: String,
}

#[derive(Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

/// The form as it was typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    device: String,
    #[serde(default)]
    of: String,
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn see(reader: Reader, done: Query<Done>) -> Result<HttpResponse, Failure> {
    let mut page = page(&reader, &Typed::default(), Vec::new()).await?;
    let is_revoked = done.done == "revoked";
    page.done = is_revoked.then(|| reader.words.get("feeds-revoked"));
    reader.page(&page)
}

pub(super) async fn make(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let wrong = |field: &str, key: &str| {
        vec![Problem {
            field: field.to_owned(),
            text: reader.words.get(key),
        }]
    };
    let mut all = feeds::offered(&reader.app, &reader.caller).into_iter();
    let Some(of) = all.find(|of| spelled(of) == typed.of) else {
        let found = wrong("of", "feeds-whose-missing");
        return reader.page(&page(&reader, &typed, found).await?);
    };
    let order = (of, typed.device.clone());
    let made = match feeds::make(&reader.app, &reader.caller, order, reader.now).await {
        Ok(made) => made,
        Err(error) => {
            let (field, key) = match error.refusal() {
                Some(Refusal::FieldWrong) => ("device", "feeds-device-missing"),
                Some(Refusal::FeedsFull) => ("device", Refusal::FeedsFull.key()),
                Some(_) | None => return Err(error.into()),
            };
            return reader.page(&page(&reader, &typed, wrong(field, key)).await?);
        }
    };
    let mut page = page(&reader, &Typed::default(), Vec::new()).await?;
    let title = reader
        .words
        .say("feeds-made-title", "device", made.feed.device.as_str());
    page.made = Some((title, made.address));
    reader.page(&page)
}

pub(super) async fn revoke(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = FeedId::from(id.into_inner());
    feeds::revoke(&reader.app, &reader.caller, id, reader.now).await?;
    Ok(reader.see("/office/feeds?done=revoked"))
}

/// The feed itself, for whoever knows its address; the same text is not sent twice.
pub(super) async fn read(
    reader: Reader,
    request: HttpRequest,
    secret: Path<String>,
) -> Result<HttpResponse, Failure> {
    let found = feeds::read(&reader.app, &secret, reader.now).await?;
    let tag = format!("\"{}\"", found.tag);
    let known = request.headers().get(header::IF_NONE_MATCH);
    let known = known.and_then(|known| known.to_str().ok());
    let is_known = known.is_some_and(|known| {
        let mut all = known.split(',').map(str::trim);
        all.any(|one| one == "*" || one.trim_start_matches("W/") == tag)
    });
    let mut answer = if is_known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"));
    if is_known {
        return Ok(answer.finish());
    }
    Ok(answer
        .content_type("text/calendar; charset=utf-8")
        .body(found.text))
}

/// Whose times, as the form spells it.
fn spelled(of: &Of) -> String {
    match of {
        Of::Official(id) => format!("official:{id}"),
        Of::Room(id) => format!("room:{id}"),
    }
}

/// Whose times, as the page says it.
fn said(reader: &Reader, of: &Of) -> String {
    let (app, words) = (&reader.app, &reader.words);
    match of {
        Of::Official(id) => shown::official(app, words, Some(id)).unwrap_or_default(),
        Of::Room(id) => {
            let catalogue = app.catalogue.get();
            let centre = catalogue.room(id).map(|room| room.centre_id.clone());
            let parts = [
                shown::centre(app, words, centre.as_ref()),
                shown::room(app, words, Some(id)),
                catalogue
                    .room(id)
                    .map(|room| words.value("section", room.section.as_str())),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
    }
}

async fn page(reader: &Reader, typed: &Typed, found: Vec<Problem>) -> Result<FeedsPage, Failure> {
    let words = &reader.words;
    let rows = feeds::own(&reader.app, &reader.caller).await?;
    let offered = feeds::offered(&reader.app, &reader.caller);
    let options = offered.iter();
    let options = options.map(|of| (spelled(of), said(reader, of))).collect();
    let longest = u32::try_from(DEVICE_LETTERS_MAX).unwrap_or(u32::MAX);
    let is_wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    Ok(FeedsPage {
        done: None,
        made: None,
        rows: rows.iter().map(|row| line(reader, row)).collect(),
        fields: vec![
            Field::text("device", words.get("feeds-device-label"))
                .hint(words.get("feeds-device-hint"))
                .longest(longest)
                .value(typed.device.as_str())
                .wrong(problems.of("device")),
            Field::one_of("of", words.get("feeds-whose"), options)
                .value(typed.of.as_str())
                .wrong(problems.of("of")),
        ],
        problems,
        frame: reader.frame().titled("feeds-title").gone_wrong(is_wrong),
    })
}

fn line(reader: &Reader, row: &Feed) -> FeedRow {
    let (words, zone) = (&reader.words, reader.app.settings.ministry.zone);
    let at = |at| {
        let local = shown::local(zone, at);
        words.short_date_time(local.date(), local.time())
    };
    let official = row.official_id.clone().map(Of::Official);
    let of = official.or_else(|| row.room_id.clone().map(Of::Room));
    FeedRow {
        id: row.id.to_string(),
        device: row.device.clone(),
        of: of.map_or_else(String::new, |of| said(reader, &of)),
        made: at(row.made_at),
        used: row.used_at.map_or_else(|| words.get("feeds-unused"), at),
    }
}
