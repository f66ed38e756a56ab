//! A bucket of tokens: so many frames at once, so many a second on and on.

use std::time::Duration;
use tokio::time::Instant;

/// Counts in thousandths of a frame, so that no share of a second is lost.
pub(super) struct Bucket {
    content: u64,
    content_max: u64,
    per_second: u64,
    filled_at: Instant,
}

const FRAME: u64 = 1_000;

impl Bucket {
    pub(super) fn new(burst: u32, per_second: u32, now: Instant) -> Self {
        let content_max = u64::from(burst) * FRAME;
        let per_second = u64::from(per_second);
        Self {
            content: content_max,
            content_max,
            per_second,
            filled_at: now,
        }
    }

    /// Takes one frame out; false when there is none.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.filled_at);
        let millis = u64::try_from(passed.as_millis()).unwrap_or(u64::MAX);
        self.filled_at += Duration::from_millis(millis);
        let poured = millis.saturating_mul(self.per_second);
        self.content = self.content.saturating_add(poured).min(self.content_max);
        match self.content.checked_sub(FRAME) {
            Some(left) => {
                self.content = left;
                true
            }
            None => false,
        }
    }
}
