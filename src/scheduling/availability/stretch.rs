//! A window without its day: what rules, exceptions and templates lay onto days.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Mode, Reception, Reserve, Window, is_zero};
use crate::scheduling::calendar::TimeOfDay;
use crate::scheduling::ids::CentreId;
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;

/// One stretch of any day in which an official receives; its fields are those of a window.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
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
    /// Offered on a holiday too, and outside the hours of Ramadan.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_holiday: bool,
    /// A reception session instead of meetings with one each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reception: Option<Reception>,
}

impl Stretch {
    /// Meetings of so many minutes one after the other, open to choice, for everybody, with nothing
    /// else said of them.
    #[must_use]
    pub fn plain(
        (from, to): (TimeOfDay, TimeOfDay),
        modes: impl IntoIterator<Item = Mode>,
        slot_minutes: u16,
    ) -> Self {
        Self {
            from,
            to,
            modes: modes.into_iter().collect(),
            slot_minutes,
            buffer_minutes: 0,
            buffer_before_minutes: 0,
            open_to_choice: true,
            reserve: None,
            place: None,
            centres: BTreeSet::new(),
            section: None,
            on_holiday: false,
            reception: None,
        }
    }

    /// The window that it is on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Window {
        Window {
            day,
            from: self.from,
            to: self.to,
            modes: self.modes.clone(),
            slot_minutes: self.slot_minutes,
            buffer_minutes: self.buffer_minutes,
            buffer_before_minutes: self.buffer_before_minutes,
            open_to_choice: self.open_to_choice,
            reserve: self.reserve,
            place: self.place.clone(),
            centres: self.centres.clone(),
            section: self.section,
            on_holiday: self.on_holiday,
            reception: self.reception.clone(),
        }
    }

    /// Whether it can stand in a week.
    pub fn check(&self) -> Result<(), Refusal> {
        self.on(NaiveDate::default()).check()
    }
}

impl From<Window> for Stretch {
    fn from(window: Window) -> Self {
        Self {
            from: window.from,
            to: window.to,
            modes: window.modes,
            slot_minutes: window.slot_minutes,
            buffer_minutes: window.buffer_minutes,
            buffer_before_minutes: window.buffer_before_minutes,
            open_to_choice: window.open_to_choice,
            reserve: window.reserve,
            place: window.place,
            centres: window.centres,
            section: window.section,
            on_holiday: window.on_holiday,
            reception: window.reception,
        }
    }
}
