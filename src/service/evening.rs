//! The evening message: at the set local time whoever handed in a request hears that it is
//! registered and that work has begun, if that is true; who cannot hear that, hears so.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::audit::log_looks;
use super::caller::Caller;
use super::error::ServiceError;
use super::letters;
use super::notices;
use super::pad::Pad;
use crate::bus::News;
use crate::scheduling::notice::timing::{last_evening, next_evening};
use crate::scheduling::{NoticeEvent, Refusal, Role};
use crate::store::request::Request;
use crate::store::{Db, StoreError, idempotency, owed, person};

/// So many requests are written to in one transaction.
const ROUND_MAX: i64 = 100;
/// So many are shown at the most.
const LIST_MAX: i64 = 500;
/// So long before the evening the list is urgent.
const WARNING: TimeDelta = TimeDelta::hours(1);

/// The fact that says up to which evening everything was told.
const TOLD_UNTIL: &str = "evening_told_until";
/// The fact that says from when on requests are owed an evening message: those that were imported,
/// or received before the service sent any, are not.
const OWED_SINCE: &str = "evening_owed_since";

/// Queues what the last evening owes, if that was not done; how many notices' duties were taken.
/// The first time ever it only writes down from when on something is owed.
pub async fn tell(app: &App, now: DateTime<Utc>) -> Result<usize, ServiceError> {
    let ministry = &app.settings.ministry;
    let evening = last_evening(ministry.zone, ministry.evening, now);
    let mut told = 0;
    loop {
        let (of_work, pad) = (app.clone(), app.pad(now));
        let round = app
            .store
            .write(move |db| round(&of_work, db, evening, &mut pad.clone()))
            .await?;
        match round {
            Round::Done(some) => {
                told += some;
                break;
            }
            Round::More(some) => told += some,
        }
    }
    if told > 0 {
        tracing::info!(told, "the evening's messages were queued");
        app.bus.tell(News::NoticeQueued);
    }
    Ok(told)
}

/// How far one transaction came, with how many duties it took.
enum Round {
    Done(usize),
    More(usize),
}

fn round(
    app: &App,
    db: &mut Db,
    evening: DateTime<Utc>,
    pad: &mut Pad,
) -> Result<Round, ServiceError> {
    let Some(since) = instant(db, OWED_SINCE)? else {
        set(db, OWED_SINCE, evening)?;
        set(db, TOLD_UNTIL, evening)?;
        return Ok(Round::Done(0));
    };
    if instant(db, TOLD_UNTIL)?.is_some_and(|until| until >= evening) {
        return Ok(Round::Done(0));
    }
    let span = (since.naive_utc(), evening.naive_utc());
    let registered = owed::untold(db, span, ROUND_MAX)?;
    let waiting = owed::unregistered(db, span, true, ROUND_MAX)?;
    let mut told = 0;
    for (event, rows) in [
        (NoticeEvent::Registered, &registered),
        (NoticeEvent::NotYetRegistered, &waiting),
    ] {
        for row in rows {
            told += usize::from(write_to(app, db, (event, row), pad)?);
        }
    }
    let is_full = |rows: &[Request]| i64::try_from(rows.len()).is_ok_and(|some| some >= ROUND_MAX);
    if is_full(&registered) || is_full(&waiting) {
        return Ok(Round::More(told));
    }
    set(db, TOLD_UNTIL, evening)?;
    Ok(Round::Done(told))
}

fn write_to(
    app: &App,
    db: &mut Db,
    (event, row): (NoticeEvent, &Request),
    pad: &mut Pad,
) -> Result<bool, ServiceError> {
    // The key of the row is the guard: whoever has inserted it writes, on whatever node.
    if !owed::claim_evening(db, &row.id, event, pad.at())? {
        return Ok(false);
    }
    let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
    let about = (row.id.as_str(), row.reference.as_str());
    let number = row.registration_number.as_deref();
    let letter = letters::of_registered(app, event, about, number, &known);
    let to = letters::recipient(app, &known)?;
    notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    Ok(true)
}

fn instant(db: &mut Db, name: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    let Some(text) = idempotency::fact(db, name)? else {
        return Ok(None);
    };
    let read =
        DateTime::parse_from_rfc3339(&text).map_err(|_unreadable| StoreError::Inconsistent {
            table: "fact",
            column: "value",
            row: name.to_owned(),
        })?;
    Ok(Some(read.to_utc()))
}

fn set(db: &mut Db, name: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    idempotency::set_fact(db, name, &at.to_rfc3339())
}

/// What the manager sees before the evening.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// When the next evening's messages go out.
    pub evening: DateTime<Utc>,
    /// Whether it is so near that something must be done now.
    pub is_near: bool,
    /// Requests without registration number or department, the oldest first: those of the
    /// manager's centre and those of none; all of them for the administrator.
    pub rows: Vec<Request>,
}

/// The requests that would not hear this evening that they are registered.
pub async fn ahead(app: &App, caller: &Caller, now: DateTime<Utc>) -> Result<Ahead, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?;
    let ministry = &app.settings.ministry;
    let evening = next_evening(ministry.zone, ministry.evening, now);
    let mut rows = app
        .store
        .read(move |db| {
            let since = instant(db, OWED_SINCE)?.unwrap_or(now);
            let span = (since.naive_utc(), evening.naive_utc());
            Ok::<_, ServiceError>(owed::unregistered(db, span, false, LIST_MAX)?)
        })
        .await?;
    if staff.role != Role::Administrator {
        rows.retain(|row| row.centre_id.is_none() || row.centre_id == staff.centre);
    }
    let things: Vec<String> = rows
        .iter()
        .map(|row| format!("request:{}", row.id))
        .collect();
    log_looks(app, caller, (&things, "evening"), now).await?;
    Ok(Ahead {
        evening,
        is_near: evening - now <= WARNING,
        rows,
    })
}
