//! What a plan changes for people: who would move where, and how two plans differ.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::outcome::Plan;
use super::problem::{Problem, Told};
use crate::scheduling::ids::RequestId;
use crate::scheduling::slot::SlotId;

/// Somebody who has a slot and would have another, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Whose request.
    pub request: RequestId,
    /// What it has.
    pub from: SlotId,
    /// What the plan gives it; none where it is left out.
    pub to: Option<SlotId>,
    /// What the person knows of the slot it has.
    pub told: Told,
    /// What that weighs, as the planner sees it.
    pub disturbance: u32,
}

/// Who would move by a plan, in the published order.
#[must_use]
pub fn moves(problem: &Problem, plan: &Plan) -> Vec<Moved> {
    let given = slots_of(plan);
    let mut asks: Vec<_> = problem.asks.iter().collect();
    asks.sort_by_key(|ask| (&ask.rank, &ask.request));
    let moved = asks.into_iter().filter_map(|ask| {
        let (from, told) = ask.stands.as_ref()?;
        let to = given.get(&ask.request).copied();
        (to != Some(from)).then(|| Moved {
            request: ask.request.clone(),
            from: from.clone(),
            to: to.cloned(),
            told: *told,
            disturbance: told.disturbance(),
        })
    });
    moved.collect()
}

/// A request for which two plans differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which request.
    pub request: RequestId,
    /// What the one plan gives it.
    pub one: Option<SlotId>,
    /// What the other plan gives it.
    pub other: Option<SlotId>,
}

/// Where two plans differ, by request.
#[must_use]
pub fn differences(one: &Plan, other: &Plan) -> Vec<Difference> {
    let (one, other) = (slots_of(one), slots_of(other));
    let all: BTreeSet<&RequestId> = one.keys().chain(other.keys()).copied().collect();
    let differing = all.into_iter().filter_map(|request| {
        let (one, other) = (one.get(request), other.get(request));
        (one != other).then(|| Difference {
            request: request.clone(),
            one: one.map(|slot| (*slot).clone()),
            other: other.map(|slot| (*slot).clone()),
        })
    });
    differing.collect()
}

fn slots_of(plan: &Plan) -> BTreeMap<&RequestId, &SlotId> {
    let placed = plan.placed.iter();
    placed.map(|one| (&one.request, &one.given.slot)).collect()
}
