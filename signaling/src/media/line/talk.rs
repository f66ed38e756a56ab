//! The conversation of one line: one offer at a time, and what follows from its answer.

use super::{Call, Fault, Line, News, tell};
use crate::media::mux::Door;
use crate::media::outlet::Outlet;
use crate::media::socket::LineRuntime;
use crate::media::table::Slot;
use crate::media::tally::count;
use crate::media::{Kind, LineEvent, LineId, Shared, Up, peer, sdp};
use rtc::peer_connection::transport::RTCDtlsRole;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use webrtc::media_stream::track_remote::TrackRemote;
use webrtc::peer_connection::{
    PeerConnection, PeerConnectionEventHandler, RTCIceCandidateInit, RTCPeerConnectionState,
    RTCSessionDescription,
};
use webrtc::rtp_transceiver::RtpTransceiver;

/// Most unread news of one connection; its driver never waits for us.
const NEWS_MAX: usize = 64;
/// Slots a line has from the start, so that two people never renegotiate.
const SLOTS_AT_FIRST: usize = 1;

struct Talk {
    shared: Arc<Shared>,
    line: Arc<Line>,
    door: Arc<Door>,
    connection: Arc<dyn PeerConnection>,
    events: mpsc::Sender<(LineId, LineEvent)>,
    news: mpsc::Sender<News>,
    audio: Arc<dyn RtpTransceiver>,
    video: Arc<dyn RtpTransceiver>,
    slots: Vec<Lines>,
    epoch: u64,
    /// The offer that waits for its answer.
    offered: Option<LineEvent>,
    dirty: bool,
    connected: bool,
    /// Slots the client has agreed to.
    agreed: usize,
    early: Vec<String>,
    candidates: usize,
    told: LineEvent,
    readers: BTreeMap<Kind, AbortHandle>,
}

/// The media lines of one slot.
struct Lines {
    outlets: [Arc<Outlet>; 2],
    audio: Arc<dyn RtpTransceiver>,
    video: Arc<dyn RtpTransceiver>,
}

/// Passes the connection's callbacks on; they run on its driver and must not wait.
struct Ear {
    news: mpsc::Sender<News>,
    line: Arc<Line>,
}

/// Holds the conversation until somebody ends it.
pub(super) async fn hold(
    shared: Arc<Shared>,
    line: Arc<Line>,
    door: Arc<Door>,
    mut calls: mpsc::Receiver<Call>,
    events: mpsc::Sender<(LineId, LineEvent)>,
) -> Result<(), Fault> {
    let (news, mut incoming) = mpsc::channel(NEWS_MAX);
    let mut talk = Talk::begin(shared, line, door, events, news).await?;
    while !talk.line.is_over() {
        talk.catch_up().await?;
        tokio::select! {
            () = talk.line.changed.notified() => {}
            Some(call) = calls.recv() => talk.answer_call(call).await?,
            Some(news) = incoming.recv() => talk.hear(news).await?,
        }
    }
    Ok(())
}

impl Talk {
    async fn begin(
        shared: Arc<Shared>,
        line: Arc<Line>,
        door: Arc<Door>,
        events: mpsc::Sender<(LineId, LineEvent)>,
        news: mpsc::Sender<News>,
    ) -> Result<Self, Fault> {
        let runtime = LineRuntime::new(
            Arc::clone(&shared.mux),
            Arc::clone(&door),
            shared.spawner.clone(),
            news.clone(),
        );
        let ear = Ear {
            news: news.clone(),
            line: Arc::clone(&line),
        };
        let local = shared.mux.keys();
        let connection =
            peer::connect(Arc::new(runtime), Arc::new(ear), local, RTCDtlsRole::Server).await?;
        let connection = Arc::clone(line.connection.get_or_init(|| connection));
        let mut upload = Vec::new();
        for kind in [Kind::Audio, Kind::Video] {
            let init = Some(peer::receive_only());
            upload.push(
                connection
                    .add_transceiver_from_kind(peer::codec_kind(kind), init)
                    .await?,
            );
        }
        let (Some(video), Some(audio)) = (upload.pop(), upload.pop()) else {
            return Err(Fault::Nameless);
        };
        Ok(Self {
            shared,
            line,
            door,
            connection,
            events,
            news,
            audio,
            video,
            slots: Vec::new(),
            epoch: 0,
            offered: None,
            dirty: true,
            connected: false,
            agreed: 0,
            early: Vec::new(),
            candidates: 0,
            told: LineEvent::Down(Vec::new()),
            readers: BTreeMap::new(),
        })
    }

