//! What a probe sees and hears, and whether it is whole.

use super::camera::Stamp;
use crate::media::{Down, Kind, LineEvent, peer};
use rtc::rtp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::watch;
use tokio::time::Instant;
use webrtc::media_stream::track_remote::{TrackRemote, TrackRemoteEvent};

/// Everything one probe got.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Offers received.
    pub offers: u64,
    /// The last offer's text.
    pub offer: String,
    /// What the line said each of its media lines shows.
    pub down: Vec<Down>,
    /// The connection stands.
    pub connected: bool,
    /// The connection stood this many times, restarts included.
    pub connects: u64,
    /// The line failed at some time.
    pub failed: bool,
    /// The line is gone.
    pub closed: bool,
    /// The forwarder had the first packet of this probe.
    pub announced: BTreeSet<Kind>,
    /// What came, by whom and what it is.
    pub heard: BTreeMap<(String, Kind), Heard>,
}

/// What came from one participant of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// Packets.
    pub packets: u64,
    /// Whether the very first packet began a key frame (pictures only).
    pub began_with_key_frame: bool,
    /// Packets that did not follow the one before, or came under another stream's number.
    pub seams: u64,
    /// Complete key frames.
    pub key_frames: u64,
    /// The last complete key frame.
    pub last_key_frame: Option<KeyFrame>,
}

/// A complete key frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyFrame {
    /// Its number at the camera.
    pub frame: u32,
    /// When its last packet came.
    pub at: Instant,
}

/// One incoming stream while it is read.
#[derive(Default)]
struct Stream {
    last: Option<(u32, u16, u32)>,
    frame: u32,
    missing: BTreeSet<u16>,
}

impl Seen {
    /// What came from a participant of one kind.
    pub fn of(&self, name: &str, kind: Kind) -> Heard {
        self.heard
            .get(&(name.to_owned(), kind))
            .cloned()
            .unwrap_or_default()
    }

    /// When a key frame filmed after `frame` was complete.
    pub fn key_frame_after(&self, name: &str, frame: u32) -> Option<Instant> {
        let last = self.of(name, Kind::Video).last_key_frame?;
        (last.frame > frame).then_some(last.at)
    }

    /// The media line that shows a participant.
    pub fn mid(&self, name: &str, kind: Kind) -> Option<&str> {
        let shows = |down: &&Down| down.kind == kind && down.participant.as_deref() == Some(name);
        self.down.iter().find(shows).map(|down| down.mid.as_str())
    }

    pub(super) fn note(&mut self, event: &LineEvent) {
        match event {
            LineEvent::Offer { sdp, down, .. } => {
                self.offers += 1;
                self.offer.clone_from(sdp);
                self.down.clone_from(down);
            }
            LineEvent::Down(down) => self.down.clone_from(down),
            LineEvent::Connected => {
                self.connected = true;
                self.connects += 1;
            }
            LineEvent::Disconnected => self.connected = false,
            LineEvent::Failed => self.failed = true,
            LineEvent::FirstPacket(kind) => {
                self.announced.insert(*kind);
            }
            LineEvent::Closed => self.closed = true,
        }
    }
}

/// Reads a track until it ends.
pub(super) async fn watch(track: Arc<dyn TrackRemote>, seen: Arc<watch::Sender<Seen>>) {
    let video = track.kind().await == peer::codec_kind(Kind::Video);
    let kind = if video { Kind::Video } else { Kind::Audio };
    let mut stream = Stream::default();
    while let Some(event) = track.poll().await {
        let TrackRemoteEvent::OnRtpPacket(packet) = event else {
            continue;
        };
        if let Some(stamp) = Stamp::read(&packet.payload) {
            let now = Instant::now();
            seen.send_modify(|seen| {
                let heard = seen.heard.entry((stamp.name.clone(), kind)).or_default();
                stream.take(heard, &packet.header, &stamp, now);
            });
        }
    }
}

impl Stream {
    fn take(&mut self, heard: &mut Heard, header: &rtp::Header, stamp: &Stamp, now: Instant) {
        if heard.packets == 0 {
            heard.began_with_key_frame = stamp.key && stamp.index == 0;
        }
        heard.packets += 1;
        let follows = self.last.is_none_or(|(ssrc, sequence, timestamp)| {
            let passed = header.timestamp.wrapping_sub(timestamp).cast_signed();
            header.ssrc == ssrc
                && header.sequence_number == sequence.wrapping_add(1)
                && passed >= 0
                && header.extensions.is_empty()
        });
        if !follows {
            heard.seams += 1;
        }
        self.last = Some((header.ssrc, header.sequence_number, header.timestamp));
        if stamp.frame != self.frame {
            self.frame = stamp.frame;
            self.missing = (0..stamp.total).collect();
        }
        let new = self.missing.remove(&stamp.index);
        if new && stamp.key && self.missing.is_empty() {
            heard.key_frames += 1;
            heard.last_key_frame = Some(KeyFrame {
                frame: stamp.frame,
                at: now,
            });
        }
    }
}
