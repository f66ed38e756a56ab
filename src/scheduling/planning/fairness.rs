//! How the order treats groups of people, and what another order would change. Nothing of it is
//! ever used to place anybody.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::sentence::{Outcome, Said};
use crate::scheduling::ids::RequestId;
use crate::scheduling::plan::{Ask, Plan, Problem, plan};
use crate::scheduling::request::Urgency;
use crate::scheduling::slot::SlotId;
use crate::value;

value! {
    /// Another order than the published one.
    pub enum Switch {
        /// Urgent requests wait like all others.
        NobodyUrgent = "nobody_urgent",
        /// Every second urgent request counts as urgent, the first of them first.
        HalfUrgent = "half_urgent",
        /// Days past the target do not count.
        NoTarget = "no_target",
        /// Whoever waits longest comes first, and nothing else counts.
        OnlyWaiting = "only_waiting",
    }
}

/// What another order would change in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Which order.
    pub switch: Switch,
    /// How many would be placed.
    pub placed: usize,
    /// How many of those have no place now.
    pub gain: usize,
    /// How many who have a place now would have none.
    pub lose: usize,
    /// How many would keep a place at another time.
    pub moved: usize,
}

/// What every other order would change; each is planned anew by the same rules.
#[must_use]
pub fn prices(problem: &Problem, now: &Plan) -> Vec<Price> {
    let placed = placed(now);
    let price = |switch: &Switch| {
        let other = plan(&switched(problem, *switch));
        let then = self::placed(&other);
        let stands = |id: &&RequestId| placed.get(id) != then.get(id);
        let both = placed.keys().filter(|id| then.contains_key(*id));
        Price {
            switch: *switch,
            placed: then.len(),
            gain: then.keys().filter(|id| !placed.contains_key(*id)).count(),
            lose: placed.keys().filter(|id| !then.contains_key(*id)).count(),
            moved: both.copied().filter(stands).count(),
        }
    };
    Switch::ALL.iter().map(price).collect()
}

fn placed(plan: &Plan) -> BTreeMap<&RequestId, &SlotId> {
    let placed = plan.placed.iter();
    placed.map(|it| (&it.request, &it.given.slot)).collect()
}

fn switched(problem: &Problem, switch: Switch) -> Problem {
    let mut urgent: Vec<&Ask> = problem
        .asks
        .iter()
        .filter(|ask| ask.rank.urgency.0 == Urgency::Urgent)
        .collect();
    urgent.sort_by_key(|ask| &ask.rank);
    let second: BTreeSet<RequestId> = urgent
        .into_iter()
        .skip(1)
        .step_by(2)
        .map(|ask| ask.request.clone())
        .collect();
    let mut other = problem.clone();
    for ask in &mut other.asks {
        let is_normal = match switch {
            Switch::NobodyUrgent | Switch::OnlyWaiting => true,
            Switch::HalfUrgent => second.contains(&ask.request),
            Switch::NoTarget => false,
        };
        if is_normal {
            ask.rank.urgency = Reverse(Urgency::Normal);
        }
        match switch {
            Switch::NoTarget | Switch::OnlyWaiting => ask.rank.past_target = Reverse(0),
            Switch::NobodyUrgent | Switch::HalfUrgent => {}
        }
    }
    other
}

/// How the plan treats those of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How many ask.
    pub asking: usize,
    /// How many of them are placed.
    pub placed: usize,
    /// The days that they have waited: half of them longer, half of them shorter.
    pub waiting: i64,
    /// Their number in the order: half of them before, half of them after.
    pub number: i64,
}

/// The groups of those who ask, by what `kind` says of each.
#[must_use]
pub fn groups(
    said: &[(RequestId, Said)],
    kind: impl Fn(&RequestId) -> Option<String>,
) -> BTreeMap<String, Group> {
    let mut kinds: BTreeMap<String, Vec<&Said>> = BTreeMap::new();
    for (id, one) in said {
        if let Some(kind) = kind(id) {
            kinds.entry(kind).or_default().push(one);
        }
    }
    let group = |all: &[&Said]| {
        let placed = |one: &&&Said| matches!(one.outcome, Outcome::Placed { .. });
        let number = |one: &&Said| i64::try_from(one.place.number).unwrap_or(i64::MAX);
        Group {
            asking: all.len(),
            placed: all.iter().filter(placed).count(),
            waiting: middle(all.iter().map(|one| one.place.waiting).collect()),
            number: middle(all.iter().map(number).collect()),
        }
    };
    let each = kinds.iter().map(|(kind, all)| (kind.clone(), group(all)));
    each.collect()
}

/// The one in the middle; of an even number the lower one.
fn middle(mut numbers: Vec<i64>) -> i64 {
    numbers.sort_unstable();
    let place = numbers.len().saturating_sub(1) / 2;
    numbers.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
