//! What the administrator reads before changing a holiday: the year's holidays, those not kept
//! among them, and who has an appointment on which days.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use super::{Holiday, find, hit};
use crate::scheduling::calendar::holiday::{HolidayState, Occasion};
use crate::scheduling::{Refusal, calendar};
use crate::service::app::App;
use crate::service::audit::log_looks;
use crate::service::caller::Caller;
use crate::service::days::as_holiday;
use crate::service::error::ServiceError;
use crate::store::appointment::Appointment;
use crate::store::calendar as rows;

/// Whether days can be a holiday's: in order and not too many.
pub fn are_days(first: NaiveDate, last: NaiveDate) -> bool {
    let plain = Holiday {
        id: String::new(),
        occasion: Occasion::Other,
        first,
        last,
        names: BTreeMap::new(),
        state: HolidayState::Confirmed,
    };
    plain.has_days()
}

/// The holidays that begin in a Gregorian year, those that are not kept among them, in order.
pub async fn holidays(app: &App, caller: &Caller, year: i32) -> Result<Vec<Holiday>, ServiceError> {
    caller.staff().ok_or(Refusal::SignInNeeded)?;
    let known = app.catalogue.get().days.holidays().to_vec();
    let dropped = app
        .store
        .read(move |db| {
            let written = rows::holidays(db)?.into_iter();
            let dropped = written.filter(|row| row.state == HolidayState::Dropped);
            dropped
                .map(|row| Ok(as_holiday(&row)?))
                .collect::<Result<Vec<_>, ServiceError>>()
        })
        .await?;
    let mut all: Vec<Holiday> = known.into_iter().chain(dropped).collect();
    all.retain(|one| one.first.year() == year);
    all.sort_by(|one, other| (one.first, &one.id).cmp(&(other.first, &other.id)));
    all.dedup_by(|one, other| one.id == other.id);
    Ok(all)
}

/// The holiday of that id: as it was written down, or as it is computed.
pub async fn holiday(app: &App, caller: &Caller, id: &str) -> Result<Holiday, ServiceError> {
    caller.staff().ok_or(Refusal::SignInNeeded)?;
    let known = app.catalogue.get().days.holidays().to_vec();
    let id = id.to_owned();
    app.store.read(move |db| find(db, &id, &known)).await
}

/// Who has an appointment on some days, both included, by start; each look is logged.
pub async fn whom(
    app: &App,
    caller: &Caller,
    (first, last): (NaiveDate, NaiveDate),
    now: DateTime<Utc>,
) -> Result<Vec<Appointment>, ServiceError> {
    let span = calendar::days_span(app.settings.ministry.zone, first, last);
    let found = app.store.read(move |db| hit(db, span, None)).await?;
    let things: Vec<String> = found
        .iter()
        .map(|row| format!("appointment:{}", row.id))
        .collect();
    log_looks(app, caller, (&things, "holiday"), now).await?;
    Ok(found)
}
