//! The cheapest way to give each of some asks one of its ways, exactly.
//!
//! Without limits that cross slots this is an assignment of asks to slots (`matching.rs`). A limit
//! that crosses slots (one interpreter for two officials) gets a price, raised while it is broken
//! (`prices.rs`): that gives a bound below which nothing can cost, and mostly also what attains it.
//! Where a limit stays broken, it is free of draws in one of the slots of those who draw on it, and
//! each of these cases is looked at, the one with the lowest bound first (Land and Doig 1960), until
//! the best that was found costs no more than any bound. Costs and prices are whole numbers, and
//! nothing depends on chance or on the order of a hash.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::matching::Matching;
use super::prices::{Case, Looked, Rule, UNIT};
use super::table::Table;

/// One way to serve an ask, as the solver sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    /// Which slot it takes a seat of.
    pub(super) slot: usize,
    /// Which limits it draws on, once each.
    pub(super) draws: Vec<usize>,
    /// What it costs, not less than nothing.
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

    /// That no limit has a price.
    pub(super) fn no_prices(&self) -> Table {
        Table::zeros(self.limits.len())
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

/// The cheapest assignment, with what is known of the others.
#[derive(Clone, Debug)]
pub(super) struct Cheapest {
    /// It.
    pub(super) found: Assignment,
    /// By ask and way whether there may be an equally cheap assignment with it.
    pub(super) may_be_used: Vec<Vec<bool>>,
    /// The prices of the limits that say so.
    pub(super) prices: Table,
}

/// The cheapest assignment that keeps every limit and costs no more than `most`; none where there
/// is none. It begins with these prices of the limits.
pub(super) fn cheapest(
    asks: &[&[Way]],
    shared: &Shared,
    prices: Table,
    most: i64,
) -> Option<Cheapest> {
    if !pools_suffice(asks, shared) {
        return None;
    }
    let dearest = asks.iter().filter_map(|ways| {
        let costs = ways.iter().map(|way| way.cost);
        costs.max()
    });
    let mut search = Search {
        shared,
        drawers: drawers(asks, shared),
        best: None,
        most: most.min(dearest.sum()),
    };
    let mut first = Case::first(asks, shared, prices);
    let everybody = (0..asks.len()).collect();
    let mut open = BTreeMap::new();
    let mut made: u64 = 0;
    let Looked { least, best } = search.look(&mut first, &everybody);
    if let Some(least) = least {
        open.insert((least, Reverse(made)), first);
    }
    while let Some(((least, _), case)) = open.pop_first() {
        if least > search.bound_most() {
            break;
        }
        for rules in search.split(asks, &case) {
            let mut child = case.clone();
            let told = rules.iter().map(|rule| rule.ask).collect();
            child.forbid(rules);
            if let Some(least) = search.look(&mut child, &told).least {
                made += 1;
                // Of equals the last made: it goes deep, and finds one that keeps all limits soon.
                open.insert((least, Reverse(made)), child);
            }
        }
    }
    let (found, first) = (search.best?, best?);
    let slack = found.cost * UNIT - first.least();
    let dearer = first.dearer().into_iter();
    Some(Cheapest {
        may_be_used: dearer
            .map(|own| own.into_iter().map(|dearer| dearer <= slack).collect())
            .collect(),
        prices: first.prices(),
        found,
    })
}

/// What is known so far.
pub(super) struct Search<'a> {
    shared: &'a Shared,
    /// By limit who can draw on it.
    drawers: Vec<BTreeSet<usize>>,
    /// The cheapest so far that keeps every limit.
    best: Option<Assignment>,
    /// What is dearer is of no use.
    most: i64,
}

fn drawers(asks: &[&[Way]], shared: &Shared) -> Vec<BTreeSet<usize>> {
    let mut drawers = vec![BTreeSet::new(); shared.limits.len()];
    for (ask, ways) in asks.iter().enumerate() {
        for limit in ways.iter().flat_map(|way| &way.draws) {
            if let Some(drawers) = drawers.get_mut(*limit) {
                drawers.insert(ask);
            }
        }
    }
    drawers
}

