//! Days, weeks and wall clocks: the only place where local time becomes an instant and back.
//!
//! What kind of day a day is stands in the files beside: [`weekend`], [`holiday`], [`ramadan`] and
//! [`prayer`], put together in [`days`].

use chrono::{
    DateTime, Datelike as _, Days, NaiveDate, NaiveTime, Offset as _, TimeDelta, TimeZone as _,
    Utc, Weekday,
};
use chrono_tz::Tz;

use crate::scheduling::digits;

pub mod days;
pub mod holiday;
pub mod prayer;
pub mod ramadan;
pub mod weekend;

/// A time on a wall clock in minutes, from 00:00 to 24:00 (the end of the day); written `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

/// So many minutes has a day on the wall.
pub const DAY_MINUTES: u16 = 1440;

impl TimeOfDay {
    /// The beginning of a day.
    pub const MIDNIGHT: Self = Self(0);

    /// A time from the minutes since midnight, up to 1440.
    #[must_use]
    pub const fn of_minutes(minutes: u16) -> Option<Self> {
        if minutes <= DAY_MINUTES {
            Some(Self(minutes))
        } else {
            None
        }
    }

    /// Reads `H:MM` or `HH:MM` in any digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = digits::to_latin(text);
        let (hours, minutes) = plain.split_once(':')?;
        let is_digits = |part: &str, least: usize| {
            (least..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_digits(hours, 1) || !is_digits(minutes, 2) {
            return None;
        }
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        if minutes > 59 {
            return None;
        }
        Self::of_minutes(hours * 60 + minutes)
    }

    /// Minutes since midnight.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// The time so many minutes later on the same day, if the day is long enough.
    #[must_use]
    pub fn plus(self, minutes: u16) -> Option<Self> {
        self.0.checked_add(minutes).and_then(Self::of_minutes)
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// What a time on the wall of a day is in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WallTime {
    /// The usual case: one instant.
    Once(DateTime<Utc>),
    /// The clocks went back over it: it is read twice.
    Twice {
        /// The first time it is read.
        first: DateTime<Utc>,
        /// The second time.
        second: DateTime<Utc>,
    },
    /// The clocks went forward over it: it is never read.
    Never {
        /// The first instant whose reading is later.
        next: DateTime<Utc>,
    },
}

/// What the wall of a zone says at that time of that day.
#[must_use]
pub fn wall(zone: Tz, day: NaiveDate, time: TimeOfDay) -> WallTime {
    let local = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(time.0));
    match zone.from_local_datetime(&local) {
        chrono::LocalResult::Single(at) => WallTime::Once(at.to_utc()),
        chrono::LocalResult::Ambiguous(first, second) => WallTime::Twice {
            first: first.to_utc(),
            second: second.to_utc(),
        },
        chrono::LocalResult::None => WallTime::Never {
            next: after_gap(zone, local),
        },
    }
}

/// The first instant at which the wall reads that time or a later one.
#[must_use]
pub fn instant(zone: Tz, day: NaiveDate, time: TimeOfDay) -> DateTime<Utc> {
    match wall(zone, day, time) {
        WallTime::Once(at) | WallTime::Twice { first: at, .. } | WallTime::Never { next: at } => at,
    }
}

/// Whether the wall read the same time once before: the second pass of clocks put back.
#[must_use]
pub fn is_second_pass(zone: Tz, at: DateTime<Utc>) -> bool {
    match zone.from_local_datetime(&at.with_timezone(&zone).naive_local()) {
        chrono::LocalResult::Ambiguous(_, second) => second.to_utc() == at,
        chrono::LocalResult::Single(_) | chrono::LocalResult::None => false,
    }
}

/// Whether the clocks of a zone ran evenly from a day before `from` until `to`, so that nothing
/// in between is read twice; looked at in steps shorter than two changes ever were apart.
#[must_use]
pub fn is_even(zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
    let offset = |at: DateTime<Utc>| zone.offset_from_utc_datetime(&at.naive_utc()).fix();
    let last = offset(to);
    let mut at = from - TimeDelta::hours(25);
    while at < to {
        if offset(at) != last {
            return false;
        }
        at += TimeDelta::hours(25);
    }
    true
}

/// From the first instant of a day in a zone to the first of the day after the last, `[from, to)`.
#[must_use]
pub fn days_span(zone: Tz, first: NaiveDate, last: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let midnight = TimeOfDay(0);
    (
        instant(zone, first, midnight),
        instant(zone, day_after(last), midnight),
    )
}

/// The day on the wall of a zone.
#[must_use]
pub fn local_day(zone: Tz, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// The time on the wall of a zone, in whole minutes.
#[must_use]
pub fn local_time(zone: Tz, at: DateTime<Utc>) -> TimeOfDay {
    use chrono::Timelike as _;
    let local = at.with_timezone(&zone);
    TimeOfDay(u16::try_from(local.hour() * 60 + local.minute()).unwrap_or(0))
}

/// The day after; at the end of all days, the same day.
#[must_use]
pub fn day_after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

/// Full years lived on a day; none before birth.
#[must_use]
pub fn age(born: NaiveDate, on: NaiveDate) -> Option<u32> {
    on.years_since(born)
}

/// Finds the end of a gap by halving: readings before it are earlier, readings after it later.
fn after_gap(zone: Tz, local: chrono::NaiveDateTime) -> DateTime<Utc> {
    let reads_later = |seconds: i64| {
        DateTime::from_timestamp(seconds, 0)
            .is_none_or(|at| at.with_timezone(&zone).naive_local() >= local)
    };
    // No zone is further than a day from UTC, and no gap is longer than a day.
    let (mut before, mut after) = (
        local.and_utc().timestamp() - 180_000,
        local.and_utc().timestamp() + 180_000,
    );
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if reads_later(middle) {
            after = middle;
        } else {
            before = middle;
        }
    }
    DateTime::from_timestamp(after, 0).unwrap_or_else(|| local.and_utc())
}

/// A week from Sunday to Saturday, named after the ISO week of its Monday: `2026-W48`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week {
    sunday: NaiveDate,
}

