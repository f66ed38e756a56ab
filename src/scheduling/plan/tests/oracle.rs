//! The best plan by trying everything.

use std::collections::{BTreeMap, BTreeSet};

use super::super::numbered::turn;
use super::super::{Ask, ByHand, LimitName, Plan, Problem, Suits, Told};
use crate::scheduling::slot::SlotId;

/// What a plan is worth, tier by tier; less is better: who is left out down the order, then the
/// disturbance, the dislikes, the trips and the lateness.
pub(super) type Standing = (Vec<bool>, u32, u32, usize, u32);

fn in_order(problem: &Problem) -> Vec<&Ask> {
    let mut asks: Vec<&Ask> = problem.asks.iter().collect();
    asks.sort_by_key(|ask| (turn(ask), &ask.rank));
    asks
}

/// What of its suits an ask may be given.
pub(super) fn may(ask: &Ask, suit: &Suits) -> bool {
    let stays = match &ask.stands {
        Some((slot, Told::Here)) => Some(slot),
        _ => None,
    };
    match (&ask.by_hand, stays) {
        (Some(ByHand::Dropped), _) => false,
        (_, Some(slot)) | (Some(ByHand::Locked(slot)), None) => *slot == suit.slot,
        (None, None) => true,
    }
}

/// Whether what is given keeps seats and limits.
pub(super) fn holds(problem: &Problem, given: &[Option<&Suits>]) -> bool {
    let mut seats: BTreeMap<&SlotId, u32> = BTreeMap::new();
    let mut drawn: BTreeMap<&LimitName, u32> = BTreeMap::new();
    for suit in given.iter().flatten() {
        *seats.entry(&suit.slot).or_default() += 1;
        for name in &suit.draws {
            *drawn.entry(name).or_default() += 1;
        }
    }
    let seats_of = |slot: &SlotId| {
        problem
            .slots
            .iter()
            .find(|one| one.slot == *slot)
            .unwrap()
            .seats
    };
    let rooms: BTreeMap<&LimitName, u32> = problem
        .limits
        .iter()
        .map(|(name, room)| (name, *room))
        .collect();
    seats.iter().all(|(slot, taken)| *taken <= seats_of(slot))
        && drawn
            .iter()
            .all(|(name, drawn)| rooms.get(name).is_none_or(|room| drawn <= room))
}

fn worth(problem: &Problem, asks: &[&Ask], given: &[Option<&Suits>]) -> Standing {
    let left = given.iter().map(Option::is_none).collect();
    let (mut disturbance, mut dislike, mut lateness) = (0, 0, 0);
    let mut trips = BTreeSet::new();
    for (ask, suit) in asks.iter().zip(given) {
        let Some(suit) = suit else { continue };
        disturbance += match &ask.stands {
            Some((slot, told)) if *slot != suit.slot => match told {
                Told::Proposed => 0,
                Told::Told => 10,
                Told::Soon | Told::Here => 100,
            },
            _ => 0,
        };
        dislike += suit.dislike;
        trips.extend(&suit.trip);
        lateness += problem
            .slots
            .iter()
            .find(|one| one.slot == suit.slot)
            .unwrap()
            .number;
    }
    (left, disturbance, dislike, trips.len(), lateness)
}

/// What the best plan is worth.
pub(super) fn best(problem: &Problem) -> Standing {
    let asks = in_order(problem);
    let mut best = None;
    let mut given = Vec::new();
    every(problem, &asks, &mut given, &mut best);
    best.unwrap()
}

fn every<'a>(
    problem: &'a Problem,
    asks: &[&'a Ask],
    given: &mut Vec<Option<&'a Suits>>,
    best: &mut Option<Standing>,
) {
    if !holds(problem, given) {
        return;
    }
    let Some(ask) = asks.get(given.len()) else {
        let found = worth(problem, asks, given);
        if best.as_ref().is_none_or(|best| found < *best) {
            *best = Some(found);
        }
        return;
    };
    let ways = ask.suits.iter().filter(|suit| may(ask, suit)).map(Some);
    for way in ways.chain([None]) {
        given.push(way);
        every(problem, asks, given, best);
        given.pop();
    }
}

/// What a plan is worth; none where it breaks a rule.
pub(super) fn standing(problem: &Problem, plan: &Plan) -> Option<Standing> {
    let asks = in_order(problem);
    let given: Vec<Option<&Suits>> = asks
        .iter()
        .map(|ask| {
            let found = plan.placed.iter().find(|one| one.request == ask.request)?;
            ask.suits.iter().find(|suit| **suit == found.given)
        })
        .collect();
    let is_whole = plan.placed.len() + plan.left_out.len() == asks.len();
    let count = given.iter().flatten().count();
    let is_allowed = asks
        .iter()
        .zip(&given)
        .all(|(ask, suit)| suit.is_none_or(|suit| may(ask, suit)));
    (is_whole && count == plan.placed.len() && is_allowed && holds(problem, &given))
        .then(|| worth(problem, &asks, &given))
}
