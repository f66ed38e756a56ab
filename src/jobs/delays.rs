//! Tells the rooms of this node by how much the meetings run late and when who waits is expected to
//! be met, whichever node that was decided on.
use std::time::Duration;

use majlis_signaling::id::SessionId as RoomName;
use majlis_signaling::socket::Signaling;

use super::Alarm;
use crate::bus::News;
use crate::lifecycle::Stop;
use crate::service::{App, ServiceError, expectation, lateness};

/// So long at most somebody waits for what was said on another node.
const TICK: Duration = Duration::from_secs(5);

/// Runs until the process stops.
pub async fn run(app: App, rooms: Signaling, stop: Stop) {
    let mut alarm = Alarm::new(&app.bus, &app.clock, stop);
    loop {
        if let Err(error) = tell(&app, &rooms).await {
            tracing::error!(%error, "who waits could not be told when the turn comes");
        }
        let concerns = |news: &News| {
            matches!(
                news,
                News::LatenessMoved(_) | News::SessionMoved(_) | News::Missed
            )
        };
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
    let now = app.clock.now();
    for (session, delay) in lateness::delays(app, now).await? {
        if let Ok(room) = RoomName::new(session.into_text()) {
            rooms.late(&room, delay).await;
        }
    }
    for (session, expected) in expectation::expectations(app, now).await? {
        if let Ok(room) = RoomName::new(session.into_text()) {
            rooms.expect(&room, expected).await;
        }
    }
    Ok(())
}
