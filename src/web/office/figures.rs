//! The figures of a period: each with its parts, as a bar and as a table.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;

use crate::scheduling::calendar;
use crate::scheduling::digits;
use crate::scheduling::figures::{Figure, FigureKey};
use crate::scheduling::hijri::{HijriDate, hijri};
use crate::service::figures::summary;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// The figures of a period.
#[derive(Template)]
#[template(path = "office/figures.html")]
pub struct FiguresPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the period.
    pub problems: Problems,
    /// From, until, calendar.
    pub fields: Vec<Field>,
    /// The period in both calendars.
    pub period: String,
    /// Totals.
    pub tiles: Vec<Tile>,
    /// Figures with parts.
    pub charts: Vec<Chart>,
}

/// One total.
pub struct Tile {
    /// What is counted.
    pub name: String,
    /// The number in words, or why none is shown.
    pub value: String,
    /// Whether no number is shown.
    pub hidden: bool,
    /// A sentence below it; empty for none.
    pub note: String,
}

/// One figure with its parts.
pub struct Chart {
    /// What is counted.
    pub name: String,
    /// The parts.
    pub bars: Vec<Bar>,
}

/// One part of a figure.
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its count in words, or why none is shown.
    pub value: String,
    /// Its length, a whole number of percent of the longest.
    pub percent: u64,
}

const UMALQURA: &str = "umalqura";
const GREGORIAN: &str = "gregorian";

/// The period that is asked for, in the calendar it was typed in.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    calendar: String,
}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let asked = filled(&reader, asked.into_inner());
    let read = |text: &str| day(&asked.calendar, text);
    let (from, to) = (read(&asked.from), read(&asked.to));
    let mut found = Vec::new();
    for (field, day) in [("from", from), ("to", to)] {
        if day.is_none() {
            let text = words.get("figures-date-wrong");
            found.push(Problem {
                field: field.to_owned(),
                text,
            });
        }
    }
    let span = from.zip(to);
    if span.is_some_and(|(from, to)| from > to) {
        let text = words.get("figures-order-wrong");
        found.push(Problem {
            field: "to".to_owned(),
            text,
        });
    }
    let figures = match span {
        Some((from, to)) if found.is_empty() => {
            summary(&reader.app, &reader.caller, (from, to, None)).await?
        }
        Some(_) | None => Vec::new(),
    };
    let is_wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    let said = |(from, to): (NaiveDate, NaiveDate)| {
        let days = [
            ("from", words.day(from).into()),
            ("to", words.day(to).into()),
        ];
        words.with("figures-period", &days)
    };
    reader.page(&FiguresPage {
        fields: fields(words, &asked, &problems),
        period: span.map(said).unwrap_or_default(),
        tiles: figures.iter().map(|figure| tile(words, figure)).collect(),
        charts: figures
            .iter()
            .filter_map(|figure| chart(words, figure))
            .collect(),
        problems,
        frame: reader.frame().titled("figures-title").gone_wrong(is_wrong),
    })
}

/// What was asked for; without dates the current month of the calendar until today.
fn filled(reader: &Reader, asked: Asked) -> Asked {
    let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
    let calendar = if asked.calendar == UMALQURA {
        UMALQURA
    } else {
        GREGORIAN
    };
    let (first, last) = match hijri(today).filter(|_| calendar == UMALQURA) {
        Some(date) => {
            let first = format!("{:04}-{:02}-01", date.year, date.month);
            (
                first,
                format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
            )
        }
        None => (
            today.with_day(1).unwrap_or(today).to_string(),
            today.to_string(),
        ),
    };
    let or = |typed: String, usual: String| {
        if typed.trim().is_empty() {
            usual
        } else {
            typed.trim().to_owned()
        }
    };
    Asked {
        from: or(asked.from, first),
        to: or(asked.to, last),
        calendar: calendar.to_owned(),
    }
}

fn day(calendar: &str, text: &str) -> Option<NaiveDate> {
    if calendar == UMALQURA {
        return HijriDate::parse(text)?.gregorian();
    }
    digits::to_latin(text).parse().ok()
}

fn fields(words: &Words, asked: &Asked, problems: &Problems) -> Vec<Field> {
    let calendars =
        [GREGORIAN, UMALQURA].map(|name| (name.to_owned(), words.get(&format!("figures-{name}"))));
    let date = |name, key, value: &str| {
        Field::digits(name, words.get(key), "off")
            .value(value)
            .wrong(problems.of(name))
    };
    vec![
        date("from", "figures-from", &asked.from),
        date("to", "figures-to", &asked.to),
        Field::one_of("calendar", words.get("figures-calendar"), calendars.into())
            .value(asked.calendar.clone()),
    ]
}

fn count(words: &Words, value: u64) -> String {
    words.number(i64::try_from(value).unwrap_or(i64::MAX))
}

fn tile(words: &Words, figure: &Figure) -> Tile {
    let name = words.value("figure", figure.key.as_str());
    let value = match (figure.value, figure.key) {
        (None, FigureKey::MeanMark) => words.get("figures-none"),
        (None, _) => words.get("figures-hidden"),
        // Thousandths, shown to one place, rounded half up.
        (Some(mark), FigureKey::MeanMark) => {
            let tenths = (mark + 50) / 100;
            words.in_digits(&format!("{}.{}", tenths / 10, tenths % 10))
        }
        (Some(value), _) => count(words, value),
    };
    let total = figure.by.values().copied().sum::<Option<u64>>();
    let note = match (figure.key, total) {
        (FigureKey::Obstacles | FigureKey::FirstTime, Some(total)) => {
            words.say("figures-of", "total", count(words, total))
        }
        _other => String::new(),
    };
    Tile {
        name,
        value,
        hidden: figure.value.is_none(),
        note,
    }
}

/// How a figure's parts are called: the list of words they stand in.
const fn parts_of(key: FigureKey) -> Option<&'static str> {
    match key {
        FigureKey::RequestsByKind => Some("kind"),
        FigureKey::RequestsBySex => Some("sex"),
        FigureKey::RequestsByCitizenship => Some("citizenship"),
        FigureKey::MeetingsHeld => Some("mode"),
        FigureKey::SurveysAnswered => Some("mark"),
        FigureKey::MeanMark | FigureKey::Obstacles | FigureKey::FirstTime => None,
    }
}

fn chart(words: &Words, figure: &Figure) -> Option<Chart> {
    let list = parts_of(figure.key)?;
    let most = figure
        .by
        .values()
        .copied()
        .flatten()
        .max()
        .unwrap_or(0)
        .max(1);
    let bars = figure.by.iter().map(|(part, value)| Bar {
        name: match (list, *part) {
            ("mark", mark) => words.in_digits(mark),
            (_, "unspecified") => words.get("sex-unknown"),
            (list, part) => words.value(list, part),
        },
        value: value.map_or_else(|| words.get("figures-hidden"), |value| count(words, value)),
        percent: value.unwrap_or(0) * 100 / most,
    });
    Some(Chart {
        name: words.value("figure", figure.key.as_str()),
        bars: bars.collect(),
    })
}
