//! The Umm al-Qura calendar: the Hijri date of a day and back, for the years it is published for.
//!
//! Every source agrees from 1420 to 1450; outside they differ by a day, so a date of birth is kept
//! in the calendar it was given in and never converted.

use chrono::{Datelike as _, Days, NaiveDate};
use icu_calendar::Date;
use icu_calendar::cal::Hijri;

use crate::scheduling::digits;

/// The years that are converted, first and last.
pub const YEARS: std::ops::RangeInclusive<i32> = 1356..=1500;

/// A day of the Umm al-Qura calendar that exists; written `1448-06-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HijriDate {
    /// The year, from 1356 to 1500.
    pub year: i32,
    /// The month, from 1 (Muharram) to 12 (Dhu al-Hijjah).
    pub month: u8,
    /// The day of the month, from 1 to 29 or 30.
    pub day: u8,
}

/// The Hijri date of a day, if its year is one that is converted.
#[must_use]
pub fn hijri(day: NaiveDate) -> Option<HijriDate> {
    let (month, of_month) = (
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    );
    let date = Date::try_new_gregorian(day.year(), month, of_month).ok()?;
    let date = date.to_calendar(Hijri::new_umm_al_qura());
    let year = date.year().extended_year();
    YEARS.contains(&year).then_some(HijriDate {
        year,
        month: date.month().ordinal,
        day: date.day_of_month().0,
    })
}

/// How many days a month of the Umm al-Qura calendar has: 29 or 30.
#[must_use]
pub fn month_days(year: i32, month: u8) -> Option<u8> {
    if !YEARS.contains(&year) {
        return None;
    }
    let first = Date::try_new_hijri_with_calendar(year, month, 1, Hijri::new_umm_al_qura()).ok()?;
    Some(first.days_in_month())
}

impl HijriDate {
    /// A date, if that day exists.
    #[must_use]
    pub fn of(year: i32, month: u8, day: u8) -> Option<Self> {
        let days = month_days(year, month)?;
        (1..=days)
            .contains(&day)
            .then_some(Self { year, month, day })
    }

    /// Reads `1448-06-12` in any digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = digits::to_latin(text);
        let mut parts = plain.split(['-', '/']);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let is_number = |part: &str, longest: usize| {
            (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if parts.next().is_some()
            || !is_number(year, 4)
            || !is_number(month, 2)
            || !is_number(day, 2)
        {
            return None;
        }
        Self::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day in the Gregorian calendar.
    #[must_use]
    pub fn gregorian(self) -> Option<NaiveDate> {
        let calendar = Hijri::new_umm_al_qura();
        let date =
            Date::try_new_hijri_with_calendar(self.year, self.month, self.day, calendar).ok()?;
        let date = date.to_calendar(icu_calendar::Gregorian);
        let (month, day) = (
            u32::from(date.month().ordinal),
            u32::from(date.day_of_month().0),
        );
        NaiveDate::from_ymd_opt(date.year().extended_year(), month, day)
    }

    /// The first and the last Gregorian day of a Hijri month.
    #[must_use]
    pub fn month_span(year: i32, month: u8) -> Option<(NaiveDate, NaiveDate)> {
        let days = month_days(year, month)?;
        let first = Self::of(year, month, 1)?.gregorian()?;
        Some((
            first,
            first.checked_add_days(Days::new(u64::from(days) - 1))?,
        ))
    }
}

impl std::fmt::Display for HijriDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests;
