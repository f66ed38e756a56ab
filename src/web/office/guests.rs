//! The list that stands at the gate of the headquarters: who comes on a day, at which hour, by which
//! car. Reading it is written into the audit trail.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::brief::printed;
use super::clearing;
use crate::scheduling::{calendar, digits};
use crate::service::guests::{Expected, Guest, at_gate};
use crate::service::letters;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

/// The page.
#[derive(Template)]
#[template(path = "office/guests.html")]
pub struct GuestsPage {
    /// What stands around it.
    pub frame: Frame,
    /// The day in both calendars.
    pub day: String,
    /// The days before and after, as addresses.
    pub around: [String; 2],
    /// Another day.
    pub choose: Field,
    /// How many people come.
    pub count: String,
    /// Who printed it, and when.
    pub printed: String,
    /// Whether people are cleared by name.
    pub is_cleared: bool,
    /// Who comes, by the hour.
    pub rows: Vec<GateRow>,
}

/// The people of one appointment.
pub struct GateRow {
    /// The hour.
    pub time: String,
    /// The car's plate; empty where none was said.
    pub plate: String,
    /// Who comes.
    pub people: Vec<GatePerson>,
}

/// One who comes.
pub struct GatePerson {
    /// The name, or that none was given.
    pub name: String,
    /// As what.
    pub role: String,
    /// The identity number; empty where none was said.
    pub identity: String,
    /// Whether let in.
    pub state: Tag,
}

/// Which day.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    day: String,
}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let zone = reader.app.settings.ministry.zone;
    let typed = NaiveDate::parse_from_str(&digits::to_latin(&asked.day), "%Y-%m-%d");
    let today = calendar::local_day(zone, reader.now);
    let day = typed.unwrap_or(today);
    let words = &reader.words;
    let expected = at_gate(&reader.app, &reader.caller, day, reader.now).await?;
    let people: usize = expected.iter().map(|one| one.guests.people.len()).sum();
    let people = i64::try_from(people).unwrap_or(i64::MAX);
    let to = |days: i64| format!("/office/guests?day={}", day + TimeDelta::days(days));
    reader.page(&GuestsPage {
        day: words.day(day),
        around: [to(-1), to(1)],
        choose: Field::date("day", words.get("week-day")).value(day.to_string()),
        count: words.say("guests-count", "count", people),
        printed: printed(&reader),
        is_cleared: reader.app.settings.requests.clearance,
        rows: expected.iter().map(|one| row(&reader, one)).collect(),
        frame: reader.frame().titled("guests-title"),
    })
}

fn row(reader: &Reader, one: &Expected) -> GateRow {
    let at = letters::local(&reader.app, &one.appointment);
    let people = one.guests.people.iter();
    GateRow {
        time: reader.words.time(at.time()),
        plate: one.guests.plate.clone().unwrap_or_default(),
        people: people.map(|guest| person(reader, guest)).collect(),
    }
}

fn person(reader: &Reader, one: &Guest) -> GatePerson {
    let words = &reader.words;
    GatePerson {
        name: shown::person(words, one.name.as_ref()),
        role: words.value("guest-role", one.role.as_str()),
        identity: one.identity.clone().unwrap_or_default(),
        state: clearing::tag(words, one.clearance),
    }
}
