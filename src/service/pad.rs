//! The ids and secrets of one verb, drawn from one seed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDateTime, SubsecRound as _, Utc};
use rand::rngs::ChaCha12Rng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};

/// Draws ids, codes and secrets; a clone draws the same ones again.
#[derive(Clone)]
pub struct Pad {
    now: DateTime<Utc>,
    seed: [u8; 32],
    drawn: u64,
}

impl Pad {
    /// A pad for a verb that happens now.
    pub fn new(now: DateTime<Utc>, seed: [u8; 32]) -> Self {
        Self {
            now: now.trunc_subsecs(6),
            seed,
            drawn: 0,
        }
    }

    /// When the verb happens.
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The same as the database keeps it: UTC, to the microsecond.
    pub const fn at(&self) -> NaiveDateTime {
        self.now.naive_utc()
    }

    /// The next bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.stream().fill_bytes(&mut bytes);
        bytes
    }

    /// Each draw has a stream of its own, so that a clone needs only the count.
    fn stream(&mut self) -> ChaCha12Rng {
        let mut rng = ChaCha12Rng::from_seed(self.seed);
        rng.set_stream(self.drawn);
        self.drawn += 1;
        rng
    }

    /// A new id, made by `T::made`.
    pub fn id<T>(&mut self, made: impl FnOnce(DateTime<Utc>, [u8; 10]) -> T) -> T {
        let noise = self.bytes();
        made(self.now, noise)
    }

    /// That many decimal digits, each equally likely.
    pub fn digits(&mut self, count: usize) -> String {
        let mut rng = self.stream();
        (0..count)
            .map(|_| char::from(rng.random_range(b'0'..=b'9')))
            .collect()
    }

    /// A secret of 32 bytes that fits into an address.
    pub fn token(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// A secret of 8 bytes for a link that opens nothing but one button, until a certain hour.
    pub fn brief_token(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<8>())
    }

    /// A secret of 16 bytes for a link in an SMS, where every letter counts.
    pub fn short_token(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<16>())
    }
    /// A secret of 12 bytes for a link that is good for an hour.
    pub fn link_token(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<12>())
    }
}
