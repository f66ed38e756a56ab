//! What lies under a week while it is drafted: days off, prayers, journeys, other officials'
//! sessions; each says where it comes from, and whether it is an estimate.

use chrono::{NaiveDate, Timelike as _};
use serde::Serialize;

use crate::scheduling::availability::{Change, Exception};
use crate::scheduling::calendar::DAY_MINUTES;
use crate::scheduling::calendar::holiday::HolidayState;
use crate::scheduling::{TimeOfDay, Week, calendar};
use crate::service::calendar as calendar_names;
use crate::service::week::WeekView;

use crate::web::office::laid::span;
use crate::web::reader::Reader;
use crate::web::shown;

/// One band of one day.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Layer {
    /// The day, `YYYY-MM-DD`.
    pub(super) day: NaiveDate,
    /// From, in minutes of the day.
    pub(super) from: u16,
    /// Until, in minutes of the day.
    pub(super) to: u16,
    /// `off`, `prayer`, `away` or `guest`: how it is drawn.
    pub(super) kind: &'static str,
    /// What it is, where that comes from, and whether it is estimated.
    pub(super) label: String,
}

/// The layers of a week, day by day.
pub(super) fn of(
    reader: &Reader,
    view: &WeekView,
    (week, exceptions): (Week, &[Exception]),
) -> Vec<Layer> {
    let mut layers = Vec::new();
    for day in week.days() {
        layers.extend(off(reader, view, day));
        layers.extend(prayers(reader, view, day));
        let about = exceptions.iter().filter(|each| each.applies(day));
        layers.extend(about.filter_map(|each| away(reader, each, day)));
        let sessions = view.guest_of.iter().filter(|(_, window)| window.day == day);
        layers.extend(sessions.map(|(lead, window)| {
            let name = shown::official(&reader.app, &reader.words, Some(lead)).unwrap_or_default();
            Layer {
                day,
                from: window.from.minutes(),
                to: window.to.minutes(),
                kind: "guest",
                label: reader.words.say("week-guest-of", "official", name),
            }
        }));
    }
    layers
}

/// Holidays, the weekend, and what lies outside the hours of Ramadan.
fn off(reader: &Reader, view: &WeekView, day: NaiveDate) -> Vec<Layer> {
    let (words, days) = (&reader.words, &view.calendar.days);
    let band = |from: u16, to: u16, label: String| Layer {
        day,
        from,
        to,
        kind: "off",
        label,
    };
    let sure = |is_estimated: bool| {
        words.get(if is_estimated {
            "edit-layer-estimated"
        } else {
            "edit-layer-sure"
        })
    };
    if let Some(holiday) = days.holiday(day) {
        let name = calendar_names::name(words, holiday);
        let source = sure(holiday.state == HolidayState::Estimated);
        return vec![band(0, DAY_MINUTES, format!("{name} · {source}"))];
    }
    if days.is_weekend(day) {
        return vec![band(0, DAY_MINUTES, words.get("day-weekend"))];
    }
    let Some(ramadan) = days.ramadan(day) else {
        return Vec::new();
    };
    let source = sure(ramadan.is_estimated);
    let label = format!("{} · {source}", words.get("edit-layer-ramadan"));
    vec![
        band(0, ramadan.from.minutes(), label.clone()),
        band(ramadan.to.minutes(), DAY_MINUTES, label),
    ]
}

/// The stretches kept free for prayers at the headquarters.
fn prayers(reader: &Reader, view: &WeekView, day: NaiveDate) -> Vec<Layer> {
    let zone = reader.app.settings.ministry.zone;
    let minute = |at: chrono::DateTime<chrono::Utc>| {
        let local = at.with_timezone(&zone).time();
        u16::try_from(local.num_seconds_from_midnight() / 60).unwrap_or(DAY_MINUTES)
    };
    let of_day = view.calendar.kept.iter();
    let of_day = of_day.filter(|(from, _)| calendar::local_day(zone, *from) == day);
    of_day
        .map(|&(from, to)| {
            let is_over = calendar::local_day(zone, to) != day;
            Layer {
                day,
                from: minute(from),
                to: if is_over { DAY_MINUTES } else { minute(to) },
                kind: "prayer",
                label: reader.words.get("edit-layer-prayer"),
            }
        })
        .collect()
}

/// What an exception takes out of a day: a journey, an absence.
fn away(reader: &Reader, exception: &Exception, day: NaiveDate) -> Option<Layer> {
    let (from, to) = match &exception.change {
        Change::Remove { from, to } => (
            from.map_or(0, TimeOfDay::minutes),
            to.map_or(DAY_MINUTES, TimeOfDay::minutes),
        ),
        Change::Replace { stretches } if stretches.is_empty() => (0, DAY_MINUTES),
        Change::Replace { .. } | Change::Add { .. } => return None,
    };
    let label = reader
        .words
        .say("edit-layer-away", "reason", exception.reason.clone());
    Some(Layer {
        day,
        from,
        to,
        kind: "away",
        label,
    })
}

/// A band in words, for the list that is read without the grid.
pub(super) fn line(reader: &Reader, layer: &Layer) -> String {
    let whole = layer.from == 0 && layer.to == DAY_MINUTES;
    let ends = (
        TimeOfDay::of_minutes(layer.from),
        TimeOfDay::of_minutes(layer.to),
    );
    match ends {
        (Some(from), Some(to)) if !whole => {
            format!("{} · {}", span(&reader.words, from, to), layer.label)
        }
        (_, _) => layer.label.clone(),
    }
}
