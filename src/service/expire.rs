//! Tidying what ran out: holds with their cells, and answers kept for repeated calls.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use crate::store::{hold, idempotency, occupancy};

/// How long an answer is kept for a caller who repeats the same call.
const ANSWERS_KEPT: TimeDelta = TimeDelta::hours(24);

/// Deletes what ran out; how many holds that were. An unswept hold blocks nobody, so this may
/// run late.
pub async fn expire(app: &App, now: DateTime<Utc>) -> Result<usize, ServiceError> {
    app.store
        .write(move |db| {
            occupancy::sweep(db, now.naive_utc())?;
            idempotency::sweep(db, (now - ANSWERS_KEPT).naive_utc())?;
            Ok(hold::sweep(db, now.naive_utc())?)
        })
        .await
}
