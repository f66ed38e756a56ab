//! The cheapest assignment of asks to slots at given prices, kept up to date as prices change.
//!
//! Asks are added one after the other along shortest augmenting paths. What asks pay and slots take
//! off keeps every reduced cost from being negative, so what is given is the cheapest (Kuhn 1955;
//! Jonker and Volgenant 1987). Where a price changes, only those are taken out whose way is no
//! longer the best for them, and added again. Seats that nobody holds are held by nobody at no cost,
//! all of them reached through one node, the ground.

use super::assign::{Assignment, Shared, Way};
use super::table::Table;

/// What no way costs: it is not to be used.
const BARRED: i64 = i64::MAX / 4;

/// Who sits where, at the prices that were told last.
#[derive(Clone, Debug)]
pub(super) struct Matching<'a> {
    asks: &'a [&'a [Way]],
    shared: &'a Shared,
    /// By ask and way what it costs at the prices.
    worth: Vec<Vec<i64>>,
    /// By ask the index of its way, once it was added.
    given: Vec<Option<usize>>,
    /// By slot who holds its seats.
    holders: Vec<Vec<usize>>,
    /// By slot the seats that somebody left and that have to be filled: it takes something off, so
    /// it is wanted.
    wanted: Vec<usize>,
    /// What an ask pays, and what a slot takes off: no way costs less than both together, and the
    /// given ones cost just that.
    pays: Table,
    takes_off: Table,
    /// What a seat takes off that nobody holds.
    ground: i64,
}

/// How a slot was reached.
#[derive(Clone, Copy, Debug)]
enum Via {
    /// By a way of an ask.
    Way(usize, usize),
    /// By leaving another slot's seat empty instead of this one's.
    Ground,
}

/// What one search from an ask found.
struct Search {
    far: Vec<i64>,
    via: Vec<Option<Via>>,
    is_done: Vec<bool>,
    /// Slots that are as near as the nearest.
    near: Vec<usize>,
    /// How far the nearest are.
    now: i64,
    /// Who was come by, and how far that is.
    asks: Vec<(usize, i64)>,
    /// How far the ground is, from which slot, and whether the search went on from it.
    ground: Option<(i64, usize)>,
    is_grounded: bool,
}

