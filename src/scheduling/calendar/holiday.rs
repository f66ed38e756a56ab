//! Public holidays: computed ahead as estimates, and what the administrator wrote down over them.
//!
//! A ministry keeps the holidays of the civil service, which are longer than those of the private
//! sector. The rules are those of the civil service's leave bylaw:
//!
//! - Eid al-Fitr is free from 25 Ramadan to 5 Shawwal, Eid al-Adha from 5 to 15 Dhu al-Hijjah
//!   (article 4), both in the Umm al-Qura calendar. The sighting may move either by a day, so they
//!   are estimated until somebody confirms them.
//! - The National Day is 23 September, the Founding Day 22 February (since 2022, Royal Order
//!   A/371). On the first day of a weekend it is kept the day before, on the last the day after
//!   (article 4; with the weekend of that date).
//! - A single working day between two days off is off too (article 7); a decree names its days
//!   itself, so next to one of those none is added.
//!
//! Days given by decree are written down by the administrator, who also corrects or drops what is
//! computed here: a row of the same id wins.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::scheduling::calendar::weekend::Weekends;
use crate::scheduling::hijri::{self, HijriDate};
use crate::value;

value! {
    /// Why a day is off.
    pub enum Occasion {
        /// 22 February.
        FoundingDay = "founding_day",
        /// 23 September.
        NationalDay = "national_day",
        /// The feast after Ramadan.
        EidFitr = "eid_fitr",
        /// The feast of the pilgrimage.
        EidAdha = "eid_adha",
        /// A single working day between two days off.
        Between = "between",
        /// A day given by decree, with a name of its own.
        Other = "other",
    }
}

value! {
    /// How sure a holiday is.
    pub enum HolidayState {
        /// Computed or expected; its days may still move.
        Estimated = "estimated",
        /// Announced.
        Confirmed = "confirmed",
        /// Written down as not kept; it wins over what is computed.
        Dropped = "dropped",
    }
}

/// One holiday of one year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Holiday {
    /// Its id: `eid_fitr-1448` where it is computed.
    pub id: String,
    /// Why.
    pub occasion: Occasion,
    /// The first day off.
    pub first: NaiveDate,
    /// The last day off.
    pub last: NaiveDate,
    /// Its own name per language; none where the occasion says it.
    pub names: BTreeMap<String, String>,
    /// How sure it is.
    pub state: HolidayState,
}

/// So many days at most has one holiday.
pub const HOLIDAY_DAYS_MAX: u64 = 31;

const RAMADAN: u8 = 9;
const SHAWWAL: u8 = 10;
const DHU_AL_HIJJAH: u8 = 12;
const FOUNDING_DAY_SINCE: i32 = 2022;
/// The first year in which the National Day was a day off.
const NATIONAL_DAY_SINCE: i32 = 2005;

impl Holiday {
    /// Whether it may be kept: its days are in order and not too many.
    #[must_use]
    pub fn has_days(&self) -> bool {
        let days = self.last.signed_duration_since(self.first).num_days();
        u64::try_from(days).is_ok_and(|days| days < HOLIDAY_DAYS_MAX)
    }

    /// Its days in order.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.last;
        let most = usize::try_from(HOLIDAY_DAYS_MAX).unwrap_or(usize::MAX);
        self.first
            .iter_days()
            .take(most)
            .take_while(move |&day| day <= last)
    }

    fn estimated(
        occasion: Occasion,
        year: impl std::fmt::Display,
        days: (NaiveDate, NaiveDate),
    ) -> Self {
        Self {
            id: format!("{occasion}-{year}"),
            occasion,
            first: days.0,
            last: days.1,
            names: BTreeMap::new(),
            state: HolidayState::Estimated,
        }
    }
}

/// The holidays of some Gregorian years as the rules give them, all estimated, by their first day.
#[must_use]
pub fn computed(years: RangeInclusive<i32>, weekends: &Weekends) -> Vec<Holiday> {
    let mut holidays = Vec::new();
    for year in years.clone() {
        let fixed = [
            (Occasion::FoundingDay, FOUNDING_DAY_SINCE, (2, 22)),
            (Occasion::NationalDay, NATIONAL_DAY_SINCE, (9, 23)),
        ];
        for (occasion, since, (month, day)) in fixed {
            let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| year >= since);
            let kept = date.map(|date| weekends.kept_on(date));
            holidays.extend(kept.map(|day| Holiday::estimated(occasion, year, (day, day))));
        }
    }
    for year in hijri_years(&years) {
        let span = |from: (u8, u8), to: (u8, u8)| {
            let first = HijriDate::of(year, from.0, from.1)?.gregorian()?;
            let last = HijriDate::of(year, to.0, to.1)?.gregorian()?;
            years.contains(&first.year()).then_some((first, last))
        };
        let fitr = span((RAMADAN, 25), (SHAWWAL, 5));
        holidays.extend(fitr.map(|days| Holiday::estimated(Occasion::EidFitr, year, days)));
        let adha = span((DHU_AL_HIJJAH, 5), (DHU_AL_HIJJAH, 15));
        holidays.extend(adha.map(|days| Holiday::estimated(Occasion::EidAdha, year, days)));
    }
    holidays.sort();
    holidays.sort_by_key(|holiday| holiday.first);
    holidays
}

fn hijri_years(years: &RangeInclusive<i32>) -> RangeInclusive<i32> {
    let year_of = |year: i32, month: u32, day: u32| {
        NaiveDate::from_ymd_opt(year, month, day).and_then(hijri::hijri)
    };
    let first = year_of(*years.start(), 1, 1).map_or(*hijri::YEARS.start(), |date| date.year);
    let last = year_of(*years.end(), 12, 31).map_or(*hijri::YEARS.end(), |date| date.year);
    first..=last
}

/// What is kept: the rows, and what is computed where no row of that id says otherwise, with the
/// single working days between days off; by first day.
#[must_use]
pub fn in_force(computed: Vec<Holiday>, rows: Vec<Holiday>, weekends: &Weekends) -> Vec<Holiday> {
    let written: BTreeSet<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut kept: Vec<Holiday> = computed
        .into_iter()
        .filter(|holiday| !written.contains(&holiday.id))
        .chain(rows)
        .filter(|holiday| holiday.state != HolidayState::Dropped && holiday.has_days())
        .collect();
    kept.sort_by_key(|holiday| (holiday.first, holiday.last, holiday.id.clone()));
    let off: BTreeSet<NaiveDate> = kept.iter().flat_map(Holiday::days).collect();
    let is_off = |day: NaiveDate| weekends.holds(day) || off.contains(&day);
    let mut between = BTreeSet::new();
    let by_rule = |holiday: &&Holiday| holiday.occasion != Occasion::Other;
    for holiday in kept.iter().filter(by_rule) {
        let before = |days| holiday.first.checked_sub_days(Days::new(days));
        let after = |days| holiday.last.checked_add_days(Days::new(days));
        for (next, beyond) in [(before(1), before(2)), (after(1), after(2))] {
            let (Some(next), Some(beyond)) = (next, beyond) else {
                continue;
            };
            if !is_off(next) && is_off(beyond) {
                between.insert(next);
            }
        }
    }
    let between = between
        .into_iter()
        .map(|day| Holiday::estimated(Occasion::Between, day, (day, day)))
        .filter(|holiday| !written.contains(&holiday.id));
    kept.extend(between);
    kept.sort_by_key(|holiday| (holiday.first, holiday.last, holiday.id.clone()));
    kept
}

#[cfg(test)]
mod tests;
