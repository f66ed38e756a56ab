//! The slow and obvious answer: walk every minute, try everything, and compare.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::world::{CENTRES, OFFICIALS, any_case};
use crate::scheduling::availability::{Mode, Window};
use crate::scheduling::calendar::TimeOfDay;
use crate::scheduling::ids::{CentreId, OfficialId};
use crate::scheduling::needs::Need;
use crate::scheduling::occupancy::{Resource, rows};
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::facts::{Day, Facts, Interpreter, Place, Question, Room, Wish};
use crate::scheduling::slot::search::{allocate, free_slots};

type Moment = DateTime<Utc>;

/// A meeting's start, its end, and the end of the pause.
type Times = (Moment, Moment, Moment);

fn reads(zone: Tz, at: Moment) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

fn minute(at: Moment) -> Moment {
    at + TimeDelta::minutes(1)
}

/// Walks from the day before until the wall reads that time or later.
fn first_reading(zone: Tz, day: NaiveDate, time: TimeOfDay) -> Moment {
    let asked = day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(i64::from(time.minutes()));
    let mut at = asked.and_utc() - TimeDelta::hours(16);
    while reads(zone, at) < asked {
        at = minute(at);
    }
    at
}

/// Walks a window: a meeting, the pause, the next meeting, skipping what the wall read before.
fn walked(window: &Window, zone: Tz) -> Vec<Times> {
    let end = first_reading(zone, window.day, window.to);
    let mut at = first_reading(zone, window.day, window.from);
    let mut found = Vec::new();
    loop {
        let ends_at = (0..window.slot_minutes).fold(at, |at, _| minute(at));
        let clear_at = (0..window.buffer_minutes).fold(ends_at, |at, _| minute(at));
        if ends_at > end {
            return found;
        }
        let read_before = |back| reads(zone, at - TimeDelta::minutes(back)) == reads(zone, at);
        if !(5..=180).step_by(5).any(read_before) {
            found.push((at, ends_at, clear_at));
        }
        at = clear_at;
    }
}

fn all_minutes(from: Moment, to: Moment) -> impl Iterator<Item = Moment> {
    std::iter::successors(Some(from), |&at| Some(minute(at))).take_while(move |&at| at < to)
}

fn is_free(facts: &Facts, resource: &Resource, from: Moment, to: Moment) -> bool {
    all_minutes(from, to).all(|at| facts.taken.is_free(resource, at, minute(at)))
}

/// A case with everything walked once.
struct Walked<'a> {
    facts: &'a Facts,
    wish: &'a Wish,
    windows: Vec<(&'a OfficialId, &'a Window, Vec<Times>)>,
    openings: Vec<(&'a CentreId, Section, Moment, Moment)>,
}

impl<'a> Walked<'a> {
    fn of(facts: &'a Facts, wish: &'a Wish) -> Self {
        let mut windows = Vec::new();
        let mut openings = Vec::new();
        for plan in &facts.plans {
            for window in &plan.windows {
                windows.push((&plan.official, window, walked(window, facts.zone)));
            }
        }
        let sunday = facts.plans.first().unwrap().week.first();
        for (place, opening) in facts
            .places
            .iter()
            .flat_map(|place| place.hours.iter().map(move |each| (place, each)))
        {
            let days = (sunday - Days::new(2)).iter_days().take(9);
            for day in days.filter(|&day| Day::of(day) == opening.weekday) {
                let opens = first_reading(place.zone, day, opening.from);
                let closes = first_reading(place.zone, day, opening.to);
                openings.push((&place.id, opening.section, opens, closes));
            }
        }
        Self {
            facts,
            wish,
            windows,
            openings,
        }
    }

    fn is_open(&self, place: &Place, section: Section, from: Moment, to: Moment) -> bool {
        all_minutes(from, to).all(|at| {
            self.openings.iter().any(|&(centre, open, opens, closes)| {
                *centre == place.id && open == section && opens <= at && at < closes
            })
        })
    }

    /// Whether a slot is to be had, asked from the beginning.
    fn is_to_be_had(&self, key: &SlotKey) -> bool {
        let wish = self.wish;
        if key.starts_at < wish.now + wish.lead || key.starts_at >= wish.now + wish.horizon {
            return false;
        }
        self.windows.iter().any(|(official, window, times)| {
            Some(*official) == key.official.as_ref()
                && times
                    .iter()
                    .filter(|(starts_at, _, _)| *starts_at == key.starts_at)
                    .any(|&times| self.is_possible(key, window, times))
        })
    }

