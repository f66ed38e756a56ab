//! The calendar's days and its changes, as JSON.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::rules::Calendar;
use crate::scheduling::calendar::holiday::Occasion;
use crate::scheduling::calendar::prayer::Prayer;
use crate::scheduling::ids::{AppointmentId, CentreId, OfficialId, OverrideId};
use crate::scheduling::{Mode, Section, TimeOfDay};

/// Days.
#[derive(Serialize, ToSchema)]
pub struct Days {
    /// In order, at most 366.
    pub days: Vec<DayShown>,
}

/// One day.
#[derive(Serialize, ToSchema)]
pub struct DayShown {
    /// The day.
    pub day: NaiveDate,
    /// The same in the Umm al-Qura calendar.
    #[schema(example = "1448-06-12")]
    pub hijri: Option<String>,
    /// Whether it is at a weekend.
    pub weekend: bool,
    /// The holiday it lies in.
    pub holiday: Option<HolidayShown>,
    /// The hours of Ramadan, in Ramadan.
    pub ramadan: Option<RamadanShown>,
    /// When which section of the centre is open.
    pub hours: Vec<HoursShown>,
    /// What is kept free for prayers.
    pub prayers: Vec<PrayerShown>,
}

/// A holiday.
#[derive(Serialize, ToSchema)]
pub struct HolidayShown {
    /// Its id.
    #[schema(example = "eid_fitr-1448")]
    pub id: String,
    /// Why.
    pub occasion: Occasion,
    /// Its name, in the caller's language.
    pub name: String,
    /// The first day off.
    pub first: NaiveDate,
    /// The last day off.
    pub last: NaiveDate,
    /// Whether its days may still move.
    pub estimated: bool,
}

/// A Ramadan's hours.
#[derive(Serialize, ToSchema)]
pub struct RamadanShown {
    /// From when people are received.
    #[schema(value_type = String, example = "10:00")]
    pub from: TimeOfDay,
    /// Until when.
    #[schema(value_type = String, example = "15:00")]
    pub to: TimeOfDay,
    /// Whether its days may still move.
    pub estimated: bool,
}

/// When a section is open.
#[derive(Serialize, ToSchema)]
pub struct HoursShown {
    /// Which section.
    pub section: Section,
    /// From when, on the centre's wall clock.
    #[schema(value_type = String, example = "08:00")]
    pub from: TimeOfDay,
    /// Until when.
    #[schema(value_type = String, example = "16:00")]
    pub to: TimeOfDay,
}

/// What is kept free for a prayer.
#[derive(Serialize, ToSchema)]
pub struct PrayerShown {
    /// Which prayer.
    pub prayer: Prayer,
    /// From its call.
    pub from: DateTime<FixedOffset>,
    /// Until it is over.
    pub to: DateTime<FixedOffset>,
}

/// A holiday that was changed.
#[derive(Serialize, ToSchema)]
pub struct HolidayChanged {
    /// The holiday.
    pub holiday: HolidayShown,
    /// Who has an appointment on its days and keeps it, by start.
    pub hit: Vec<Hit>,
}

/// An appointment on a day that is off now.
#[derive(Serialize, ToSchema)]
pub struct Hit {
    /// The appointment.
    pub id: AppointmentId,
    /// The reference of its request.
    pub reference: String,
    /// With whom.
    pub official: Option<OfficialId>,
    /// How.
    pub mode: Mode,
    /// Where.
    pub centre: Option<CentreId>,
    /// When it begins.
    pub starts_at: DateTime<FixedOffset>,
}

/// A holiday to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidayBody {
    /// The first day.
    pub first: String,
    /// The last day; the first if not said.
    pub last: Option<String>,
    /// The calendar of the days.
    pub calendar: Option<Calendar>,
    /// Its name, in Arabic (`ar`) and English (`en`).
    pub names: BTreeMap<String, String>,
    /// Whether its days may still move.
    #[serde(default)]
    pub estimated: bool,
}

/// The days of a holiday that is confirmed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmBody {
    /// The first day, if it moved.
    pub first: Option<String>,
    /// The last day, if it moved.
    pub last: Option<String>,
    /// The calendar of the days.
    pub calendar: Option<Calendar>,
}

/// A Ramadan as it was sighted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RamadanBody {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// From when people are received.
    #[schema(value_type = String, example = "10:00")]
    pub from: TimeOfDay,
    /// Until when.
    #[schema(value_type = String, example = "15:00")]
    pub to: TimeOfDay,
    /// Whether its days may still move.
    #[serde(default)]
    pub estimated: bool,
}

/// Other hours of a centre.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideBody {
    /// For which section; both if not said.
    pub section: Option<Section>,
    /// The first day.
    pub first: String,
    /// The last day; the first if not said.
    pub last: Option<String>,
    /// The calendar of the days.
    pub calendar: Option<Calendar>,
    /// On which days of the week between them (0 is Sunday); every day if not said.
    #[serde(default)]
    pub weekdays: Vec<u8>,
    /// The hours instead, in order; none is closed.
    pub hours: Vec<StretchBody>,
    /// Why.
    pub reason: String,
}

/// A stretch of a day.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StretchBody {
    /// From when.
    #[schema(value_type = String, example = "08:00")]
    pub from: TimeOfDay,
    /// Until when.
    #[schema(value_type = String, example = "12:00")]
    pub to: TimeOfDay,
}

/// Other hours that were set.
#[derive(Serialize, ToSchema)]
pub struct OverrideMade {
    /// Their id.
    pub id: OverrideId,
    /// Who has an appointment outside them and keeps it, by start.
    pub hit: Vec<Hit>,
}
