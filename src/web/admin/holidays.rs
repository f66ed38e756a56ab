//! The holidays of a year: what is sure, what may still move, what is not kept.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;

use crate::scheduling::calendar;
use crate::scheduling::calendar::days::YEARS;
use crate::scheduling::calendar::holiday::{Holiday, HolidayState};
use crate::service::calendar as calendar_verbs;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::words::Words;

/// The list.
#[derive(Template)]
#[template(path = "admin/holidays.html")]
pub struct HolidaysPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was just done.
    pub done: Option<String>,
    /// The year, in the reader's digits.
    pub year: String,
    /// The years beside it: address and name; none where nothing is computed any more.
    pub before: Option<(String, String)>,
    /// The next one.
    pub after: Option<(String, String)>,
    /// The holidays that begin in the year, the first one first.
    pub rows: Vec<HolidayRow>,
}

/// One holiday.
pub struct HolidayRow {
    /// What it is called.
    pub name: String,
    /// How sure it is.
    pub state: Tag,
    /// Its days, each with both dates.
    pub days: String,
    /// How many days those are.
    pub count: String,
    /// Where it is confirmed, moved or dropped.
    pub href: String,
    /// What is to be done about it, said on the link.
    pub link: String,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    year: Option<i32>,
    #[serde(default)]
    done: String,
}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
    let year = asked.year.filter(|year| YEARS.contains(year));
    let year = year.unwrap_or_else(|| today.year());
    let words = &reader.words;
    let done = match asked.done.as_str() {
        "added" => Some("holiday-added"),
        "confirmed" => Some("holiday-confirmed"),
        "dropped" => Some("holiday-dropped"),
        _ => None,
    };
    let all = calendar_verbs::holidays(&reader.app, &reader.caller, year).await?;
    let rows = all.iter().map(|holiday| row(words, holiday));
    let beside = |year: i32| {
        let href = format!("/admin/holidays?year={year}");
        YEARS
            .contains(&year)
            .then(|| (href, words.in_digits(&year.to_string())))
    };
    reader.page(&HolidaysPage {
        done: done.map(|key| words.get(key)),
        year: words.in_digits(&year.to_string()),
        before: beside(year - 1),
        after: beside(year + 1),
        rows: rows.collect(),
        frame: reader.frame().titled("holidays-title"),
    })
}

fn row(words: &Words, holiday: &Holiday) -> HolidayRow {
    let link = match holiday.state {
        HolidayState::Estimated => "holiday-do-confirm",
        HolidayState::Confirmed => "holiday-do-change",
        HolidayState::Dropped => "holiday-do-keep",
    };
    let count = (holiday.last - holiday.first).num_days() + 1;
    HolidayRow {
        name: calendar_verbs::name(words, holiday),
        state: state(words, holiday.state),
        days: days(words, (holiday.first, holiday.last)),
        count: words.days(count),
        href: format!("/admin/holidays/{}", holiday.id),
        link: words.get(link),
    }
}

/// How sure a holiday is, as a label.
pub(super) fn state(words: &Words, state: HolidayState) -> Tag {
    let mood = match state {
        HolidayState::Estimated => Mood::Wait,
        HolidayState::Confirmed => Mood::Good,
        HolidayState::Dropped => Mood::Plain,
    };
    Tag::new(mood, words.value("holiday-state", state.as_str()))
}

/// One day, or from one to another; each with both dates.
pub(super) fn days(words: &Words, (first, last): (NaiveDate, NaiveDate)) -> String {
    if first == last {
        return words.day(first);
    }
    let ends = [
        ("from", words.day(first).into()),
        ("to", words.day(last).into()),
    ];
    words.with("holiday-from-to", &ends)
}
