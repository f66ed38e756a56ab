//! What a plan says to people of one request: why it comes when it comes, and why it does not.
//!
//! Counts and reasons only. No name of anybody else is in it, nor where an official is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::slot_of;
use crate::scheduling::calendar::Week;
use crate::scheduling::ids::RequestId;
use crate::scheduling::plan::{Ask, Because, LeftOut, Placed, Plan, Problem};
use crate::scheduling::request::Urgency;
use crate::scheduling::slot::SlotId;

/// Where a request stands in the published order, and on what that rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its number in the order, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
    /// Whether a person decided that it is urgent.
    pub is_urgent: bool,
    /// So many days past the day by which it was to be answered; 0 before.
    pub past_target: i64,
    /// So many days since it was received.
    pub waiting: i64,
}

/// What the plan does for a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Outcome {
    /// It is given this slot.
    Placed {
        /// The slot, as it is booked.
        slot: SlotId,
        /// The facts that explain it.
        because: Because,
        /// Whether no time that it can use is earlier.
        is_earliest: bool,
    },
    /// It is not placed.
    LeftOut {
        /// Why; it can be checked against the plan.
        certificate: LeftOut,
        /// The first day of the week whose plan looks at it again.
        again: NaiveDate,
    },
}

/// All that is said of one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Where it stands in the order.
    pub place: Place,
    /// What the plan does for it.
    pub outcome: Outcome,
}

/// What the plan of a week says of each request, in the order.
#[must_use]
pub fn of_plan(week: Week, problem: &Problem, plan: &Plan) -> Vec<(RequestId, Said)> {
    let mut asks: Vec<&Ask> = problem.asks.iter().collect();
    asks.sort_by(|one, other| one.rank.cmp(&other.rank));
    let all = asks.len();
    let placed: BTreeMap<&RequestId, &Placed> = plan
        .placed
        .iter()
        .map(|placed| (&placed.request, placed))
        .collect();
    let left_out: BTreeMap<&RequestId, &LeftOut> =
        plan.left_out.iter().map(|(id, why)| (id, why)).collect();
    let said = |(number, ask): (usize, &Ask)| {
        let outcome = match placed.get(&ask.request) {
            Some(placed) => Outcome::Placed {
                slot: slot_of(&placed.given)?.id(),
                because: placed.because.clone(),
                is_earliest: is_earliest(problem, ask, placed),
            },
            None => Outcome::LeftOut {
                certificate: (*left_out.get(&ask.request)?).clone(),
                again: week.next().first(),
            },
        };
        let place = place(ask, (number, all));
        Some((ask.request.clone(), Said { place, outcome }))
    };
    (1..).zip(asks).filter_map(said).collect()
}

fn place(ask: &Ask, (number, of): (usize, usize)) -> Place {
    let rank = &ask.rank;
    Place {
        number,
        of,
        is_urgent: rank.urgency.0 == Urgency::Urgent,
        past_target: rank.past_target.0,
        waiting: rank.waiting.0,
    }
}

fn is_earliest(problem: &Problem, ask: &Ask, placed: &Placed) -> bool {
    let starts_at = |slot: &SlotId| {
        let mut slots = problem.slots.iter();
        slots.find(|it| it.slot == *slot).map(|it| it.starts_at)
    };
    let first = ask.suits.iter().filter_map(|it| starts_at(&it.slot)).min();
    first == starts_at(&placed.given.slot)
}

#[cfg(test)]
mod tests;
