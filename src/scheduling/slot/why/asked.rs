//! A time as it was asked for: one that is offered, or one looked at as if it were.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{Reason, Rule};
use crate::scheduling::availability::{Mode, Offer, Window};
use crate::scheduling::calendar::{self, TimeOfDay, Week};
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::facts::Facts;
use crate::scheduling::slot::search;

/// How long a meeting is taken to be on a day without any.
const MEETING_MINUTES: u16 = 20;

/// A window and a time in it.
pub(super) struct Asked {
    pub(super) window: Window,
    pub(super) offer: Offer,
    /// Why no window offers the time, where none does.
    pub(super) missing: Option<Reason>,
}

/// The time that a key names, or the same instant in a window that would offer it.
pub(super) fn look(key: &SlotKey, facts: &Facts) -> Asked {
    if let Some((_, window, offer)) = search::offered(key, facts) {
        return Asked {
            window: window.clone(),
            offer,
            missing: None,
        };
    }
    let day = calendar::local_day(facts.zone, key.starts_at);
    let near = |window: &&Window| window.day <= day && calendar::day_after(window.day) >= day;
    let all = facts
        .plans
        .iter()
        .filter(|plan| key.official.as_ref() == Some(&plan.official));
    let is_published = all
        .clone()
        .any(|plan| plan.week == Week::containing(day) && plan.version > 0);
    let windows: Vec<&Window> = all.flat_map(|plan| &plan.windows).filter(near).collect();
    let covers = |window: &Window| {
        let at = |time| calendar::instant(facts.zone, window.day, time);
        at(window.from) <= key.starts_at && key.starts_at < at(window.to)
    };
    let covering = || windows.iter().filter(|window| covers(window));
    let fitting = covering().find(|window| window.modes.contains(&key.mode));
    let missing = if let Some(window) = fitting {
        Reason {
            around: around(window, key.starts_at, facts),
            ..Reason::of(Rule::OffGrid)
        }
    } else if covering().next().is_some() {
        Reason::of(Rule::ModeNotOffered)
    } else if is_published {
        Reason::of(Rule::NoWindow)
    } else {
        Reason::of(Rule::NotPublished)
    };
    let window = match fitting.or_else(|| covering().next()) {
        Some(window) => (*window).clone(),
        None => plain(key, day, windows.first().copied()),
    };
    Asked {
        offer: would_be(&window, key.starts_at),
        missing: Some(missing),
        window,
    }
}

/// The last beginning before an instant and the first after it.
fn around(window: &Window, at: DateTime<Utc>, facts: &Facts) -> Vec<DateTime<Utc>> {
    let starts = window.offers(facts.zone).into_iter();
    let starts: Vec<DateTime<Utc>> = starts.map(|offer| offer.starts_at).collect();
    let after = starts.partition_point(|start| *start < at);
    let before = after.checked_sub(1).and_then(|place| starts.get(place));
    before
        .into_iter()
        .chain(starts.get(after))
        .copied()
        .collect()
}

fn would_be(window: &Window, starts_at: DateTime<Utc>) -> Offer {
    let minutes = |count: u16| TimeDelta::minutes(i64::from(count));
    let ends_at = starts_at + minutes(window.slot_minutes);
    Offer {
        prepares_at: starts_at - minutes(window.buffer_before_minutes),
        starts_at,
        ends_at,
        clear_at: ends_at + minutes(window.buffer_minutes),
    }
}

/// A window that asks nothing, as long as the others of the day.
fn plain(key: &SlotKey, day: NaiveDate, other: Option<&Window>) -> Window {
    Window {
        day,
        from: TimeOfDay::MIDNIGHT,
        to: TimeOfDay::MIDNIGHT,
        modes: [key.mode].into(),
        slot_minutes: other.map_or(MEETING_MINUTES, |other| other.slot_minutes),
        buffer_minutes: other.map_or(0, |other| other.buffer_minutes),
        buffer_before_minutes: other.map_or(0, |other| other.buffer_before_minutes),
        open_to_choice: true,
        reserve: None,
        place: key
            .centre
            .clone()
            .filter(|_| matches!(key.mode, Mode::InPerson | Mode::Reception)),
        centres: BTreeSet::new(),
        section: None,
        on_holiday: false,
        reception: None,
    }
}