impl Search<'_> {
    /// What everybody shares.
    pub(super) const fn shared(&self) -> &Shared {
        self.shared
    }

    /// A case is of no use if its bound is above this.
    pub(super) const fn bound_most(&self) -> i64 {
        self.most.saturating_mul(UNIT)
    }

    /// Who can draw on one of these limits.
    pub(super) fn drawing_on(&self, limits: &[usize]) -> BTreeSet<usize> {
        let each = limits.iter().filter_map(|limit| self.drawers.get(*limit));
        each.flatten().copied().collect()
    }

    /// Takes note of an assignment that keeps every limit.
    pub(super) fn found(&mut self, found: Assignment) {
        if found.cost <= self.most {
            self.most = found.cost - 1;
            self.best = Some(found);
        }
    }

    /// Cases one of which every assignment is in that is in this case and keeps the limits.
    fn split(&self, asks: &[&[Way]], case: &Case<'_>) -> Vec<Vec<Rule>> {
        let Some((limit, drawing)) = case.broken(self.shared) else {
            return one_by_one(asks, case);
        };
        let drawn_by = |ask: usize| {
            let ways = asks.get(ask).copied().unwrap_or_default().iter();
            let drawing = ways.enumerate();
            let drawing = drawing.filter(|(_, way)| way.draws.contains(&limit));
            drawing.map(move |(place, way)| (way.slot, Rule { ask, way: place }))
        };
        let room = self.shared.room(limit);
        let slots: BTreeSet<usize> = drawing.iter().map(|(_, slot)| *slot).collect();
        if slots.len() > room {
            // Of more slots than may draw, one has nobody who draws.
            let all = self.drawing_on(&[limit]);
            let rules = |slot: usize| {
                let drawn = all.iter().flat_map(|ask| drawn_by(*ask));
                let drawn = drawn.filter(move |(of, _)| *of == slot);
                drawn.map(|(_, rule)| rule).collect()
            };
            return slots.into_iter().take(room + 1).map(rules).collect();
        }
        // Of more asks than may draw, one does not draw.
        let without = |(ask, _): (usize, usize)| drawn_by(ask).map(|(_, rule)| rule).collect();
        drawing.into_iter().take(room + 1).map(without).collect()
    }
}

/// Where the case keeps every limit, though not at the cost of its bound: without what the first is
/// given who has a choice, and with nothing else for it. No case where nobody has a choice: what is
/// given is all there is.
fn one_by_one(asks: &[&[Way]], case: &Case<'_>) -> Vec<Vec<Rule>> {
    let split = case.each().find_map(|(ask, given)| {
        let ways = 0..asks.get(ask).map_or(0, |ways| ways.len());
        let others: Vec<Rule> = ways
            .filter(|way| *way != given)
            .map(|way| Rule { ask, way })
            .filter(|rule| !case.forbids(*rule))
            .collect();
        let own = vec![Rule { ask, way: given }];
        (!others.is_empty()).then(|| vec![own, others])
    });
    split.unwrap_or_default()
}

/// Whether those who have to draw on a pool whatever they are given find room in it, each pool and
/// slots left aside: what is refused here could be refused only after trying every case.
fn pools_suffice(asks: &[&[Way]], shared: &Shared) -> bool {
    let pools: BTreeSet<usize> = shared.limits.iter().map(|(_, pool)| *pool).collect();
    let as_slots = Shared {
        seats: shared.limits.iter().map(|(room, _)| *room).collect(),
        limits: Vec::new(),
    };
    pools.into_iter().all(|pool| {
        let bound = asks.iter().filter_map(|ways| bound_to(ways, pool, shared));
        let bound: Vec<Vec<Way>> = bound.collect();
        let bound: Vec<&[Way]> = bound.iter().map(Vec::as_slice).collect();
        let mut matching = Matching::new(&bound, &as_slots);
        (0..bound.len()).all(|ask| matching.add(ask))
    })
}

/// The limits of a pool one of which an ask draws on whatever it is given, as if each were a slot;
/// none where it can do without the pool.
fn bound_to(ways: &[Way], pool: usize, shared: &Shared) -> Option<Vec<Way>> {
    let is_of = |limit: &usize| shared.limits.get(*limit).is_some_and(|it| it.1 == pool);
    let drawn = ways.iter().map(|way| {
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
