//! Before the evening: which requests would not hear that they are registered, and why.

use actix_web::HttpResponse;
use askama::Template;

use crate::scheduling::calendar;
use crate::service::evening;
use crate::service::{Request, letters};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

/// The list.
#[derive(Template)]
#[template(path = "centre/evening.html")]
pub struct EveningPage {
    /// What stands around it.
    pub frame: Frame,
    /// What happens at the set time.
    pub lead: String,
    /// That it is soon, and how many are concerned.
    pub near: Option<String>,
    /// The requests, the oldest first.
    pub rows: Vec<EveningRow>,
}

/// One request; neither names nor subjects stand here.
pub struct EveningRow {
    /// Its reference.
    pub reference: String,
    /// What is asked for.
    pub kind: String,
    /// Where it was handed in.
    pub place: String,
    /// When it was received.
    pub at: String,
    /// What it lacks.
    pub lacks: Vec<Tag>,
}

pub(super) async fn see(reader: Reader) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let found = evening::ahead(&reader.app, &reader.caller, reader.now).await?;
    let zone = reader.app.settings.ministry.zone;
    let at = shown::local(zone, found.evening.naive_utc());
    let is_today = calendar::local_day(zone, reader.now) == at.date();
    let time = words.time(at.time());
    let key = if is_today {
        "evening-today"
    } else {
        "evening-tomorrow"
    };
    let count = i64::try_from(found.rows.len()).unwrap_or(i64::MAX);
    let near = (found.is_near && count > 0).then(|| {
        let values = [("count", count.into()), ("time", time.as_str().into())];
        words.with("evening-near", &values)
    });
    reader.page(&EveningPage {
        lead: words.say(key, "time", time.as_str()),
        near,
        rows: found.rows.iter().map(|one| row(&reader, one)).collect(),
        frame: reader.frame().titled("evening-title"),
    })
}

fn row(reader: &Reader, one: &Request) -> EveningRow {
    let words = &reader.words;
    let at = shown::local(reader.app.settings.ministry.zone, one.received_at);
    let mut lacks = Vec::new();
    if one.registration_number.is_none() {
        lacks.push(Tag::new(Mood::Wait, words.get("evening-no-number")));
    }
    if one.department_id.is_none() {
        lacks.push(Tag::new(Mood::Wait, words.get("evening-no-department")));
    }
    EveningRow {
        reference: letters::shown(&one.reference),
        kind: words.value("kind", one.kind.as_str()),
        place: match &one.centre_id {
            Some(id) => letters::place_of(&reader.app, words, Some(id)),
            None => words.get("evening-no-centre"),
        },
        at: words.date_time(at.date(), at.time()),
        lacks,
    }
}
