//! Stage A, *who*: down the order, each ask is added that can still be placed together with all that
//! were added before it.
//!
//! Where no limit crosses slots, the sets that can be placed together are a matroid, and going down
//! the order gives the set that is best for the order, exactly (Gale 1968; Edmonds and Fulkerson 1965).
//! Where limits cross slots the same walk gives the same set by definition, and each question
//! "can this one be placed too?" is answered exactly: first by one who moves aside for another, and
//! where that finds nothing, by trying every case.

use std::collections::{BTreeMap, BTreeSet};

use super::assign::{Shared, Way, cheapest};

/// The ask that cannot be added, with what keeps it out: slots all of whose seats are held by asks
/// that can use no other (Hall's condition).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Full {
    /// The slots that could be reached.
    pub(super) slots: BTreeSet<usize>,
    /// The asks that hold them.
    pub(super) holders: BTreeSet<usize>,
}

/// Why an ask is not among the chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It has no way at all.
    Nothing,
    /// All it can use is held.
    Full(Full),
    /// Slots are left, but a limit that crosses them is used up; which pools those are, each of
    /// which would have to have more room: one of them where one is enough to blame.
    Limited(BTreeSet<usize>),
}

/// Goes through the asks, which stand in the order; by ask whether it is chosen.
pub(super) fn choose(asks: &[Vec<Way>], shared: &Shared) -> Vec<Result<(), Refused>> {
    let mut seating = Seating::new(asks, shared);
    let mut closed = Closed::default();
    let mut limited: Vec<BTreeSet<&Way>> = Vec::new();
    let walk = asks.iter().enumerate().map(|(ask, ways)| {
        if ways.is_empty() {
            return Err(Refused::Nothing);
        }
        if let Some(full) = seating.known_full(ask, &closed) {
            return Err(Refused::Full(full));
        }
        if seating.seat(ask, &mut BTreeSet::from([ask])) {
            return Ok(());
        }
        if let Some(full) = seating.full(ask, &mut closed) {
            return Err(Refused::Full(full));
        }
        // Whoever can use less than one who found no room finds none: since then it became less.
        let own: BTreeSet<&Way> = ways.iter().collect();
        if !limited.iter().any(|more| own.is_subset(more)) {
            if seating.rearrange(ask) {
                return Ok(());
            }
            limited.push(own);
        }
        Err(Refused::Limited(seating.blamed(ask)))
    });
    walk.collect()
}

/// What is known to be full: whoever holds such slots can use no others, so it stays so, and so
/// does what can be reached from each.
#[derive(Default)]
struct Closed {
    found: Vec<Full>,
    /// By slot, which of them is reached from it.
    by_slot: BTreeMap<usize, usize>,
}

impl Closed {
    fn note(&mut self, slot: usize, full: Full) {
        let known = self.found.iter().position(|known| *known == full);
        let place = known.unwrap_or(self.found.len());
        if known.is_none() {
            self.found.push(full);
        }
        self.by_slot.insert(slot, place);
    }
}

/// Who sits where while it is chosen; costs do not matter here.
struct Seating<'a> {
    asks: &'a [Vec<Way>],
    shared: &'a Shared,
    given: BTreeMap<usize, &'a Way>,
    holders: Vec<BTreeSet<usize>>,
    drawing: Vec<BTreeSet<usize>>,
}

impl<'a> Seating<'a> {
    fn new(asks: &'a [Vec<Way>], shared: &'a Shared) -> Self {
        Self {
            asks,
            shared,
            given: BTreeMap::new(),
            holders: vec![BTreeSet::new(); shared.seats.len()],
            drawing: vec![BTreeSet::new(); shared.limits.len()],
        }
    }

