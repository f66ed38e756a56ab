//! Asks added one after the other to slots along shortest augmenting paths.
//!
//! Prices keep every reduced cost from being negative, so what is given is the cheapest for those
//! who were added (Kuhn 1955; Jonker and Volgenant 1987).

use std::collections::{BTreeMap, BTreeSet};

use super::assign::{Assignment, Shared, Way};
use super::table::Table;

/// The ways that are left to each ask, by their index among its own.
pub(super) type Left<'a> = Vec<Vec<(usize, &'a Way)>>;

/// Asks added one after the other to slots, always at the least cost.
pub(super) struct Matching<'a> {
    ways: &'a [Vec<(usize, &'a Way)>],
    shared: &'a Shared,
    /// By ask, the index of its way among its own and the way, once it was added.
    given: Vec<Option<(usize, &'a Way)>>,
    /// By slot, who holds its seats.
    holders: Vec<BTreeSet<usize>>,
    /// What an ask pays, and what a slot takes off: no way costs less than both together, and
    /// the given ones cost just that.
    pays: Table,
    takes_off: Table,
}

/// How a slot was reached: at which cost, and by whose way.
type Reached<'a> = (i64, usize, (usize, &'a Way));

impl<'a> Matching<'a> {
    /// Nobody is added yet.
    pub(super) fn new(ways: &'a [Vec<(usize, &'a Way)>], shared: &'a Shared) -> Self {
        Self {
            ways,
            shared,
            given: vec![None; ways.len()],
            holders: vec![BTreeSet::new(); shared.seats.len()],
            pays: Table::zeros(ways.len()),
            takes_off: Table::zeros(shared.seats.len()),
        }
    }

    fn held(&self, slot: usize) -> impl Iterator<Item = usize> + '_ {
        self.holders.get(slot).into_iter().flatten().copied()
    }

    fn is_free(&self, slot: usize) -> bool {
        self.held(slot).count() < self.shared.seats(slot)
    }

    /// Adds an ask; those that were added before may change their slots, and all keep one.
    /// False where there is no seat for it.
    pub(super) fn add(&mut self, ask: usize) -> bool {
        let mut found: BTreeMap<usize, Reached<'a>> = BTreeMap::new();
        let mut asks = vec![(ask, 0)];
        let mut looked = BTreeMap::new();
        let mut from = 0;
        let (last, far) = loop {
            while let Some(&(who, far)) = asks.get(from) {
                self.reach(who, far, &looked, &mut found);
                from += 1;
            }
            let nearest = found.iter().min_by_key(|(slot, way)| (way.0, **slot));
            let Some((&slot, &(far, ..))) = nearest else {
                return false;
            };
            if self.is_free(slot) {
                break (slot, far);
            }
            if let Some(way) = found.remove(&slot) {
                looked.insert(slot, way);
            }
            asks.extend(self.held(slot).map(|who| (who, far)));
        };
        for (who, at) in asks {
            self.pays.add(who, far - at);
        }
        for (slot, (at, ..)) in &looked {
            self.takes_off.add(*slot, at - far);
        }
        looked.extend(found.remove(&last).map(|way| (last, way)));
        self.hand_over(last, &looked);
        true
    }

    fn reach(
        &self,
        who: usize,
        far: i64,
        looked: &BTreeMap<usize, Reached<'a>>,
        found: &mut BTreeMap<usize, Reached<'a>>,
    ) {
        for &(place, way) in self.ways.get(who).into_iter().flatten() {
            if looked.contains_key(&way.slot) {
                continue;
            }
            let over = way.cost - self.pays.get(who) - self.takes_off.get(way.slot);
            let reached = (far + over, who, (place, way));
            let known = found.entry(way.slot).or_insert(reached);
            if reached.0 < known.0 {
                *known = reached;
            }
        }
    }

    /// Gives the last slot to who reached it, that one's former slot to who reached that, and so on.
    fn hand_over(&mut self, last: usize, looked: &BTreeMap<usize, Reached<'a>>) {
        let mut slot = Some(last);
        while let Some((_, who, way)) = slot.and_then(|slot| looked.get(&slot)) {
            let former = self
                .given
                .get_mut(*who)
                .and_then(|given| given.replace(*way));
            if let Some(holders) = self.holders.get_mut(way.1.slot) {
                holders.insert(*who);
            }
            slot = former.map(|(_, way)| way.slot);
            if let Some(holders) = slot.and_then(|slot| self.holders.get_mut(slot)) {
                holders.remove(who);
            }
        }
    }

    /// What everybody was given, once all were added.
    pub(super) fn assignment(&self) -> Assignment {
        let given = self.given.iter().flatten();
        Assignment {
            cost: given.clone().map(|(_, way)| way.cost).sum(),
            ways: given.map(|(place, _)| *place).collect(),
        }
    }
}
