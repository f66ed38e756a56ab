//! What kind of day a day is: weekend, holiday, Ramadan; worked out once, looked up quickly.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::scheduling::calendar::holiday::{self, Holiday};
use crate::scheduling::calendar::instant;
use crate::scheduling::calendar::prayer::PrayerRule;
use crate::scheduling::calendar::ramadan::{Ramadan, RamadanHours};
use crate::scheduling::calendar::weekend::Weekends;
use crate::scheduling::hijri;

/// The years for which holidays are computed ahead: where the sources of the Umm al-Qura calendar
/// agree, and on to where it is published at all.
pub const YEARS: RangeInclusive<i32> = 2005..=2060;

/// So far ahead at most something is due: a thousand days of work, and all weekends between.
const DUE_DAYS_MAX: usize = 3000;

/// What a ministry knows about its days; the same for all its centres, each on its own wall.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayRules {
    weekends: Weekends,
    holidays: Vec<Holiday>,
    /// The place of a day's holiday in the list.
    off: BTreeMap<NaiveDate, usize>,
    ramadans: Vec<Ramadan>,
    prayer: PrayerRule,
}

/// What was written down about days, and what holds where nothing was.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The rules about the weekend.
    pub weekends: Weekends,
    /// The administrator's holidays; over computed ones of the same id.
    pub holidays: Vec<Holiday>,
    /// Ramadans written down; over the computed one of the same year.
    pub ramadans: Vec<Ramadan>,
    /// The hours of a Ramadan that nobody wrote down; none computes no Ramadan.
    pub ramadan_hours: Option<RamadanHours>,
    /// Whether the holidays of the civil service are computed.
    pub is_civil_service: bool,
    /// How long prayers are kept free.
    pub prayer: PrayerRule,
}

impl DayRules {
    /// The rules from what was written down.
    #[must_use]
    pub fn new(written: Written) -> Self {
        let computed = if written.is_civil_service {
            holiday::computed(YEARS, &written.weekends)
        } else {
            Vec::new()
        };
        let holidays = holiday::in_force(computed, written.holidays, &written.weekends);
        let mut off = BTreeMap::new();
        for (place, one) in holidays.iter().enumerate() {
            for day in one.days() {
                off.entry(day).or_insert(place);
            }
        }
        let mut ramadans: BTreeMap<i32, Ramadan> = BTreeMap::new();
        if let Some(hours) = written.ramadan_hours {
            let last = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31).and_then(hijri::hijri);
            let first = NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1).and_then(hijri::hijri);
            if let (Some(first), Some(last)) = (first, last) {
                let all =
                    (first.year..=last.year).filter_map(|year| Ramadan::computed(year, hours));
                ramadans.extend(all.map(|one| (one.year, one)));
            }
        }
        ramadans.extend(written.ramadans.into_iter().map(|one| (one.year, one)));
        let mut ramadans: Vec<Ramadan> = ramadans.into_values().collect();
        ramadans.sort_by_key(|one| one.first);
        Self {
            weekends: written.weekends,
            holidays,
            off,
            ramadans,
            prayer: written.prayer,
        }
    }

    /// Whether a day is at a weekend.
    #[must_use]
    pub fn is_weekend(&self, day: NaiveDate) -> bool {
        self.weekends.holds(day)
    }

    /// The holiday that a day lies in.
    #[must_use]
    pub fn holiday(&self, day: NaiveDate) -> Option<&Holiday> {
        self.off
            .get(&day)
            .and_then(|place| self.holidays.get(*place))
    }

    /// Whether work rests: at a weekend and on a holiday.
    #[must_use]
    pub fn is_off(&self, day: NaiveDate) -> bool {
        self.is_weekend(day) || self.off.contains_key(&day)
    }

    /// The day on which so many days of work are over, counted from the day after `from`.
    #[must_use]
    pub fn after_working_days(&self, from: NaiveDate, count: u16) -> NaiveDate {
        let days = from.iter_days().skip(1).take(DUE_DAYS_MAX);
        let mut working = days.filter(|&day| !self.is_off(day));
        let wanted = usize::from(count).checked_sub(1);
        wanted.and_then(|place| working.nth(place)).unwrap_or(from)
    }

    /// The Ramadan that a day lies in.
    #[must_use]
    pub fn ramadan(&self, day: NaiveDate) -> Option<&Ramadan> {
        let later = self.ramadans.partition_point(|one| one.first <= day);
        let last = later.checked_sub(1)?;
        self.ramadans.get(last).filter(|one| one.contains(day))
    }

    /// The stretch of a day in which the hours of Ramadan allow to receive; none on other days.
    #[must_use]
    pub fn ramadan_span(&self, zone: Tz, day: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let ramadan = self.ramadan(day)?;
        Some((
            instant(zone, day, ramadan.from),
            instant(zone, day, ramadan.to),
        ))
    }

    /// Every holiday that is kept, by first day.
    #[must_use]
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// Every Ramadan, by first day.
    #[must_use]
    pub fn ramadans(&self) -> &[Ramadan] {
        &self.ramadans
    }

    /// How long prayers are kept free.
    #[must_use]
    pub const fn prayer(&self) -> PrayerRule {
        self.prayer
    }
}

#[cfg(test)]
pub(in crate::scheduling::calendar) mod tests;
