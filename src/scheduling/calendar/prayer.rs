//! Prayer times of a city by the method of Umm al-Qura, and the stretches kept free for them.
//!
//! The sun is the `adhan` crate's (0.2.0: no dependencies, no `unsafe`, compared with the library
//! that most prayer apps use); `salah` 0.7.6 does the same but panics on dates it does not like.
//! Fajr is at 18.5 degrees, Isha 90 minutes after Maghrib and 120 in Ramadan. Times are whole
//! minutes and agree with the printed tables within one or two.

use adhan::{Method, Parameters, prayer_times};
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

use crate::scheduling::calendar::{days::DayRules, local_day};
use crate::scheduling::slot::facts::Span;
use crate::value;

value! {
    /// The five prayers.
    pub enum Prayer {
        /// Before sunrise.
        Fajr = "fajr",
        /// At noon; on Fridays the Friday prayer.
        Dhuhr = "dhuhr",
        /// In the afternoon.
        Asr = "asr",
        /// At sunset.
        Maghrib = "maghrib",
        /// In the evening.
        Isha = "isha",
    }
}

/// Where a city is, in millionths of a degree, north and east.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct City {
    /// North of the equator.
    pub latitude: i32,
    /// East of Greenwich.
    pub longitude: i32,
}

impl City {
    /// Reads degrees north and east, `24.7136, 46.6753`; six digits after the point at most.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (north, east) = text.split_once(',')?;
        Self::of(millionths(north)?, millionths(east)?)
    }

    /// A place on the earth.
    #[must_use]
    pub fn of(latitude: i32, longitude: i32) -> Option<Self> {
        let is_there =
            latitude.unsigned_abs() <= 90_000_000 && longitude.unsigned_abs() <= 180_000_000;
        is_there.then_some(Self {
            latitude,
            longitude,
        })
    }
}

fn millionths(text: &str) -> Option<i32> {
    let text = text.trim();
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(whole, 3) || !is_number(part, 6) {
        return None;
    }
    let whole: i32 = whole.parse().ok()?;
    let part: i32 = format!("{part:0<6}").parse().ok()?;
    let value = whole * 1_000_000 + part;
    Some(if is_negative { -value } else { value })
}

/// How long prayers are kept free from their call on; nothing is kept for no minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrayerRule {
    /// Every prayer but the Friday prayer.
    pub minutes: u16,
    /// The Friday prayer.
    pub friday_minutes: u16,
}

/// Isha is so long after Maghrib in Ramadan, outside it half an hour less.
const ISHA_IN_RAMADAN: TimeDelta = TimeDelta::minutes(120);

/// The prayers of a day of the sun in a city, in order; those that the sun does not give there
/// (inside the polar circles) are left out. Whether it is Ramadan is asked of its sunset, because
/// a day of the sun may lie on another date of the wall.
#[must_use]
pub fn times(
    city: City,
    day: NaiveDate,
    is_ramadan: impl FnOnce(DateTime<Utc>) -> bool,
) -> Vec<(Prayer, DateTime<Utc>)> {
    let (latitude, longitude) = (degrees(city.latitude), degrees(city.longitude));
    let method = Parameters::for_method(Method::UmmAlQura);
    let found = prayer_times(
        day.year(),
        day.month(),
        day.day(),
        latitude,
        longitude,
        &method,
    );
    let noon = day.and_time(NaiveTime::MIN).and_utc()
        + TimeDelta::seconds(43_200 - i64::from(city.longitude) * 24 / 100_000);
    let Some(dhuhr) = nearest(noon, found.dhuhr) else {
        return Vec::new();
    };
    let after = |at: DateTime<Utc>, reading| {
        nearest(at, reading).map(|found| if found < at { found + A_DAY } else { found })
    };
    let fajr = after(dhuhr - A_DAY, found.fajr);
    let asr = after(dhuhr, found.asr);
    let maghrib = after(dhuhr, found.maghrib);
    let isha = maghrib.and_then(|maghrib| {
        if is_ramadan(maghrib) {
            Some(maghrib + ISHA_IN_RAMADAN)
        } else {
            after(maghrib, found.isha)
        }
    });
    let all = [
        (Prayer::Fajr, fajr),
        (Prayer::Dhuhr, Some(dhuhr)),
        (Prayer::Asr, asr),
        (Prayer::Maghrib, maghrib),
        (Prayer::Isha, isha),
    ];
    all.into_iter()
        .filter_map(|(prayer, at)| Some((prayer, at?)))
        .collect()
}

const A_DAY: TimeDelta = TimeDelta::days(1);

#[expect(
    clippy::float_arithmetic,
    reason = "the sun is computed in degrees; they are kept in whole millionths"
)]
fn degrees(millionths: i32) -> f64 {
    f64::from(millionths) / 1_000_000.0
}

/// A reading of a clock in UTC, on the day that brings it nearest to an instant.
fn nearest(at: DateTime<Utc>, reading: Option<(i64, u32, u32)>) -> Option<DateTime<Utc>> {
    let (hours, minutes, seconds) = reading?;
    let since_midnight = TimeDelta::hours(hours)
        + TimeDelta::minutes(minutes.into())
        + TimeDelta::seconds(seconds.into());
    let midnight = at.date_naive().and_time(NaiveTime::MIN).and_utc();
    let same_day = midnight + since_midnight;
    [same_day - A_DAY, same_day, same_day + A_DAY]
        .into_iter()
        .min_by_key(|each| (*each - at).abs())
}

/// The prayers of a day of the sun, each with the stretch kept free for it, as the rules have it.
#[must_use]
pub fn kept_of(city: City, zone: Tz, day: NaiveDate, rules: &DayRules) -> Vec<(Prayer, Span)> {
    let rule = rules.prayer();
    if rule == PrayerRule::default() {
        return Vec::new();
    }
    let is_ramadan = |at| rules.ramadan(local_day(zone, at)).is_some();
    let kept = times(city, day, is_ramadan)
        .into_iter()
        .map(|(prayer, at)| {
            let is_friday = local_day(zone, at).weekday() == Weekday::Fri;
            let minutes = match prayer {
                Prayer::Dhuhr if is_friday => rule.friday_minutes,
                Prayer::Fajr | Prayer::Dhuhr | Prayer::Asr | Prayer::Maghrib | Prayer::Isha => {
                    rule.minutes
                }
            };
            (prayer, (at, at + TimeDelta::minutes(minutes.into())))
        });
    kept.filter(|(_, (from, to))| from < to).collect()
}

#[cfg(test)]
mod tests;
