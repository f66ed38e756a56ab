//! Who has the cells of a slot, and what becomes of that: one transition for every verb that
//! takes, prolongs, hands over or gives back.
//!
//! A verb of the service loads how its caller has the cells and who else has any of them, asks
//! [`step`], and writes what it says; the primary key of `occupancy` is the second guard. What is
//! given back is offered to whoever waits first ([`crate::scheduling::waiting::next`]), in the
//! same transaction. `tests/it/model.rs` runs the same two functions through every order in which
//! people may press.

use crate::scheduling::notice::NoticeEvent;
use crate::scheduling::refusal::Refusal;

/// How somebody has the cells of a slot; `At` is a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing<At> {
    /// Kept for a few minutes, while the form is filled.
    Held {
        /// When it runs out; from then on it stands in nobody's way.
        until: At,
        /// Whether it was prolonged, which is done once.
        extended: bool,
    },
    /// Offered to one who waits, and to nobody else.
    Offered {
        /// When it runs out; it stands in the way until it is passed on, so that it goes to the
        /// next in order and not to whoever presses first.
        until: At,
    },
    /// Taken for good.
    Booked,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Input<At> {
    /// Keep free cells until then.
    Hold {
        /// When the hold runs out.
        until: At,
    },
    /// Keep a hold until then.
    Extend {
        /// When the prolonged hold runs out.
        until: At,
    },
    /// Take what is held, or what is free, for good.
    Book,
    /// Offer free cells to one who waits.
    Offer {
        /// When the offer runs out.
        until: At,
    },
    /// Take what was offered, for good.
    Accept,
    /// Give an offer back.
    Decline,
    /// Give up what was taken for good.
    Cancel,
    /// Give a hold back.
    Release,
    /// Give back what ran out.
    Expire,
}

/// What becomes of the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome<At> {
    /// How they are had from now on; none: they are given back, and whoever waits comes first.
    pub standing: Option<Standing<At>>,
    /// What whoever has or had them is told.
    pub tells: Option<NoticeEvent>,
}

impl<At: Copy + Ord> Standing<At> {
    /// Whether nobody else can have the same cells now.
    #[must_use]
    pub fn blocks(self, now: At) -> bool {
        match self {
            Self::Held { until, .. } => now < until,
            Self::Offered { .. } | Self::Booked => true,
        }
    }

    /// When it runs out by itself, if it does.
    #[must_use]
    pub const fn until(self) -> Option<At> {
        match self {
            Self::Held { until, .. } | Self::Offered { until } => Some(until),
            Self::Booked => None,
        }
    }
}

impl<At> Outcome<At> {
    const fn becomes(standing: Standing<At>, tells: Option<NoticeEvent>) -> Self {
        Self {
            standing: Some(standing),
            tells,
        }
    }

    const fn gives_back(tells: Option<NoticeEvent>) -> Self {
        Self {
            standing: None,
            tells,
        }
    }
}

/// What becomes of cells that the caller has as `own`, and others as `others`, after an input.
///
/// Whose cells they are is the caller's to know; `own` is nothing for whoever comes without.
pub fn step<At: Copy + Ord>(
    own: Option<Standing<At>>,
    others: &[Standing<At>],
    input: Input<At>,
    now: At,
) -> Result<Outcome<At>, Refusal> {
    let (booked, is_over) = (Standing::Booked, |until: At| until <= now);
    match (input, own) {
        (Input::Hold { until }, None) => {
            let held = Standing::Held {
                until,
                extended: false,
            };
            take(others, now, Outcome::becomes(held, None))
        }
        (Input::Offer { until }, None) => {
            let offered = Outcome::becomes(Standing::Offered { until }, Some(NoticeEvent::Offered));
            take(others, now, offered)
        }
        (Input::Book, None) => {
            let outcome = Outcome::becomes(booked, Some(NoticeEvent::Booked));
            take(others, now, outcome)
        }
        (Input::Book | Input::Extend { .. }, Some(Standing::Held { until, .. }))
            if is_over(until) =>
        {
            Err(Refusal::HoldExpired)
        }
        (Input::Book, Some(Standing::Held { .. }))
        | (Input::Accept, Some(Standing::Offered { .. }))
            if !own.and_then(Standing::until).is_some_and(is_over) =>
        {
            Ok(Outcome::becomes(booked, Some(NoticeEvent::Booked)))
        }
        (Input::Accept, Some(Standing::Offered { .. })) => Err(Refusal::LinkSpent),
        (Input::Extend { .. }, Some(Standing::Held { extended: true, .. })) => {
            Err(Refusal::AlreadyExtended)
        }
        (Input::Extend { until: later }, Some(Standing::Held { until, .. })) => {
            let held = Standing::Held {
                until: later.max(until),
                extended: true,
            };
            Ok(Outcome::becomes(held, None))
        }
        (Input::Release, Some(Standing::Held { .. }))
        | (Input::Decline, Some(Standing::Offered { .. })) => Ok(Outcome::gives_back(None)),
        (Input::Cancel, Some(Standing::Booked)) => {
            Ok(Outcome::gives_back(Some(NoticeEvent::Cancelled)))
        }
        (Input::Expire, Some(Standing::Held { until, .. } | Standing::Offered { until })) => {
            if is_over(until) {
                Ok(Outcome::gives_back(None))
            } else {
                Err(Refusal::TooEarly)
            }
        }
        (
            Input::Hold { .. }
            | Input::Offer { .. }
            | Input::Book
            | Input::Extend { .. }
            | Input::Accept
            | Input::Decline
            | Input::Release
            | Input::Cancel
            | Input::Expire,
            _,
        ) => Err(Refusal::WrongStage),
    }
}

fn take<At: Copy + Ord>(
    others: &[Standing<At>],
    now: At,
    outcome: Outcome<At>,
) -> Result<Outcome<At>, Refusal> {
    if others.iter().any(|other| other.blocks(now)) {
        Err(Refusal::SlotTaken)
    } else {
        Ok(outcome)
    }
}

#[cfg(test)]
mod tests;
