//! The calendar: days off, Ramadan, prayers, hours; and what the administrator changes in it.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use self::view::{
    ConfirmBody, DayShown, Days, Hit, HolidayBody, HolidayChanged, HolidayShown, HoursShown,
    OverrideBody, OverrideMade, PrayerShown, RamadanBody, RamadanShown,
};
use super::call::{Answer, Asked, Body, Call, Made, local, shown};
use super::failure::Failure;
use super::rules::{Calendar, NAME_CHARS_MAX, Rules, TEXT_CHARS_MAX};
use crate::scheduling::Section;
use crate::scheduling::calendar::holiday::{HOLIDAY_DAYS_MAX, Holiday, HolidayState};
use crate::scheduling::calendar::ramadan::Ramadan;
use crate::scheduling::hijri::hijri;
use crate::scheduling::ids::{CentreId, OverrideId};
use crate::scheduling::slot::facts::Day;
use crate::scheduling::slot::hours::{HoursOverride, Stretch};
use crate::service::calendar::{self, Changed, DAYS_MAX, DayView, NewHoliday};
use crate::service::{Appointment, letters};
use crate::words::Words;

pub mod view;

/// Which days are asked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DaysAsked {
    /// The first day.
    pub from: String,
    /// The last day, included.
    pub to: String,
    /// The calendar of `from` and `to`.
    pub calendar: Option<Calendar>,
    /// With the hours and prayers of this centre; else the headquarters' prayers.
    pub centre: Option<String>,
}

/// The calendar's days: weekend, holiday (estimated until it is confirmed), Ramadan, hours, prayers.
#[utoipa::path(
    get, path = "/api/v1/calendar", tag = "Directory", params(DaysAsked),
    responses((status = 200, description = "The days", body = Days))
)]
pub async fn days(call: Call, Asked(asked): Asked<DaysAsked>) -> Answer {
    let mut rules = Rules::default();
    let of = asked.calendar.unwrap_or(Calendar::Gregorian);
    let span = span(
        &mut rules,
        (Some(&asked.from), Some(&asked.to)),
        of,
        DAYS_MAX,
    );
    let centre = asked.centre.map(CentreId::from);
    let catalogue = call.app.catalogue.get();
    let is_centre = |id: &CentreId| catalogue.centre(id).is_some();
    rules.chosen("centre", centre.as_ref().is_none_or(is_centre));
    let Some(span) = span else {
        return Err(rules.failure());
    };
    rules.passed()?;
    let zone = call.zone_of(centre.as_ref());
    let found = calendar::days(&call.app, centre.as_ref(), span)?;
    let day = |view: DayView| DayShown {
        day: view.day,
        hijri: hijri(view.day).map(|day| day.to_string()),
        weekend: view.is_weekend,
        holiday: view.holiday.as_ref().map(|one| holiday(&call.words, one)),
        ramadan: view.ramadan.map(|ramadan| RamadanShown {
            from: ramadan.from,
            to: ramadan.to,
            estimated: ramadan.is_estimated,
        }),
        hours: view.hours.into_iter().map(hours).collect(),
        prayers: view
            .prayers
            .into_iter()
            .map(|(prayer, (from, to))| PrayerShown {
                prayer,
                from: local(from, zone),
                to: local(to, zone),
            })
            .collect(),
    };
    shown(&Days {
        days: found.into_iter().map(day).collect(),
    })
}

fn hours((section, (from, to)): (Section, Stretch)) -> HoursShown {
    HoursShown { section, from, to }
}

/// A stretch of days in order, and not too many.
fn span(
    rules: &mut Rules,
    (from, to): (Option<&str>, Option<&str>),
    of: Calendar,
    most: i64,
) -> Option<(NaiveDate, NaiveDate)> {
    let first = rules.day("first", from, of);
    let last = rules.day("last", to, of);
    let (first, last) = first.zip(last)?;
    if !(0..most).contains(&(last - first).num_days()) {
        rules.fail("last", "order", "error-date-order", None);
        return None;
    }
    Some((first, last))
}

fn holiday(words: &Words, one: &Holiday) -> HolidayShown {
    HolidayShown {
        id: one.id.clone(),
        occasion: one.occasion,
        name: calendar::name(words, one),
        first: one.first,
        last: one.last,
        estimated: one.state == HolidayState::Estimated,
    }
}

fn hits(call: &Call, rows: &[Appointment]) -> Vec<Hit> {
    let hit = |row: &Appointment| Hit {
        id: row.id.clone(),
        reference: letters::shown(&row.reference),
        official: row.official_id.clone(),
        mode: row.mode,
        centre: row.centre_id.clone(),
        starts_at: call.at(row.starts_at),
    };
    rows.iter().map(hit).collect()
}

fn changed(call: &Call, changed: &Changed) -> HolidayChanged {
    HolidayChanged {
        holiday: holiday(&call.words, &changed.holiday),
        hit: hits(call, &changed.hit),
    }
}

fn holiday_days_max() -> i64 {
    i64::try_from(HOLIDAY_DAYS_MAX).unwrap_or(i64::MAX)
}

