//! The plan of a week made from the world as it stands: who asks, which times are left, what they
//! share; and the same read back, so that what is planned can be booked.
//!
//! The planner ([`crate::scheduling::plan`]) knows requests, slots and limits and nothing else. Here
//! the world becomes such a problem. A slot of the problem is an official's time, whatever the way
//! to meet in it and wherever the person sits, because the official is in one place only; which way
//! and place it is stands with the pool that it draws on ([`pool::Pool`]). The rules of booking are
//! asked twice: the search says what each person can use alone, and the rehearsal books the whole
//! plan on a copy of the facts, so that nothing is planned which the booking would refuse.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::scheduling::availability::Mode;
use crate::scheduling::calendar::{self, Week};
use crate::scheduling::clearance::{self, Clearance};
use crate::scheduling::ids::{CentreId, OfficialId, RequestId};
use crate::scheduling::plan::{Ask, ByHand, Plan, Problem, Rank, Suits, Told, WeekSlot, plan};
use crate::scheduling::slot::facts::{Facts, Place, Question, Wish};
use crate::scheduling::slot::{Slot, SlotId, SlotKey, search};
use crate::scheduling::waiting::Unsuitable;
use crate::value;
use pool::Pool;
use shared::Shared;

pub mod fairness;
pub mod pool;
mod rehearse;
pub mod sentence;
mod shared;

/// So many times of a week at most are looked at for one request.
const TIMES_MAX: usize = 5000;
/// So often at most the plan is rehearsed and made again.
const REHEARSALS_MAX: usize = 500;

value! {
    /// How far a plan is.
    pub enum PlanState {
        /// Nobody was told anything of it.
        Proposed = "proposed",
        /// Its requests are being booked, one after the other.
        Publishing = "publishing",
        /// Everybody in it is booked, or it is known why not.
        Published = "published",
    }
}

value! {
    /// What publishing a plan did for a request.
    pub enum LineState {
        /// It has the appointment now.
        Booked = "booked",
        /// Its appointment is at the new time now.
        Moved = "moved",
        /// It keeps the time that it had.
        Kept = "kept",
        /// The time was gone by then; nothing was booked.
        Gone = "gone",
        /// The plan has no place for it.
        LeftOut = "left_out",
    }
}

/// What the office decided by hand for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hand {
    /// This slot, with its way to meet and its place, and no other.
    At(SlotId),
    /// Not in this week.
    Dropped,
}

/// A request that asks for a place in the week, with all that decides what suits it.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Which request.
    pub request: RequestId,
    /// Its place in the published order.
    pub rank: Rank,
    /// With whom; nobody named is everybody.
    pub officials: BTreeSet<OfficialId>,
    /// How; none is any way.
    pub mode: Option<Mode>,
    /// From which centre by video, if the request says it.
    pub centre: Option<CentreId>,
    /// For a request that names no centre, those it is asked to, the nearest first: the first of
    /// these that have any time for it, and any centre where none has.
    pub near: Vec<BTreeSet<CentreId>>,
    /// When the person cannot come, by the wall of the place.
    pub unsuitable: Unsuitable,
    /// Who it is for and under which rules of booking.
    pub wish: Wish,
    /// The time it has, and what its person knows of that.
    pub stands: Option<(Slot, Told)>,
    /// What the office decided.
    pub by_hand: Option<Hand>,
    /// How it stands at the gate of the headquarters with those who come.
    pub clearance: Clearance,
}

/// The problem of a week and its plan, after everything in it was rehearsed.
#[must_use]
pub fn settled(week: Week, asking: &[Asking], facts: &Facts) -> (Problem, Plan) {
    let mut problem = problem(week, asking, facts);
    let mut planned = plan(&problem);
    for _ in 0..REHEARSALS_MAX {
        let Some((request, given)) = rehearse::first_clash(&planned, asking, facts) else {
            break;
        };
        let found = problem.asks.iter_mut().find(|ask| ask.request == request);
        if !found.is_some_and(|ask| ask.suits.remove(&given)) {
            break;
        }
        planned = plan(&problem);
    }
    (problem, planned)
}

