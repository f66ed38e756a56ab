//! Tells the rooms of this node by how much the meetings run late, whichever node it was said on.
use std::time::Duration;

use majlis_signaling::id::SessionId as RoomName;
use majlis_signaling::socket::Signaling;

use super::Alarm;
use crate::bus::News;
use crate::lifecycle::Stop;
use crate::service::{App, ServiceError, lateness};

/// So long at most somebody waits for what was said on another node.
const TICK: Duration = Duration::from_secs(5);

/// Runs until the process stops.
pub async fn run(app: App, rooms: Signaling, stop: Stop) {
    let mut alarm = Alarm::new(&app.bus, &app.clock, stop);
    loop {
        if let Err(error) = tell(&app, &rooms).await {
            tracing::error!(%error, "who waits could not be told how late it is");
        }
        let concerns = |news: &News| matches!(news, News::LatenessMoved(_) | News::Missed);
        if !alarm.rings(TICK, concerns).await {
            return;
        }
    }
}

/// Rooms that are not open here have nobody to tell, and a room says nothing twice.
async fn tell(app: &App, rooms: &Signaling) -> Result<(), ServiceError> {
    if rooms.counts().0 == 0 {
        return Ok(());
    }
    for (session, delay) in lateness::delays(app, app.clock.now()).await? {
        if let Ok(room) = RoomName::new(session.into_text()) {
            rooms.late(&room, delay).await;
        }
    }
    Ok(())
}
