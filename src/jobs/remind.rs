//! Reminds people of their appointments.
use std::time::Duration;

use super::Alarm;
use crate::lifecycle::Stop;
use crate::service::{self, App};

/// A reminder hours before need not be there to the second.
const TICK: Duration = Duration::from_mins(1);

/// Runs until the process stops.
pub async fn run(app: App, stop: Stop) {
    let mut alarm = Alarm::new(&app.bus, &app.clock, stop);
    loop {
        if let Err(error) = service::remind::sweep(&app, app.clock.now()).await {
            tracing::error!(%error, "reminders could not be queued");
        }
        if !alarm.rings(TICK, |_| false).await {
            return;
        }
    }
}
