//! Days off and times that the calendar does not offer, as the office's week shows them.

use crate::scheduling::availability::{Offer, Window};
use crate::scheduling::slot::receiving::{Closed, Receiving};
use crate::service::Appointment;
use crate::service::week::WeekView;
use crate::web::reader::Reader;
use crate::web::shown;

/// Why the calendar does not offer a time of a window, if it does not.
pub(super) fn why(view: &WeekView, window: &Window, offer: &Offer) -> Option<Closed> {
    match Receiving::of(window, &view.calendar) {
        None => Some(Closed::Holiday),
        Some(receiving) => receiving.why_not(offer),
    }
}

/// How a free time is shown, and the key of its words.
pub(super) const fn said(closed: Option<Closed>) -> (&'static str, &'static str) {
    match closed {
        None => ("free", "week-free"),
        Some(Closed::Holiday) => ("closed", "week-closed-holiday"),
        Some(Closed::Ramadan) => ("closed", "week-closed-ramadan"),
        Some(Closed::Prayer) => ("closed", "week-closed-prayer"),
    }
}

/// Says that somebody has an appointment on a holiday of the week, and keeps it.
pub(super) fn hit(reader: &Reader, view: &WeekView) -> Option<String> {
    let zone = reader.app.settings.ministry.zone;
    let is_hit = |row: &Appointment| {
        let day = shown::local(zone, row.starts_at).date();
        row.state.holds_resources() && view.calendar.days.holiday(day).is_some()
    };
    let count = view
        .appointments
        .iter()
        .filter(|(row, _)| is_hit(row))
        .count();
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    (count > 0).then(|| reader.words.say("week-hit", "count", count))
}
