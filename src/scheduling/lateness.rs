//! Running late: by how much an official's day is behind, and when that is told.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::scheduling::appointment::AppointmentState;
use crate::scheduling::refusal::Refusal;

/// What the office can choose by one press, in minutes.
pub const PRESETS: [i32; 7] = [5, 10, 15, 20, 30, 45, 60];
/// No day is said to be later than this; who has to be told more is given another time.
pub const MINUTES_MAX: i32 = 240;
/// The longest word to everybody who waits, in letters.
pub const MESSAGE_CHARS_MAX: usize = 200;

/// What the office says of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// By so many minutes it is late; 0 is not at all.
    pub minutes: i32,
    /// What everybody who waits is told beside it.
    pub message: Option<String>,
}

impl Word {
    /// The word of an office about a day, said on `today`: about that very day, within bounds, and
    /// with the message trimmed.
    pub fn said(self, day: NaiveDate, today: NaiveDate) -> Result<Self, Refusal> {
        if day < today {
            return Err(Refusal::TooLate);
        }
        if day > today {
            return Err(Refusal::TooEarly);
        }
        let message = self.message.map(|text| text.trim().to_owned());
        let message = message.filter(|text| !text.is_empty());
        let is_long = |text: &String| text.chars().count() > MESSAGE_CHARS_MAX;
        if !(0..=MINUTES_MAX).contains(&self.minutes) || message.as_ref().is_some_and(is_long) {
            return Err(Refusal::FieldWrong);
        }
        Ok(Self { message, ..self })
    }
}

/// Whether those who come later that day are told: each time it changes, and only while it is late
/// by `threshold` minutes or more. Who was told of more and comes later than needed waits less.
#[must_use]
pub const fn is_told(before: i32, now: i32, threshold: i32) -> bool {
    now != before && now > 0 && now >= threshold
}

/// Whether somebody is still to come, and can be told to come later.
#[must_use]
pub const fn is_to_come(state: AppointmentState) -> bool {
    match state {
        AppointmentState::Booked | AppointmentState::Confirmed => true,
        AppointmentState::Proposed
        | AppointmentState::CheckedIn
        | AppointmentState::InSession
        | AppointmentState::Done
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => false,
    }
}

/// Whether somebody is to come or is there and waits: to these a day's lateness is shown.
#[must_use]
pub const fn concerns(state: AppointmentState) -> bool {
    is_to_come(state) || matches!(state, AppointmentState::CheckedIn)
}

/// When an appointment is expected to begin on a day that is late by so many minutes.
#[must_use]
pub fn expected(starts_at: NaiveDateTime, minutes: i32) -> NaiveDateTime {
    starts_at + TimeDelta::minutes(i64::from(minutes))
}

#[cfg(test)]
mod tests;
