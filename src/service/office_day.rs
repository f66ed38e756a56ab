//! The office's day: who is met in person or sits in a reception session, wherever that is.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::app::App;
use super::audit::log_looks;
use super::caller::Caller;
use super::error::ServiceError;
use super::slots::published;
use super::week::with_people;
use crate::scheduling::ids::OfficialId;
use crate::scheduling::{AppointmentState, Mode, Refusal, Week, calendar};
use crate::store::appointment::{self, Appointment};
use crate::store::person::Person;
use crate::store::{Db, StoreError, availability};

/// For so many days it is asked what came of a meeting that was held.
const OUTCOME_DAYS: i64 = 14;

/// A day of the office.
#[derive(Clone, Debug)]
pub struct OfficeDay {
    /// Who is met today, by start; before them, whoever was met on an earlier day and has no
    /// outcome yet.
    pub met: Vec<(Appointment, Person)>,
    /// The seats of today's published reception sessions, by start (UTC) and official.
    pub seats: BTreeMap<(NaiveDateTime, OfficialId), u16>,
}

/// Today, for the officials whose week the caller is named for.
pub async fn office_day(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<OfficeDay, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let zone = app.settings.ministry.zone;
    let today = calendar::local_day(zone, now);
    let (from, to) = calendar::days_span(zone, today, today);
    let day = app
        .store
        .read(move |db| {
            let since = (from - TimeDelta::days(OUTCOME_DAYS)).naive_utc();
            let mut rows = appointment::between(db, since, to.naive_utc(), None, None)?;
            rows.retain(|row| {
                staff.sees_of(row.official_id.as_ref()) && is_shown(row, from.naive_utc())
            });
            let mut seats = seats(db, (zone, today))?;
            seats.retain(|(_, whose), _| staff.sees(whose));
            Ok::<_, ServiceError>(OfficeDay {
                met: with_people(db, rows)?,
                seats,
            })
        })
        .await?;
    let met = day.met.iter();
    let things: Vec<String> = met
        .map(|(row, _)| format!("appointment:{}", row.id))
        .collect();
    log_looks(app, caller, (&things, "reception"), now).await?;
    Ok(day)
}

/// Whether somebody is met face to face: today, or before and nobody wrote down what came of it.
fn is_shown(row: &Appointment, today: NaiveDateTime) -> bool {
    let is_met = match row.mode {
        Mode::InPerson | Mode::Reception => row.official_id.is_some(),
        Mode::Video | Mode::Service => false,
    };
    let is_open = matches!(
        row.state,
        AppointmentState::CheckedIn | AppointmentState::InSession
    );
    is_met && row.state != AppointmentState::Moved && (row.starts_at >= today || is_open)
}

fn seats(
    db: &mut Db,
    (zone, today): (Tz, NaiveDate),
) -> Result<BTreeMap<(NaiveDateTime, OfficialId), u16>, StoreError> {
    let week = Week::containing(today).to_string();
    let mut seats = BTreeMap::new();
    for row in availability::between(db, &week, &week)? {
        let plan = published(&row)?;
        for window in plan.windows.iter().filter(|window| window.day == today) {
            let Some(reception) = &window.reception else {
                continue;
            };
            for offer in window.offers(zone) {
                let at = (offer.starts_at.naive_utc(), plan.official.clone());
                seats.insert(at, reception.seats);
            }
        }
    }
    Ok(seats)
}
