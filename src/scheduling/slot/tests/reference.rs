//! The slow and obvious answer: walk every minute, try everything, and compare.
//!
//! Days off, Ramadan, other hours and prayers are asked anew for every minute from the lists they
//! are written in.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::served::{self, served};
use super::world::{CENTRES, OFFICIALS, any_case};
use crate::scheduling::availability::{Mode, Window};
use crate::scheduling::calendar::TimeOfDay;
use crate::scheduling::calendar::prayer::{self, City, Prayer};
use crate::scheduling::ids::{CentreId, OfficialId};
use crate::scheduling::needs::Need;
use crate::scheduling::occupancy::{Resource, rows};
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::facts::{
    Day, Facts, Interpreter, Place, Question, Room, Service, Wish,
};
use crate::scheduling::slot::search::{allocate, free_slots};

pub(super) type Moment = DateTime<Utc>;

/// A meeting's start, its end, and from when until when the official is taken.
pub(super) type Times = (Moment, Moment, (Moment, Moment));

pub(super) fn reads(zone: Tz, at: Moment) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

pub(super) fn minute(at: Moment) -> Moment {
    at + TimeDelta::minutes(1)
}

pub(super) fn minute_before(at: Moment) -> Moment {
    at - TimeDelta::minutes(1)
}

/// Walks from the day before until the wall reads that time or later.
pub(super) fn first_reading(zone: Tz, day: NaiveDate, time: TimeOfDay) -> Moment {
    let asked = day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(i64::from(time.minutes()));
    let mut at = asked.and_utc() - TimeDelta::hours(16);
    while reads(zone, at) < asked {
        at = minute(at);
    }
    at
}

/// Walks a window: a meeting, the pause, the preparation of the next one, the next one, skipping
/// what the wall read before.
pub(super) fn walked(window: &Window, zone: Tz) -> Vec<Times> {
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
            let prepares_at = (0..window.buffer_before_minutes).fold(at, |at, _| minute_before(at));
            found.push((at, ends_at, (prepares_at, clear_at)));
        }
        at = (0..window.buffer_before_minutes).fold(clear_at, |at, _| minute(at));
    }
}

pub(super) fn all_minutes(from: Moment, to: Moment) -> impl Iterator<Item = Moment> {
    std::iter::successors(Some(from), |&at| Some(minute(at))).take_while(move |&at| at < to)
}

pub(super) fn is_free(facts: &Facts, resource: &Resource, from: Moment, to: Moment) -> bool {
    all_minutes(from, to).all(|at| facts.taken.is_free(resource, at, minute(at)))
}

