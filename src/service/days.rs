//! What kind of day a day is, read from the tables and the settings; prayers worked out once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{PoisonError, RwLock};

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::config::{Calendar, Holidays};
use crate::scheduling::TimeOfDay;
use crate::scheduling::calendar::days::{DayRules, Written};
use crate::scheduling::calendar::holiday::Holiday;
use crate::scheduling::calendar::prayer::{self, City, PrayerRule};
use crate::scheduling::calendar::ramadan::{Ramadan, RamadanHours};
use crate::scheduling::calendar::weekend::{WeekendRule, Weekends};
use crate::scheduling::ids::CentreId;
use crate::scheduling::slot::facts::{Day, Span, joined};
use crate::scheduling::slot::hours::{HoursOverride, Stretch};
use crate::store::calendar as rows;
use crate::store::{Db, StoreError};

/// So many city's days are kept worked out; beyond that they are forgotten and made anew.
const DAYS_MAX: usize = 100_000;

/// The prayers of cities, each day worked out when it is first asked for.
#[derive(Debug, Default)]
pub struct Timetable(RwLock<BTreeMap<(City, NaiveDate), Vec<Span>>>);

impl Timetable {
    /// The stretches kept free in a city from one day to another, in order, none over another.
    pub fn kept(
        &self,
        (city, zone): (City, Tz),
        (first, last): (NaiveDate, NaiveDate),
        rules: &DayRules,
    ) -> Vec<Span> {
        if rules.prayer() == PrayerRule::default() {
            return Vec::new();
        }
        let days = || first.iter_days().take_while(|&day| day <= last);
        {
            let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
            let found = known.range((city, first)..=(city, last));
            if found.clone().count() == days().count() {
                return joined(found.flat_map(|(_, spans)| spans.iter().copied()).collect());
            }
        }
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() > DAYS_MAX {
            known.clear();
        }
        let spans = days().flat_map(|day| {
            let of_day = known.entry((city, day)).or_insert_with(|| {
                let kept = prayer::kept_of(city, zone, day, rules);
                kept.into_iter().map(|(_, span)| span).collect()
            });
            of_day.clone()
        });
        joined(spans.collect())
    }
}

/// The rules about the weekend.
pub(super) fn weekends(db: &mut Db) -> Result<Weekends, StoreError> {
    let rules = rows::weekends(db)?;
    let rules = rules.iter().map(as_weekend).collect::<Result<_, _>>()?;
    Ok(Weekends::new(rules))
}

/// The rules about days, as the tables and the settings have them.
pub(super) fn load(db: &mut Db, settings: Option<&Calendar>) -> Result<DayRules, StoreError> {
    let weekends = weekends(db)?;
    let holidays = rows::holidays(db)?;
    let holidays = holidays.iter().map(as_holiday).collect::<Result<_, _>>()?;
    let ramadans = rows::ramadans(db)?;
    let ramadans = ramadans.iter().map(as_ramadan).collect::<Result<_, _>>()?;
    Ok(DayRules::new(Written {
        weekends,
        holidays,
        ramadans,
        ramadan_hours: settings.map(|calendar| RamadanHours {
            from: calendar.ramadan_from,
            to: calendar.ramadan_to,
        }),
        is_civil_service: settings
            .is_some_and(|calendar| calendar.holidays == Holidays::CivilService),
        prayer: settings.map_or_else(PrayerRule::default, |calendar| PrayerRule {
            minutes: calendar.prayer_minutes,
            friday_minutes: calendar.friday_minutes,
        }),
    }))
}

/// The other hours of each centre, the latest said last.
pub(super) fn overrides(db: &mut Db) -> Result<BTreeMap<CentreId, Vec<HoursOverride>>, StoreError> {
    let mut all: BTreeMap<CentreId, Vec<HoursOverride>> = BTreeMap::new();
    for row in rows::overrides(db)? {
        let said = as_override(&row)?;
        all.entry(row.centre_id).or_default().push(said);
    }
    Ok(all)
}

/// Where the centres are.
pub(super) fn cities(db: &mut Db) -> Result<BTreeMap<CentreId, City>, StoreError> {
    let known = rows::cities(db)?.into_iter().filter_map(|row| {
        let city = City::of(row.latitude, row.longitude)?;
        Some((row.centre_id, city))
    });
    Ok(known.collect())
}

fn wrong(table: &'static str, column: &'static str, row: &impl ToString) -> StoreError {
    StoreError::Inconsistent {
        table,
        column,
        row: row.to_string(),
    }
}

/// Numbers of weekdays, comma-separated; blank is none.
fn weekdays(text: &str) -> Option<BTreeSet<Day>> {
    let numbers = text.split(',').filter(|number| !number.is_empty());
    numbers
        .map(|number| Day::of_number(number.trim().parse().ok()?))
        .collect()
}

/// Weekdays as they stand in a row.
pub(super) fn weekdays_text(days: &BTreeSet<Day>) -> String {
    let numbers: Vec<String> = days.iter().map(|day| day.number().to_string()).collect();
    numbers.join(",")
}

/// Stretches as they stand in a row.
pub(super) fn hours_text(hours: &[Stretch]) -> String {
    let all: Vec<String> = hours
        .iter()
        .map(|(from, to)| format!("{from}-{to}"))
        .collect();
    all.join(" ")
}

pub(super) fn stretches(text: &str) -> Option<Vec<Stretch>> {
    text.split_whitespace()
        .map(|stretch| {
            let (from, to) = stretch.split_once('-')?;
            Some((TimeOfDay::parse(from)?, TimeOfDay::parse(to)?))
        })
        .collect()
}

fn as_weekend(row: &rows::Weekend) -> Result<WeekendRule, StoreError> {
    let at = |column| wrong("weekend", column, &row.from_day);
    Ok(WeekendRule {
        from: row.from_day.parse().map_err(|_unread| at("from_day"))?,
        days: weekdays(&row.days).ok_or_else(|| at("days"))?,
    })
}

pub(super) fn as_holiday(row: &rows::Holiday) -> Result<Holiday, StoreError> {
    let at = |column| wrong("holiday", column, &row.id);
    Ok(Holiday {
        first: row.first_day.parse().map_err(|_unread| at("first_day"))?,
        last: row.last_day.parse().map_err(|_unread| at("last_day"))?,
        occasion: row.occasion,
        names: row.names.0.clone(),
        state: row.state,
        id: row.id.clone(),
    })
}

fn as_ramadan(row: &rows::Ramadan) -> Result<Ramadan, StoreError> {
    let at = |column| wrong("ramadan", column, &row.hijri_year);
    let time = |minutes: i32| u16::try_from(minutes).ok().and_then(TimeOfDay::of_minutes);
    Ok(Ramadan {
        year: row.hijri_year,
        first: row.first_day.parse().map_err(|_unread| at("first_day"))?,
        last: row.last_day.parse().map_err(|_unread| at("last_day"))?,
        from: time(row.from_minute).ok_or_else(|| at("from_minute"))?,
        to: time(row.to_minute).ok_or_else(|| at("to_minute"))?,
        is_estimated: row.estimated,
    })
}

fn as_override(row: &rows::OpeningOverride) -> Result<HoursOverride, StoreError> {
    let at = |column| wrong("opening_override", column, &row.id);
    Ok(HoursOverride {
        section: row.section,
        first: row.first_day.parse().map_err(|_unread| at("first_day"))?,
        last: row.last_day.parse().map_err(|_unread| at("last_day"))?,
        weekdays: weekdays(&row.weekdays).ok_or_else(|| at("weekdays"))?,
        hours: stretches(&row.hours).ok_or_else(|| at("hours"))?,
    })
}
