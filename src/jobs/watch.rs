//! Looks whether another node has changed what is kept in memory.
use std::time::Duration;

use super::Alarm;
use crate::lifecycle::Stop;
use crate::service::{App, catalogue};

/// So long at most a page shows a calendar that another node has changed; whoever asks for times
/// or books looks by himself.
const TICK: Duration = Duration::from_secs(1);

/// Runs until the process stops.
pub async fn run(app: App, stop: Stop) {
    let mut alarm = Alarm::new(&app.bus, &app.clock, stop);
    loop {
        if let Err(error) = catalogue::look_round(&app).await {
            tracing::error!(%error, "what other nodes changed could not be looked at");
        }
        if !alarm.rings(TICK, |_| false).await {
            return;
        }
    }
}
