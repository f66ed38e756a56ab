//! Queues the evening's messages.
use std::time::Duration;

use super::Alarm;
use crate::lifecycle::Stop;
use crate::service::{self, App};

/// So late at most the messages go out after the set time.
const TICK: Duration = Duration::from_mins(1);

/// Runs until the process stops.
pub async fn run(app: App, stop: Stop) {
    let mut alarm = Alarm::new(&app.bus, &app.clock, stop);
    loop {
        if let Err(error) = service::evening::tell(&app, app.clock.now()).await {
            tracing::error!(%error, "the evening's messages could not be queued");
        }
        if !alarm.rings(TICK, |_| false).await {
            return;
        }
    }
}
