//! How staff pages say what the service gives: needs, people, times, places.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use crate::scheduling::calendar::days::DayRules;
use crate::scheduling::calendar::holiday::HolidayState;
use crate::scheduling::ids::{CentreId, DeskId, OfficialId, RoomId};
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Needs, TimeOfDay, calendar};
use crate::service::{App, Appointment, calendar as calendar_names, letters};
use crate::web::parts::{Mood, Tag};
use crate::words::Words;

/// The needs kept as text, a label each.
#[must_use]
pub fn needs(words: &Words, text: &str) -> Vec<Tag> {
    let needs = Needs::parse(text).unwrap_or_default();
    needs
        .iter()
        .map(|need| Tag::new(Mood::Special, letters::need(words, need)))
        .collect()
}

/// A person's name, or that none was given.
#[must_use]
pub fn person(words: &Words, name: Option<&String>) -> String {
    name.filter(|name| !name.trim().is_empty())
        .cloned()
        .unwrap_or_else(|| words.get("person-unnamed"))
}

/// What kind of day a day is: a holiday or a weekend, and the hours of Ramadan.
#[must_use]
pub fn day_marks(words: &Words, days: &DayRules, day: NaiveDate) -> Vec<Tag> {
    let mut marks = Vec::new();
    if let Some(holiday) = days.holiday(day) {
        let name = calendar_names::name(words, holiday);
        let said = match holiday.state {
            HolidayState::Estimated => words.say("day-estimated", "name", name),
            HolidayState::Confirmed | HolidayState::Dropped => name,
        };
        marks.push(Tag::new(Mood::Special, said));
    } else if days.is_weekend(day) {
        marks.push(Tag::new(Mood::Plain, words.get("day-weekend")));
    }
    if let Some(ramadan) = days.ramadan(day).filter(|_| !days.is_off(day)) {
        let ends = [
            ("from", words.time(clock(ramadan.from)).into()),
            ("to", words.time(clock(ramadan.to)).into()),
        ];
        marks.push(Tag::new(Mood::Info, words.with("day-ramadan", &ends)));
    }
    marks
}

fn clock(time: TimeOfDay) -> NaiveTime {
    let seconds = u32::from(time.minutes()) * 60;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or(NaiveTime::MIN)
}

/// An instant as the wall of a zone shows it.
#[must_use]
pub fn local(zone: Tz, at: NaiveDateTime) -> NaiveDateTime {
    let at = at.and_utc();
    calendar::local_day(zone, at).and_time(at.with_timezone(&zone).time())
}

/// The name of a centre.
#[must_use]
pub fn centre(app: &App, words: &Words, id: Option<&CentreId>) -> Option<String> {
    let catalogue = app.catalogue.get();
    let centre = catalogue.centre(id?)?;
    Some(centre.names.in_language(words.lang().code()).to_owned())
}

/// The name of a room.
#[must_use]
pub fn room(app: &App, words: &Words, id: Option<&RoomId>) -> Option<String> {
    let catalogue = app.catalogue.get();
    let room = catalogue.room(id?)?;
    Some(room.names.in_language(words.lang().code()).to_owned())
}

/// The name of a desk.
#[must_use]
pub fn desk(app: &App, words: &Words, id: Option<&DeskId>) -> Option<String> {
    let (id, catalogue) = (id?, app.catalogue.get());
    let desk = catalogue.desks.iter().find(|desk| desk.id == *id)?;
    Some(desk.names.in_language(words.lang().code()).to_owned())
}

/// What somebody comes for where no room is taken: the service, or the way to meet.
#[must_use]
pub fn what_for(app: &App, words: &Words, appointment: &Appointment) -> String {
    let key = SlotId::from_text(&appointment.slot_id).key();
    match key.and_then(|key| key.service) {
        Some(service) => app
            .catalogue
            .get()
            .service_name(&service, words.lang().code()),
        None => words.value("mode", appointment.mode.as_str()),
    }
}

/// How an official is addressed on a page of staff.
#[must_use]
pub fn official(app: &App, words: &Words, id: Option<&OfficialId>) -> Option<String> {
    let catalogue = app.catalogue.get();
    let official = catalogue.official(id?)?;
    let style = official.styles.in_language(words.lang().code()).short;
    Some(standing_alone(&style))
}

/// A style of address that begins a line: with a capital letter, where the script has them.
#[must_use]
pub fn standing_alone(style: &str) -> String {
    let mut letters = style.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
