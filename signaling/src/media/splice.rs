//! Makes packets of changing sources one unbroken stream: numbers and time go on without a gap.

use tokio::time::Instant;

/// The outgoing stream of one slot.
#[derive(Debug)]
pub(super) struct Splice {
    /// Ticks of the media clock in one millisecond.
    ticks_per_ms: u32,
    /// The highest number and its time that went out, and when.
    last: Option<Sent>,
    /// How the present source's numbers become ours; none right after a cut.
    shift: Option<Shift>,
    /// The clock that was followed last, and what is added to it.
    followed: Option<(u64, u32)>,
}

#[derive(Debug, Clone, Copy)]
struct Sent {
    place: i64,
    timestamp: u32,
    at: Instant,
}

#[derive(Debug, Clone, Copy)]
struct Shift {
    first: i64,
    place: i64,
    timestamp: u32,
}

impl Splice {
    pub(super) fn new(ticks_per_ms: u32) -> Self {
        Self {
            ticks_per_ms,
            last: None,
            shift: None,
            followed: None,
        }
    }

    /// The next packet belongs to another source, or comes after a pause: the numbers close up.
    pub(super) fn cut(&mut self) {
        self.shift = None;
    }

    /// The number and time under which a packet goes out; none for one from before the cut.
    pub(super) fn place(
        &mut self,
        clock: u64,
        place: i64,
        timestamp: u32,
        now: Instant,
    ) -> Option<(u16, u32)> {
        let shift = match self.shift {
            Some(shift) => shift,
            None => self.join(clock, place, timestamp, now),
        };
        if place < shift.first {
            return None;
        }
        let out = place + shift.place;
        let out_timestamp = timestamp.wrapping_add(shift.timestamp);
        if self.last.is_none_or(|last| out > last.place) {
            self.last = Some(Sent {
                place: out,
                timestamp: out_timestamp,
                at: now,
            });
        }
        Some((
            u16::try_from(out.rem_euclid(1 << 16)).unwrap_or_default(),
            out_timestamp,
        ))
    }

    /// Joins a source to the stream: one number after the last packet, and the elapsed time.
    fn join(&mut self, clock: u64, place: i64, timestamp: u32, now: Instant) -> Shift {
        let shift = match self.last {
            None => Shift {
                first: place,
                place: 0,
                timestamp: 0,
            },
            Some(last) => Shift {
                first: place,
                place: last.place + 1 - place,
                timestamp: self.added(clock, last, timestamp, now),
            },
        };
        self.shift = Some(shift);
        self.followed = Some((clock, shift.timestamp));
        shift
    }

    /// What is added to a source's clock. One that ran on during a pause is still followed, or the
    /// viewer would take every pause for jitter; any other starts at the time that went by.
    fn added(&self, clock: u64, last: Sent, timestamp: u32, now: Instant) -> u32 {
        let still_followed = self.followed.filter(|(followed, added)| {
            let forward = timestamp.wrapping_add(*added).wrapping_sub(last.timestamp);
            *followed == clock && forward.cast_signed() > 0
        });
        if let Some((_, added)) = still_followed {
            return added;
        }
        let elapsed = now.saturating_duration_since(last.at).as_millis();
        let elapsed = u32::try_from(elapsed).unwrap_or(u32::MAX);
        let ticks = elapsed.wrapping_mul(self.ticks_per_ms).max(1);
        last.timestamp.wrapping_add(ticks).wrapping_sub(timestamp)
    }
}

#[cfg(test)]
mod tests;
