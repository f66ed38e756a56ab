//! A camera and a microphone that film numbered frames.

use crate::media::Kind;
use crate::media::peer::{self, Outgoing};
use bytes::{BufMut as _, Bytes, BytesMut};
use rtc::rtp;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU32, Ordering};
use std::time::Duration;
use tokio::time::MissedTickBehavior;
use webrtc::media_stream::track_local::TrackLocal;
use webrtc::media_stream::track_local::static_rtp::TrackLocalStaticRTP;

/// Thirty frames a second.
const FRAME_EVERY: Duration = Duration::from_millis(33);
const FRAME_TICKS: u32 = 33 * 90;
/// Fifty packets of sound a second.
const SOUND_EVERY: Duration = Duration::from_millis(20);
const SOUND_TICKS: u32 = 20 * 48;
/// About what a browser sends of 640 by 480: 22 kB for a key frame, 1.2 Mbit/s of the others.
const KEY_PACKETS: u16 = 20;
const DELTA_PACKETS: u16 = 5;
const PACKET_BYTES: usize = 1_100;
const SOUND_BYTES: usize = 120;

/// No two cameras of a process number their frames alike.
const FRAMES_MAX: u32 = 1 << 20;
static NEXT_FRAME: AtomicU32 = AtomicU32::new(0);

/// First packet of a frame in its first partition, and any later one.
const FIRST: u8 = 0x10;
const LATER: u8 = 0x00;
/// The first byte of a key frame and of a delta frame.
const KEY: u8 = 0x50;
const DELTA: u8 = 0x51;

/// What each packet says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) name: String,
    pub(super) key: bool,
    pub(super) frame: u32,
    pub(super) index: u16,
    pub(super) total: u16,
}

/// The sending half of a probe.
pub(super) struct Camera {
    name: String,
    on: AtomicBool,
    key_wanted: AtomicBool,
    filmed: AtomicU32,
    audio: Stream,
    video: Stream,
}

struct Stream {
    track: Arc<TrackLocalStaticRTP>,
    ssrc: u32,
    sequence: AtomicU16,
}

impl Camera {
    pub(super) fn new(name: &str) -> Arc<Self> {
        Self::sending(name, Stream::new(Kind::Audio), Stream::new(Kind::Video))
    }

    /// A camera whose streams bear the numbers of another's.
    pub(super) fn posing_as(&self, name: &str) -> Arc<Self> {
        let pose = |kind| Stream::of(peer::outgoing_as(kind, "camera", self.stream(kind).ssrc));
        Self::sending(name, pose(Kind::Audio), pose(Kind::Video))
    }

    fn sending(name: &str, audio: Stream, video: Stream) -> Arc<Self> {
        Arc::new(Self {
            name: name.to_owned(),
            on: AtomicBool::new(false),
            key_wanted: AtomicBool::new(false),
            filmed: AtomicU32::new(NEXT_FRAME.fetch_add(FRAMES_MAX, Ordering::Relaxed)),
            audio,
            video,
        })
    }

    pub(super) fn track(&self, kind: Kind) -> Arc<dyn TrackLocal> {
        let track: Arc<TrackLocalStaticRTP> = Arc::clone(&self.stream(kind).track);
        track
    }

    pub(super) fn turn(&self, on: bool) {
        // An encoder that starts begins with a key frame.
        self.key_wanted.store(true, Ordering::Release);
        self.on.store(on, Ordering::Release);
    }

    pub(super) fn filmed(&self) -> u32 {
        self.filmed.load(Ordering::Acquire)
    }

    /// Films for as long as the probe lives.
    pub(super) async fn film(self: Arc<Self>) {
        let mut tick = tokio::time::interval(FRAME_EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut timestamp = 0_u32;
        loop {
            tick.tick().await;
            timestamp = timestamp.wrapping_add(FRAME_TICKS);
            if !self.on.load(Ordering::Acquire) {
                continue;
            }
            let key = self.key_wanted.swap(false, Ordering::AcqRel);
            let frame = self.filmed.fetch_add(1, Ordering::AcqRel) + 1;
            let total = if key { KEY_PACKETS } else { DELTA_PACKETS };
            for index in 0..total {
                let stamp = Stamp {
                    name: self.name.clone(),
                    key,
                    frame,
                    index,
                    total,
                };
                let last = index + 1 == total;
                self.write(Kind::Video, timestamp, last, stamp.write(PACKET_BYTES))
                    .await;
            }
        }
    }

    /// Speaks for as long as the probe lives.
    pub(super) async fn speak(self: Arc<Self>) {
        let mut tick = tokio::time::interval(SOUND_EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut timestamp = 0_u32;
        for frame in 0_u32.. {
            tick.tick().await;
            timestamp = timestamp.wrapping_add(SOUND_TICKS);
            if !self.on.load(Ordering::Acquire) {
                continue;
            }
            let stamp = Stamp {
                name: self.name.clone(),
                key: false,
                frame,
                index: 0,
                total: 1,
            };
            self.write(Kind::Audio, timestamp, false, stamp.write(SOUND_BYTES))
                .await;
        }
    }

    /// Hears requests for key frames.
    pub(super) async fn listen(self: Arc<Self>) {
        while self.video.track.poll().await.is_some() {
            self.key_wanted.store(true, Ordering::Release);
        }
    }

    async fn write(&self, kind: Kind, timestamp: u32, marker: bool, payload: Bytes) {
        let stream = self.stream(kind);
        let header = rtp::Header {
            version: 2,
            marker,
            payload_type: peer::payload_type(kind),
            sequence_number: stream.sequence.fetch_add(1, Ordering::Relaxed),
            timestamp,
            ssrc: stream.ssrc,
            ..Default::default()
        };
        if let Err(error) = stream
            .track
            .write_rtp(rtp::Packet { header, payload })
            .await
        {
            tracing::debug!(%error, "a probe's packet was not sent");
        }
    }

    fn stream(&self, kind: Kind) -> &Stream {
        match kind {
            Kind::Audio => &self.audio,
            Kind::Video => &self.video,
        }
    }
}

impl Stream {
    fn new(kind: Kind) -> Self {
        Self::of(peer::outgoing(kind, "camera"))
    }

    fn of(Outgoing { track, ssrc }: Outgoing) -> Self {
        Self {
            track,
            ssrc,
            sequence: AtomicU16::new(0),
        }
    }
}

impl Stamp {
    fn write(&self, bytes: usize) -> Bytes {
        let mut payload = BytesMut::with_capacity(bytes);
        payload.put_u8(if self.index == 0 { FIRST } else { LATER });
        payload.put_u8(if self.key { KEY } else { DELTA });
        payload.put_u32(self.frame);
        payload.put_u16(self.index);
        payload.put_u16(self.total);
        let name = self.name.as_bytes();
        payload.put_u8(u8::try_from(name.len()).unwrap_or_default());
        payload.put_slice(name);
        payload.resize(bytes.max(payload.len()), 0);
        payload.freeze()
    }

    pub(super) fn read(payload: &[u8]) -> Option<Self> {
        let key = *payload.get(1)? == KEY;
        let frame = u32::from_be_bytes(payload.get(2..6)?.try_into().ok()?);
        let index = u16::from_be_bytes(payload.get(6..8)?.try_into().ok()?);
        let total = u16::from_be_bytes(payload.get(8..10)?.try_into().ok()?);
        let length = usize::from(*payload.get(10)?);
        let name = std::str::from_utf8(payload.get(11..11 + length)?)
            .ok()?
            .to_owned();
        Some(Self {
            name,
            key,
            frame,
            index,
            total,
        })
    }
}
