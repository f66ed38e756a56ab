//! When an official receives: the windows of a week, as the office publishes them.
//!
//! Times are on the wall of the ministry's zone. Slots are cut from the windows and never stored.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::scheduling::calendar::{self, TimeOfDay, Week};
use crate::scheduling::ids::{CentreId, OfficialId};
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;
use crate::value;

pub mod effect;
pub mod exception;
pub mod fill;
pub mod merge;
pub mod rule;
pub mod stretch;
pub mod template;

pub use effect::{Effect, Standing};
pub use exception::{Change, Exception};
pub use rule::{Weekday, WeeklyRule};
pub use stretch::Stretch;
pub use template::{Template, TemplateAdds, TemplateHours};

value! {
    /// How people meet, or what a slot is for.
    pub enum Mode {
        /// Face to face, at the headquarters or at a centre.
        InPerson = "in_person",
        /// From a video room of a centre.
        Video = "video",
        /// A reception session with several people.
        Reception = "reception",
        /// A centre's own service, without an official.
        Service = "service",
    }
}

/// One stretch of one day in which an official receives.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The day, in the ministry's zone.
    pub day: NaiveDate,
    /// From when.
    #[schema(value_type = String, example = "09:00")]
    pub from: TimeOfDay,
    /// Until when: no meeting ends later.
    #[schema(value_type = String, example = "12:00")]
    pub to: TimeOfDay,
    /// How people may meet in it.
    pub modes: BTreeSet<Mode>,
    /// How long a meeting is.
    pub slot_minutes: u16,
    /// The official's pause after each meeting.
    pub buffer_minutes: u16,
    /// The official's time to prepare before each meeting.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub buffer_before_minutes: u16,
    /// Whether the public chooses among its times, or the office allocates them.
    pub open_to_choice: bool,
    /// Kept for urgent requests until shortly before; none is no reserve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve: Option<Reserve>,
    /// The centre where the official is met in person; none is the headquarters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CentreId>,
    /// The centres that may come in by video; none named is every centre.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub centres: BTreeSet<CentreId>,
    /// Only for people of this section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Section>,
    /// Whether the office receives in it although the calendar says otherwise: on a holiday, and
    /// outside the hours of Ramadan.
    #[serde(default, skip_serializing_if = "is_unsaid")]
    pub on_holiday: bool,
    /// A reception session instead of meetings with one each: its seats, and who receives too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reception: Option<Reception>,
}

/// A reception session: many people meet the official, and those who receive with him, at once.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Reception {
    /// How many people sit in it, companions included.
    pub seats: u16,
    /// The officials who receive with the one whose week it is; their time is taken too.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub with: BTreeSet<OfficialId>,
}

