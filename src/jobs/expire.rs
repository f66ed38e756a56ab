//! Sweeps away holds that ran out.
use std::time::Duration;

use super::Alarm;
use crate::lifecycle::Stop;
use crate::service::{self, App};
use crate::telemetry::Metrics;

/// An unswept hold blocks nobody, so there is no hurry.
const TICK: Duration = Duration::from_secs(30);

/// Runs until the process stops.
pub async fn run(app: App, metrics: Metrics, stop: Stop) {
    let mut alarm = Alarm::new(&app.bus, &app.clock, stop);
    loop {
        match service::expire::expire(&app, app.clock.now()).await {
            Ok(expired) => metrics
                .holds_expired
                .inc_by(u64::try_from(expired).unwrap_or(u64::MAX)),
            Err(error) => tracing::error!(%error, "holds could not be swept"),
        }
        if !alarm.rings(TICK, |_| false).await {
            return;
        }
    }
}