/// A case with everything walked once.
pub(super) struct Walked<'a> {
    pub(super) facts: &'a Facts,
    pub(super) wish: &'a Wish,
    windows: Vec<(&'a OfficialId, &'a Window, Vec<Times>)>,
    openings: Vec<(&'a CentreId, Section, Moment, Moment)>,
    /// The times of each service at each centre, with their section and their day.
    pub(super) services: Vec<(&'a Place, &'a Service, Section, NaiveDate, Moment, Moment)>,
    /// The minutes of prayers at the headquarters, and at each centre.
    prayers: (BTreeSet<Moment>, Vec<(&'a CentreId, BTreeSet<Moment>)>),
}

fn is_holiday(facts: &Facts, day: NaiveDate) -> bool {
    let mut kept = facts.days.holidays().iter();
    kept.any(|holiday| holiday.first <= day && day <= holiday.last)
}

fn in_ramadan(facts: &Facts, day: NaiveDate) -> Option<(TimeOfDay, TimeOfDay)> {
    let mut all = facts.days.ramadans().iter();
    all.find(|one| one.first <= day && day <= one.last)
        .map(|one| (one.from, one.to))
}

/// The hours of a section on a day, from the lists they are written in.
pub(super) fn hours(
    facts: &Facts,
    place: &Place,
    section: Section,
    day: NaiveDate,
) -> Vec<(TimeOfDay, TimeOfDay)> {
    let mut said = None;
    for each in &place.overrides {
        let is_meant = each.section.is_none() || each.section == Some(section);
        let is_day = each.weekdays.is_empty() || each.weekdays.iter().any(|&on| on == Day::of(day));
        if is_meant && is_day && each.first <= day && day <= each.last {
            said = Some(each.hours.clone());
        }
    }
    if let Some(said) = said {
        return said;
    }
    let mut hours = Vec::new();
    if is_holiday(facts, day) || facts.days.is_weekend(day) {
        return hours;
    }
    for each in &place.hours {
        if each.section == section && each.weekday == Day::of(day) {
            hours.push(in_ramadan(facts, day).unwrap_or((each.from, each.to)));
        }
    }
    hours
}

/// Every minute of every prayer in a city around a week.
fn prayers(facts: &Facts, city: Option<City>, zone: Tz, sunday: NaiveDate) -> BTreeSet<Moment> {
    let rule = facts.days.prayer();
    let mut minutes = BTreeSet::new();
    for day in (sunday - Days::new(4)).iter_days().take(15) {
        let is_ramadan = |at: Moment| in_ramadan(facts, reads(zone, at).date()).is_some();
        for (which, call) in city
            .map(|city| prayer::times(city, day, is_ramadan))
            .unwrap_or_default()
        {
            let is_friday = reads(zone, call).weekday() == Weekday::Fri;
            let long = if which == Prayer::Dhuhr && is_friday {
                rule.friday_minutes
            } else {
                rule.minutes
            };
            minutes.extend((0..long).map(|later| call + TimeDelta::minutes(later.into())));
        }
    }
    minutes
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
        for place in &facts.places {
            for day in (sunday - Days::new(2)).iter_days().take(11) {
                for &section in Section::ALL {
                    for (from, to) in hours(facts, place, section, day) {
                        let opens = first_reading(place.zone, day, from);
                        let closes = first_reading(place.zone, day, to);
                        openings.push((&place.id, section, opens, closes));
                    }
                }
            }
        }
        let mut services = Vec::new();
        for place in &facts.places {
            for service in &facts.services {
                for day in (sunday - Days::new(2)).iter_days().take(11) {
                    for &section in Section::ALL {
                        for (from, to) in served(facts, (place, service), section, day) {
                            services.push((place, service, section, day, from, to));
                        }
                    }
                }
            }
        }
        let at_centres = facts.places.iter().map(|place| {
            let minutes = prayers(facts, place.city, place.zone, sunday);
            (&place.id, minutes)
        });
        let prayers = (
            prayers(facts, facts.city, facts.zone, sunday),
            at_centres.collect(),
        );
        Self {
            facts,
            wish,
            windows,
            openings,
            services,
            prayers,
        }
    }

    /// Whether nobody prays there; at the headquarters where no centre is named.
    pub(super) fn is_quiet(&self, centre: Option<&CentreId>, from: Moment, to: Moment) -> bool {
        let minutes = match centre {
            None => Some(&self.prayers.0),
            Some(centre) => {
                let mut known = self.prayers.1.iter();
                known
                    .find(|(id, _)| *id == centre)
                    .map(|(_, minutes)| minutes)
            }
        };
        minutes.is_none_or(|minutes| all_minutes(from, to).all(|at| !minutes.contains(&at)))
    }

    /// Whether the calendar lets the official receive in that minute of a window.
    fn receives(&self, window: &Window, at: Moment) -> bool {
        if window.on_holiday {
            return true;
        }
        let (facts, zone) = (self.facts, self.facts.zone);
        let is_inside = |(from, to): (TimeOfDay, TimeOfDay)| {
            let read = reads(zone, at);
            let start = window.day.and_hms_opt(0, 0, 0).unwrap();
            let minutes = |time: TimeOfDay| TimeDelta::minutes(time.minutes().into());
            start + minutes(from) <= read && read < start + minutes(to)
        };
        !is_holiday(facts, window.day) && in_ramadan(facts, window.day).is_none_or(is_inside)
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
        if key.mode == Mode::Service {
            return key.official.is_none() && self.is_served(key);
        }
        self.windows.iter().any(|(official, window, times)| {
            Some(*official) == key.official.as_ref()
                && times
                    .iter()
                    .filter(|(starts_at, _, _)| *starts_at == key.starts_at)
                    .any(|&times| self.is_possible(key, window, times))
        })
    }

    pub(super) fn has_interpreters(&self, from: Moment, to: Moment) -> bool {
        let needs: Vec<&Need> = self.wish.needs.spoken_for().collect();
        let is_at_hand = |each: &&Interpreter| {
            is_free(
                self.facts,
                &Resource::Interpreter(each.id.clone()),
                from,
                to,
            )
        };
        let free: Vec<&Interpreter> = self.facts.interpreters.iter().filter(is_at_hand).collect();
        are_met(&needs, &free)
    }

    /// Whether everybody who receives is free, or in a session of the same official already; and
    /// in a session as many seats are left as are needed.
    fn is_manned(&self, key: &SlotKey, window: &Window, (from, to): (Moment, Moment)) -> bool {
        let (facts, lead) = (self.facts, key.official.clone().unwrap());
        let Some(reception) = &window.reception else {
            return is_free(facts, &Resource::Official(lead), from, to);
        };
        let mut officials = reception.with.clone();
        officials.insert(lead.clone());
        let is_there = |official: &OfficialId| {
            let resource = Resource::Official(official.clone());
            all_minutes(from, to).all(|at| {
                let own = facts.sessions.get(&lead);
                facts.taken.is_free(&resource, at, minute(at))
                    || own.is_some_and(|own| !own.is_free(&resource, at, minute(at)))
            })
        };
        let seats = (1..=reception.seats)
            .filter(|&number| is_free(facts, &Resource::Seat(lead.clone(), number), from, to));
        officials.iter().all(is_there) && seats.count() > usize::from(self.wish.needs.companions())
    }

    fn is_possible(&self, key: &SlotKey, window: &Window, (from, to, around): Times) -> bool {
        let (facts, wish) = (self.facts, self.wish);
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
            Mode::InPerson | Mode::Reception => {
                let site = place.map_or(facts.headquarters, |place| place.site);
                let gets_in = site.is_step_free || !wish.needs.has(&Need::Wheelchair);
                let has_seats = site.seats > wish.needs.companions().into();
                key.centre == window.place
                    && (window.place.is_none() || place.is_some_and(is_received))
                    && gets_in
                    && (has_seats || key.mode == Mode::Reception)
            }
            Mode::Video => place.is_some_and(|place| {
                (window.centres.is_empty() || window.centres.contains(&place.id)) && has_room(place)
            }),
            Mode::Service => false,
        };
        let release = window
            .reserve
            .map(|reserve| (0..reserve.release_minutes).fold(from, |at, _| minute_before(at)));
        let is_released = release.is_none_or(|release| release <= wish.now);
        window.modes.contains(&key.mode)
            && (is_released || wish.is_urgent)
            && !sections.is_empty()
            && self.is_manned(key, window, around)
            && person.is_none_or(|person| is_free(facts, &person, from, to))
            && is_seated
            && all_minutes(from, to).all(|at| self.receives(window, at))
            && self.is_quiet(window.place.as_ref(), from, to)
            && (key.mode != Mode::Video || self.is_quiet(key.centre.as_ref(), from, to))
            && self.has_interpreters(from, to)
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
                        service: None,
                    });
                }
            }
        }
    }
    keys.extend(served::keys(walked));
    keys
}