    fn is_possible(&self, key: &SlotKey, window: &Window, (from, to, clear): Times) -> bool {
        let (facts, wish) = (self.facts, self.wish);
        let official = Resource::Official(key.official.clone().unwrap());
        let person = wish.person.clone().map(Resource::Person);
        let mut sections = vec![Section::Men, Section::Women];
        sections.retain(|&each| window.section.is_none_or(|only| only == each));
        sections.retain(|&each| wish.section.is_none_or(|only| only == each));
        let place = facts
            .places
            .iter()
            .find(|place| Some(&place.id) == key.centre.as_ref());
        let is_received = |place: &Place| {
            sections
                .iter()
                .any(|&each| self.is_open(place, each, from, to))
        };
        let has_room = |place: &Place| {
            place.rooms.iter().any(|room| {
                fits(room, wish)
                    && sections.contains(&room.section)
                    && self.is_open(place, room.section, from, to)
                    && is_free(facts, &Resource::Room(room.id.clone()), from, to)
            })
        };
        let is_seated = match key.mode {
            Mode::InPerson if window.place.is_none() => key.centre.is_none(),
            Mode::InPerson => key.centre == window.place && place.is_some_and(is_received),
            Mode::Video => place.is_some_and(|place| {
                (window.centres.is_empty() || window.centres.contains(&place.id)) && has_room(place)
            }),
            Mode::Reception | Mode::Service => false,
        };
        let needs: Vec<&Need> = wish.needs.spoken_for().collect();
        let is_at_hand =
            |each: &&Interpreter| is_free(facts, &Resource::Interpreter(each.id.clone()), from, to);
        let free: Vec<&Interpreter> = facts.interpreters.iter().filter(is_at_hand).collect();
        window.modes.contains(&key.mode)
            && !sections.is_empty()
            && is_free(facts, &official, from, clear)
            && person.is_none_or(|person| is_free(facts, &person, from, to))
            && is_seated
            && are_met(&needs, &free)
    }
}

fn fits(room: &Room, wish: &Wish) -> bool {
    let gets_in = room.is_step_free || !wish.needs.has(&Need::Wheelchair);
    room.seats > wish.needs.companions() && gets_in
}

/// Tries every way to give each need its own free interpreter.
fn are_met(needs: &[&Need], free: &[&Interpreter]) -> bool {
    let Some((need, rest)) = needs.split_first() else {
        return true;
    };
    free.iter().any(|each| {
        let others: Vec<_> = free
            .iter()
            .copied()
            .filter(|other| other.id != each.id)
            .collect();
        each.meets(need) && are_met(rest, &others)
    })
}

/// Every key that could be meant: each time of each window, each way, each centre.
fn conceivable(walked: &Walked<'_>) -> BTreeSet<SlotKey> {
    let mut keys = BTreeSet::new();
    let times = walked.windows.iter().flat_map(|(_, _, times)| times);
    for &(starts_at, _, _) in times {
        for official in OFFICIALS {
            for &mode in Mode::ALL {
                for centre in CENTRES.map(Some).into_iter().chain([None]) {
                    keys.insert(SlotKey {
                        starts_at,
                        official: Some(OfficialId::from(official)),
                        mode,
                        centre: centre.map(CentreId::from),
                    });
                }
            }
        }
    }
    keys
}

fn is_asked(key: &SlotKey, question: &Question) -> bool {
    let official = key.official.as_ref().unwrap();
    (question.officials.is_empty() || question.officials.contains(official))
        && question.mode.is_none_or(|mode| mode == key.mode)
        && (question.centre.is_none() || question.centre == key.centre)
        && question.from <= key.starts_at
        && key.starts_at < question.to
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_search_finds_what_walking_finds((facts, question) in any_case()) {
        let found: BTreeSet<SlotKey> =
            free_slots(&question, &facts).into_iter().map(|slot| slot.key).collect();
        let walked = Walked::of(&facts, &question.wish);
        for key in conceivable(&walked) {
            let is_had = walked.is_to_be_had(&key);
            let is_shown = is_had && is_asked(&key, &question);
            prop_assert_eq!(found.contains(&key), is_shown, "{:?}", key);
            prop_assert_eq!(allocate(&key, &question.wish, &facts).is_ok(), is_had, "{:?}", key);
        }
    }

    #[test]
    fn rows_are_in_order_and_the_limit_cuts_the_end(
        (facts, mut question) in any_case(),
        limit in 0_usize..9,
    ) {
        let all = free_slots(&question, &facts);
        prop_assert!(all.is_sorted_by(|one, other| one.key < other.key));
        question.limit = limit;
        let some = free_slots(&question, &facts);
        prop_assert_eq!(&some[..], &all[..limit.min(all.len())]);
    }

    #[test]
    fn whoever_books_takes_what_nobody_has(
        (mut facts, question) in any_case(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 12),
    ) {
        let wish = Wish { person: None, ..question.wish };
        let asked = Question { wish: wish.clone(), officials: BTreeSet::new(), ..question };
        let mut written = BTreeSet::new();
        for pick in picks {
            let free = free_slots(&asked, &facts);
            if free.is_empty() {
                break;
            }
            let slot = pick.get(&free);
            let allocation = allocate(&slot.key, &wish, &facts).unwrap();
            prop_assert_eq!(&allocation.slot, slot);
            for take in &allocation.takes {
                prop_assert!(facts.taken.is_free(&take.resource, take.starts_at, take.ends_at));
            }
            for row in rows(&allocation.takes) {
                prop_assert!(written.insert(row));
            }
            facts.taken.take(&allocation.takes);
            prop_assert_eq!(allocate(&slot.key, &wish, &facts), Err(Refusal::SlotTaken));
        }
    }
}
