//! Everything that the grid of the editor is drawn from, as its script reads it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Timelike as _};
use serde::Serialize;

use super::layers::Layer;
use super::{Booked, clocks};
use crate::scheduling::availability::SLOT_MINUTES_MAX;
use crate::scheduling::calendar::DAY_MINUTES;
use crate::scheduling::ids::OfficialId;
use crate::scheduling::{Mode, Section, Week, WeekPlan, Window, calendar};
use crate::service::week::WeekView;
use crate::web::reader::Reader;
use crate::words::Words;

/// The words that the script says; those with a `%s` put something there.
const SAID: [&str; 26] = [
    "edit-grid",
    "edit-hour",
    "edit-keys",
    "edit-nothing",
    "edit-booked",
    "edit-painted",
    "edit-erased",
    "edit-marked",
    "edit-unmarked",
    "edit-undone",
    "edit-redone",
    "edit-nothing-undone",
    "edit-short",
    "edit-saving",
    "edit-lost",
    "edit-unsent",
    "edit-hit",
    "edit-hit-lead",
    "edit-hit-go",
    "edit-hit-back",
    "edit-ask",
    "edit-ask-lead",
    "edit-ask-mine",
    "edit-ask-theirs",
    "edit-ask-button",
    "edit-to",
];

/// The week as the script reads it.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    official: &'a str,
    week: String,
    version: String,
    csrf: &'a str,
    days: Vec<Day>,
    windows: &'a [Window],
    layers: &'a [Layer],
    booked: Vec<Taken<'a>>,
    /// The times of a day by steps of five minutes.
    clocks: Vec<String>,
    said: BTreeMap<&'static str, String>,
    /// How stretches are described: values of their fields, in words.
    values: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Day {
    date: NaiveDate,
    name: String,
    hijri: String,
    today: bool,
}

/// A booked appointment, in minutes of its day.
#[derive(Serialize)]
struct Taken<'a> {
    id: &'a str,
    day: NaiveDate,
    from: u32,
    to: u32,
    mode: Mode,
    label: &'a str,
}

impl<'a> Data<'a> {
    pub(super) fn of(
        reader: &'a Reader,
        (official, week): (&'a OfficialId, Week),
        (view, plan): (&WeekView, &'a WeekPlan),
        (layers, booked): (&'a [Layer], &'a [Booked]),
    ) -> Self {
        let words = &reader.words;
        let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
        let day = |date: NaiveDate| Day {
            date,
            name: words.short_day(date),
            hijri: words.hijri_date(date),
            today: date == today,
        };
        Self {
            official: official.as_str(),
            week: week.to_string(),
            version: view.version.to_string(),
            csrf: &reader.csrf,
            days: week.days().map(day).into(),
            windows: &plan.windows,
            layers,
            booked: booked.iter().map(taken).collect(),
            clocks: clocks(reader),
            said: SAID
                .into_iter()
                .map(|key| (key, said(words, key)))
                .collect(),
            values: values(reader),
        }
    }
}

/// A word of the script; where it says something of what was done, that stands at `%s`.
fn said(words: &Words, key: &str) -> String {
    words.say(key, "what", "%s")
}

fn taken(one: &Booked) -> Taken<'_> {
    let minute = |at: chrono::NaiveDateTime| at.hour() * 60 + at.minute();
    let (starts, ends) = one.local;
    Taken {
        id: one.row.id.as_str(),
        day: starts.date(),
        from: minute(starts),
        to: if ends.date() == starts.date() {
            minute(ends)
        } else {
            u32::from(DAY_MINUTES)
        },
        mode: one.row.mode,
        label: &one.label,
    }
}

/// The values of a stretch's fields in words, under `field-value`.
fn values(reader: &Reader) -> BTreeMap<String, String> {
    let words = &reader.words;
    let mut values = BTreeMap::new();
    for mode in Mode::ALL {
        let name = words.value("mode", mode.as_str());
        values.insert(format!("mode-{mode}"), name);
    }
    for section in Section::ALL {
        let name = words.value("section", section.as_str());
        values.insert(format!("section-{section}"), name);
    }
    for access in ["open", "office", "urgent-open", "urgent-office"] {
        let key = format!("access-{access}");
        values.insert(key.clone(), words.get(&key));
    }
    for minutes in (5..=SLOT_MINUTES_MAX).step_by(5) {
        let length = words.minutes(minutes.into());
        values.insert(format!("minutes-{minutes}"), length);
    }
    let catalogue = reader.app.catalogue.get();
    let code = words.lang().code();
    for centre in &catalogue.centres {
        let name = centre.names.in_language(code).to_owned();
        values.insert(format!("place-{}", centre.id), name);
    }
    values.insert("holiday".to_owned(), words.get("rules-on-holiday"));
    values
}
