//! Whether what somebody who is left out is told is true, seen from the finished plan alone.

use std::collections::BTreeSet;

use super::super::numbered::turn;
use super::super::{Ask, ByHand, LeftOut, Plan, Problem, plan as plan_of};
use super::oracle::may;
use crate::scheduling::ids::RequestId;
use crate::scheduling::slot::SlotId;

fn ask_of<'a>(problem: &'a Problem, request: &RequestId) -> &'a Ask {
    let found = problem.asks.iter().find(|ask| ask.request == *request);
    found.unwrap()
}

fn slots_of(ask: &Ask) -> impl Iterator<Item = &SlotId> {
    let open = ask.suits.iter().filter(|suit| may(ask, suit));
    open.map(|suit| &suit.slot)
}

/// Who is placed and comes before an ask.
fn ahead<'a>(problem: &'a Problem, plan: &Plan, ask: &Ask) -> Vec<&'a Ask> {
    let placed = plan.placed.iter();
    let placed = placed.map(|one| ask_of(problem, &one.request));
    placed
        .filter(|one| (turn(one), &one.rank) < (turn(ask), &ask.rank))
        .collect()
}

/// What a request that is left out is told, checked.
pub(super) fn is_true(problem: &Problem, plan: &Plan, request: &RequestId, why: &LeftOut) -> bool {
    let ask = ask_of(problem, request);
    match why {
        LeftOut::Dropped => ask.by_hand == Some(ByHand::Dropped),
        LeftOut::NothingSuits => !ask.barred && slots_of(ask).next().is_none(),
        LeftOut::NotLetIn => ask.barred && ask.suits.is_empty(),
        LeftOut::Held { slots, ahead } => {
            held(problem, plan, ask) == Some((*slots, *ahead)) && *slots > 0
        }
        LeftOut::Limited { pools } => {
            let alone = Problem {
                asks: ahead(problem, plan, ask)
                    .into_iter()
                    .chain([ask])
                    .cloned()
                    .collect(),
                ..problem.clone()
            };
            let mut wider = alone.clone();
            wider.limits.retain(|(name, _)| !pools.contains(&name.pool));
            places_all_but(&alone, ask) && plan_of(&wider).left_out.is_empty()
        }
    }
}

fn places_all_but(problem: &Problem, ask: &Ask) -> bool {
    let left_out = plan_of(problem).left_out;
    left_out.len() == 1 && left_out.iter().all(|(request, _)| *request == ask.request)
}

/// The slots that can be reached from an ask's own over those who hold them, and how many hold
/// them; none where a seat is free or one of them does not come before.
fn held(problem: &Problem, plan: &Plan, ask: &Ask) -> Option<(usize, usize)> {
    let ahead: BTreeSet<&RequestId> = ahead(problem, plan, ask)
        .iter()
        .map(|one| &one.request)
        .collect();
    let (mut slots, mut holders) = (BTreeSet::new(), BTreeSet::new());
    let mut next: Vec<&SlotId> = slots_of(ask).collect();
    while let Some(slot) = next.pop() {
        if !slots.insert(slot) {
            continue;
        }
        let own = plan.placed.iter().filter(|one| one.given.slot == *slot);
        let own: Vec<&RequestId> = own.map(|one| &one.request).collect();
        let seats = problem.slots.iter().find(|one| one.slot == *slot)?.seats;
        if own.len() < usize::try_from(seats).ok()? || !own.iter().all(|one| ahead.contains(one)) {
            return None;
        }
        next.extend(own.iter().flat_map(|one| slots_of(ask_of(problem, one))));
        holders.extend(own);
    }
    Some((slots.len(), holders.len()))
}
