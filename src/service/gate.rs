//! The gate before bookings, holds and lists of times: so many are worked on at once, a few more
//! wait for their turn inside, and where that would take too long whoever comes is given a number.
//!
//! While there is no rush it costs one atomic. It grants nothing: who comes in still meets the
//! guard like everybody.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::app::App;
use super::caller::Caller;
use super::error::ServiceError;
use super::keys::Keys;
use crate::config::Queue;
use crate::scheduling::Refusal;
use crate::scheduling::ids::PersonId;
use crate::scheduling::rush::{Arrival, Line, Load, Place, Rules, Said};

/// The kind under which a place is signed.
const SIGNED: &str = "place in the queue";

/// The gate of this process; cheap to clone.
#[derive(Clone)]
pub struct Gate(Arc<Inner>);

struct Inner {
    is_enabled: bool,
    seats: Arc<Semaphore>,
    in_line: AtomicUsize,
    finished: AtomicU64,
    is_raised: AtomicBool,
    allowance: AtomicUsize,
    line: Mutex<Line<PersonId>>,
}

/// One call inside, done when it is dropped.
struct Inside(Gate);

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.0.finished.fetch_add(1, Ordering::Relaxed);
    }
}

/// One call inside that waits, for its turn or for a seat; counted as long as that lasts.
pub(super) struct InLine {
    counted: Counted,
    inside: Inside,
}

struct Counted(Gate);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.0.in_line.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A seat inside, given back when it is dropped.
pub(super) struct Seat {
    _permit: Option<OwnedSemaphorePermit>,
    _inside: Inside,
}

impl Gate {
    /// A gate under these settings; nobody is there.
    pub fn new(settings: &Queue) -> Self {
        let seconds = TimeDelta::seconds;
        let line = Line::new(Rules {
            patience: TimeDelta::milliseconds(settings.patience_ms),
            called: seconds(settings.called_seconds),
            absent: seconds(settings.absent_seconds),
            inside: TimeDelta::minutes(settings.inside_minutes),
            again: (
                seconds(settings.again_seconds_least),
                seconds(settings.again_seconds_most),
            ),
            calls_least: settings.calls_per_second_least,
            in_line_most: settings.in_line_most,
            places_most: settings.places_most,
        });
        Self(Arc::new(Inner {
            is_enabled: settings.enabled,
            seats: Arc::new(Semaphore::new(settings.seats)),
            in_line: AtomicUsize::new(0),
            finished: AtomicU64::new(0),
            is_raised: AtomicBool::new(false),
            allowance: AtomicUsize::new(line.allowance()),
            line: Mutex::new(line),
        }))
    }

    /// Whether whoever comes needs a number.
    pub fn is_raised(&self) -> bool {
        self.0.is_raised.load(Ordering::Acquire)
    }

    /// How many wait with a number.
    pub fn waiting(&self) -> usize {
        self.line().len()
    }

    /// Comes in, to wait for a turn and for a seat, where that does not take long; else
    /// [`Refusal::WaitYourTurn`].
    pub(super) fn come_in(&self, now: DateTime<Utc>) -> Result<InLine, ServiceError> {
        let before = self.0.in_line.fetch_add(1, Ordering::AcqRel);
        let counted = Counted(self.clone());
        let is_full = before >= self.0.allowance.load(Ordering::Acquire);
        if is_full && self.0.is_enabled {
            self.raise(now);
            return Err(Refusal::WaitYourTurn.into());
        }
        Ok(InLine {
            counted,
            inside: Inside(self.clone()),
        })
    }

    /// Takes a seat, waiting for it where that does not take long; else [`Refusal::WaitYourTurn`].
    pub(super) async fn seat(&self, now: DateTime<Utc>) -> Result<Seat, ServiceError> {
        self.come_in(now)?.seat().await
    }

    fn raise(&self, now: DateTime<Utc>) {
        let mut line = self.line();
        if !line.is_raised() {
            self.0.finished.store(0, Ordering::Relaxed);
            line.raise(now);
            self.0.is_raised.store(true, Ordering::Release);
            tracing::warn!("more come than can be served: newcomers are given numbers");
        }
    }