    /// Does what the table asks for: more slots, an offer, or word of who is shown now.
    async fn catch_up(&mut self) -> Result<(), Fault> {
        if self.offered.is_none() {
            let missing = self.shared.table().missing(&self.line);
            let missing = missing.max(SLOTS_AT_FIRST.saturating_sub(self.slots.len()));
            if missing > 0 {
                self.add_slots(missing).await?;
                self.dirty = true;
            }
            if self.dirty {
                return self.offer().await;
            }
        }
        let down = LineEvent::Down(self.shared.table().down(&self.line));
        if down == self.told {
            return Ok(());
        }
        self.told = down.clone();
        self.tell(down).await
    }

    async fn add_slots(&mut self, number: usize) -> Result<(), Fault> {
        let mut added = Vec::with_capacity(number);
        for _ in 0..number {
            let label = format!("slot{}", self.slots.len());
            let (audio, audio_line) = self.add_outlet(Kind::Audio, &label).await?;
            let (video, video_line) = self.add_outlet(Kind::Video, &label).await?;
            self.slots.push(Lines {
                outlets: [Arc::clone(&audio), Arc::clone(&video)],
                audio: audio_line,
                video: video_line,
            });
            added.push(Slot {
                audio,
                video,
                mids: None,
                shows: None,
            });
        }
        self.shared.table().furnish(&self.line, added);
        Ok(())
    }

    async fn add_outlet(
        &self,
        kind: Kind,
        label: &str,
    ) -> Result<(Arc<Outlet>, Arc<dyn RtpTransceiver>), Fault> {
        let outlet = Outlet::new(kind, label, Arc::clone(&self.shared.tally));
        let init = Some(peer::send_only(label));
        let line = self
            .connection
            .add_transceiver_from_track(outlet.track(), init)
            .await?;
        self.spawn(Arc::clone(&outlet).listen());
        Ok((outlet, line))
    }

    async fn offer(&mut self) -> Result<(), Fault> {
        self.dirty = false;
        self.epoch += 1;
        self.candidates = 0;
        self.early.clear();
        let offer = self.connection.create_offer(None).await?;
        if let Some(credentials) = sdp::credentials(&offer.sdp) {
            self.shared.mux.admit(&self.door, credentials);
        }
        let published = sdp::publish(&offer.sdp, self.shared.mux.public());
        self.connection.set_local_description(offer).await?;
        let up = Up {
            audio: mid(&self.audio).await?,
            video: mid(&self.video).await?,
        };
        let mut mids = Vec::with_capacity(self.slots.len());
        for slot in &self.slots {
            mids.push((mid(&slot.audio).await?, mid(&slot.video).await?));
        }
        let down = {
            let mut table = self.shared.table();
            table.name_slots(&self.line, mids);
            table.down(&self.line)
        };
        self.told = LineEvent::Down(down.clone());
        let offer = LineEvent::Offer {
            sdp: published,
            epoch: self.epoch,
            up,
            down,
        };
        self.offered = Some(offer.clone());
        self.tell(offer).await
    }

    async fn answer_call(&mut self, call: Call) -> Result<(), Fault> {
        match call {
            Call::Answer { epoch, sdp } => self.take_answer(epoch, &sdp).await,
            Call::Candidate { epoch, candidate } => {
                self.take_candidate(epoch, candidate).await;
                Ok(())
            }
            Call::Repeat => match self.offered.clone() {
                Some(offer) => self.tell(offer).await,
                None => Ok(()),
            },
            Call::Restart => {
                self.connection.restart_ice().await?;
                self.dirty = true;
                Ok(())
            }
            #[cfg(test)]
            Call::Panic(task) => {
                tests::panic_in(self, task);
                Ok(())
            }
        }
    }

    async fn take_answer(&mut self, epoch: u64, answer: &str) -> Result<(), Fault> {
        if epoch != self.epoch || self.offered.is_none() {
            tracing::debug!(epoch, "a stale answer was ignored");
            return Ok(());
        }
        let answer = sdp::accept(answer).ok_or(Fault::AnswerTooLarge)?;
        let answer = RTCSessionDescription::answer(answer)?;
        self.connection.set_remote_description(answer).await?;
        self.offered = None;
        self.agreed = self.slots.len();
        self.make_ready();
        for candidate in std::mem::take(&mut self.early) {
            self.add_candidate(candidate).await;
        }
        Ok(())
    }

