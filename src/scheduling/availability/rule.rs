//! A weekly rule: on which weekday an official receives, from when until when, how.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Stretch;
use crate::scheduling::calendar::Week;
use crate::scheduling::refusal::Refusal;
use crate::value;

value! {
    /// A day of the week, Sunday first.
    pub enum Weekday {
        /// Sunday.
        Sunday = "sunday",
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
    }
}

impl Weekday {
    /// The weekday of a date.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        match day.weekday() {
            chrono::Weekday::Sun => Self::Sunday,
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
        }
    }
}

/// The longest cycle of a rule, in weeks.
pub const EVERY_WEEKS_MAX: u16 = 26;

/// So many rules at most has an official, and so many exceptions to come.
pub const RULES_MAX: usize = 60;

/// One weekday on which an official receives, week after week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklyRule {
    /// On which weekday.
    pub weekday: Weekday,
    /// From when until when, and how.
    pub stretch: Stretch,
    /// The first day on which it can apply; its week is the first of the cycle.
    pub valid_from: NaiveDate,
    /// The last day, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Every week (1), every second one (2), …
    #[serde(default = "every_week")]
    pub every_weeks: u16,
}

const fn every_week() -> u16 {
    1
}

impl WeeklyRule {
    /// Whether it can be kept.
    pub fn check(&self) -> Result<(), Refusal> {
        self.stretch.check()?;
        let is_cycle = (1..=EVERY_WEEKS_MAX).contains(&self.every_weeks);
        if !is_cycle || self.valid_to.is_some_and(|last| last < self.valid_from) {
            return Err(Refusal::RuleDays);
        }
        Ok(())
    }

    /// Whether the official receives by it on a day.
    #[must_use]
    pub fn applies(&self, day: NaiveDate) -> bool {
        let first = Week::containing(self.valid_from).first();
        let weeks = (Week::containing(day).first() - first).num_weeks();
        self.weekday == Weekday::of(day)
            && self.valid_from <= day
            && self.valid_to.is_none_or(|last| day <= last)
            && weeks % i64::from(self.every_weeks.max(1)) == 0
    }
}
