//! The cheapest way to give each of some asks one of its ways, exactly.
//!
//! Without limits that cross slots this is an assignment of asks to slots (`matching.rs`). A limit
//! that crosses slots (one interpreter for two officials) is left out of that and then looked at:
//! where the cheapest assignment breaks one, at least one of those who break it has to do without,
//! and each of these cases is solved anew, the cheapest first (Land and Doig 1960). So the first
//! that keeps every limit is the cheapest of all. Costs are whole numbers, and nothing depends on
//! chance or on the order of a hash.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::matching::{Left, Matching};

/// One way to serve an ask, as the solver sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    /// Which slot it takes a seat of.
    pub(super) slot: usize,
    /// Which limits it draws on, once each.
    pub(super) draws: Vec<usize>,
    /// What it costs.
    pub(super) cost: i64,
}

/// What everybody shares.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared {
    /// How many seats each slot has.
    pub(super) seats: Vec<u32>,
    /// How many may draw on each limit, and of which pool it is.
    pub(super) limits: Vec<(u32, usize)>,
}

impl Shared {
    /// How many may draw on a limit.
    pub(super) fn room(&self, limit: usize) -> usize {
        let room = self.limits.get(limit).map_or(0, |(room, _)| *room);
        usize::try_from(room).unwrap_or(usize::MAX)
    }

    /// How many seats a slot has.
    pub(super) fn seats(&self, slot: usize) -> usize {
        let seats = self.seats.get(slot).copied().unwrap_or(0);
        usize::try_from(seats).unwrap_or(usize::MAX)
    }
}

/// An assignment: for each ask which of its ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assignment {
    /// The sum of what the ways cost.
    pub(super) cost: i64,
    /// By ask, the index of its way.
    pub(super) ways: Vec<usize>,
}

/// The cheapest assignment that keeps every limit; none where there is none.
pub(super) fn cheapest(asks: &[&[Way]], shared: &Shared) -> Option<Assignment> {
    let mut open = BTreeMap::new();
    let mut made: u64 = 0;
    let mut add = |rules: Vec<Rule>, open: &mut BTreeMap<_, _>| {
        if let Some(found) = unlimited(&left_by(asks, &rules), shared) {
            made += 1;
            // Of equals the last made: it goes deep, and finds one that keeps all limits soon.
            open.insert((found.cost, Reverse(made)), (rules, found));
        }
    };
    add(Vec::new(), &mut open);
    while let Some((_, (rules, found))) = open.pop_first() {
        // Of those who draw on it, the first does without; or the first draws and the second does
        // without; and so on. One more than there is room for is enough to look at.
        let Some((limit, drawing)) = broken(asks, shared, &found) else {
            return Some(found);
        };
        for (place, ask) in drawing.iter().enumerate() {
            let of_case = |ask, draws| Rule { ask, limit, draws };
            let mut with = rules.clone();
            with.extend(drawing.iter().take(place).map(|ask| of_case(*ask, true)));
            with.push(of_case(*ask, false));
            add(with, &mut open);
        }
    }
    None
}

/// In this case the ask draws on the limit, or it does not.
#[derive(Clone, Copy, Debug)]
struct Rule {
    ask: usize,
    limit: usize,
    draws: bool,
}

fn left_by<'a>(asks: &[&'a [Way]], rules: &[Rule]) -> Left<'a> {
    let each = asks.iter().enumerate().map(|(ask, ways)| {
        let own: Vec<&Rule> = rules.iter().filter(|rule| rule.ask == ask).collect();
        let is_left = |way: &Way| {
            let keeps = |rule: &&Rule| way.draws.contains(&rule.limit) == rule.draws;
            own.iter().all(keeps)
        };
        let ways = ways.iter().enumerate();
        ways.filter(|(_, way)| is_left(way)).collect()
    });
    each.collect()
}

/// The cheapest assignment of a case, the limits left aside; none also where they can be seen to
/// leave no room at all.
fn unlimited(ways: &Left<'_>, shared: &Shared) -> Option<Assignment> {
    if !pools_suffice(ways, shared) {
        return None;
    }
    let mut matching = Matching::new(ways, shared);
    let is_whole = (0..ways.len()).all(|ask| matching.add(ask));
    is_whole.then(|| matching.assignment())
}

/// The first limit that an assignment breaks, with one more of those who draw on it than may.
fn broken(asks: &[&[Way]], shared: &Shared, found: &Assignment) -> Option<(usize, Vec<usize>)> {
    let mut drawing: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (ask, (ways, way)) in asks.iter().zip(&found.ways).enumerate() {
        for limit in ways.get(*way).into_iter().flat_map(|way| &way.draws) {
            drawing.entry(*limit).or_default().push(ask);
        }
    }
    drawing.into_iter().find_map(|(limit, mut of)| {
        let room = shared.room(limit);
        let is_broken = of.len() > room;
        of.truncate(room + 1);
        is_broken.then_some((limit, of))
    })
}

/// Whether those who have to draw on a pool whatever they are given find room in it, each pool and
/// slots left aside: what is refused here could be refused only after trying every case.
fn pools_suffice(ways: &Left<'_>, shared: &Shared) -> bool {
    let pools: BTreeSet<usize> = shared.limits.iter().map(|(_, pool)| *pool).collect();
    pools.into_iter().all(|pool| {
        let bound: Vec<Vec<Way>> = ways
            .iter()
            .filter_map(|own| bound_to(own, pool, shared))
            .collect();
        let left: Left<'_> = bound
            .iter()
            .map(|own| own.iter().enumerate().collect())
            .collect();
        let as_slots = Shared {
            seats: shared.limits.iter().map(|(room, _)| *room).collect(),
            limits: Vec::new(),
        };
        let mut matching = Matching::new(&left, &as_slots);
        (0..left.len()).all(|ask| matching.add(ask))
    })
}

/// The limits of a pool one of which an ask draws on whatever it is given, as if each were a slot;
/// none where it can do without the pool.
fn bound_to(ways: &[(usize, &Way)], pool: usize, shared: &Shared) -> Option<Vec<Way>> {
    let is_of = |limit: &usize| shared.limits.get(*limit).is_some_and(|it| it.1 == pool);
    let drawn = ways.iter().map(|(_, way)| {
        let limit = way.draws.iter().copied().find(is_of)?;
        Some(Way {
            slot: limit,
            draws: Vec::new(),
            cost: 0,
        })
    });
    let drawn: Option<Vec<Way>> = drawn.collect();
    drawn.filter(|drawn| !drawn.is_empty())
}
