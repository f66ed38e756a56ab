//! Stage B, *which slot*: of all ways to place the chosen, the one that disturbs least, then the one
//! that people like best, then the one with the fewest trips of interpreters, then the one that
//! keeps the official's days short. What an earlier tier wants no later one takes away.

use std::collections::BTreeSet;

use super::assign::{Cheapest, Shared, Way, cheapest};
use super::table::Table;

/// What one way costs, tier by tier; less is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tiers {
    /// For being moved, by whoever was told already.
    pub(super) disturbance: i64,
    /// For not being what the person wished.
    pub(super) dislike: i64,
    /// For making the official's day longer.
    pub(super) lateness: i64,
}

/// A way of a chosen ask: its slot and draws, what it costs, and the trip it needs.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The slot and the draws; its own cost is not looked at.
    pub(super) way: Way,
    /// What it costs.
    pub(super) tiers: Tiers,
    /// The trip an interpreter makes for it.
    pub(super) trip: Option<usize>,
}

/// By ask the index of its way; none where the asks cannot be placed together.
pub(super) fn place(asks: &[Vec<Choice>], shared: &Shared) -> Option<Vec<usize>> {
    let mut open = Open::all(asks, shared);
    open.narrow(|tiers| tiers.disturbance)?;
    open.narrow(|tiers| tiers.dislike)?;
    open.weigh(|tiers| tiers.lateness);
    fewest_trips(&open)
}

/// What is still open after some tiers: of each ask the ways that one of the best may use.
struct Open<'a> {
    shared: &'a Shared,
    /// By ask its ways with the cost of the tiers so far, the index among all its choices, and the
    /// choice.
    asks: Vec<Vec<(Way, usize, &'a Choice)>>,
    /// What the tiers so far come to at best.
    cost: i64,
    /// The prices that go with it.
    prices: Table,
    /// A cost of less than this is that of the last tier.
    scale: i64,
}

impl<'a> Open<'a> {
    fn all(asks: &'a [Vec<Choice>], shared: &'a Shared) -> Self {
        let free = |choice: &Choice| Way {
            cost: 0,
            ..choice.way.clone()
        };
        let asks = asks.iter().map(|choices| {
            let each = choices.iter().enumerate();
            each.map(|(place, choice)| (free(choice), place, choice))
                .collect()
        });
        Self {
            shared,
            asks: asks.collect(),
            cost: 0,
            prices: shared.no_prices(),
            scale: 1,
        }
    }

    /// Adds a tier to the costs, so that a unit of an earlier tier is worth more than all of it.
    fn weigh(&mut self, tier: impl Fn(&Tiers) -> i64) {
        let own = |ways: &Vec<(Way, usize, &Choice)>| {
            let costs = ways.iter().map(|(.., choice)| tier(&choice.tiers));
            costs.max().unwrap_or(0)
        };
        self.scale = self.asks.iter().map(own).sum::<i64>() + 1;
        for (way, _, choice) in self.asks.iter_mut().flatten() {
            way.cost = way.cost * self.scale + tier(&choice.tiers);
        }
        self.cost *= self.scale;
        self.prices.scale(self.scale);
    }

    /// Leaves only what is the best by a tier too; none where the asks cannot be placed.
    fn narrow(&mut self, tier: impl Fn(&Tiers) -> i64) -> Option<()> {
        self.weigh(tier);
        if self.scale == 1 {
            return Some(());
        }
        let best = self.solve(&BTreeSet::new())?.best;
        self.cost = best.found.cost;
        self.prices = best.prices;
        for (ways, may_be_used) in self.asks.iter_mut().zip(best.may_be_used) {
            let mut used = may_be_used.into_iter();
            ways.retain(|_| used.next().unwrap_or(true));
        }
        Some(())
    }

    /// The best that makes none of these trips and is no worse in the tiers before the last.
    fn solve(&self, without: &BTreeSet<usize>) -> Option<Solved> {
        let is_made = |choice: &Choice| choice.trip.is_none_or(|trip| !without.contains(&trip));
        let left = |ways: &Vec<(Way, usize, &'a Choice)>| {
            let left = ways.iter().filter(|(.., choice)| is_made(choice));
            left.map(|(way, place, choice)| (way.clone(), (*place, choice.trip)))
                .unzip()
        };
        let (ways, choices): (Vec<Vec<Way>>, Vec<Vec<_>>) = self.asks.iter().map(left).unzip();
        let ways: Vec<&[Way]> = ways.iter().map(Vec::as_slice).collect();
        let most = self.cost + self.scale - 1;
        let best = cheapest(&ways, self.shared, self.prices.clone(), most)?;
        let given = choices.iter().zip(&best.found.ways);
        let given: Vec<(usize, Option<usize>)> = given
            .filter_map(|(choices, way)| choices.get(*way).copied())
            .collect();
        Some(Solved {
            trips: given.iter().filter_map(|(_, trip)| *trip).collect(),
            ways: given.into_iter().map(|(place, _)| place).collect(),
            best,
        })
    }

    /// At least so many trips have to be made beside these, if none of those others is made.
    fn trips_beside(&self, made: &BTreeSet<usize>, without: &BTreeSet<usize>) -> usize {
        let mut seen = made.clone();
        let mut count = 0;
        for ways in &self.asks {
            let trips: Option<BTreeSet<usize>> = ways
                .iter()
                .map(|(.., choice)| choice.trip)
                .filter(|trip| trip.is_none_or(|trip| !without.contains(&trip)))
                .collect();
            // Whoever needs a trip that no one before could share needs one more.
            if let Some(trips) = trips.filter(|trips| trips.is_disjoint(&seen)) {
                seen.extend(trips);
                count += 1;
            }
        }
        count
    }
}

/// The best under some conditions.
#[derive(Clone)]
struct Solved {
    best: Cheapest,
    /// By ask the index of what it is given among all its choices.
    ways: Vec<usize>,
    /// The trips made for it.
    trips: BTreeSet<usize>,
}

impl Solved {
    /// What is compared: first the trips, then the cost.
    fn worth(&self) -> (usize, i64) {
        (self.trips.len(), self.best.found.cost)
    }
}

/// The best with the fewest trips. Of each trip that is made it is asked whether it is needed: the
/// cases without it and with it are looked at, and left where they cannot be better than the best
/// so far (Land and Doig 1960).
fn fewest_trips(open: &Open<'_>) -> Option<Vec<usize>> {
    let none = BTreeSet::new();
    let mut cases = vec![(none.clone(), none.clone(), open.solve(&none)?)];
    let mut best: Option<Solved> = None;
    while let Some((made, without, solved)) = cases.pop() {
        let count = made.len() + open.trips_beside(&made, &without);
        let least = (count, solved.best.found.cost);
        if best.as_ref().is_some_and(|best| best.worth() <= least) {
            continue;
        }
        if best
            .as_ref()
            .is_none_or(|best| solved.worth() < best.worth())
        {
            best = Some(solved.clone());
        }
        let Some(trip) = solved.trips.difference(&made).next().copied() else {
            continue;
        };
        let mut with = made.clone();
        with.insert(trip);
        cases.push((with, without.clone(), solved));
        let mut fewer = without;
        fewer.insert(trip);
        if let Some(solved) = open.solve(&fewer) {
            cases.push((made, fewer, solved));
        }
    }
    best.map(|best| best.ways)
}
