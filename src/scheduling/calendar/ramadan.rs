//! Ramadan: its days, and the shorter hours that government keeps in it.
//!
//! The days are those of the Umm al-Qura calendar until somebody writes down what was sighted.
//! Government works five hours then, by default from 10:00 to 15:00.

use chrono::NaiveDate;

use crate::scheduling::calendar::TimeOfDay;
use crate::scheduling::hijri::HijriDate;

const RAMADAN: u8 = 9;

/// One Ramadan with its hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ramadan {
    /// The Hijri year.
    pub year: i32,
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
    /// From when people are received in it.
    pub from: TimeOfDay,
    /// Until when.
    pub to: TimeOfDay,
    /// Whether its days are computed and may still move by a day.
    pub is_estimated: bool,
}

/// The hours of Ramadan where nobody wrote down others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RamadanHours {
    /// From when people are received.
    pub from: TimeOfDay,
    /// Until when.
    pub to: TimeOfDay,
}

impl Ramadan {
    /// The Ramadan of a Hijri year as the Umm al-Qura calendar has it.
    #[must_use]
    pub fn computed(year: i32, hours: RamadanHours) -> Option<Self> {
        let (first, last) = HijriDate::month_span(year, RAMADAN)?;
        Some(Self {
            year,
            first,
            last,
            from: hours.from,
            to: hours.to,
            is_estimated: true,
        })
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}
