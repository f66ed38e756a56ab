//! An official's day runs late: the office says by how much, and whoever that concerns hears of it.
//!
//! Who waits in a video session is told by the room itself (`jobs/delays`), who is still to come by
//! an SMS, and everybody's pages say the expected hour. Nobody is told why, or where anybody is.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use majlis_signaling::host::Delay;

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use super::letters;
use super::notices;
use super::pad::Pad;
use super::week::{own_official, with_people};
use crate::bus::News;
use crate::scheduling::calendar;
use crate::scheduling::ids::{AppointmentId, OfficialId, SessionId};
use crate::scheduling::lateness::{Word, concerns, is_to_come, is_told};
use crate::scheduling::{Refusal, SessionState};
use crate::store::appointment::{self, Appointment};
pub use crate::store::lateness::Lateness;
use crate::store::{self, Db, StoreError, lateness, session};

/// Says by how much the day of an official runs late, 0 to say that it does not any more, and what
/// everybody who waits is told.
pub async fn say(
    app: &App,
    caller: &Caller,
    (official, day, word): (OfficialId, NaiveDate, Word),
    now: DateTime<Utc>,
) -> Result<Lateness, ServiceError> {
    own_official(app, caller, &official)?;
    let word = word.said(day, today(app, now))?;
    let pad = app.pad(now);
    let (of_work, by, of_news) = (app.clone(), caller.clone(), official.clone());
    let said = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let was = lateness::find(db, &official, day)?;
            let before = was.as_ref().map_or(0, |row| row.minutes);
            let since = was.filter(|row| row.minutes == word.minutes);
            let row = Lateness {
                official_id: official.clone(),
                day: day.to_string(),
                minutes: word.minutes,
                message: word.message.clone(),
                said_at: since.map_or(pad.at(), |row| row.said_at),
            };
            lateness::put(db, &row)?;
            let threshold = of_work.settings.office.late_sms_minutes;
            if is_told(before, row.minutes, threshold) {
                tell(&of_work, db, (&row, day), &mut pad)?;
            }
            let thing = format!("day:{official} {day}");
            let deed = audit::deed(&by, "say_late", &thing, &mut pad);
            let detail = Some(format!("{} minutes", row.minutes));
            store::audit::add(db, &store::audit::Deed { detail, ..deed })?;
            Ok::<_, ServiceError>(row)
        })
        .await?;
    app.bus.tell(News::LatenessMoved(of_news));
    app.bus.tell(News::NoticeQueued);
    Ok(said)
}

/// Queues an SMS to everybody who is still to come to that official on that day.
fn tell(
    app: &App,
    db: &mut Db,
    (row, day): (&Lateness, NaiveDate),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let (_, to) = calendar::days_span(app.settings.ministry.zone, day, day);
    let official = Some(&row.official_id);
    let mut rows = appointment::between(db, pad.at(), to.naive_utc(), official, None)?;
    rows.retain(|one| is_to_come(one.state));
    for (one, person) in with_people(db, rows)? {
        let letter = letters::running_late(app, (&one, &person), row.minutes);
        let to = letters::recipient(app, &person)?;
        notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    }
    Ok(())
}

/// Whether an SMS that was written at that moment still says how late somebody's appointment is.
pub(super) fn holds(
    app: &App,
    db: &mut Db,
    id: &AppointmentId,
    written_at: NaiveDateTime,
) -> Result<bool, StoreError> {
    let found = appointment::find(db, id)?.filter(|row| is_to_come(row.state));
    let Some((row, official)) = found.and_then(|row| row.official_id.clone().map(|id| (row, id)))
    else {
        return Ok(false);
    };
    let said = lateness::find(db, &official, today(app, row.starts_at.and_utc()))?;
    Ok(said.is_some_and(|said| said.minutes > 0 && said.said_at <= written_at))
}

/// The ministry's day of a moment.
pub fn today(app: &App, now: DateTime<Utc>) -> NaiveDate {
    calendar::local_day(app.settings.ministry.zone, now)
}

/// What the caller's office says of a day, by official; of officials of whom nothing was said there
/// is nothing.
pub async fn of_office(
    app: &App,
    caller: &Caller,
    day: NaiveDate,
) -> Result<Vec<Lateness>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    app.store
        .read(move |db| {
            let mut rows = lateness::of_day(db, day)?;
            rows.retain(|row| staff.sees(&row.official_id));
            Ok(rows)
        })
        .await
}

/// What is said of a day of one of the caller's officials.
pub async fn of_official(
    app: &App,
    caller: &Caller,
    (official, day): (OfficialId, NaiveDate),
) -> Result<Option<Lateness>, ServiceError> {
    own_official(app, caller, &official)?;
    app.store
        .read(move |db| Ok(lateness::find(db, &official, day)?))
        .await
}

/// By how many minutes today runs late with whom.
#[derive(Clone, Debug, Default)]
pub struct Late(BTreeMap<OfficialId, i32>);

impl Late {
    /// By how many minutes one of today's appointments is expected later than it was booked; none
    /// where it is not, or is no matter any more.
    #[must_use]
    pub fn of(&self, row: &Appointment) -> Option<i32> {
        let minutes = *self.0.get(row.official_id.as_ref()?)?;
        (minutes > 0 && concerns(row.state)).then_some(minutes)
    }
}

/// How late today is.
pub async fn of_today(app: &App, now: DateTime<Utc>) -> Result<Late, ServiceError> {
    let day = today(app, now);
    app.store
        .read(move |db| {
            let rows = lateness::of_day(db, day)?.into_iter();
            Ok(Late(
                rows.map(|row| (row.official_id, row.minutes)).collect(),
            ))
        })
        .await
}

/// By how many minutes somebody's appointment is expected later, where it is today.
pub async fn of_appointment(
    app: &App,
    row: &Appointment,
    now: DateTime<Utc>,
) -> Result<Option<i32>, ServiceError> {
    if today(app, row.starts_at.and_utc()) != today(app, now) {
        return Ok(None);
    }
    Ok(of_today(app, now).await?.of(row))
}

/// What the people who wait in a session are told.
pub(super) fn delay(
    app: &App,
    db: &mut Db,
    row: &Appointment,
    now: DateTime<Utc>,
) -> Result<Delay, ServiceError> {
    let Some(official) = &row.official_id else {
        return Ok(Delay::default());
    };
    let said = lateness::find(db, official, today(app, now))?;
    Ok(said.map_or_else(Delay::default, |row| Delay {
        minutes: u32::try_from(row.minutes).unwrap_or_default(),
        text: row.message,
    }))
}

/// What the people who wait are told now, in every open session.
pub async fn delays(
    app: &App,
    now: DateTime<Utc>,
) -> Result<Vec<(SessionId, Delay)>, ServiceError> {
    let of_work = app.clone();
    app.store
        .read(move |db| {
            let mut told = Vec::new();
            for open in session::in_states(db, &[SessionState::Open, SessionState::Live])? {
                let row = appointment::find(db, &open.appointment_id)?;
                let row = row.ok_or(Refusal::NotFound)?;
                told.push((open.id, delay(&of_work, db, &row, now)?));
            }
            Ok(told)
        })
        .await
}
