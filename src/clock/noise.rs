//! The random source: made once in `main.rs`, handed to whoever needs luck.
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::{StdRng, SysRng};
use rand::{Rng as _, RngExt as _, SeedableRng as _};

/// A cryptographic random source; a clone draws from the same stream.
#[derive(Clone)]
pub struct Noise(Arc<Mutex<StdRng>>);

/// The system gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the system gave no randomness to start from")]
pub struct NoiseError(#[source] rand::rngs::SysError);

impl Noise {
    /// Seeded by the system; only `main.rs` calls this.
    pub fn from_system() -> Result<Self, NoiseError> {
        let rng = StdRng::try_from_rng(&mut SysRng).map_err(NoiseError)?;
        Ok(Self(Arc::new(Mutex::new(rng))))
    }

    /// The same stream every time: for tests, the demo's data and benches.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// `N` bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.draw(|rng| rng.fill_bytes(&mut bytes));
        bytes
    }

    /// A number below `bound`, each equally likely; 0 when `bound` is 0.
    #[must_use]
    pub fn below(&self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        self.draw(|rng| rng.random_range(0..bound))
    }

    /// `count` decimal digits, each equally likely.
    #[must_use]
    pub fn digits(&self, count: usize) -> String {
        self.draw(|rng| {
            (0..count)
                .map(|_| char::from(rng.random_range(b'0'..=b'9')))
                .collect()
        })
    }

    /// A secret of 32 bytes as text that fits into an address: 43 letters, digits, `-` and `_`.
    #[must_use]
    pub fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    fn draw<T>(&self, take: impl FnOnce(&mut StdRng) -> T) -> T {
        take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl std::fmt::Debug for Noise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Noise")
    }
}