impl Reception {
    /// Everybody who receives, the one whose week it is among them, each once.
    pub fn officials<'a>(&'a self, lead: &'a OfficialId) -> impl Iterator<Item = &'a OfficialId> {
        let others = self.with.iter().filter(move |each| *each != lead);
        std::iter::once(lead).chain(others)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
const fn is_unsaid(said: &bool) -> bool {
    !*said
}

/// Times kept for urgent requests: the office alone gives them, and to nobody else, until they are
/// released; then they are what the window says without the reserve.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Reserve {
    /// So many minutes before its start a time is released.
    pub release_minutes: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
const fn is_zero(minutes: &u16) -> bool {
    *minutes == 0
}

/// One time that a window offers, before anybody asked who is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offer {
    /// When the official's preparation begins.
    pub prepares_at: DateTime<Utc>,
    /// When the meeting begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// When the official's pause after it ends.
    pub clear_at: DateTime<Utc>,
}

/// Times and lengths go by so many minutes: a cell.
pub const GRID_MINUTES: u16 = 5;

/// The longest meeting, and the longest pause before or after one.
pub const SLOT_MINUTES_MAX: u16 = 240;

/// The longest time before its start at which a reserved time is released: eight weeks.
pub const RELEASE_MINUTES_MAX: u32 = 8 * 7 * 24 * 60;

/// So many people at most sit in one reception session.
pub const SEATS_MAX: u16 = 500;

/// So many officials at most receive with another.
pub const WITH_MAX: usize = 8;

/// So many windows at most stand in one week.
pub const WINDOWS_MAX: usize = 200;

impl Window {
    /// Whether the window is one that can be published.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.from >= self.to {
            return Err(Refusal::WindowOrder);
        }
        let on_grid = |minutes: u16| minutes.is_multiple_of(GRID_MINUTES);
        if ![
            self.from.minutes(),
            self.to.minutes(),
            self.slot_minutes,
            self.buffer_minutes,
            self.buffer_before_minutes,
        ]
        .into_iter()
        .all(on_grid)
        {
            return Err(Refusal::WindowGrid);
        }
        if !(GRID_MINUTES..=SLOT_MINUTES_MAX).contains(&self.slot_minutes)
            || self.buffer_minutes.max(self.buffer_before_minutes) > SLOT_MINUTES_MAX
        {
            return Err(Refusal::WindowLength);
        }
        if self
            .reserve
            .is_some_and(|reserve| reserve.release_minutes > RELEASE_MINUTES_MAX)
        {
            return Err(Refusal::WindowRelease);
        }
        if self.to.minutes() - self.from.minutes() < self.slot_minutes {
            return Err(Refusal::WindowShort);
        }
        self.check_modes()
    }

    /// A reception session is nothing else beside, has seats and is nobody else's.
    fn check_modes(&self) -> Result<(), Refusal> {
        let is_session = self.reception.is_some();
        let fits = |mode: &Mode| match mode {
            Mode::InPerson | Mode::Video => !is_session,
            Mode::Reception => is_session,
            Mode::Service => false,
        };
        if self.modes.is_empty() || !self.modes.iter().all(fits) {
            return Err(Refusal::WindowMode);
        }
        let has_seats = self.reception.as_ref().is_none_or(|reception| {
            (1..=SEATS_MAX).contains(&reception.seats) && reception.with.len() <= WITH_MAX
        });
        if has_seats {
            Ok(())
        } else {
            Err(Refusal::WindowSeats)
        }
    }

    /// Whether a time of the window is still kept for urgent requests.
    #[must_use]
    pub fn is_reserved(&self, offer: &Offer, now: DateTime<Utc>) -> bool {
        self.reserve.is_some_and(|reserve| {
            now < offer.starts_at - TimeDelta::minutes(i64::from(reserve.release_minutes))
        })
    }

    /// The times the window offers, in order: the first meeting begins with the window, whatever
    /// is prepared before it.
    ///
    /// They are cut in real minutes from the window's first instant, so none lies in an hour that
    /// the clocks skip; of an hour that the clocks repeat only the first pass is offered.
    #[must_use]
    pub fn offers(&self, zone: Tz) -> Vec<Offer> {
        let slot = TimeDelta::minutes(i64::from(self.slot_minutes));
        let pause = TimeDelta::minutes(i64::from(self.buffer_minutes));
        let before = TimeDelta::minutes(i64::from(self.buffer_before_minutes));
        if slot <= TimeDelta::zero() {
            return Vec::new();
        }
        let end = calendar::instant(zone, self.day, self.to);
        let mut offers = Vec::new();
        let mut starts_at = calendar::instant(zone, self.day, self.from);
        let is_even = calendar::is_even(zone, starts_at, end);
        while starts_at + slot <= end {
            let ends_at = starts_at + slot;
            let clear_at = ends_at + pause;
            if is_even || !calendar::is_second_pass(zone, starts_at) {
                offers.push(Offer {
                    prepares_at: starts_at - before,
                    starts_at,
                    ends_at,
                    clear_at,
                });
            }
            starts_at = clear_at + before;
        }
        offers
    }

    /// Whether two windows claim the same minute of the same day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.day == other.day && self.from < other.to && other.from < self.to
    }

    /// What stays when a stretch is taken out: the part before, and the part after, whose times
    /// stay where they were.
    fn without(&self, from: TimeOfDay, to: TimeOfDay) -> Vec<Self> {
        let mut parts = Vec::new();
        if self.from < from {
            parts.push(Self {
                to: from.min(self.to),
                ..self.clone()
            });
        }
        if to < self.to {
            let step = self
                .slot_minutes
                .saturating_add(self.buffer_minutes)
                .saturating_add(self.buffer_before_minutes)
                .max(GRID_MINUTES);
            let gone = to.minutes().saturating_sub(self.from.minutes());
            let kept = self.from.plus(gone.div_ceil(step).saturating_mul(step));
            if let Some(first) = kept {
                parts.push(Self {
                    from: first,
                    ..self.clone()
                });
            }
        }
        parts.retain(|part| part.check().is_ok());
        parts
    }
}

