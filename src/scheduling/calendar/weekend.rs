//! The weekend: which days of the week it has, from which date on.
//!
//! It is data, because it moves: in Saudi Arabia it was Thursday and Friday until 28 June 2013 and
//! is Friday and Saturday since the 29th.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::scheduling::calendar::day_after;
use crate::scheduling::slot::facts::Day;

/// The days of the weekend from one date on, until the next rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeekendRule {
    /// The first date on which it holds.
    pub from: NaiveDate,
    /// The days that are free; none is no weekend at all.
    pub days: BTreeSet<Day>,
}

/// Every rule about the weekend, in the order of their dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weekends(Vec<WeekendRule>);

impl Weekends {
    /// The rules in any order; of two from the same date the later one holds.
    #[must_use]
    pub fn new(mut rules: Vec<WeekendRule>) -> Self {
        rules.sort_by_key(|rule| rule.from);
        Self(rules)
    }

    /// Whether a date is at a weekend; before the first rule none is.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        let later = self.0.partition_point(|rule| rule.from <= day);
        later
            .checked_sub(1)
            .and_then(|place| self.0.get(place))
            .is_some_and(|rule| rule.days.contains(&Day::of(day)))
    }

    /// The day on which a holiday of one day is kept: the day before if it falls on the first day
    /// of a weekend, the day after if it falls on the last.
    #[must_use]
    pub fn kept_on(&self, day: NaiveDate) -> NaiveDate {
        let before = day.checked_sub_days(Days::new(1)).unwrap_or(day);
        let after = day_after(day);
        if !self.holds(day) {
            day
        } else if !self.holds(before) {
            before
        } else if !self.holds(after) {
            after
        } else {
            day
        }
    }
}
