//! When a notice leaves: the quiet hours, the reminders before an appointment, the evening.

use chrono::{DateTime, Days, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{NoticeEvent, Patience, patience};
use crate::scheduling::TimeOfDay;
use crate::scheduling::calendar::{instant, local_day};

/// A reminder that falls into the quiet hours goes out so long before they begin.
const BEFORE_QUIET: TimeDelta = TimeDelta::minutes(30);

/// The hours in which nobody is woken, on the wall of a zone; they may go over midnight.
#[derive(Clone, Copy, Debug)]
pub struct QuietHours {
    /// Whose wall.
    pub zone: Tz,
    /// When they begin.
    pub from: TimeOfDay,
    /// When they end; the same as `from`: there are none.
    pub to: TimeOfDay,
}

impl QuietHours {
    /// The quiet stretch that holds an instant, `[from, to)`.
    #[must_use]
    pub fn around(&self, at: DateTime<Utc>) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        if self.from == self.to {
            return None;
        }
        let today = local_day(self.zone, at);
        let yesterday = today.checked_sub_days(Days::new(1))?;
        [yesterday, today].into_iter().find_map(|day| {
            let last = if self.from < self.to {
                day
            } else {
                day.checked_add_days(Days::new(1))?
            };
            let stretch = (
                instant(self.zone, day, self.from),
                instant(self.zone, last, self.to),
            );
            (stretch.0 <= at && at < stretch.1).then_some(stretch)
        })
    }

    /// When an SMS about an event may leave that is owed at `at`; `starts_at` is the appointment's
    /// time where it is about one, the nearer one where there are two.
    #[must_use]
    pub fn due(
        &self,
        event: NoticeEvent,
        at: DateTime<Utc>,
        starts_at: Option<DateTime<Utc>>,
    ) -> DateTime<Utc> {
        let Some((_, ends)) = self.around(at) else {
            return at;
        };
        // Whoever would set out that day must hear of it before.
        let is_today =
            starts_at.is_some_and(|it| local_day(self.zone, it) <= local_day(self.zone, ends));
        match patience(event) {
            Patience::None => at,
            Patience::UnlessToday if is_today => at,
            Patience::UnlessToday | Patience::UntilMorning => ends,
        }
    }

    /// When a person is reminded of an appointment, so many hours before it; earlier where that is
    /// in the quiet hours, because later would be too late.
    #[must_use]
    pub fn reminder(&self, starts_at: DateTime<Utc>, hours: i32) -> DateTime<Utc> {
        let at = starts_at - TimeDelta::hours(hours.into());
        self.around(at)
            .map_or(at, |(begins, _)| begins - BEFORE_QUIET)
    }

    /// By so much at most a reminder comes earlier than its hours say.
    #[must_use]
    pub fn slack(&self) -> TimeDelta {
        let (from, to) = (i64::from(self.from.minutes()), i64::from(self.to.minutes()));
        // An hour more for clocks that are put forward or back in between.
        TimeDelta::minutes((to - from).rem_euclid(1440) + 60) + BEFORE_QUIET
    }
}

/// The last evening that has come: the latest instant at which the wall of the zone read `time`.
#[must_use]
pub fn last_evening(zone: Tz, time: TimeOfDay, now: DateTime<Utc>) -> DateTime<Utc> {
    let today = local_day(zone, now);
    let of_today = instant(zone, today, time);
    if of_today <= now {
        return of_today;
    }
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    instant(zone, yesterday, time)
}

/// The next evening that comes.
#[must_use]
pub fn next_evening(zone: Tz, time: TimeOfDay, now: DateTime<Utc>) -> DateTime<Utc> {
    let today = local_day(zone, now);
    let of_today = instant(zone, today, time);
    if of_today > now {
        return of_today;
    }
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    instant(zone, tomorrow, time)
}