/// A published week of an official: the truth that slots are cut from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeekPlan {
    /// Whose week.
    pub official: OfficialId,
    /// Which week.
    pub week: Week,
    /// Rises by one with every change.
    pub version: i64,
    /// The windows in order, none over another.
    pub windows: Vec<Window>,
}

impl WeekPlan {
    /// A week in which nobody is received yet.
    #[must_use]
    pub const fn empty(official: OfficialId, week: Week) -> Self {
        Self {
            official,
            week,
            version: 0,
            windows: Vec::new(),
        }
    }

    /// The week with one more window.
    pub fn add(&self, window: Window) -> Result<Self, Refusal> {
        window.check()?;
        if !self.week.contains(window.day) {
            return Err(Refusal::WindowDay);
        }
        if self.windows.len() >= WINDOWS_MAX
            || self.windows.iter().any(|each| each.overlaps(&window))
        {
            return Err(Refusal::WindowOverlaps);
        }
        let mut windows = self.windows.clone();
        windows.push(window);
        Ok(self.changed(windows))
    }

    /// The week with a window that goes before what stands there: the times around it stay as
    /// they were.
    pub fn put(&self, window: Window) -> Result<Self, Refusal> {
        window.check()?;
        if !self.week.contains(window.day) {
            return Err(Refusal::WindowDay);
        }
        let mut windows = self.windows.clone();
        fill::put(&mut windows, window);
        if windows.len() > WINDOWS_MAX {
            return Err(Refusal::WindowOverlaps);
        }
        Ok(self.changed(windows))
    }

    /// The week without a stretch of a day; the times around it stay as they were.
    pub fn withdraw(
        &self,
        day: NaiveDate,
        from: TimeOfDay,
        to: TimeOfDay,
    ) -> Result<Self, Refusal> {
        if from >= to {
            return Err(Refusal::WindowOrder);
        }
        if !from.minutes().is_multiple_of(GRID_MINUTES)
            || !to.minutes().is_multiple_of(GRID_MINUTES)
        {
            return Err(Refusal::WindowGrid);
        }
        let is_hit = |window: &Window| window.day == day && window.from < to && from < window.to;
        if !self.windows.iter().any(is_hit) {
            return Err(Refusal::NothingThere);
        }
        let keep = |window: &Window| {
            if is_hit(window) {
                window.without(from, to)
            } else {
                vec![window.clone()]
            }
        };
        Ok(self.changed(self.windows.iter().flat_map(keep).collect()))
    }

    fn changed(&self, mut windows: Vec<Window>) -> Self {
        windows.sort_unstable();
        let official = self.official.clone();
        Self {
            official,
            week: self.week,
            version: self.version + 1,
            windows,
        }
    }

    /// Whether the whole week may be published: every window good, in its week, over no other.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut rebuilt = Self::empty(self.official.clone(), self.week);
        for window in &self.windows {
            rebuilt = rebuilt.add(window.clone())?;
        }
        Ok(())
    }

    /// The times of the week by way of meeting: when, until when, how.
    #[must_use]
    pub fn times(&self, zone: Tz) -> BTreeSet<(DateTime<Utc>, DateTime<Utc>, Mode)> {
        self.windows
            .iter()
            .flat_map(|window| {
                window.offers(zone).into_iter().flat_map(|offer| {
                    window
                        .modes
                        .iter()
                        .map(move |&mode| (offer.starts_at, offer.ends_at, mode))
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