/// The problem of a week as the search for slots sees it.
fn problem(week: Week, asking: &[Asking], facts: &Facts) -> Problem {
    let mut usable: Vec<Vec<Slot>> = asking.iter().map(|one| usable(week, one, facts)).collect();
    let each = asking.iter().zip(&mut usable);
    let barred: Vec<bool> = each.map(|(one, slots)| bar(one, slots)).collect();
    let guests = guests(&usable, facts);
    for slots in &mut usable {
        slots.retain(|slot| !guests.iter().any(|guest| guest.hits(slot)));
    }
    let times = times(asking, &usable);
    let shared = Shared::of(asking, &usable, facts);
    let each = asking.iter().zip(&usable).zip(barred);
    let asks = each.map(|((one, slots), barred)| Ask {
        rank: one.rank.clone(),
        request: one.request.clone(),
        suits: slots
            .iter()
            .map(|slot| suits(one, slot, &shared, facts))
            .collect(),
        stands: one
            .stands
            .as_ref()
            .map(|(slot, told)| (time_of(&slot.key), *told)),
        by_hand: one.by_hand.as_ref().map(by_hand),
        barred,
    });
    Problem {
        asks: asks.collect(),
        slots: week_slots(times, facts),
        limits: shared.limits(facts),
    }
}

fn by_hand(hand: &Hand) -> ByHand {
    match hand {
        Hand::Dropped => ByHand::Dropped,
        Hand::At(slot) => {
            ByHand::Locked(slot.key().map_or_else(|| slot.clone(), |it| time_of(&it)))
        }
    }
}

/// The slots of the week that a request can use, everything else being free.
fn usable(week: Week, one: &Asking, facts: &Facts) -> Vec<Slot> {
    let (from, to) = calendar::days_span(facts.zone, week.first(), week.last());
    let by_video = one.mode == Some(Mode::Video);
    let question = Question {
        officials: one.officials.clone(),
        mode: one.mode,
        centre: one.centre.clone().filter(|_| by_video),
        service: None,
        from,
        to,
        limit: TIMES_MAX,
        wish: one.wish.clone(),
    };
    let mut slots = search::free_slots(&question, facts);
    slots.retain(|slot| is_there(one, &slot.key) && one.unsuitable.suits(wall(facts, &slot.key)));
    // Whoever named no centre is not sent across the country while one is near.
    let is_in = |near: &BTreeSet<CentreId>, slot: &Slot| {
        let centre = slot.key.centre.as_ref();
        slot.key.mode == Mode::Video && centre.is_some_and(|centre| near.contains(centre))
    };
    let has_time = |near: &&BTreeSet<CentreId>| slots.iter().any(|slot| is_in(near, slot));
    let nearest = one.near.iter().find(has_time);
    if let Some(near) = nearest.filter(|_| one.centre.is_none()) {
        slots.retain(|slot| slot.key.mode != Mode::Video || is_in(near, slot));
    }
    if let Some((slot, told)) = &one.stands
        && slots.iter().all(|other| other.key != slot.key)
        && (*told == Told::Here || rehearse::still_has(one, &slot.key, facts))
    {
        slots.push(slot.clone());
    }
    match &one.by_hand {
        Some(Hand::At(id)) => slots.retain(|slot| slot.id() == *id),
        Some(Hand::Dropped) | None => {}
    }
    slots
}

/// Takes the times at the headquarters from a request of which somebody is not let in, but for the
/// one that it has: that stays until the office decides. Whether nothing is left because of it.
fn bar(one: &Asking, slots: &mut Vec<Slot>) -> bool {
    let is_refused = match one.clearance {
        Clearance::Refused => !slots.is_empty(),
        Clearance::Pending | Clearance::Cleared => false,
    };
    if is_refused {
        let has = one.stands.as_ref().map(|(slot, _)| &slot.key);
        let is_open = |key: &SlotKey| !clearance::is_asked(key.mode, key.centre.as_ref());
        slots.retain(|slot| is_open(&slot.key) || Some(&slot.key) == has);
    }
    is_refused && slots.is_empty()
}

fn is_there(one: &Asking, key: &SlotKey) -> bool {
    match key.mode {
        Mode::InPerson | Mode::Reception => true,
        Mode::Video => one.centre.is_none() || one.centre == key.centre,
        Mode::Service => false,
    }
}

/// When a slot begins, on the wall of its place.
fn wall(facts: &Facts, key: &SlotKey) -> NaiveDateTime {
    let place = |place: &&Place| Some(&place.id) == key.centre.as_ref();
    let zone = facts
        .places
        .iter()
        .find(place)
        .map_or(facts.zone, |it| it.zone);
    key.starts_at.with_timezone(&zone).naive_local()
}

