//! The texts of messages in one language: which are the ministry's own, and where each is changed.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::scheduling::{Channel, NoticeEvent};
use crate::service::texts;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;

/// The list.
#[derive(Template)]
#[template(path = "admin/texts.html")]
pub struct TextsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was just done.
    pub done: Option<String>,
    /// The languages: address, what each calls itself, and whether it is this one.
    pub languages: Vec<(String, String, bool)>,
    /// That a native reader has to go over these texts.
    pub unreviewed: Option<String>,
    /// The code of the language.
    pub language: String,
    /// An event a line.
    pub rows: Vec<TextRow>,
}

/// The texts of one event.
pub struct TextRow {
    /// What is told.
    pub event: String,
    /// What the SMS says.
    pub sms: String,
    /// The ways by which it goes: address, name, and whether the text is the ministry's own.
    pub ways: Vec<(String, String, Option<Tag>)>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    language: String,
    #[serde(default)]
    done: String,
}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let (app, words) = (&reader.app, &reader.words);
    let written = || app.words.written_in();
    let wished = written().find(|it| it.code() == asked.language);
    let Some(language) = wished.or_else(|| written().next()) else {
        return Err(crate::scheduling::Refusal::NotFound.into());
    };
    let all: Vec<texts::Text> = texts::all(app)
        .into_iter()
        .filter(|text| text.language == language.code())
        .collect();
    let done = match asked.done.as_str() {
        "saved" => Some("text-saved"),
        "restored" => Some("text-restored"),
        _ => None,
    };
    let rows = NoticeEvent::ALL.iter().map(|&event| {
        let of_event = || all.iter().filter(move |text| text.event == event);
        TextRow {
            event: words.value("event", event.as_str()),
            sms: of_event()
                .find(|text| text.channel == Channel::Sms)
                .map(|text| text.body.clone())
                .unwrap_or_default(),
            ways: of_event().map(|text| way(&reader, text)).collect(),
        }
    });
    reader.page(&TextsPage {
        done: done.map(|key| words.get(key)),
        languages: written()
            .map(|each| {
                let href = format!("/admin/texts?language={}", each.code());
                (href, each.name().to_owned(), each.code() == language.code())
            })
            .collect(),
        unreviewed: language
            .is_unreviewed()
            .then(|| words.get("texts-unreviewed")),
        language: language.code().to_owned(),
        rows: rows.collect(),
        frame: reader.frame().titled("texts-title"),
    })
}

fn way(reader: &Reader, text: &texts::Text) -> (String, String, Option<Tag>) {
    let words = &reader.words;
    let href = format!(
        "/admin/texts/{}/{}/{}",
        text.event, text.language, text.channel
    );
    let own = text
        .is_own
        .then(|| Tag::new(Mood::Info, words.get("text-own")));
    (href, words.value("channel", text.channel.as_str()), own)
}