fn is_asked(key: &SlotKey, question: &Question) -> bool {
    let official = key.official.as_ref();
    let is_with = official.is_some_and(|official| question.officials.contains(official));
    let is_service = key.mode == Mode::Service;
    (question.officials.is_empty() || is_with)
        && question.mode.map_or(!is_service, |mode| mode == key.mode)
        && (!is_service || question.service.is_none() || question.service == key.service)
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
        let conceivable = conceivable(&walked);
        prop_assert!(found.is_subset(&conceivable));
        for key in conceivable {
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
            // A session takes its officials once, not for everybody who sits in it.
            let is_session = slot.key.mode == Mode::Reception;
            let mut own = allocation.takes.clone();
            own.retain(|take| !(is_session && matches!(take.resource, Resource::Official(_))));
            for take in &own {
                prop_assert!(facts.taken.is_free(&take.resource, take.starts_at, take.ends_at));
            }
            for row in rows(&own) {
                prop_assert!(written.insert(row));
            }
            facts.take(&allocation);
            let people = if is_session { u32::from(wish.needs.companions()) + 1 } else { 1 };
            let next = allocate(&slot.key, &wish, &facts).map(|next| next.slot.free);
            if slot.free < 2 * people {
                prop_assert!(next.is_err());
            }
            match next {
                Ok(free) => prop_assert_eq!(free + people, slot.free),
                Err(refusal) => {
                    let is_known = [Refusal::SlotTaken, Refusal::NeedsUnavailable];
                    prop_assert!(is_known.contains(&refusal));
                    let is_shared = is_session || slot.key.mode == Mode::Service;
                    prop_assert!(is_shared || refusal == Refusal::SlotTaken);
                }
            }
        }
    }
}