    async fn take_candidate(&mut self, epoch: u64, candidate: String) {
        let usable = epoch == self.epoch && sdp::candidate(&candidate).is_some();
        if !usable || self.candidates >= sdp::CANDIDATES_MAX {
            count(&self.shared.tally.candidates_refused);
            return;
        }
        self.candidates += 1;
        if self.offered.is_some() {
            self.early.push(candidate);
        } else {
            self.add_candidate(candidate).await;
        }
    }

    async fn add_candidate(&self, candidate: String) {
        let candidate = RTCIceCandidateInit {
            candidate,
            sdp_mid: Some("0".to_owned()),
            sdp_mline_index: Some(0),
            ..Default::default()
        };
        if let Err(error) = self.connection.add_ice_candidate(candidate).await {
            count(&self.shared.tally.candidates_refused);
            tracing::debug!(%error, "a candidate was refused");
        }
    }

    async fn hear(&mut self, news: News) -> Result<(), Fault> {
        match news {
            News::State(RTCPeerConnectionState::Connected) => {
                self.connected = true;
                self.make_ready();
                self.tell(LineEvent::Connected).await
            }
            News::State(RTCPeerConnectionState::Disconnected) => {
                self.tell(LineEvent::Disconnected).await
            }
            News::State(RTCPeerConnectionState::Failed) => self.tell(LineEvent::Failed).await,
            News::State(_) => Ok(()),
            News::Heard(kind) => self.tell(LineEvent::FirstPacket(kind)).await,
            News::Track(kind, track) => {
                let reader = Arc::clone(self.line.feed(kind)).read(track, self.news.clone());
                if let Some(old) = self.readers.insert(kind, self.spawn(reader)) {
                    old.abort();
                }
                Ok(())
            }
            News::DriverEnded { panicked } => {
                if panicked {
                    tracing::error!(session = %self.line.id.session, "a driver panicked");
                }
                Err(Fault::Driver)
            }
            News::Panicked => Err(Fault::Panicked),
        }
    }

    /// Runs a task of this line. One that panics ends the line, so that its owner is told and makes
    /// another; it takes nothing else with it.
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> AbortHandle {
        let task = self.shared.spawner.spawn(task);
        let handle = task.abort_handle();
        let news = self.news.clone();
        drop(self.shared.spawner.spawn(async move {
            let panicked = task.await.is_err_and(|error| error.is_panic());
            if panicked && news.send(News::Panicked).await.is_err() {
                tracing::trace!("the line ended before it heard of a panic");
            }
        }));
        handle
    }

    /// A slot can be sent to when the client has agreed to it and the connection stands.
    fn make_ready(&self) {
        if self.connected {
            for outlet in self
                .slots
                .iter()
                .take(self.agreed)
                .flat_map(|slot| &slot.outlets)
            {
                outlet.make_ready();
            }
        }
    }

    async fn tell(&self, event: LineEvent) -> Result<(), Fault> {
        if tell(&self.line, &self.events, event).await {
            Ok(())
        } else {
            Err(Fault::Unread)
        }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        for reader in self.readers.values() {
            reader.abort();
        }
    }
}

impl Ear {
    fn pass_on(&self, news: News) {
        if self.news.try_send(news).is_err() && !self.line.is_over() {
            tracing::warn!(session = %self.line.id.session, "a line was ended: too much news");
            self.line.end();
        }
    }
}

#[async_trait::async_trait]
impl PeerConnectionEventHandler for Ear {
    async fn on_connection_state_change(&self, state: RTCPeerConnectionState) {
        self.pass_on(News::State(state));
    }

    async fn on_track(&self, track: Arc<dyn TrackRemote>) {
        let kind = track.kind().await;
        for known in [Kind::Audio, Kind::Video] {
            if peer::codec_kind(known) == kind {
                self.pass_on(News::Track(known, Arc::clone(&track)));
            }
        }
    }
}

async fn mid(line: &Arc<dyn RtpTransceiver>) -> Result<String, Fault> {
    line.mid().await?.ok_or(Fault::Nameless)
}

#[cfg(test)]
pub(super) mod tests;
