//! What rules, exceptions and templates lay onto days, in words.

use std::collections::BTreeSet;

use super::seated::told;
use crate::scheduling::availability::{Reception, Stretch, Weekday};
use crate::scheduling::{TimeOfDay, calendar};
use crate::web::reader::Reader;
use crate::words::Words;

/// The words of a weekday.
pub(super) fn weekday(words: &Words, day: Weekday) -> String {
    let short: String = day.as_str().chars().take(3).collect();
    words.get(&format!("weekday-{short}"))
}

/// A time of day, as the wall's clock shows it.
pub(super) fn clock(words: &Words, time: TimeOfDay) -> String {
    let minutes = u32::from(time.minutes() % calendar::DAY_MINUTES);
    let local = chrono::NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0);
    words.time(local.unwrap_or(chrono::NaiveTime::MIN))
}

/// From when until when.
pub(super) fn span(words: &Words, from: TimeOfDay, to: TimeOfDay) -> String {
    format!("{} – {}", clock(words, from), clock(words, to))
}

/// How a time is: modes, length, who takes it, for whom.
pub(super) fn how(reader: &Reader, stretch: &Stretch) -> String {
    let words = &reader.words;
    let modes: Vec<String> = stretch
        .modes
        .iter()
        .map(|mode| words.value("mode", mode.as_str()))
        .collect();
    let access = match (stretch.reserve.is_some(), stretch.open_to_choice) {
        (false, true) => "access-open",
        (false, false) => "access-office",
        (true, true) => "access-urgent-open",
        (true, false) => "access-urgent-office",
    };
    let seats = stretch.reception.as_ref().map(|reception| {
        let seats = i64::from(reception.seats);
        words.say("week-seats-of", "seats", seats)
    });
    let nobody = Reception {
        seats: 0,
        with: BTreeSet::new(),
    };
    let session = stretch.reception.as_ref().unwrap_or(&nobody);
    let told = told(reader, session, stretch.section, stretch.place.as_ref());
    let on_holiday = stretch.on_holiday.then(|| words.get("rules-on-holiday"));
    let parts = [
        modes.join(" / "),
        words.minutes(stretch.slot_minutes.into()),
        words.get(access),
    ];
    let parts = parts.into_iter().chain(seats).chain(told);
    parts.chain(on_holiday).collect::<Vec<_>>().join(" · ")
}
