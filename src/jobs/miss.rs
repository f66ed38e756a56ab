//! Writes down the appointments to which nobody came.
use std::time::Duration;

use super::Alarm;
use crate::lifecycle::Stop;
use crate::service::{self, App};

/// The times they took have passed, so there is no hurry.
const TICK: Duration = Duration::from_mins(1);

/// Runs until the process stops.
pub async fn run(app: App, stop: Stop) {
    let mut alarm = Alarm::new(&app.bus, &app.clock, stop);
    loop {
        match service::miss::sweep(&app, app.clock.now()).await {
            Ok(0) => {}
            Ok(missed) => tracing::info!(missed, "appointments to which nobody came"),
            Err(error) => tracing::error!(%error, "missed appointments could not be written down"),
        }
        if !alarm.rings(TICK, |_| false).await {
            return;
        }
    }
}
