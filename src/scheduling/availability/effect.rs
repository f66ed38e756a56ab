//! What publishing a week does: times gained and lost, and whose appointments it hits.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{Mode, WeekPlan};
use crate::scheduling::ids::CentreId;

/// One time by one way of meeting: when, until when, how.
pub type Time = (DateTime<Utc>, DateTime<Utc>, Mode);

/// What somebody has, as far as a week can take it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// When the meeting begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// How they meet.
    pub mode: Mode,
    /// Where the applicant comes; none is the headquarters.
    pub centre: Option<CentreId>,
}

/// The difference that a week makes to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Times that come.
    pub gained: Vec<Time>,
    /// Times that go, taken or not.
    pub lost: Vec<Time>,
}

impl Effect {
    /// What changes from the times of one week to those of another.
    #[must_use]
    pub fn of(was: &BTreeSet<Time>, is: &BTreeSet<Time>) -> Self {
        Self {
            gained: is.difference(was).copied().collect(),
            lost: was.difference(is).copied().collect(),
        }
    }

    /// Whether nothing changes for anybody.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty()
    }
}

impl WeekPlan {
    /// Whether the week has room for what somebody has: the same time, way and place.
    #[must_use]
    pub fn covers(&self, standing: &Standing, zone: Tz) -> bool {
        self.windows.iter().any(|window| {
            let is_place = match standing.mode {
                Mode::InPerson | Mode::Reception => window.place == standing.centre,
                Mode::Video => standing.centre.as_ref().is_none_or(|centre| {
                    window.centres.is_empty() || window.centres.contains(centre)
                }),
                Mode::Service => true,
            };
            is_place
                && window.modes.contains(&standing.mode)
                && window.offers(zone).iter().any(|offer| {
                    offer.starts_at == standing.starts_at && offer.ends_at == standing.ends_at
                })
        })
    }

    /// How many sit in the reception session that begins then; none where none does.
    #[must_use]
    pub fn seats_at(&self, starts_at: DateTime<Utc>, zone: Tz) -> Option<u16> {
        self.windows.iter().find_map(|window| {
            let reception = window.reception.as_ref()?;
            let mut offers = window.offers(zone).into_iter();
            let begins = offers.any(|offer| offer.starts_at == starts_at);
            begins.then_some(reception.seats)
        })
    }

    /// Whether a week that is published in the place of this one hits what somebody has.
    #[must_use]
    pub fn hits(&self, after: &Self, standing: &Standing, zone: Tz) -> bool {
        self.covers(standing, zone) && !after.covers(standing, zone)
    }
}
