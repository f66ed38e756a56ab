//! Opens the rooms that a killed node left: whoever does not come back leaves in time.
use std::time::Duration;

use majlis_signaling::id::SessionId as RoomName;
use majlis_signaling::socket::Signaling;

use super::Alarm;
use crate::bus::News;
use crate::lifecycle::Stop;
use crate::scheduling::ids::SessionId;
use crate::service::{App, ServiceError, standing};

/// Each node says so often which rooms it has open; three times within what counts as silence.
const TICK: Duration = Duration::from_secs(10);

/// Runs until the process stops.
pub async fn run(app: App, rooms: Signaling, stop: Stop) {
    let mut alarm = Alarm::new(&app.bus, &app.clock, stop);
    let mut is_first = true;
    loop {
        match wake(&app, &rooms, is_first).await {
            Ok(()) => is_first = false,
            Err(error) => tracing::error!(%error, "rooms that were left could not be opened"),
        }
        if !alarm.rings(TICK, nothing).await {
            return;
        }
    }
}

/// What happens changes nothing here: a room that is open is no concern of this job.
const fn nothing(_news: &News) -> bool {
    false
}

async fn wake(app: &App, rooms: &Signaling, is_first: bool) -> Result<(), ServiceError> {
    let here = rooms.open_sessions();
    let here = here.iter().map(|id| SessionId::from(id.as_str())).collect();
    for id in standing::lost(app, (here, is_first), app.clock.now()).await? {
        if let Ok(room) = RoomName::new(id.into_text()) {
            rooms.wake(&room).await;
        }
    }
    Ok(())
}
