//! Moving the demo's clock on, so that tomorrow can be tried today.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use crate::clock::ClockError;
use crate::scheduling::Refusal;

/// How far a clock is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// On by so much.
    By(TimeDelta),
    /// On to an instant.
    To(DateTime<Utc>),
}

/// Moves the clock on and gives the new time; outside the demo there is no such thing.
pub fn move_clock(app: &App, turn: Turn) -> Result<DateTime<Utc>, ServiceError> {
    if !app.is_demo {
        return Err(Refusal::NotFound.into());
    }
    let moved = match turn {
        Turn::By(step) => app.clock.advance(step),
        Turn::To(instant) => app.clock.set(instant),
    };
    Ok(moved.map_err(|error| match error {
        ClockError::NotMovable => Refusal::NotFound,
        ClockError::Backward => Refusal::ClockBackward,
    })?)
}