/// An official who receives in somebody else's session, and when.
struct Guest {
    official: OfficialId,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl Guest {
    fn hits(&self, slot: &Slot) -> bool {
        slot.key.official.as_ref() == Some(&self.official)
            && slot.key.starts_at < self.ends_at
            && self.starts_at < slot.ends_at
    }
}

/// Who receives with somebody else in the sessions that are planned: a session that was published
/// goes before the guest's own times.
fn guests(usable: &[Vec<Slot>], facts: &Facts) -> Vec<Guest> {
    let slots = usable.iter().flatten();
    let mut sessions: Vec<&Slot> = slots.filter(|it| it.key.mode == Mode::Reception).collect();
    sessions.sort_by_key(|slot| &slot.key);
    sessions.dedup_by_key(|slot| &slot.key);
    let of_session = |slot: &&Slot| {
        let found = search::offered(&slot.key, facts);
        let reception =
            found.and_then(|(lead, window, _)| Some((lead, window.reception.as_ref()?)));
        let guests = reception.map(|(lead, session)| session.officials(lead).skip(1).cloned());
        let guests: Vec<OfficialId> = guests.into_iter().flatten().collect();
        let (starts_at, ends_at) = (slot.key.starts_at, slot.ends_at);
        guests.into_iter().map(move |official| Guest {
            official,
            starts_at,
            ends_at,
        })
    };
    sessions.iter().flat_map(of_session).collect()
}

/// The times of the week that anybody can use, with how many each is for.
fn times(asking: &[Asking], usable: &[Vec<Slot>]) -> BTreeMap<SlotKey, u32> {
    // A session's seats are counted in people: those who come with companions take more than one,
    // and the largest party is what each place is counted as, so that no seat is given twice.
    let mut parties: BTreeMap<SlotKey, (u32, u32)> = BTreeMap::new();
    for (one, slots) in asking.iter().zip(usable) {
        let people = u32::from(one.wish.needs.companions()) + 1;
        for slot in slots {
            let is_session = slot.key.mode == Mode::Reception;
            let (free, people) = if is_session {
                (slot.free, people)
            } else {
                (1, 1)
            };
            let entry = parties.entry(bare(&slot.key)).or_insert((free, people));
            *entry = (entry.0.min(free), entry.1.max(people));
        }
    }
    let seats = |(free, people): (u32, u32)| (free / people.max(1)).max(1);
    parties
        .into_iter()
        .map(|(key, it)| (key, seats(it)))
        .collect()
}

/// The slots of the problem, each numbered in its official's day.
fn week_slots(times: BTreeMap<SlotKey, u32>, facts: &Facts) -> Vec<WeekSlot> {
    let mut numbers: BTreeMap<_, u32> = BTreeMap::new();
    let numbered = times.into_iter().map(|(key, seats)| {
        let day = calendar::local_day(facts.zone, key.starts_at);
        let number = numbers.entry((key.official.clone(), day)).or_default();
        let slot = WeekSlot {
            starts_at: key.starts_at,
            slot: key.id(),
            seats,
            number: *number,
        };
        *number += 1;
        slot
    });
    numbered.collect()
}

/// An official's time, whatever happens in it.
fn bare(key: &SlotKey) -> SlotKey {
    SlotKey {
        mode: Mode::InPerson,
        centre: None,
        service: None,
        ..key.clone()
    }
}

/// How the planner names the time of a slot.
#[must_use]
pub fn time_of(key: &SlotKey) -> SlotId {
    bare(key).id()
}

/// The slot that is given: what can be booked.
#[must_use]
pub fn slot_of(given: &Suits) -> Option<SlotKey> {
    let time = given.slot.key()?;
    let mut pools = given
        .draws
        .iter()
        .filter_map(|draw| Pool::parse(&draw.pool));
    let (mode, centre) = pools.find_map(|pool| pool.meets())?;
    Some(SlotKey {
        mode,
        centre,
        ..time
    })
}

fn suits(one: &Asking, slot: &Slot, shared: &Shared, facts: &Facts) -> Suits {
    let day = calendar::local_day(facts.zone, slot.key.starts_at);
    let spoken_for: Vec<String> = one
        .wish
        .needs
        .spoken_for()
        .map(ToString::to_string)
        .collect();
    let trip = (!spoken_for.is_empty()).then(|| {
        let centre = slot.key.centre.as_ref().map_or("", CentreId::as_str);
        format!("{} {day} {centre}", spoken_for.join(","))
    });
    Suits {
        slot: time_of(&slot.key),
        draws: shared.draws(one, slot),
        dislike: one.stands.as_ref().map_or(0, |(had, _)| {
            let had_day = calendar::local_day(facts.zone, had.key.starts_at);
            let days = u32::try_from((day - had_day).num_days().abs()).unwrap_or(u32::MAX);
            let elsewhere = (slot.key.mode, &slot.key.centre) != (had.key.mode, &had.key.centre);
            days.saturating_mul(2) + u32::from(elsewhere)
        }),
        trip,
    }
}

#[cfg(test)]
mod tests;
