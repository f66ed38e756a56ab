//! The only place that asks the time.
//!
//! Everything else is told: a request asks once, a job asks once per tick, and passes `now` down.
mod noise;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

pub use noise::{Noise, NoiseError};

/// The clock of the process; a clone shows the same time.
#[derive(Clone, Debug)]
pub struct Clock {
    hand: Arc<Hand>,
    moves: watch::Sender<u64>,
}

#[derive(Debug)]
enum Hand {
    System,
    Movable(Mutex<Movable>),
}

/// What a movable clock shows: `base`, plus what passed since when it ticks.
#[derive(Debug)]
struct Movable {
    base: DateTime<Utc>,
    since: Option<Instant>,
}

/// Why a clock did not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// This is the system's clock; nobody moves it.
    #[error("the system's clock is not ours to move")]
    NotMovable,
    /// A clock moves forward only.
    #[error("a clock moves forward only")]
    Backward,
}

impl Clock {
    /// The system's clock; it cannot be moved.
    #[must_use]
    pub fn system() -> Self {
        Self::of(Hand::System)
    }

    /// A demo clock: it starts at `start` (or at the real time), ticks, and can be moved on.
    #[must_use]
    pub fn movable(start: Option<DateTime<Utc>>) -> Self {
        let base = start.unwrap_or_else(real_now);
        Self::of(Hand::Movable(Mutex::new(Movable {
            base,
            since: Some(tick()),
        })))
    }

    /// A clock that stands still until it is moved: what a test asks for.
    #[must_use]
    pub fn stopped(at: DateTime<Utc>) -> Self {
        Self::of(Hand::Movable(Mutex::new(Movable {
            base: at,
            since: None,
        })))
    }

    fn of(hand: Hand) -> Self {
        Self {
            hand: Arc::new(hand),
            moves: watch::channel(0).0,
        }
    }

    /// The time, to the microsecond (what both databases keep).
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        to_micros(match &*self.hand {
            Hand::System => real_now(),
            Hand::Movable(movable) => locked(movable).now(),
        })
    }

    /// Moves the clock on by `step` and gives the new time.
    pub fn advance(&self, step: TimeDelta) -> Result<DateTime<Utc>, ClockError> {
        self.turn(|now| now.checked_add_signed(step))
    }

    /// Moves the clock on to `instant` and gives the new time.
    pub fn set(&self, instant: DateTime<Utc>) -> Result<DateTime<Utc>, ClockError> {
        self.turn(|_| Some(instant))
    }

    /// Reports each time the clock is moved by hand, so that whoever waits for a moment looks again.
    #[must_use]
    pub fn moves(&self) -> watch::Receiver<u64> {
        self.moves.subscribe()
    }

    /// Whether this clock can be moved.
    #[must_use]
    pub fn is_movable(&self) -> bool {
        match &*self.hand {
            Hand::System => false,
            Hand::Movable(_) => true,
        }
    }

    fn turn(
        &self,
        target: impl FnOnce(DateTime<Utc>) -> Option<DateTime<Utc>>,
    ) -> Result<DateTime<Utc>, ClockError> {
        let Hand::Movable(movable) = &*self.hand else {
            return Err(ClockError::NotMovable);
        };
        let mut shown = locked(movable);
        let now = shown.now();
        let then = target(now)
            .filter(|then| *then >= now)
            .ok_or(ClockError::Backward)?;
        shown.base = then;
        shown.since = shown.since.map(|_| tick());
        drop(shown);
        self.moves
            .send_modify(|count| *count = count.wrapping_add(1));
        Ok(to_micros(then))
    }
}

impl Movable {
    fn now(&self) -> DateTime<Utc> {
        let passed = self.since.map_or(Duration::ZERO, |since| since.elapsed());
        let passed = TimeDelta::from_std(passed).unwrap_or(TimeDelta::MAX);
        self.base
            .checked_add_signed(passed)
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

/// Measures how long something took; for metrics and benches, never for rules.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts it.
    #[must_use]
    pub fn started() -> Self {
        Self(tick())
    }

    /// What passed since the start.
    #[must_use]
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

fn locked(movable: &Mutex<Movable>) -> MutexGuard<'_, Movable> {
    movable.lock().unwrap_or_else(PoisonError::into_inner)
}

fn to_micros(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

#[expect(clippy::disallowed_methods, reason = "this file is the one that asks")]
fn real_now() -> DateTime<Utc> {
    Utc::now()
}

#[expect(clippy::disallowed_methods, reason = "this file is the one that asks")]
fn tick() -> Instant {
    Instant::now()
}
