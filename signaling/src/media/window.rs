//! Unwraps a stream's sequence numbers and tells what was seen before.

/// How far back a late packet may lie and still be told from a repeated one.
const DEPTH: usize = 512;
const WORDS: usize = DEPTH / 64;

/// The last packets of one stream.
#[derive(Debug, Default)]
pub(super) struct Window {
    highest: Option<i64>,
    seen: [u64; WORDS],
}

impl Window {
    /// The packet's place in the endless count, or nothing when it came before or far too late.
    pub(super) fn admit(&mut self, sequence: u16) -> Option<i64> {
        let Some(highest) = self.highest else {
            let place = i64::from(sequence);
            self.highest = Some(place);
            return self.mark(place).then_some(place);
        };
        let low = u16::try_from(highest.rem_euclid(1 << 16)).unwrap_or_default();
        let place = highest + i64::from(sequence.wrapping_sub(low).cast_signed());
        if place > highest {
            self.clear_between(highest, place);
            self.highest = Some(place);
        } else if usize::try_from(highest - place).is_ok_and(|age| age >= DEPTH) {
            return None;
        }
        self.mark(place).then_some(place)
    }

    /// Marks a place as seen; false when it was already.
    fn mark(&mut self, place: i64) -> bool {
        let (word, bit) = position(place);
        let Some(word) = self.seen.get_mut(word) else {
            return false;
        };
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }

    /// Frees the places that a jump forward brings into view.
    fn clear_between(&mut self, old: i64, new: i64) {
        let depth = i64::try_from(DEPTH).unwrap_or(i64::MAX);
        if new - old >= depth {
            self.seen = [0; WORDS];
            return;
        }
        for place in old + 1..=new {
            let (word, bit) = position(place);
            if let Some(word) = self.seen.get_mut(word) {
                *word &= !bit;
            }
        }
    }
}

fn position(place: i64) -> (usize, u64) {
    let depth = i64::try_from(DEPTH).unwrap_or(1);
    let slot = usize::try_from(place.rem_euclid(depth)).unwrap_or_default();
    (slot / 64, 1 << (slot % 64))
}

#[cfg(test)]
mod tests;