    /// The second's work, where a second is over.
    fn beat(&self, line: &mut Line<PersonId>, now: DateTime<Utc>) {
        let load = Load {
            finished: self.0.finished.load(Ordering::Relaxed),
            in_line: self.0.in_line.load(Ordering::Relaxed),
        };
        if !line.beat(load, now) {
            return;
        }
        self.0.finished.fetch_sub(load.finished, Ordering::Relaxed);
        self.0.allowance.store(line.allowance(), Ordering::Release);
        if !line.is_raised() {
            self.0.is_raised.store(false, Ordering::Release);
            tracing::info!("everybody who had a number was called");
        }
    }

    fn line(&self) -> MutexGuard<'_, Line<PersonId>> {
        self.0.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl InLine {
    /// Waits for a seat.
    pub(super) async fn seat(self) -> Result<Seat, ServiceError> {
        let Self { counted, inside } = self;
        let gate = &counted.0.0;
        let permit = if gate.is_enabled {
            let permit = Arc::clone(&gate.seats).acquire_owned().await;
            Some(permit.map_err(|_closed| ServiceError::Broken("the gate was closed"))?)
        } else {
            None
        };
        Ok(Seat {
            _permit: permit,
            _inside: inside,
        })
    }
}

/// Lets a person come as far as the seats, or refuses with [`Refusal::WaitYourTurn`]; staff do
/// not stand in line.
pub fn enter(app: &App, caller: &Caller, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let gate = &app.gate;
    let Some(person) = caller.person().filter(|_| gate.is_raised()) else {
        return Ok(());
    };
    let mut line = gate.line();
    gate.beat(&mut line, now);
    if line.may_enter(person, now) {
        return Ok(());
    }
    Err(Refusal::WaitYourTurn.into())
}

/// A place with what its owner shows when asking again.
#[derive(Clone, Debug)]
pub struct Told {
    /// The place.
    pub place: Place,
    /// The place, signed: it is kept where this process does not know the person any more.
    pub token: String,
}

/// Gives somebody who was refused with [`Refusal::WaitYourTurn`] a place, or says again which it
/// is; `shown` is the token given before. Nobody who is not a person has one.
pub fn place(app: &App, caller: &Caller, shown: Option<&str>, now: DateTime<Utc>) -> Option<Told> {
    let person = caller.person()?;
    let shown = shown.and_then(|token| read(&app.keys, person, token));
    let mut line = app.gate.line();
    app.gate.beat(&mut line, now);
    let place = match line.come(person, shown, now) {
        Said::Wait(place) => place,
        // Called, but too many stand inside at this moment: soon again, the number is kept.
        Said::Enter => {
            let arrival = Arrival(now.timestamp_micros());
            let again = TimeDelta::seconds(app.settings.queue.again_seconds_least);
            Place {
                arrival,
                number: 1,
                expected: again,
                again,
            }
        }
    };
    let is_raised = &app.gate.0.is_raised;
    is_raised.store(line.is_raised(), Ordering::Release);
    drop(line);
    let token = written(&app.keys, person, place.arrival);
    Some(Told { place, token })
}

fn written(keys: &Keys, person: &PersonId, arrival: Arrival) -> String {
    let sign = keys.lookup(SIGNED, &format!("{person} {}", arrival.0));
    format!("{}.{sign}", arrival.0)
}

/// The arrival that a token of ours names, if it is this person's.
fn read(keys: &Keys, person: &PersonId, token: &str) -> Option<Arrival> {
    let (micros, _) = token.split_once('.')?;
    let arrival = Arrival(micros.parse().ok()?);
    let own = written(keys, person, arrival);
    let is_own =
        aws_lc_rs::constant_time::verify_slices_are_equal(own.as_bytes(), token.as_bytes());
    is_own.is_ok().then_some(arrival)
}
