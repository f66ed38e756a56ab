//! The problem in numbers, as the solver sees it: asks in their turn, slots by time.

use std::collections::{BTreeMap, BTreeSet};

use super::assign::{Shared, Way};
use super::outcome::LeftOut;
use super::problem::{
    Ask, ByHand, DISLIKE_MAX, LimitName, NUMBER_MAX, Problem, Suits, Told, WeekSlot,
};
use super::which::{Choice, Tiers};
use super::who::Refused;
use crate::scheduling::slot::SlotId;

/// The problem in numbers: asks in the order in which they are looked at, slots by time.
pub(super) struct Numbered<'a> {
    /// Each ask with what is open to it.
    pub(super) asks: Vec<(&'a Ask, Vec<&'a Suits>)>,
    /// By slot its number and its number in the official's day.
    pub(super) slots: BTreeMap<&'a SlotId, (usize, u32)>,
    limits: BTreeMap<&'a LimitName, usize>,
    pools: Vec<&'a str>,
    trips: BTreeMap<&'a str, usize>,
    /// Seats and limits.
    pub(super) shared: Shared,
}

impl<'a> Numbered<'a> {
    /// The same numbers whatever order the parts of a problem come in.
    pub(super) fn of(problem: &'a Problem) -> Self {
        let mut slots: Vec<&WeekSlot> = problem.slots.iter().collect();
        slots.sort();
        let limits: BTreeMap<&LimitName, u32> = problem
            .limits
            .iter()
            .map(|(name, room)| (name, *room))
            .collect();
        let pools: BTreeSet<&str> = limits.keys().map(|name| name.pool.as_str()).collect();
        let pools: Vec<&str> = pools.into_iter().collect();
        let pool_of = |name: &LimitName| {
            let found = pools.binary_search(&name.pool.as_str());
            found.unwrap_or(pools.len())
        };
        let shared = Shared {
            seats: slots.iter().map(|slot| slot.seats).collect(),
            limits: limits
                .iter()
                .map(|(name, room)| (*room, pool_of(name)))
                .collect(),
        };
        let slots: BTreeMap<&SlotId, (usize, u32)> = slots
            .into_iter()
            .enumerate()
            .map(|(place, slot)| (&slot.slot, (place, slot.number)))
            .collect();
        let trips = problem.asks.iter().flat_map(|ask| &ask.suits);
        let trips: BTreeSet<&str> = trips.filter_map(|suit| suit.trip.as_deref()).collect();
        let mut asks: Vec<(&Ask, Vec<&Suits>)> = problem
            .asks
            .iter()
            .map(|ask| (ask, open_to(ask, &slots)))
            .collect();
        asks.sort_by_key(|(ask, _)| (turn(ask), &ask.rank, &ask.request));
        Self {
            limits: limits.keys().copied().zip(0..).collect(),
            trips: trips.into_iter().zip(0..).collect(),
            pools,
            asks,
            slots,
            shared,
        }
    }

    /// A suit without its cost.
    pub(super) fn way(&self, suit: &Suits) -> Way {
        let draws = suit.draws.iter();
        Way {
            slot: self.slots.get(&suit.slot).map_or(usize::MAX, |it| it.0),
            draws: draws
                .filter_map(|name| self.limits.get(name).copied())
                .collect(),
            cost: 0,
        }
    }

    /// A suit with what it costs this ask.
    pub(super) fn choice(&self, ask: &Ask, suit: &Suits) -> Choice {
        let stands = ask.stands.as_ref();
        let disturbance = match stands {
            Some((slot, told)) if *slot != suit.slot => told.disturbance(),
            Some(_) | None => 0,
        };
        let number = self.slots.get(&suit.slot).map_or(0, |it| it.1);
        Choice {
            way: self.way(suit),
            tiers: Tiers {
                disturbance: disturbance.into(),
                dislike: suit.dislike.min(DISLIKE_MAX).into(),
                lateness: number.min(NUMBER_MAX).into(),
            },
            trip: suit
                .trip
                .as_deref()
                .and_then(|trip| self.trips.get(trip).copied()),
        }
    }

    /// Why an ask is not among the chosen, in words that name things.
    pub(super) fn said(&self, ask: &Ask, refused: Refused) -> LeftOut {
        match refused {
            Refused::Nothing if ask.by_hand == Some(ByHand::Dropped) => LeftOut::Dropped,
            Refused::Nothing if ask.barred => LeftOut::NotLetIn,
            Refused::Nothing => LeftOut::NothingSuits,
            Refused::Full(full) => LeftOut::Held {
                slots: full.slots.len(),
                ahead: full.holders.len(),
            },
            Refused::Limited(pools) => LeftOut::Limited {
                pools: pools
                    .into_iter()
                    .filter_map(|pool| self.pools.get(pool).map(|name| (*name).to_owned()))
                    .collect(),
            },
        }
    }
}

/// When an ask is looked at: first what stands whatever comes, then who was told a time, then the
/// others.
pub(super) fn turn(ask: &Ask) -> u8 {
    let told = ask.stands.as_ref().map(|(_, told)| *told);
    match (&ask.by_hand, told) {
        (_, Some(Told::Here)) => 0,
        (Some(ByHand::Locked(_)), _) => 1,
        (_, Some(Told::Told | Told::Soon)) => 2,
        (_, Some(Told::Proposed) | None) => 3,
    }
}

/// What of its suits an ask may be given: all, or the one that is said.
fn open_to<'a>(ask: &'a Ask, slots: &BTreeMap<&SlotId, (usize, u32)>) -> Vec<&'a Suits> {
    let only = match (&ask.stands, &ask.by_hand) {
        (_, Some(ByHand::Dropped)) => return Vec::new(),
        (Some((slot, Told::Here)), _) | (_, Some(ByHand::Locked(slot))) => Some(slot),
        (Some(_) | None, None) => None,
    };
    let all = ask.suits.iter();
    let known = all.filter(|suit| slots.contains_key(&suit.slot));
    known
        .filter(|suit| only.is_none_or(|only| *only == suit.slot))
        .collect()
}
