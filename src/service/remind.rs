//! Reminders before an appointment: each once, of what still stands.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use super::letters;
use super::notices::{self, quiet_hours};
use super::pad::Pad;
use crate::bus::News;
use crate::scheduling::Refusal;
use crate::store::appointment::Appointment;
use crate::store::{Db, owed, person};

/// So many are looked at in one write; the next one finds the rest.
const ROUND_MAX: i64 = 100;

/// Queues the reminders that are due; how many. Only the nearest one is owed: whoever was to be
/// reminded two days before while nothing ran hears of it later, and once.
pub async fn sweep(app: &App, now: DateTime<Utc>) -> Result<usize, ServiceError> {
    let mut queued = 0;
    // The shortest first, so that it takes the longer ones' place.
    for &hours in &app.settings.notices.reminder_hours {
        loop {
            let (more, is_last) = round(app, hours, now).await?;
            queued += more;
            if is_last {
                break;
            }
        }
    }
    if queued > 0 {
        app.bus.tell(News::NoticeQueued);
    }
    Ok(queued)
}

/// The first so many that may be due, in one write: how many were queued, and whether that was all.
async fn round(app: &App, hours: i32, now: DateTime<Utc>) -> Result<(usize, bool), ServiceError> {
    let quiet = quiet_hours(app);
    let until = now + TimeDelta::hours(hours.into()) + quiet.slack();
    let span = (now.naive_utc(), until.naive_utc());
    let found = app
        .store
        .read(move |db| Ok::<_, ServiceError>(owed::unreminded(db, span, hours, ROUND_MAX)?))
        .await?;
    let is_full = i64::try_from(found.len()).is_ok_and(|found| found >= ROUND_MAX);
    let due: Vec<(Appointment, DateTime<Utc>)> = found
        .into_iter()
        .map(|row| {
            let at = quiet.reminder(row.starts_at.and_utc(), hours);
            (row, at)
        })
        .filter(|(_, at)| *at <= now)
        .collect();
    if due.is_empty() {
        return Ok((0, true));
    }
    let (of_work, pad) = (app.clone(), app.pad(now));
    let queued = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let mut queued = 0;
            for (row, at) in &due {
                if !owed::claim_reminder(db, &row.id, hours, pad.at())? {
                    continue;
                }
                // Whoever booked after that moment has just heard of it.
                if row.created_at.and_utc() <= *at {
                    remind(&of_work, db, row, &mut pad)?;
                    queued += 1;
                }
            }
            Ok::<_, ServiceError>(queued)
        })
        .await?;
    // What was looked at now is not found again.
    Ok((queued, !is_full))
}

fn remind(app: &App, db: &mut Db, row: &Appointment, pad: &mut Pad) -> Result<(), ServiceError> {
    let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
    let letter = letters::reminder(app, row, &known);
    let to = letters::recipient(app, &known)?;
    notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    Ok(())
}
