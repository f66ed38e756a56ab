//! One outgoing stream of a line: it carries at most one source, and only what the table lets by.

use super::feed::Feed;
use super::peer::{self, Outgoing};
use super::splice::Splice;
use super::tally::{RouteTally, Tally, count};
use super::{Kind, locked, vp8};
use futures_util::FutureExt as _;
use rtc::rtp;
use std::sync::{Arc, Mutex, Weak};
use tokio::time::Instant;
use webrtc::media_stream::track_local::TrackLocal;
use webrtc::media_stream::track_local::static_rtp::TrackLocalStaticRTP;

/// The stream and what it carries now.
pub(super) struct Outlet {
    kind: Kind,
    ssrc: u32,
    track: Arc<TrackLocalStaticRTP>,
    tally: Arc<Tally>,
    state: Mutex<State>,
}

struct State {
    /// The client has agreed to the media line and can decrypt what comes.
    ready: bool,
    source: Option<Source>,
    /// A picture begins with a key frame; until one starts, nothing passes.
    waiting: bool,
    splice: Splice,
}

/// Whom an outlet carries.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) feed: Weak<Feed>,
    pub(super) serial: u64,
    pub(super) passed: Arc<RouteTally>,
}

/// A packet of a feed, read and not seen before.
pub(super) struct Arrived<'a> {
    /// The feed.
    pub(super) serial: u64,
    /// Which run of the sender's clock it is stamped with.
    pub(super) clock: u64,
    /// Its number in the endless count.
    pub(super) place: i64,
    pub(super) packet: &'a rtp::Packet,
    pub(super) now: Instant,
}

impl Outlet {
    pub(super) fn new(kind: Kind, label: &str, tally: Arc<Tally>) -> Arc<Self> {
        let Outgoing { track, ssrc } = peer::outgoing(kind, label);
        let ticks_per_ms = match kind {
            Kind::Audio => 48,
            Kind::Video => 90,
        };
        let state = State {
            ready: false,
            source: None,
            waiting: true,
            splice: Splice::new(ticks_per_ms),
        };
        Arc::new(Self {
            kind,
            ssrc,
            track,
            tally,
            state: Mutex::new(state),
        })
    }

    pub(super) fn track(&self) -> Arc<dyn TrackLocal> {
        let track: Arc<TrackLocalStaticRTP> = Arc::clone(&self.track);
        track
    }

    /// Connects the stream to a source, or to none. From here on nothing else passes.
    pub(super) fn connect(&self, source: Option<Source>) {
        let feed = {
            let mut state = locked(&self.state);
            let serial = |source: &Option<Source>| source.as_ref().map(|source| source.serial);
            if serial(&state.source) == serial(&source) {
                return;
            }
            state.source = source;
            state.begin()
        };
        ask(feed);
    }

    /// The client can take media on this stream.
    pub(super) fn make_ready(&self) {
        let feed = {
            let mut state = locked(&self.state);
            if state.ready {
                return;
            }
            state.ready = true;
            state.begin()
        };
        ask(feed);
    }

    /// The source was silenced and speaks again: the pause is not a loss.
    pub(super) fn resume(&self) {
        let feed = locked(&self.state).begin();
        ask(feed);
    }

    /// Whether a key frame is what the stream waits for.
    pub(super) fn waits(&self, serial: u64) -> bool {
        let state = locked(&self.state);
        self.kind == Kind::Video && state.ready && state.waiting && state.carries(serial)
    }

    /// Passes a packet on, if it is of the present source. Never waits: a viewer whose queue is
    /// full loses the packet, nobody else does.
    pub(super) fn pass(&self, arrived: &Arrived<'_>) {
        let Some((header, passed)) = self.admit(arrived) else {
            return;
        };
        let packet = rtp::Packet {
            header,
            payload: arrived.packet.payload.clone(),
        };
        let bytes = packet.payload.len();
        match self.track.write_rtp(packet).now_or_never() {
            Some(Ok(())) => {
                passed.add(self.kind, bytes);
                count(&self.tally.packets_out);
            }
            Some(Err(_)) | None => count(&self.tally.dropped_full),
        }
    }

    /// Hears the viewer's requests for key frames until the line ends.
    pub(super) async fn listen(self: Arc<Self>) {
        while self.track.poll().await.is_some() {
            let feed = locked(&self.state).feed();
            if let (Kind::Video, Some(feed)) = (self.kind, feed) {
                feed.ask_politely();
            }
        }
    }

    /// The header under which a packet goes out, if it does.
    pub(super) fn admit(&self, arrived: &Arrived<'_>) -> Option<(rtp::Header, Arc<RouteTally>)> {
        let Arrived {
            serial,
            clock,
            place,
            packet,
            now,
        } = *arrived;
        let mut state = locked(&self.state);
        if !state.ready || !state.carries(serial) {
            return None;
        }
        if self.kind == Kind::Video && state.waiting {
            if !vp8::starts_key_frame(&packet.payload) {
                return None;
            }
            state.waiting = false;
        }
        let (sequence_number, timestamp) =
            state
                .splice
                .place(clock, place, packet.header.timestamp, now)?;
        let passed = Arc::clone(&state.source.as_ref()?.passed);
        // A fresh header: the sender's extensions and contributors belong to his own connection.
        let header = rtp::Header {
            version: 2,
            marker: packet.header.marker,
            payload_type: peer::payload_type(self.kind),
            sequence_number,
            timestamp,
            ssrc: self.ssrc,
            ..Default::default()
        };
        Some((header, passed))
    }
}

impl State {
    /// Starts over with the present source.
    fn begin(&mut self) -> Option<Arc<Feed>> {
        self.waiting = true;
        self.splice.cut();
        if self.ready { self.feed() } else { None }
    }

    fn carries(&self, serial: u64) -> bool {
        self.source
            .as_ref()
            .is_some_and(|source| source.serial == serial)
    }

    fn feed(&self) -> Option<Arc<Feed>> {
        self.source
            .as_ref()
            .and_then(|source| source.feed.upgrade())
    }
}

/// A picture was just let through: the viewer must not wait for the next chance.
fn ask(feed: Option<Arc<Feed>>) {
    if let Some(feed) = feed {
        feed.ask_at_once();
    }
}