/// Writes down a holiday: from now on its days give no slots; appointments on them stay and are
/// listed.
#[utoipa::path(
    post, path = "/api/v1/calendar/holidays", tag = "Administration", request_body = HolidayBody,
    responses((status = 201, description = "The holiday", body = HolidayChanged))
)]
pub async fn add(call: Call, body: Body<HolidayBody>) -> Answer {
    let asked = body.value;
    let mut rules = Rules::default();
    let of = asked.calendar.unwrap_or(Calendar::Gregorian);
    let last = asked.last.as_deref().unwrap_or(&asked.first);
    let days = span(
        &mut rules,
        (Some(&asked.first), Some(last)),
        of,
        holiday_days_max(),
    );
    let mut names = BTreeMap::new();
    for code in ["ar", "en"] {
        let given = asked.names.get(code).map_or("", String::as_str);
        names.insert(code.to_owned(), rules.text("names", given, NAME_CHARS_MAX));
    }
    let Some(days) = days else {
        return Err(rules.failure());
    };
    rules.passed()?;
    let new = NewHoliday {
        days,
        names,
        is_estimated: asked.estimated,
    };
    call.once(&body.raw, async {
        let made = calendar::add_holiday(&call.app, &call.caller, new, call.now).await?;
        Ok(Made::created(&changed(&call, &made)))
    })
    .await
}

/// Confirms a holiday, computed or written down; on other days if they are given.
#[utoipa::path(
    post, path = "/api/v1/calendar/holidays/{id}/confirm", tag = "Administration",
    request_body = ConfirmBody, params(("id" = String, Path, description = "The holiday")),
    responses((status = 200, description = "The holiday", body = HolidayChanged))
)]
pub async fn confirm(call: Call, id: web::Path<String>, body: Body<ConfirmBody>) -> Answer {
    let asked = body.value;
    let mut rules = Rules::default();
    let of = asked.calendar.unwrap_or(Calendar::Gregorian);
    let is_moved = asked.first.is_some() || asked.last.is_some();
    let given = (asked.first.as_deref(), asked.last.as_deref());
    let days = if is_moved {
        let days = span(&mut rules, given, of, holiday_days_max());
        if days.is_none() {
            rules.fail("first", "one-of", "error-date", None);
        }
        days
    } else {
        None
    };
    rules.passed()?;
    let order = (id.into_inner(), days);
    let made = calendar::confirm_holiday(&call.app, &call.caller, order, call.now).await?;
    shown(&changed(&call, &made))
}

/// Drops a holiday: its days are days like others.
#[utoipa::path(
    delete, path = "/api/v1/calendar/holidays/{id}", tag = "Administration",
    params(("id" = String, Path, description = "The holiday")),
    responses((status = 204, description = "Dropped"))
)]
pub async fn remove(call: Call, id: web::Path<String>) -> Answer {
    calendar::remove_holiday(&call.app, &call.caller, id.into_inner(), call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Writes down a Ramadan as it was sighted, with the hours in it.
#[utoipa::path(
    put, path = "/api/v1/calendar/ramadan/{year}", tag = "Administration",
    request_body = RamadanBody,
    params(("year" = i32, Path, description = "The Hijri year", example = 1448)),
    responses((status = 204, description = "Written down"))
)]
pub async fn ramadan(call: Call, year: web::Path<i32>, body: Body<RamadanBody>) -> Answer {
    let asked = body.value;
    let ramadan = Ramadan {
        year: year.into_inner(),
        first: asked.first,
        last: asked.last,
        from: asked.from,
        to: asked.to,
        is_estimated: asked.estimated,
    };
    calendar::set_ramadan(&call.app, &call.caller, ramadan, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sets other hours of a centre on some days, with a reason.
#[utoipa::path(
    post, path = "/api/v1/centres/{id}/overrides", tag = "Administration",
    request_body = OverrideBody, params(("id" = String, Path, description = "The centre")),
    responses((status = 201, description = "The other hours", body = OverrideMade))
)]
pub async fn override_hours(call: Call, id: web::Path<String>, body: Body<OverrideBody>) -> Answer {
    let asked = body.value;
    let (said, reason) = said(&asked)?;
    let order = (CentreId::from(id.into_inner()), said, reason);
    call.once(&body.raw, async {
        let (id, hit) = calendar::override_hours(&call.app, &call.caller, order, call.now).await?;
        let hit = hits(&call, &hit);
        Ok(Made::created(&OverrideMade { id, hit }))
    })
    .await
}

fn said(asked: &OverrideBody) -> Result<(HoursOverride, String), Failure> {
    let mut rules = Rules::default();
    let of = asked.calendar.unwrap_or(Calendar::Gregorian);
    let last = asked.last.as_deref().unwrap_or(&asked.first);
    let days = span(&mut rules, (Some(&asked.first), Some(last)), of, DAYS_MAX);
    let reason = rules.text("reason", &asked.reason, TEXT_CHARS_MAX);
    let weekdays: Option<BTreeSet<Day>> = asked
        .weekdays
        .iter()
        .map(|&number| Day::of_number(number))
        .collect();
    rules.chosen("weekdays", weekdays.is_some());
    let (Some((first, last)), Some(weekdays)) = (days, weekdays) else {
        return Err(rules.failure());
    };
    rules.passed()?;
    let said = HoursOverride {
        section: asked.section,
        first,
        last,
        weekdays,
        hours: asked
            .hours
            .iter()
            .map(|each| (each.from, each.to))
            .collect(),
    };
    Ok((said, reason))
}

/// Takes other hours of a centre back.
#[utoipa::path(
    delete, path = "/api/v1/centres/{id}/overrides/{override}", tag = "Administration",
    params(
        ("id" = String, Path, description = "The centre"),
        ("override" = String, Path, description = "The other hours"),
    ),
    responses((status = 204, description = "Taken back"))
)]
pub async fn restore_hours(call: Call, path: web::Path<(String, String)>) -> Answer {
    let (centre, id) = path.into_inner();
    let order = (CentreId::from(centre), OverrideId::from(id));
    calendar::remove_override(&call.app, &call.caller, order, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}
