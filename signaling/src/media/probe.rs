//! A headless participant: the load client that `majlis bench admit` and the tests send through
//! the forwarder.
//!
//! It answers offers as a browser would and sends a picture made of numbered frames, so that the
//! receiving side can tell when a key frame is complete, whose it is, and whether the stream it
//! got has a seam.

mod camera;
mod measure;
mod sight;

pub use measure::{AdmitFigures, measure_admit};
pub use sight::{Heard, KeyFrame, Seen};

use super::{Forwarder, Kind, LineEvent, LineId, MediaError, Up, peer};
use camera::Camera;
use rtc::peer_connection::transport::RTCDtlsRole;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::AbortHandle;
use webrtc::media_stream::track_remote::TrackRemote;
use webrtc::peer_connection::{PeerConnection, PeerConnectionEventHandler, RTCSessionDescription};
use webrtc::runtime::TokioRuntime;

/// How long anything that is waited for may take.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Unread events of a probe's line.
const EVENTS_MAX: usize = 64;

/// Why a probe could not do its part.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    /// The probe's own connection refused.
    #[error("the probe's connection refused: {0}")]
    Connection(#[from] rtc::shared::error::Error),
    /// The forwarder did not start.
    #[error("the forwarder did not start")]
    Media(#[from] MediaError),
    /// What was waited for did not come.
    #[error("{0} did not come in time")]
    Late(&'static str),
}

/// A participant without a screen.
pub struct Probe {
    line: LineId,
    forwarder: Forwarder,
    camera: Arc<Camera>,
    seen: watch::Receiver<Seen>,
    connection: Arc<dyn PeerConnection>,
    tasks: Vec<AbortHandle>,
}

struct Ear {
    seen: Arc<watch::Sender<Seen>>,
    runtime: tokio::runtime::Handle,
}

impl Probe {
    /// Opens a line for the participant and answers every offer. Nothing is sent until
    /// [`Probe::send`] says so.
    pub async fn join(forwarder: &Forwarder, line: LineId) -> Result<Self, ProbeError> {
        let camera = Camera::new(&line.participant);
        Self::enter(forwarder, line, camera, str::to_owned).await
    }

    /// Joins with every answer changed on its way, as somebody between the two ends would.
    pub async fn join_changed(
        forwarder: &Forwarder,
        line: LineId,
        change: fn(&str) -> String,
    ) -> Result<Self, ProbeError> {
        let camera = Camera::new(&line.participant);
        Self::enter(forwarder, line, camera, change).await
    }

    /// Joins and sends under the stream numbers of another, as somebody would who wants to be taken
    /// for him.
    pub async fn join_posing(
        forwarder: &Forwarder,
        line: LineId,
        whom: &Self,
    ) -> Result<Self, ProbeError> {
        let camera = whom.camera.posing_as(&line.participant);
        Self::enter(forwarder, line, camera, str::to_owned).await
    }

    async fn enter(
        forwarder: &Forwarder,
        line: LineId,
        camera: Arc<Camera>,
        change: fn(&str) -> String,
    ) -> Result<Self, ProbeError> {
        let runtime = tokio::runtime::Handle::current();
        let (seen_sender, seen) = watch::channel(Seen::default());
        let seen_sender = Arc::new(seen_sender);
        let ear = Ear {
            seen: Arc::clone(&seen_sender),
            runtime: runtime.clone(),
        };
        let local = vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).to_string()];
        let connection = peer::connect(
            Arc::new(TokioRuntime),
            Arc::new(ear),
            local,
            RTCDtlsRole::Client,
        )
        .await?;
        for kind in [Kind::Audio, Kind::Video] {
            let init = Some(peer::send_only("camera"));
            connection
                .add_transceiver_from_track(camera.track(kind), init)
                .await?;
        }
        let (events, incoming) = mpsc::channel(EVENTS_MAX);
        forwarder.open(line.clone(), events);
        let talk = talk(
            forwarder.clone(),
            Arc::clone(&connection),
            incoming,
            seen_sender,
            change,
        );
        let tasks = vec![
            runtime.spawn(talk).abort_handle(),
            runtime.spawn(Arc::clone(&camera).film()).abort_handle(),
            runtime.spawn(Arc::clone(&camera).speak()).abort_handle(),
            runtime.spawn(Arc::clone(&camera).listen()).abort_handle(),
        ];
        Ok(Self {
            line,
            forwarder: forwarder.clone(),
            camera,
            seen,
            connection,
            tasks,
        })
    }

    /// Turns camera and microphone on or off, as a page does with `replaceTrack`.
    pub fn send(&self, on: bool) {
        self.camera.turn(on);
    }

    /// The number of the last frame filmed; a frame that shows something newer has a greater one.
    pub fn filmed(&self) -> u32 {
        self.camera.filmed()
    }

    /// What came in so far.
    pub fn seen(&self) -> Seen {
        self.seen.borrow().clone()
    }

    /// Waits until what came in is what the caller waits for.
    pub async fn until(
        &self,
        what: &'static str,
        is_it: impl FnMut(&Seen) -> bool,
    ) -> Result<Seen, ProbeError> {
        let mut seen = self.seen.clone();
        let found = tokio::time::timeout(PATIENCE, seen.wait_for(is_it)).await;
        match found {
            Ok(Ok(seen)) => Ok(seen.clone()),
            Ok(Err(_)) | Err(_) => Err(ProbeError::Late(what)),
        }
    }

    /// Waits for the line and sends.
    pub async fn films(&self) -> Result<(), ProbeError> {
        self.until("the line", |seen| seen.connected).await?;
        self.send(true);
        Ok(())
    }

    /// Ends the line and waits until it is gone.
    pub async fn leave(self) -> Result<(), ProbeError> {
        self.forwarder.close(&self.line);
        self.until("the end of the line", |seen| seen.closed)
            .await?;
        self.connection.close().await?;
        Ok(())
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.forwarder.close(&self.line);
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Answers offers and notes what the line says.
async fn talk(
    forwarder: Forwarder,
    connection: Arc<dyn PeerConnection>,
    mut events: mpsc::Receiver<(LineId, LineEvent)>,
    seen: Arc<watch::Sender<Seen>>,
    change: fn(&str) -> String,
) {
    while let Some((line, event)) = events.recv().await {
        seen.send_modify(|seen| seen.note(&event));
        if let LineEvent::Offer { sdp, epoch, up, .. } = event {
            match answer(&connection, sdp, &up).await {
                Ok(sdp) => forwarder.answer(&line, epoch, change(&sdp)),
                Err(error) => tracing::warn!(%error, "a probe could not answer"),
            }
        }
    }
}

async fn answer(
    connection: &Arc<dyn PeerConnection>,
    offer: String,
    _up: &Up,
) -> Result<String, ProbeError> {
    connection
        .set_remote_description(RTCSessionDescription::offer(offer)?)
        .await?;
    let answer = connection.create_answer(None).await?;
    let sdp = answer.sdp.clone();
    // No candidate is sent: the forwarder learns the probe from its checks.
    connection.set_local_description(answer).await?;
    Ok(sdp)
}

#[async_trait::async_trait]
impl PeerConnectionEventHandler for Ear {
    async fn on_track(&self, track: Arc<dyn TrackRemote>) {
        let seen = Arc::clone(&self.seen);
        drop(self.runtime.spawn(sight::watch(track, seen)));
    }
}
