//! What passed and what did not, counted.

use super::Kind;
use std::sync::atomic::{AtomicU64, Ordering};

/// What one route carried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Passed {
    /// Packets of sound.
    pub audio_packets: u64,
    /// Packets of picture.
    pub video_packets: u64,
    /// Bytes of payload, both kinds.
    pub bytes: u64,
}

/// What the whole forwarder did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Lines open now.
    pub lines: usize,
    /// Media packets that arrived from participants.
    pub packets_in: u64,
    /// Media packets handed to viewers.
    pub packets_out: u64,
    /// Packets of a muted kind.
    pub dropped_muted: u64,
    /// Packets seen before or far too late.
    pub dropped_stale: u64,
    /// Packets a viewer's full queue had no room for.
    pub dropped_full: u64,
    /// Packets of a codec nobody negotiated.
    pub dropped_foreign: u64,
    /// Key frames asked of participants.
    pub key_frames_asked: u64,
    /// Datagrams from addresses that never proved to belong to a line.
    pub datagrams_unknown: u64,
    /// Connection checks whose integrity did not hold.
    pub checks_refused: u64,
    /// Datagrams the port could not take or a line's queue had no room for.
    pub datagrams_dropped: u64,
    /// Candidates refused by the filter or past the cap.
    pub candidates_refused: u64,
}

/// The running counts of one route.
#[derive(Debug, Default)]
pub(super) struct RouteTally {
    audio: AtomicU64,
    video: AtomicU64,
    bytes: AtomicU64,
}

impl RouteTally {
    pub(super) fn add(&self, kind: Kind, bytes: usize) {
        match kind {
            Kind::Audio => count(&self.audio),
            Kind::Video => count(&self.video),
        }
        self.bytes
            .fetch_add(u64::try_from(bytes).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    pub(super) fn passed(&self) -> Passed {
        Passed {
            audio_packets: read(&self.audio),
            video_packets: read(&self.video),
            bytes: read(&self.bytes),
        }
    }
}

/// The running counts of the forwarder.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) packets_in: AtomicU64,
    pub(super) packets_out: AtomicU64,
    pub(super) dropped_muted: AtomicU64,
    pub(super) dropped_stale: AtomicU64,
    pub(super) dropped_full: AtomicU64,
    pub(super) dropped_foreign: AtomicU64,
    pub(super) key_frames_asked: AtomicU64,
    pub(super) datagrams_unknown: AtomicU64,
    pub(super) checks_refused: AtomicU64,
    pub(super) datagrams_dropped: AtomicU64,
    pub(super) candidates_refused: AtomicU64,
}

impl Tally {
    pub(super) fn totals(&self, lines: usize) -> Totals {
        Totals {
            lines,
            packets_in: read(&self.packets_in),
            packets_out: read(&self.packets_out),
            dropped_muted: read(&self.dropped_muted),
            dropped_stale: read(&self.dropped_stale),
            dropped_full: read(&self.dropped_full),
            dropped_foreign: read(&self.dropped_foreign),
            key_frames_asked: read(&self.key_frames_asked),
            datagrams_unknown: read(&self.datagrams_unknown),
            checks_refused: read(&self.checks_refused),
            datagrams_dropped: read(&self.datagrams_dropped),
            candidates_refused: read(&self.candidates_refused),
        }
    }
}

pub(super) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

fn read(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}
