//! What people remarked about the centre: the manager reads it, and says what was done about it.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::scheduling::ids::SurveyId;
use crate::scheduling::survey::FOLLOWED_CHARS_MAX;
use crate::service::survey::{self as service, Survey};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

/// The remarks.
#[derive(Template)]
#[template(path = "centre/remarks.html")]
pub struct RemarksPage {
    frame: Frame,
    done: Option<String>,
    is_followed: bool,
    link: String,
    most: usize,
    rows: Vec<RemarkView>,
}

/// One remark; nobody's name stands beside it.
pub struct RemarkView {
    id: String,
    day: String,
    tags: Vec<Tag>,
    text: String,
    followed: String,
}

/// Which of them are shown.
#[derive(Default, Deserialize)]
pub(in crate::web) struct Asked {
    #[serde(default)]
    show: String,
    #[serde(default)]
    done: String,
}

/// What was done about a remark.
#[derive(Default, Deserialize)]
pub(in crate::web) struct Typed {
    #[serde(default)]
    text: String,
}

/// Shows the remarks.
pub(in crate::web) async fn see(
    reader: Reader,
    asked: Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let is_followed = asked.show == "followed";
    let rows = service::remarks(&reader.app, &reader.caller, is_followed).await?;
    let centre = reader.caller.staff().and_then(|staff| staff.centre.clone());
    let centre = centre.map_or_else(String::new, |id| id.to_string());
    reader.page(&RemarksPage {
        frame: reader.frame().titled("remarks-title"),
        done: (asked.done == "followed").then(|| words.get("remarks-followed-done")),
        is_followed,
        link: reader.app.link(&format!("/rate/{centre}")),
        most: FOLLOWED_CHARS_MAX,
        rows: rows.into_iter().map(|row| view(&reader, row)).collect(),
    })
}

fn view(reader: &Reader, row: Survey) -> RemarkView {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    let day = shown::local(zone, row.answered_at.unwrap_or(row.sent_at)).date();
    let mark = i64::from(row.mark.unwrap_or_default());
    let mood = match mark {
        4..=5 => Mood::Good,
        3 => Mood::Plain,
        _ => Mood::Bad,
    };
    let mut tags = vec![
        Tag::new(mood, words.say("remarks-mark", "mark", mark)),
        Tag::new(Mood::Plain, words.value("asked", row.occasion.as_str())),
    ];
    if row.obstacle == Some(true) {
        tags.push(Tag::new(Mood::Wait, words.get("remarks-obstacle")));
    }
    RemarkView {
        id: row.id.to_string(),
        day: words.short_day(day),
        tags,
        text: row.remark.unwrap_or_default(),
        followed: row.followed.unwrap_or_default(),
    }
}

/// Writes down what was done about a remark.
pub(in crate::web) async fn follow(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let what = (SurveyId::from(id.into_inner()), typed.text);
    service::follow(&reader.app, &reader.caller, what, reader.now).await?;
    Ok(reader.see("/centre/remarks?done=followed"))
}