    fn ways(&self, ask: usize) -> &'a [Way] {
        self.asks.get(ask).map_or(&[], Vec::as_slice)
    }

    fn held(&self, slot: usize) -> Option<&BTreeSet<usize>> {
        self.holders.get(slot)
    }

    fn is_free(&self, slot: usize) -> bool {
        self.held(slot).map_or(0, BTreeSet::len) < self.shared.seats(slot)
    }

    /// What holds all that an ask can use, if that is known.
    fn known_full(&self, ask: usize, closed: &Closed) -> Option<Full> {
        let found = self
            .ways(ask)
            .iter()
            .map(|way| closed.by_slot.get(&way.slot));
        let found: BTreeSet<usize> = found.map(Option::<&usize>::copied).collect::<Option<_>>()?;
        Some(together(
            found
                .into_iter()
                .filter_map(|place| closed.found.get(place))
                .collect(),
        ))
    }

    /// Whether even without the limits there is no seat for an ask, whoever moves; and then who
    /// holds what could be reached.
    fn full(&self, ask: usize, closed: &mut Closed) -> Option<Full> {
        let full = self.reached(self.ways(ask).iter().map(|way| way.slot).collect())?;
        for slot in &full.slots {
            if !closed.by_slot.contains_key(slot)
                && let Some(own) = self.reached(vec![*slot])
            {
                closed.note(*slot, own);
            }
        }
        Some(full)
    }

    /// These slots and all that those who hold them could move to; none where a seat is free.
    fn reached(&self, from: Vec<usize>) -> Option<Full> {
        let mut slots = vec![false; self.shared.seats.len()];
        let mut asks = vec![false; self.asks.len()];
        let mut next = from;
        while let Some(slot) = next.pop() {
            let Some(seen) = slots.get_mut(slot).filter(|seen| !**seen) else {
                continue;
            };
            *seen = true;
            if self.is_free(slot) {
                return None;
            }
            for holder in self.held(slot).into_iter().flatten() {
                if let Some(seen) = asks.get_mut(*holder).filter(|seen| !**seen) {
                    *seen = true;
                    next.extend(self.ways(*holder).iter().map(|way| way.slot));
                }
            }
        }
        let all = |seen: Vec<bool>| {
            let seen = seen.into_iter().enumerate();
            seen.filter_map(|(place, is_seen)| is_seen.then_some(place))
                .collect()
        };
        Some(Full {
            slots: all(slots),
            holders: all(asks),
        })
    }

    /// Seats an ask, and makes others move aside one by one; false leaves all as it was.
    fn seat(&mut self, ask: usize, asked: &mut BTreeSet<usize>) -> bool {
        let ways = self.ways(ask);
        if let Some(way) = ways.iter().find(|way| self.has_room(way)) {
            self.take(ask, way);
            return true;
        }
        for way in ways {
            for other in self.in_the_way(way) {
                if !asked.insert(other) {
                    continue;
                }
                let Some(former) = self.leave(other) else {
                    continue;
                };
                self.take(ask, way);
                if self.seat(other, asked) {
                    return true;
                }
                self.leave(ask);
                self.take(other, former);
            }
        }
        false
    }

    fn has_room(&self, way: &Way) -> bool {
        let fits = |limit: &usize| {
            let drawing = self.drawing.get(*limit).map_or(0, BTreeSet::len);
            drawing < self.shared.room(*limit)
        };
        self.is_free(way.slot) && way.draws.iter().all(fits)
    }

    /// Whoever stands alone between an ask and this way.
    fn in_the_way(&self, way: &Way) -> Vec<usize> {
        let slot = self.held(way.slot).filter(|_| !self.is_free(way.slot));
        let limits = way.draws.iter().filter_map(|limit| {
            let drawing = self.drawing.get(*limit)?;
            (drawing.len() >= self.shared.room(*limit)).then_some(drawing)
        });
        let mut all = slot.into_iter().chain(limits);
        let Some(first) = all.next() else {
            return Vec::new();
        };
        let common = all.fold(first.clone(), |left, right| &left & right);
        common.into_iter().collect()
    }

    fn take(&mut self, ask: usize, way: &'a Way) {
        if let Some(holders) = self.holders.get_mut(way.slot) {
            holders.insert(ask);
        }
        for limit in &way.draws {
            if let Some(drawing) = self.drawing.get_mut(*limit) {
                drawing.insert(ask);
            }
        }
        self.given.insert(ask, way);
    }

    fn leave(&mut self, ask: usize) -> Option<&'a Way> {
        let way = self.given.remove(&ask)?;
        if let Some(holders) = self.holders.get_mut(way.slot) {
            holders.remove(&ask);
        }
        for limit in &way.draws {
            if let Some(drawing) = self.drawing.get_mut(*limit) {
                drawing.remove(&ask);
            }
        }
        Some(way)
    }

    /// Seats an ask with those who sit already, wherever all of them may have to go; false where
    /// no such seating exists.
    fn rearrange(&mut self, ask: usize) -> bool {
        let all = self.with(ask);
        let free = self.free_of_cost(&all);
        let ways: Vec<&[Way]> = free.iter().map(Vec::as_slice).collect();
        let Some(found) = cheapest(&ways, self.shared, self.shared.no_prices(), 0) else {
            return false;
        };
        for who in &all {
            self.leave(*who);
        }
        for (who, way) in all.into_iter().zip(found.found.ways) {
            if let Some(way) = self.ways(who).get(way) {
                self.take(who, way);
            }
        }
        true
    }

    fn with(&self, ask: usize) -> Vec<usize> {
        self.given.keys().copied().chain([ask]).collect()
    }

    fn free_of_cost(&self, asks: &[usize]) -> Vec<Vec<Way>> {
        let free = |way: &Way| Way {
            cost: 0,
            ..way.clone()
        };
        let ways = asks.iter().map(|ask| self.ways(*ask));
        ways.map(|ways| ways.iter().map(free).collect()).collect()
    }

    /// Which pools keep an ask out: the first of which more room alone would let it in, else some
    /// that would together, and none of them without the others.
    fn blamed(&self, ask: usize) -> BTreeSet<usize> {
        let all = self.with(ask);
        let free = self.free_of_cost(&all);
        let ways: Vec<&[Way]> = free.iter().map(Vec::as_slice).collect();
        let pools: BTreeSet<usize> = self.shared.limits.iter().map(|limit| limit.1).collect();
        let opens = |wide: &BTreeSet<usize>| {
            let mut wider = self.shared.clone();
            let of_pools = wider.limits.iter_mut();
            of_pools
                .filter(|limit| wide.contains(&limit.1))
                .for_each(|limit| limit.0 = u32::MAX);
            cheapest(&ways, &wider, wider.no_prices(), 0).is_some()
        };
        let alone = pools.iter().map(|pool| BTreeSet::from([*pool]));
        if let Some(pool) = alone.into_iter().find(|pool| opens(pool)) {
            return pool;
        }
        let mut blamed = pools.clone();
        for pool in pools {
            blamed.remove(&pool);
            if !opens(&blamed) {
                blamed.insert(pool);
            }
        }
        blamed
    }
}

fn together(all: Vec<&Full>) -> Full {
    let mut sum = Full {
        slots: BTreeSet::new(),
        holders: BTreeSet::new(),
    };
    for one in all {
        sum.slots.extend(&one.slots);
        sum.holders.extend(&one.holders);
    }
    sum
}
