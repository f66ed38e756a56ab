//! Whose turn it is when a slot is freed, and for how long it is offered.
//!
//! The published order: urgent requests before others, then the request that was received first,
//! then the reference. Nobody is offered what he or she cannot use, nobody has two offers at a
//! time, and nobody is offered the same time twice. A slot that is freed shortly before its start
//! goes first to those on standby: who said that they are near and can come at short notice.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _, Utc};
use serde::{Deserialize, Serialize};

use crate::scheduling::calendar::TimeOfDay;
use crate::scheduling::request::Urgency;
use crate::value;

pub mod rest;

value! {
    /// How far somebody is who waits for a time.
    pub enum WaitingState {
        /// Waits, or has an offer to answer.
        Waiting = "waiting",
        /// Has a time.
        Placed = "placed",
        /// Waits no more.
        Left = "left",
    }
}

value! {
    /// What became of an offer.
    pub enum OfferState {
        /// Still to be answered.
        Open = "open",
        /// Taken.
        Accepted = "accepted",
        /// Given back.
        Declined = "declined",
        /// Not answered in time.
        Lapsed = "lapsed",
        /// Taken back with the publication that it came from, before anybody was told.
        Withdrawn = "withdrawn",
    }
}

/// An offer is not made for less: nobody reads a message and decides in a moment.
pub const OFFER_MINUTES_MIN: i64 = 5;

/// Somebody's place in the published order: what is less comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn<At> {
    urgency: Reverse<Urgency>,
    received_at: At,
    reference: String,
}

impl<At> Turn<At> {
    /// The place of a request of that urgency, received then, under that reference.
    #[must_use]
    pub const fn new(urgency: Urgency, received_at: At, reference: String) -> Self {
        Self {
            urgency: Reverse(urgency),
            received_at,
            reference,
        }
    }
}

/// Somebody to whom a freed slot may be offered.
#[derive(Clone, Debug)]
pub struct Candidate<Who, At> {
    /// Who.
    pub who: Who,
    /// The place in the order.
    pub turn: Turn<At>,
    /// Whether near enough to come to this slot at short notice.
    pub is_near: bool,
    /// Whether an offer is still to be answered, or this very time was offered before.
    pub was_asked: bool,
}

/// To whom a freed slot is offered, with what `fits` made of it; nobody: it is free for all.
pub fn next<Who, At: Ord, Fit>(
    candidates: &[Candidate<Who, At>],
    is_standby: bool,
    mut fits: impl FnMut(&Who) -> Option<Fit>,
) -> Option<(&Who, Fit)> {
    let asked = candidates.iter().filter(|one| !one.was_asked);
    let mut order: Vec<_> = asked.collect();
    order.sort_by(|one, other| {
        let place = |one: &Candidate<Who, At>| is_standby && !one.is_near;
        (place(one), &one.turn).cmp(&(place(other), &other.turn))
    });
    order
        .into_iter()
        .find_map(|one| fits(&one.who).map(|fit| (&one.who, fit)))
}

/// For how long slots are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferTimes {
    /// Usually.
    pub usual: TimeDelta,
    /// To those on standby.
    pub standby: TimeDelta,
    /// Slots that begin within this are freed at short notice.
    pub short_notice: TimeDelta,
    /// How long before its start a slot can still be booked.
    pub lead: TimeDelta,
}

impl OfferTimes {
    /// Whether a slot is freed at short notice.
    #[must_use]
    pub fn is_standby(&self, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        starts_at - now < self.short_notice
    }

    /// Until when a slot is offered: never longer than half of what is left for booking it, so
    /// that the next one has a chance too; not at all when that is too short.
    #[must_use]
    pub fn until(&self, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let usual = if self.is_standby(starts_at, now) {
            self.standby
        } else {
            self.usual
        };
        let half = (starts_at - self.lead - now) / 2;
        let minutes = usual.min(half).num_minutes();
        (minutes >= OFFER_MINUTES_MIN).then(|| now + TimeDelta::minutes(minutes))
    }
}

/// Days that do not suit, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

/// When somebody who waits cannot come, in the local time of the place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Unsuitable {
    /// Not on these days.
    pub days: Vec<Days>,
    /// Not on these days of the week, Sunday being 0.
    pub weekdays: BTreeSet<u8>,
    /// Not before this time of day.
    pub before: Option<TimeOfDay>,
    /// Not from this time of day on.
    pub after: Option<TimeOfDay>,
}

impl Unsuitable {
    /// Whether a meeting that begins then is possible.
    #[must_use]
    pub fn suits(&self, starts_at: NaiveDateTime) -> bool {
        let day = starts_at.date();
        let weekday = day.weekday().num_days_from_sunday();
        let is_free_day = !self
            .days
            .iter()
            .any(|span| (span.from..=span.to).contains(&day));
        let is_free_weekday = !self.weekdays.iter().any(|each| u32::from(*each) == weekday);
        let minutes = starts_at.num_seconds_from_midnight() / 60;
        is_free_day
            && is_free_weekday
            && self
                .before
                .is_none_or(|before| minutes >= u32::from(before.minutes()))
            && self
                .after
                .is_none_or(|after| minutes < u32::from(after.minutes()))
    }
}

#[cfg(test)]
mod tests;
