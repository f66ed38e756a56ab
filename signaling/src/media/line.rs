//! One participant's line: offered, answered, connected, and ended without touching another.

mod talk;

use super::feed::Feed;
use super::{CALLS_MAX, Kind, LineEvent, LineId, Shared};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{Notify, mpsc};
use webrtc::media_stream::track_remote::TrackRemote;
use webrtc::peer_connection::{PeerConnection, RTCPeerConnectionState};

/// How long a line's owner may leave its events unread before the line is given up.
const UNREAD_MAX: Duration = Duration::from_secs(10);
/// How long a connection may take to say goodbye.
const GOODBYE_MAX: Duration = Duration::from_secs(2);

/// What everybody else knows of a line.
pub(super) struct Line {
    pub(super) id: LineId,
    audio: Arc<Feed>,
    video: Arc<Feed>,
    calls: mpsc::Sender<Call>,
    changed: Notify,
    over: AtomicBool,
    connection: OnceLock<Arc<dyn PeerConnection>>,
}

/// What the owner asks of a line.
#[derive(Debug)]
pub(super) enum Call {
    Answer {
        epoch: u64,
        sdp: String,
    },
    Candidate {
        epoch: u64,
        candidate: String,
    },
    Repeat,
    Restart,
    /// What only a test asks: to panic in one of the line's tasks.
    #[cfg(test)]
    Panic(talk::tests::Task),
}

/// What the connection tells its line.
pub(super) enum News {
    State(RTCPeerConnectionState),
    Track(Kind, Arc<dyn TrackRemote>),
    Heard(Kind),
    DriverEnded {
        panicked: bool,
    },
    /// A task that reads for this line broke off.
    Panicked,
}

/// Why a line ended before its owner ended it.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("the connection refused: {0}")]
    Connection(#[from] rtc::shared::error::Error),
    #[error("the answer is larger than a description may be")]
    AnswerTooLarge,
    #[error("the connection's driver ended")]
    Driver,
    #[error("a task of the line panicked")]
    Panicked,
    #[error("nobody reads the events of the line")]
    Unread,
    #[error("a media line has no name")]
    Nameless,
}

impl Line {
    pub(super) fn new(id: LineId, shared: &Shared) -> (Arc<Self>, mpsc::Receiver<Call>) {
        let (calls, incoming) = mpsc::channel(CALLS_MAX);
        let line = Self {
            id,
            audio: Feed::new(Kind::Audio, Arc::clone(&shared.tally)),
            video: Feed::new(Kind::Video, Arc::clone(&shared.tally)),
            calls,
            changed: Notify::new(),
            over: AtomicBool::new(false),
            connection: OnceLock::new(),
        };
        (Arc::new(line), incoming)
    }

    pub(super) fn feed(&self, kind: Kind) -> &Arc<Feed> {
        match kind {
            Kind::Audio => &self.audio,
            Kind::Video => &self.video,
        }
    }

    /// Hands over a call; a client that outruns its line loses it.
    pub(super) fn call(&self, call: Call) {
        if self.calls.try_send(call).is_err() && !self.is_over() {
            tracing::warn!(session = %self.id.session, "a line was ended: it was called too often");
            self.end();
        }
    }

    /// The table changed something about this line.
    pub(super) fn nudge(&self) {
        self.changed.notify_one();
    }

    pub(super) fn end(&self) {
        self.over.store(true, Ordering::Release);
        self.changed.notify_one();
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }
}

/// Runs a line from its first offer to its end, and tidies up whatever happened.
pub(super) async fn serve(
    shared: Arc<Shared>,
    line: Arc<Line>,
    calls: mpsc::Receiver<Call>,
    events: mpsc::Sender<(LineId, LineEvent)>,
) {
    let door = shared.mux.door();
    let talk = talk::hold(
        Arc::clone(&shared),
        Arc::clone(&line),
        Arc::clone(&door),
        calls,
        events.clone(),
    );
    // A task of its own: should it panic, what follows still runs.
    let ended = shared.spawner.spawn(talk).await;
    line.end();
    shared.table().leave(&line);
    if let Some(connection) = line.connection.get() {
        let goodbye = Arc::clone(connection);
        let goodbye = shared.spawner.spawn(async move { goodbye.close().await });
        match tokio::time::timeout(GOODBYE_MAX, goodbye).await {
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(error))) => tracing::debug!(%error, "a line did not close cleanly"),
            Ok(Err(error)) => tracing::error!(%error, "a line panicked while it closed"),
            Err(_) => tracing::warn!("a line took too long to close"),
        }
    }
    shared.mux.leave(&door);
    let session = &line.id.session;
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(fault)) => {
            tracing::warn!(%session, %fault, "a line failed");
            tell(&line, &events, LineEvent::Failed).await;
        }
        Err(error) => {
            tracing::error!(%session, %error, "a line panicked");
            tell(&line, &events, LineEvent::Failed).await;
        }
    }
    tell(&line, &events, LineEvent::Closed).await;
}

/// Tells the owner; false when he does not listen any more.
async fn tell(line: &Line, events: &mpsc::Sender<(LineId, LineEvent)>, event: LineEvent) -> bool {
    events
        .send_timeout((line.id.clone(), event), UNREAD_MAX)
        .await
        .is_ok()
}
