//! What is left of a time that has begun and that nobody came to: cut from its end, for somebody
//! who is near.

use chrono::{DateTime, TimeDelta, Utc};

use crate::scheduling::availability::Offer;
use crate::scheduling::ids::OfficialId;
use crate::scheduling::occupancy::Cell;
use crate::scheduling::slot::facts::{Facts, Span};
use crate::scheduling::slot::search::Allocation;

/// Which rests are worth offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestPolicy {
    /// For how long a rest is offered; the meeting begins when that is over.
    pub offer: TimeDelta,
    /// At least so much of the whole time must be left then, in percent; 0: no rest is offered.
    pub percent: i32,
}

impl RestPolicy {
    /// When a meeting in what is left of a time would begin, on the grid of five minutes; none
    /// where the time has not begun, or too little of it would be left.
    #[must_use]
    pub fn begins(&self, (from, to): Span, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.percent <= 0 || now < from {
            return None;
        }
        let answered = now + self.offer;
        let cell = Cell::at(answered);
        let begun = cell.starts_at()?;
        let begins = if begun == answered {
            begun
        } else {
            Cell(cell.0 + 1).starts_at()?
        };
        let (left, whole) = ((to - begins).num_minutes(), (to - from).num_minutes());
        (left > 0 && left * 100 >= whole * i64::from(self.percent)).then_some(begins)
    }
}

/// The published time of an official that has begun and ends with a stretch that was freed.
#[must_use]
pub fn begun(
    facts: &Facts,
    official: &OfficialId,
    (from, to): Span,
    now: DateTime<Utc>,
) -> Option<Offer> {
    let own = facts.plans.iter().filter(|plan| plan.official == *official);
    let mut offers = own
        .flat_map(|plan| &plan.windows)
        .flat_map(|window| window.offers(facts.zone));
    offers.find(|offer| offer.starts_at <= from.min(now) && offer.ends_at == to)
}

/// What a whole time takes, from a later instant on; the meeting begins then.
#[must_use]
pub fn cut(mut found: Allocation, begins: DateTime<Utc>) -> Allocation {
    found.slot.key.starts_at = begins;
    for take in &mut found.takes {
        take.starts_at = take.starts_at.max(begins);
    }
    found
}
