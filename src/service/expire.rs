//! Tidying what ran out: offers and holds, whose time goes to whoever waits, and answers kept for
//! repeated calls; and looking now and then whether a free time suits somebody who waits.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::claims::{self, Freed};
use super::error::ServiceError;
use super::offers;
use crate::bus::News;
use crate::scheduling::claim::Input;
use crate::scheduling::ids::OfficialId;
use crate::store::{hold, idempotency, waiting};

/// How long an answer is kept for a caller who repeats the same call.
const ANSWERS_KEPT: TimeDelta = TimeDelta::hours(24);
/// So much that ran out is worked on in one transaction.
const BATCH: i64 = 50;

/// Ends what ran out and passes it on; how many holds that were. On any number of nodes at once:
/// whoever ends a thing first passes it on, in the same transaction.
pub async fn expire(app: &App, now: DateTime<Utc>) -> Result<usize, ServiceError> {
    let mut all = 0;
    loop {
        let (of_work, pad) = (app.clone(), app.pad(now));
        let (found, ended, officials) = app
            .store
            .write(move |db| {
                let mut pad = pad.clone();
                let (mut ended, mut officials) = (0, BTreeSet::new());
                let over = waiting::over(db, None, pad.at(), BATCH)?;
                let holds = hold::over(db, None, pad.at(), BATCH)?;
                for row in &over {
                    offers::lapse(&of_work, db, row, &mut pad)?;
                    officials.insert(row.official_id.clone());
                }
                for row in &holds {
                    if let Some(freed) = claims::end_hold(db, row, Input::Expire, &pad)? {
                        offers::pass_on(&of_work, db, &freed, &mut pad)?;
                        officials.extend(row.official_id.clone());
                        ended += 1;
                    }
                }
                idempotency::sweep(db, (now - ANSWERS_KEPT).naive_utc())?;
                Ok::<_, ServiceError>((over.len() + holds.len(), ended, officials))
            })
            .await?;
        all += ended;
        moved(app, officials);
        if found == 0 {
            return Ok(all);
        }
    }
}

fn moved(app: &App, officials: BTreeSet<OfficialId>) {
    if !officials.is_empty() {
        app.bus.tell(News::NoticeQueued);
    }
    for official in officials {
        app.bus.tell(News::SlotsMoved(official));
    }
}

/// Offers every time that is free to whoever waits and can use it; how many offers that were.
///
/// What is given back is passed on at once by whoever gives it back; this finds what became
/// possible in another way: a day that bookings reach now, an interpreter or a room that is free.
pub async fn look_round(app: &App, now: DateTime<Utc>) -> Result<usize, ServiceError> {
    let officials = app
        .store
        .read(|db| Ok::<_, ServiceError>(waiting::officials(db)?))
        .await?;
    let ahead = TimeDelta::days(app.settings.booking.horizon_days);
    let mut all = 0;
    for official in officials {
        let (of_work, pad) = (app.clone(), app.pad(now));
        let freed = Freed {
            told_at: None,
            official: Some(official.clone()),
            span: (now, now + ahead),
        };
        let made = app
            .store
            .write(move |db| offers::pass_on(&of_work, db, &freed, &mut pad.clone()))
            .await?;
        if made > 0 {
            moved(app, BTreeSet::from([official]));
        }
        all += made;
    }
    Ok(all)
}

/// When the next hold or offer runs out.
pub async fn next_over(app: &App) -> Result<Option<DateTime<Utc>>, ServiceError> {
    app.store
        .read(|db| {
            let times = [hold::next_over(db)?, waiting::next_over(db)?];
            Ok(times.into_iter().flatten().min().map(|at| at.and_utc()))
        })
        .await
}
