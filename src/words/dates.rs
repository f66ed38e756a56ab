//! Days in both calendars, times of day, lengths of time, as a person reads them.

use chrono::{Datelike as _, NaiveDate, NaiveTime, TimeDelta, Timelike as _};

use super::{Value, Words};
use crate::scheduling::hijri::{HijriDate, hijri};

impl Words {
    /// A local day whole: weekday, Gregorian date and Hijri date.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> String {
        self.dated("day", date)
    }

    /// A local day without its year and its Hijri date, for lists and headings.
    #[must_use]
    pub fn short_day(&self, date: NaiveDate) -> String {
        self.dated("short-day", date)
    }

    /// A local day for an SMS: both dates in the fewest letters.
    #[must_use]
    pub fn sms_day(&self, date: NaiveDate) -> String {
        self.dated("brief-day", date)
    }

    /// The Gregorian date alone, with its year.
    #[must_use]
    pub fn date(&self, date: NaiveDate) -> String {
        self.dated("gregorian-date", date)
    }

    /// The Hijri date alone, with its year.
    #[must_use]
    pub fn hijri_date(&self, date: NaiveDate) -> String {
        self.dated("hijri-date", date)
    }

    /// The name of the weekday.
    #[must_use]
    pub fn weekday(&self, date: NaiveDate) -> String {
        self.value("weekday", &date.weekday().to_string().to_lowercase())
    }

    /// A local time of day on the twelve-hour clock.
    #[must_use]
    pub fn time(&self, time: NaiveTime) -> String {
        let (evening, hour) = time.hour12();
        let key = match (evening, hour) {
            (false, _) => "time-morning",
            (true, 12) => "time-noon",
            (true, _) => "time-evening",
        };
        let clock = self.in_digits(&format!("{hour}:{:02}", time.minute()));
        self.unmarked(key, &[("clock", clock.into())])
    }

    /// A local day and time, whole.
    #[must_use]
    pub fn date_time(&self, date: NaiveDate, time: NaiveTime) -> String {
        let values = [
            ("day", self.day(date).into()),
            ("time", self.time(time).into()),
        ];
        self.unmarked("day-and-time", &values)
    }

    /// A local day and time without year and Hijri date, for lists.
    #[must_use]
    pub fn short_date_time(&self, date: NaiveDate, time: NaiveTime) -> String {
        let values = [
            ("day", self.short_day(date).into()),
            ("time", self.time(time).into()),
        ];
        self.unmarked("day-and-time", &values)
    }

    /// So many minutes.
    #[must_use]
    pub fn minutes(&self, count: i64) -> String {
        self.unmarked("minutes", &[("count", count.into())])
    }

    /// So many hours.
    #[must_use]
    pub fn hours(&self, count: i64) -> String {
        self.unmarked("hours", &[("count", count.into())])
    }

    /// So many days.
    #[must_use]
    pub fn days(&self, count: i64) -> String {
        self.unmarked("days", &[("count", count.into())])
    }

    /// A length of time in days, hours and minutes, as coarse as it is long.
    #[must_use]
    pub fn duration(&self, length: TimeDelta) -> String {
        let minutes = length.num_minutes().max(0);
        let hours = minutes / 60;
        let days = hours / 24;
        if days > 0 {
            return self.joined(self.days(days), hours % 24, |rest| self.hours(rest));
        }
        if hours > 0 {
            return self.joined(self.hours(hours), minutes % 60, |rest| self.minutes(rest));
        }
        self.minutes(minutes)
    }

    fn joined(&self, much: String, rest: i64, little: impl Fn(i64) -> String) -> String {
        if rest == 0 {
            return much;
        }
        let values = [("much", much.into()), ("little", little(rest).into())];
        self.unmarked("duration-joined", &values)
    }

    fn dated(&self, key: &str, date: NaiveDate) -> String {
        // Outside the years the calendar is published for there is no date to give.
        let nothing = HijriDate {
            year: 0,
            month: 1,
            day: 1,
        };
        let HijriDate {
            year: hijri_year,
            month: hijri_month,
            day: hijri_day,
        } = hijri(date).unwrap_or(nothing);
        let plain = |number: i64| self.number(number);
        self.unmarked(
            key,
            &[
                ("weekday", self.weekday(date).into()),
                ("day", plain(date.day().into()).into()),
                ("month", self.get(&format!("month-{}", date.month())).into()),
                ("year", plain(date.year().into()).into()),
                ("hijri-day", plain(hijri_day.into()).into()),
                (
                    "hijri-month",
                    self.get(&format!("hijri-month-{hijri_month}")).into(),
                ),
                ("hijri-year", plain(hijri_year.into()).into()),
            ],
        )
    }

    /// The parts of a date need no isolation from each other; the page isolates the whole.
    fn unmarked(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let words = Self {
            marks: false,
            ..self.clone()
        };
        words.with(key, values)
    }
}
