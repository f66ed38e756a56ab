//! Ends holds and offers that ran out, when they do, looks round for those who wait, and throws away
//! papers that were left in drafts.
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::Alarm;
use crate::lifecycle::Stop;
use crate::service::{self, App};
use crate::telemetry::Metrics;

/// The longest pause; another node may have made a hold that this one does not know of.
const TICK: Duration = Duration::from_secs(30);
/// The shortest pause.
const BREATH: Duration = Duration::from_millis(200);
/// How often it is looked whether a free time suits somebody who waits.
const ROUND: TimeDelta = TimeDelta::minutes(10);
/// How often it is looked whether papers were left in drafts.
const SWEEP: TimeDelta = TimeDelta::hours(6);

/// Runs until the process stops.
pub async fn run(app: App, metrics: Metrics, stop: Stop) {
    let mut alarm = Alarm::new(&app.bus, &app.clock, stop);
    let (mut looked_at, mut swept_at) = (None, None);
    loop {
        let now = app.clock.now();
        match service::expire::expire(&app, now).await {
            Ok(expired) => metrics
                .holds_expired
                .inc_by(u64::try_from(expired).unwrap_or(u64::MAX)),
            Err(error) => tracing::error!(%error, "holds could not be ended"),
        }
        if looked_at.is_none_or(|at| now - at >= ROUND) {
            match service::expire::look_round(&app, now).await {
                Ok(_) => looked_at = Some(now),
                Err(error) => tracing::error!(%error, "free times could not be offered"),
            }
        }
        if swept_at.is_none_or(|at| now - at >= SWEEP) {
            match service::attachments::throw_away(&app, now).await {
                Ok(_) => swept_at = Some(now),
                Err(error) => tracing::error!(%error, "left papers could not be thrown away"),
            }
        }
        let pause = pause(&app, now).await;
        if !alarm.rings(pause, |_| false).await {
            return;
        }
    }
}

/// How long there is nothing to end.
async fn pause(app: &App, now: DateTime<Utc>) -> Duration {
    match service::expire::next_over(app).await {
        Ok(Some(at)) => (at - now).to_std().unwrap_or(BREATH).clamp(BREATH, TICK),
        Ok(None) => TICK,
        Err(error) => {
            tracing::error!(%error, "it is not known when the next hold ends");
            TICK
        }
    }
}