impl Week {
    /// The week in which a day lies.
    #[must_use]
    pub fn containing(day: NaiveDate) -> Self {
        let since_sunday = u64::from(day.weekday().num_days_from_sunday());
        Self {
            sunday: day.checked_sub_days(Days::new(since_sunday)).unwrap_or(day),
        }
    }

    /// Reads `2026-W48` in any digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = digits::to_latin(text);
        let (year, number) = plain.split_once("-W")?;
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || number.len() != 2 || !is_digits(year) || !is_digits(number) {
            return None;
        }
        let monday =
            NaiveDate::from_isoywd_opt(year.parse().ok()?, number.parse().ok()?, Weekday::Mon)?;
        Some(Self {
            sunday: monday.pred_opt()?,
        })
    }

    /// The first day, a Sunday.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.sunday
    }

    /// The last day, a Saturday.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        self.day(6)
    }

    /// The seven days, from Sunday.
    #[must_use]
    pub fn days(self) -> [NaiveDate; 7] {
        [0, 1, 2, 3, 4, 5, 6].map(|place| self.day(place))
    }

    /// Whether a day lies in the week.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::containing(day) == self
    }

    /// The week after.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            sunday: self.day(7),
        }
    }

    /// The week before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self {
            sunday: self
                .sunday
                .checked_sub_days(Days::new(7))
                .unwrap_or(self.sunday),
        }
    }

    /// The weeks from the one of `first` to the one of `last`, both included.
    #[must_use]
    pub fn covering(first: NaiveDate, last: NaiveDate) -> Vec<Self> {
        let end = Self::containing(last);
        let mut weeks = Vec::new();
        let mut week = Self::containing(first);
        while week <= end && weeks.len() < WEEKS_MAX {
            weeks.push(week);
            week = week.next();
        }
        weeks
    }

    fn day(self, place: u64) -> NaiveDate {
        self.sunday
            .checked_add_days(Days::new(place))
            .unwrap_or(self.sunday)
    }
}

/// So many weeks at most are looked at together: two years.
pub const WEEKS_MAX: usize = 106;

impl std::fmt::Display for Week {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let monday = self.day(1).iso_week();
        write!(f, "{:04}-W{:02}", monday.year(), monday.week())
    }
}

macro_rules! as_text {
    ($($name:ident: $what:literal),+ $(,)?) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(from)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom($what))
            }
        }
    )+};
}

as_text! {
    TimeOfDay: "a time is written HH:MM",
    Week: "a week is written 2026-W48",
}

#[cfg(test)]
mod tests;
