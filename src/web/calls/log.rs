//! The log of calls, looked through by day, way, purpose, request and agent.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::{Tab, tabs};
use crate::scheduling::call::{CallPurpose, Direction, Way};
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Reference, calendar, digits};
use crate::service::calls::log::{Filter, Line, list};
use crate::service::letters;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::web::shown;

/// So many days are looked at where no day was said.
const DAYS: i64 = 7;

/// What is looked for, as it stands in the address.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    direction: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    whose: String,
}

/// The log.
#[derive(Template)]
#[template(path = "calls/log.html")]
pub struct LogPage {
    frame: Frame,
    tabs: Vec<Tab>,
    problems: Problems,
    done: Option<String>,
    refused: Option<String>,
    fields: Vec<Field>,
    count: String,
    lines: Vec<LineView>,
}

/// One line of the log.
pub struct LineView {
    time: String,
    way: String,
    purpose: String,
    reference: String,
    minutes: String,
    agent: String,
}

/// Shows the log.
pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let asked = filled(&reader, asked.into_inner());
    let mut found = Vec::new();
    let mut day = |field: &str, text: &str| {
        let read = NaiveDate::parse_from_str(&digits::to_latin(text), "%Y-%m-%d").ok();
        if read.is_none() {
            found.push(wrong(field, words.get("error-date")));
        }
        read
    };
    let (from, to) = (day("from", &asked.from), day("to", &asked.to));
    let typed = asked.reference.trim();
    let reference = Reference::parse(typed);
    if reference.is_none() && !typed.is_empty() {
        found.push(wrong("reference", words.get("error-reference")));
    }
    let lines = if found.is_empty() {
        let filter = Filter {
            from,
            to,
            direction: Direction::parse(&asked.direction),
            purpose: CallPurpose::parse(&asked.purpose),
            reference,
            is_own: asked.whose == "own",
        };
        list(&reader.app, &reader.caller, filter).await?
    } else {
        Vec::new()
    };
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let frame = reader
        .frame()
        .titled("calls-log")
        .gone_wrong(!found.is_empty());
    let problems = Problems::new(words, found);
    let is_agent = allowed(reader.caller.role(), Action::TakeCalls);
    reader.page(&LogPage {
        tabs: if is_agent {
            tabs(words, "/calls/log")
        } else {
            Vec::new()
        },
        done: None,
        refused: None,
        fields: fields(&reader, &asked, &problems),
        count: words.say("log-count", "count", count),
        lines: lines.iter().map(|line| view(&reader, line)).collect(),
        problems,
        frame,
    })
}

/// What was asked, with the last days where none were said.
fn filled(reader: &Reader, asked: Asked) -> Asked {
    let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
    let or = |text: String, day: NaiveDate| {
        if text.is_empty() {
            day.to_string()
        } else {
            text
        }
    };
    let first = today
        .checked_sub_signed(chrono::TimeDelta::days(DAYS))
        .unwrap_or(today);
    Asked {
        from: or(asked.from, first),
        to: or(asked.to, today),
        ..asked
    }
}

fn wrong(field: &str, text: String) -> Problem {
    Problem {
        field: field.to_owned(),
        text,
    }
}

fn fields(reader: &Reader, asked: &Asked, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let all = || std::iter::once((String::new(), words.get("log-all")));
    let ways = Direction::ALL
        .iter()
        .map(|one| (one.to_string(), words.value("direction", one.as_str())));
    let purposes = CallPurpose::ALL
        .iter()
        .map(|one| (one.to_string(), words.value("call-purpose", one.as_str())));
    let own = std::iter::once(("own".to_owned(), words.get("log-own")));
    vec![
        Field::date("from", words.get("figures-from"))
            .value(asked.from.as_str())
            .wrong(problems.of("from")),
        Field::date("to", words.get("figures-to"))
            .value(asked.to.as_str())
            .wrong(problems.of("to")),
        Field::one_of(
            "direction",
            words.get("log-way"),
            all().chain(ways).collect(),
        )
        .value(asked.direction.as_str()),
        Field::one_of(
            "purpose",
            words.get("call-purpose"),
            all().chain(purposes).collect(),
        )
        .value(asked.purpose.as_str()),
        Field::one_of("whose", words.get("log-agent"), all().chain(own).collect())
            .value(asked.whose.as_str()),
        Field::text("reference", words.get("inbox-reference"))
            .optional(words.get("optional"))
            .latin()
            .complete("off")
            .value(asked.reference.as_str())
            .wrong(problems.of("reference")),
    ]
}

fn view(reader: &Reader, line: &Line) -> LineView {
    let words = &reader.words;
    let at = shown::local(reader.app.settings.ministry.zone, line.call.at);
    let known = CallPurpose::parse(&line.call.purpose);
    let way = match line.call.way {
        Way::Voice => words.value("direction", line.call.direction.as_str()),
        Way::Text => words.value("way", "text"),
    };
    LineView {
        time: words.short_date_time(at.date(), at.time()),
        way,
        // A program may log a purpose of its own.
        purpose: known.map_or_else(
            || line.call.purpose.clone(),
            |one| words.value("call-purpose", one.as_str()),
        ),
        reference: line
            .reference
            .as_deref()
            .map_or_else(String::new, letters::shown),
        minutes: words.minutes(line.call.minutes.into()),
        agent: line.agent.as_ref().map_or_else(String::new, |names| {
            names.in_language(words.lang().code()).to_owned()
        }),
    }
}
