//! Seals the audit trail, a moment after each deed.
use std::time::Duration;

use super::Alarm;
use crate::lifecycle::Stop;
use crate::service::App;
use crate::service::audit_trail::{Reach, seal};

/// A deed waits so long at most for its link.
const TICK: Duration = Duration::from_secs(1);

/// Runs until the process stops. The first round looks at every deed, the later ones only at new
/// ones.
pub async fn run(app: App, stop: Stop) {
    let mut alarm = Alarm::new(&app.bus, &app.clock, stop);
    let mut reach = Reach::Everything;
    loop {
        match seal(&app, reach, app.clock.now()).await {
            Ok(_) => reach = Reach::Recent,
            Err(error) => tracing::error!(%error, "the audit trail could not be sealed"),
        }
        if !alarm.rings(TICK, |_| false).await {
            return;
        }
    }
}