impl<'a> Matching<'a> {
    /// Nobody is added yet.
    pub(super) fn new(asks: &'a [&'a [Way]], shared: &'a Shared) -> Self {
        let worth: Vec<Vec<i64>> = asks
            .iter()
            .map(|ways| ways.iter().map(|way| way.cost).collect())
            .collect();
        let slots = shared.seats.len();
        Self {
            asks,
            shared,
            worth,
            given: vec![None; asks.len()],
            holders: vec![Vec::new(); slots],
            wanted: vec![0; slots],
            pays: Table::zeros(asks.len()),
            takes_off: Table::zeros(slots),
            ground: 0,
        }
    }

    /// The way an ask is given.
    pub(super) fn given(&self, ask: usize) -> Option<&'a Way> {
        let way = self.given.get(ask).copied().flatten()?;
        self.asks.get(ask)?.get(way)
    }

    /// Who is given which way, by its index.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, usize, &'a Way)> + '_ {
        let given = self.given.iter().copied().enumerate();
        given.filter_map(|(ask, place)| Some((ask, place?, self.given(ask)?)))
    }

    /// What is given, at the prices.
    pub(super) fn cost(&self) -> i64 {
        let each = self.worth.iter().zip(&self.given);
        each.filter_map(|(worth, given)| worth.get((*given)?)).sum()
    }

    /// What everybody was given, at its own cost.
    pub(super) fn assignment(&self) -> Assignment {
        let ways = (0..self.asks.len()).filter_map(|ask| self.given(ask));
        Assignment {
            cost: ways.map(|way| way.cost).sum(),
            ways: self.given.iter().copied().flatten().collect(),
        }
    }

    /// By ask and way how much dearer it is than the best, at the prices.
    pub(super) fn dearer(&self) -> Vec<Vec<i64>> {
        let asks = self.asks.iter().zip(&self.worth).enumerate();
        asks.map(|(ask, (ways, worth))| {
            let each = ways.iter().zip(worth);
            each.map(|(way, worth)| worth - self.takes_off.get(way.slot) - self.pays.get(ask))
                .collect()
        })
        .collect()
    }

    /// Tells an ask anew what its ways cost; none is a way that it may not use. Whether it has to be
    /// added again.
    pub(super) fn tell(&mut self, ask: usize, worth: impl Fn(usize, &Way) -> Option<i64>) -> bool {
        let ways = self.asks.get(ask).copied().unwrap_or_default();
        let told: Vec<i64> = ways
            .iter()
            .enumerate()
            .map(|(place, way)| worth(place, way).unwrap_or(BARRED))
            .collect();
        let each = ways.iter().zip(&told);
        let left = |(way, worth): (&Way, &i64)| worth - self.takes_off.get(way.slot);
        let least = each.clone().map(left).min().unwrap_or(0);
        // Who may use none pays nothing, and so reaches nothing.
        let least = if least < BARRED / 2 { least } else { 0 };
        self.pays.set(ask, least);
        let given = self.given.get(ask).copied().flatten();
        let keeps = given.and_then(|way| each.clone().nth(way)).map(left) == Some(least);
        if let Some(own) = self.worth.get_mut(ask) {
            *own = told;
        }
        if !keeps {
            self.leave(ask);
        }
        !keeps
    }

    fn leave(&mut self, ask: usize) {
        let Some(way) = self.given(ask) else {
            return;
        };
        let slot = way.slot;
        if let Some(given) = self.given.get_mut(ask) {
            *given = None;
        }
        if let Some(holders) = self.holders.get_mut(slot) {
            holders.retain(|holder| *holder != ask);
        }
        if self.takes_off.get(slot) < self.ground
            && let Some(wanted) = self.wanted.get_mut(slot)
        {
            *wanted += 1;
        }
    }

    fn wanted(&self, slot: usize) -> usize {
        self.wanted.get(slot).copied().unwrap_or(0)
    }

    fn is_free(&self, slot: usize) -> bool {
        let held = self.holders.get(slot).map_or(0, Vec::len);
        held + self.wanted(slot) < self.shared.seats(slot)
    }

    /// Adds an ask; those that were added before may change their slots, and all keep one. False
    /// where there is no seat for it.
    pub(super) fn add(&mut self, ask: usize) -> bool {
        let slots = self.shared.seats.len();
        let mut search = Search {
            far: vec![BARRED; slots],
            via: vec![None; slots],
            is_done: vec![false; slots],
            near: Vec::new(),
            now: 0,
            asks: vec![(ask, 0)],
            ground: None,
            is_grounded: false,
        };
        let to_wanted = self.wanted.iter().any(|wanted| *wanted > 0);
        let mut from = 0;
        let (last, far) = loop {
            while let Some(&(who, far)) = search.asks.get(from) {
                self.reach(who, far, &mut search);
                from += 1;
            }
            let Some((slot, far)) = search.nearest() else {
                return false;
            };
            if let Some((ground, _)) = search
                .ground
                .filter(|it| !search.is_grounded && it.0 <= far)
            {
                self.reach_from_ground(ground, &mut search);
                continue;
            }
            if far >= BARRED / 2 {
                return false;
            }
            let is_free = self.is_free(slot);
            if (to_wanted && self.wanted(slot) > 0) || (!to_wanted && is_free) {
                break (slot, far);
            }
            search.finish(slot);
            if is_free && search.ground.is_none() {
                search.ground = Some((far, slot));
            }
            let holders = self.holders.get(slot).into_iter().flatten();
            search.asks.extend(holders.map(|holder| (*holder, far)));
        };
        self.settle(far, &search);
        self.hand_over(last, &search);
        true
    }

    fn reach(&self, who: usize, far: i64, search: &mut Search) {
        let ways = self.asks.get(who).copied().unwrap_or_default();
        let worth = self.worth.get(who).into_iter().flatten();
        let base = far - self.pays.get(who);
        for (place, (way, worth)) in ways.iter().zip(worth).enumerate() {
            let over = base + worth - self.takes_off.get(way.slot);
            search.reached(way.slot, over, Via::Way(who, place));
        }
    }

    fn reach_from_ground(&self, far: i64, search: &mut Search) {
        search.is_grounded = true;
        // It may be nearer than the slot that was looked at before it was known.
        search.now = far;
        search.near.clear();
        let slots = self.shared.seats.iter().enumerate();
        for (slot, _) in slots.filter(|(_, seats)| **seats > 0) {
            let over = far + self.ground - self.takes_off.get(slot);
            search.reached(slot, over, Via::Ground);
        }
    }

    /// Changes what is paid and taken off so that the way to what was found costs nothing more.
    fn settle(&mut self, far: i64, search: &Search) {
        for (who, at) in &search.asks {
            self.pays.add(*who, far - at);
        }
        for (slot, (at, is_done)) in search.far.iter().zip(&search.is_done).enumerate() {
            if *is_done {
                self.takes_off.add(slot, at - far);
            }
        }
        if let Some((at, _)) = search.ground.filter(|_| search.is_grounded) {
            self.ground += at - far;
        }
    }

    /// Gives the last slot to who reached it, that one's former slot to who reached that, and so on.
    fn hand_over(&mut self, last: usize, search: &Search) {
        if let Some(wanted) = self.wanted.get_mut(last) {
            *wanted = wanted.saturating_sub(1);
        }
        let mut next = Some(last);
        while let Some(slot) = next {
            match search.via.get(slot).copied().flatten() {
                Some(Via::Way(who, way)) => {
                    next = self.given(who).map(|way| way.slot);
                    if let Some(holders) = next.and_then(|slot| self.holders.get_mut(slot)) {
                        holders.retain(|holder| *holder != who);
                    }
                    if let Some(holders) = self.holders.get_mut(slot) {
                        holders.push(who);
                    }
                    if let Some(given) = self.given.get_mut(who) {
                        *given = Some(way);
                    }
                }
                Some(Via::Ground) => next = search.ground.map(|ground| ground.1),
                None => next = None,
            }
        }
    }
}

impl Search {
    /// The next slot, none of those left is nearer.
    fn nearest(&mut self) -> Option<(usize, i64)> {
        while let Some(slot) = self.near.pop() {
            if !self.is_done.get(slot).copied().unwrap_or(true) {
                return Some((slot, self.now));
            }
        }
        let open = self.far.iter().zip(&self.is_done).enumerate();
        let open = open.filter(|(_, (_, is_done))| !**is_done);
        let nearest = open.min_by_key(|(_, (far, _))| **far);
        let (slot, far) = nearest.map(|(slot, (far, _))| (slot, *far))?;
        self.now = far;
        Some((slot, far))
    }

    fn reached(&mut self, slot: usize, at: i64, by: Via) {
        let (Some(far), Some(via)) = (self.far.get_mut(slot), self.via.get_mut(slot)) else {
            return;
        };
        if at < *far {
            *far = at;
            *via = Some(by);
            if at == self.now {
                self.near.push(slot);
            }
        }
    }

    fn finish(&mut self, slot: usize) {
        if let Some(is_done) = self.is_done.get_mut(slot) {
            *is_done = true;
        }
    }
}
