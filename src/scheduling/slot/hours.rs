//! When a section of a centre is open on a day: its hours of the week, and what the calendar and
//! the administrator say over them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::scheduling::calendar::days::DayRules;
use crate::scheduling::calendar::{self, TimeOfDay};
use crate::scheduling::person::Section;
use crate::scheduling::slot::facts::{Day, Place, Span, joined};

/// From one time on the wall up to but not including another.
pub type Stretch = (TimeOfDay, TimeOfDay);

/// Other hours of a centre on some dates; said by name, so the calendar does not change them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HoursOverride {
    /// For which section; none is both.
    pub section: Option<Section>,
    /// The first date.
    pub first: NaiveDate,
    /// The last date.
    pub last: NaiveDate,
    /// On which days of the week between them; none named is all.
    pub weekdays: BTreeSet<Day>,
    /// The hours instead; none is closed.
    pub hours: Vec<Stretch>,
}

/// So many stretches at most has one day of an override.
pub const STRETCHES_MAX: usize = 6;

impl HoursOverride {
    /// Whether it says anything about a section on a day.
    #[must_use]
    pub fn covers(&self, section: Section, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
            && self.section.is_none_or(|only| only == section)
            && (self.weekdays.is_empty() || self.weekdays.contains(&Day::of(day)))
    }
}

impl Place {
    /// The hours of a section on a day of its wall, in order.
    ///
    /// What was said of that date by name holds. Otherwise nobody is received at a weekend or on
    /// a holiday, and in Ramadan the hours of Ramadan stand for those of the week.
    #[must_use]
    pub fn hours_on(&self, section: Section, day: NaiveDate, days: &DayRules) -> Vec<Stretch> {
        let said = self
            .overrides
            .iter()
            .rfind(|each| each.covers(section, day));
        if let Some(said) = said {
            return said.hours.clone();
        }
        if days.is_off(day) {
            return Vec::new();
        }
        let weekday = Day::of(day);
        let usual = self
            .hours
            .iter()
            .filter(|opening| opening.section == section && opening.weekday == weekday)
            .map(|opening| (opening.from, opening.to));
        match days.ramadan(day) {
            Some(ramadan) => usual.map(|_| (ramadan.from, ramadan.to)).take(1).collect(),
            None => usual.collect(),
        }
    }

    /// The stretches in which a section is open on some days, in order, joined where they touch.
    #[must_use]
    pub fn openings(
        &self,
        section: Section,
        dates: impl IntoIterator<Item = NaiveDate>,
        days: &DayRules,
    ) -> Vec<Span> {
        let spans = dates
            .into_iter()
            .flat_map(|day| {
                let hours = self.hours_on(section, day, days);
                hours.into_iter().map(move |(from, to)| (day, from, to))
            })
            .map(|(day, from, to)| {
                let at = |time| calendar::instant(self.zone, day, time);
                (at(from), at(to))
            })
            .filter(|(from, to)| from < to);
        joined(spans.collect())
    }
}
