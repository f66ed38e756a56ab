//! What the meetings of a week share beside the official's time, and how much there is of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::pool::Pool;
use super::{Asking, time_of};
use crate::scheduling::availability::Mode;
use crate::scheduling::ids::PersonId;
use crate::scheduling::occupancy::{Cell, Resource, cells};
use crate::scheduling::plan::LimitName;
use crate::scheduling::slot::facts::Facts;
use crate::scheduling::slot::{Slot, SlotId};

/// The asks that draw on something (by place), and the times they do it for with their seats.
type Drawn = (BTreeSet<usize>, BTreeMap<SlotId, u32>);

/// Who draws on what at which moment.
pub(super) struct Shared {
    /// The moments at which a meeting begins: between two of them nothing is added to what runs.
    moments: BTreeSet<Cell>,
    /// Who asks for more than one meeting.
    busy: BTreeSet<PersonId>,
    /// Everything that is drawn on.
    drawn: BTreeMap<(Pool, Cell), Drawn>,
}

impl Shared {
    pub(super) fn of(asking: &[Asking], usable: &[Vec<Slot>], facts: &Facts) -> Self {
        let starts = usable.iter().flatten().map(|slot| slot.key.starts_at);
        let mut counted: BTreeMap<&PersonId, usize> = BTreeMap::new();
        for person in asking.iter().filter_map(|one| one.wish.person.as_ref()) {
            *counted.entry(person).or_default() += 1;
        }
        let busy = counted.into_iter().filter(|(_, asks)| *asks > 1);
        let mut shared = Self {
            moments: starts.map(Cell::at).collect(),
            busy: busy.map(|(person, _)| person.clone()).collect(),
            drawn: BTreeMap::new(),
        };
        for (place, (one, slots)) in asking.iter().zip(usable).enumerate() {
            for slot in slots {
                let seats = if slot.key.mode == Mode::Reception {
                    slot.free
                } else {
                    1
                };
                for pool in shared.pools(one, slot) {
                    for moment in shared.moments_of(slot) {
                        let entry = shared.drawn.entry((pool.clone(), moment)).or_default();
                        entry.0.insert(place);
                        entry.1.insert(time_of(&slot.key), seats);
                    }
                }
            }
        }
        shared.drawn.retain(|(pool, at), (asks, times)| {
            let seats = times.values().copied().fold(0, u32::saturating_add);
            let most = u32::try_from(asks.len()).unwrap_or(u32::MAX).min(seats);
            room(pool, *at, facts).is_some_and(|room| room < most)
        });
        shared
    }

    /// What a meeting draws on.
    fn pools(&self, one: &Asking, slot: &Slot) -> Vec<Pool> {
        let key = &slot.key;
        let place = match (key.mode, &key.centre) {
            (Mode::Video, Some(centre)) => Pool::Rooms(centre.clone(), one.wish.section),
            (Mode::Reception, centre) => Pool::Audience(centre.clone()),
            (Mode::InPerson | Mode::Video | Mode::Service, centre) => Pool::Place(centre.clone()),
        };
        let interpreters = one.wish.needs.spoken_for().cloned().map(Pool::Interpreters);
        let person = one.wish.person.iter().filter(|id| self.busy.contains(id));
        std::iter::once(place)
            .chain(interpreters)
            .chain(person.cloned().map(Pool::Person))
            .collect()
    }

    fn moments_of(&self, slot: &Slot) -> Vec<Cell> {
        let runs = cells(slot.key.starts_at, slot.ends_at);
        runs.filter(|cell| self.moments.contains(cell)).collect()
    }

    /// The limits that a slot draws on, and the pool that says where it is.
    pub(super) fn draws(&self, one: &Asking, slot: &Slot) -> BTreeSet<LimitName> {
        let moments = self.moments_of(slot);
        let first = moments.first().copied();
        let each = self.pools(one, slot).into_iter().flat_map(|pool| {
            let is_place = pool.meets().is_some();
            let counts = |at: &Cell| {
                let says_where = is_place && Some(*at) == first;
                says_where || self.drawn.contains_key(&(pool.clone(), *at))
            };
            let at: Vec<Cell> = moments.iter().copied().filter(counts).collect();
            at.into_iter().map(move |at| name(&pool, at))
        });
        each.collect()
    }

    /// The limits that can bind, with how many there are.
    pub(super) fn limits(&self, facts: &Facts) -> Vec<(LimitName, u32)> {
        let each = self.drawn.keys().filter_map(|(pool, at)| {
            let room = room(pool, *at, facts)?;
            Some((name(pool, *at), room))
        });
        each.collect()
    }
}

fn name(pool: &Pool, at: Cell) -> LimitName {
    LimitName {
        pool: pool.to_string(),
        at: instant(at),
    }
}

fn instant(at: Cell) -> DateTime<Utc> {
    at.starts_at().unwrap_or_default()
}

/// How many of a pool are free at a moment; none where it has no number.
fn room(pool: &Pool, at: Cell, facts: &Facts) -> Option<u32> {
    let from = instant(at);
    let is_free = |resource: Resource| {
        facts
            .taken
            .is_free(&resource, from, from + TimeDelta::seconds(1))
    };
    let count = match pool {
        Pool::Rooms(centre, section) => {
            let place = facts.places.iter().find(|place| place.id == *centre)?;
            let rooms = place.rooms.iter();
            let of_section = rooms.filter(|room| section.is_none_or(|it| it == room.section));
            of_section
                .filter(|room| is_free(Resource::Room(room.id.clone())))
                .count()
        }
        Pool::Interpreters(need) => {
            let able = facts.interpreters.iter().filter(|one| one.meets(need));
            able.filter(|one| is_free(Resource::Interpreter(one.id.clone())))
                .count()
        }
        Pool::Person(_) => 1,
        Pool::Place(_) | Pool::Audience(_) => return None,
    };
    Some(u32::try_from(count).unwrap_or(u32::MAX))
}
