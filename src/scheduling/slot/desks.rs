//! Times at a centre's service: cut from the hours of a section, and as many at once as desks that
//! do it are open. A mobile unit at its stop and a team that visits homes are desks like any other.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::scheduling::availability::{Mode, Offer};
use crate::scheduling::calendar;
use crate::scheduling::needs::Need;
use crate::scheduling::occupancy::{Resource, Take};
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;
use crate::scheduling::slot::facts::{
    Day, Desk, Facts, Place, Question, Service, Span, Wish, is_hit, joined,
};
use crate::scheduling::slot::search::{Allocation, Search, is_free};
use crate::scheduling::slot::view::Busy;
use crate::scheduling::slot::{Slot, SlotKey};

/// The free times at services that answer a question, by time, then centre and service.
pub(super) fn free_slots(question: &Question, facts: &Facts) -> Vec<Slot> {
    // Nobody is met at a service.
    if !question.officials.is_empty() {
        return Vec::new();
    }
    let wish = &question.wish;
    let earliest = question.from.max(wish.now + wish.lead);
    let latest = question.to.min(wish.now + wish.horizon);
    let search = Search::of(wish, facts, question.centre.as_ref(), (earliest, latest));
    let mut slots = Vec::new();
    let is_asked = |place: &&Place| {
        let centre = question.centre.as_ref();
        centre.is_none_or(|centre| *centre == place.id)
    };
    for place in facts.places.iter().filter(is_asked) {
        let first = calendar::local_day(place.zone, earliest);
        let last = calendar::local_day(place.zone, latest);
        for service in &facts.services {
            if question
                .service
                .as_ref()
                .is_some_and(|asked| *asked != service.id)
            {
                continue;
            }
            for day in first.iter_days().take_while(|&day| day <= last) {
                let counter = Counter::of((place, service), day, wish, facts);
                slots.extend(counter.slots(&search, (earliest, latest)));
            }
        }
    }
    slots.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    slots.truncate(question.limit);
    slots
}

/// What a time at a service would take for a wish, chosen the same way every time.
pub(super) fn allocate(key: &SlotKey, wish: &Wish, facts: &Facts) -> Result<Allocation, Refusal> {
    let mut places = facts.places.iter();
    let place = places.find(|place| Some(&place.id) == key.centre.as_ref());
    let mut services = facts.services.iter();
    let service = services.find(|service| Some(&service.id) == key.service.as_ref());
    let (Some(place), Some(service), None) = (place, service, &key.official) else {
        return Err(Refusal::SlotTaken);
    };
    let day = calendar::local_day(place.zone, key.starts_at);
    let anybody = Wish {
        section: None,
        ..wish.clone()
    };
    let every = Counter::of((place, service), day, &anybody, facts);
    if every.at(key.starts_at).is_none() {
        return Err(Refusal::SlotTaken);
    }
    if key.starts_at < wish.now + wish.lead {
        return Err(Refusal::TooLate);
    }
    if key.starts_at >= wish.now + wish.horizon {
        return Err(Refusal::TooFarAhead);
    }
    let counter = Counter::of((place, service), day, wish, facts);
    let offer = counter.at(key.starts_at).ok_or(Refusal::NotYourSection)?;
    let search = Search::of(
        wish,
        facts,
        Some(&place.id),
        (offer.starts_at, offer.ends_at),
    );
    if !is_free(search.person, offer.starts_at, offer.ends_at) {
        return Err(Refusal::PersonBusy);
    }
    let desk = counter.desk(&offer)?;
    let interpreters = search
        .interpreters(&offer)
        .ok_or(Refusal::NeedsUnavailable)?;
    let interpreters = interpreters.into_iter();
    let resources = std::iter::once(Resource::Desk(desk.id.clone()))
        .chain(interpreters.map(|each| Resource::Interpreter(each.id.clone())))
        .chain(wish.person.clone().map(Resource::Person));
    let mut takes: Vec<Take> = resources
        .map(|resource| Take {
            resource,
            starts_at: offer.starts_at,
            ends_at: offer.ends_at,
        })
        .collect();
    takes.sort_unstable();
    Ok(Allocation {
        slot: counter.slot(&offer),
        takes,
    })
}

/// One service of a place on one day, as far as a wish can use it.
pub(super) struct Counter<'a> {
    place: &'a Place,
    service: &'a Service,
    /// The desks that do it, the plainest first, with what fits the wish before the rest.
    desks: Vec<View<'a>>,
    /// Its times by their start, in whichever section.
    times: BTreeMap<DateTime<Utc>, Offer>,
}

/// A desk on that day.
struct View<'a> {
    busy: Busy<'a, Desk>,
    /// When it is open and its section too, nobody prays, and who is wished for may come.
    open: Vec<Offer>,
    suits: bool,
}

impl<'a> Counter<'a> {
    pub(super) fn of(
        (place, service): (&'a Place, &'a Service),
        day: NaiveDate,
        wish: &Wish,
        facts: &'a Facts,
    ) -> Self {
        let mut desks = Vec::new();
        for &section in Section::ALL {
            let is_for = |only: Option<Section>| only.is_none_or(|only| only == section);
            let does =
                |desk: &&Desk| desk.section == section && desk.services.contains(&service.id);
            if !is_for(service.section)
                || !is_for(wish.section)
                || !place.desks.iter().any(|desk| does(&desk))
            {
                continue;
            }
            let offers = cut((place, service), section, day, facts);
            desks.extend(place.desks.iter().filter(does).map(|desk| View {
                busy: (desk, facts.taken.of(&Resource::Desk(desk.id.clone()))),
                open: open(desk, place, day, &offers),
                suits: suits(desk, wish),
            }));
        }
        // The plainest that fits goes first: step-free and wide ones are kept for whoever needs
        // them, and those that do the most for whoever wants something else.
        desks.sort_unstable_by_key(|view| {
            let desk = view.busy.0;
            let plain = (desk.is_step_free, desk.seats, desk.services.len(), &desk.id);
            (!view.suits, plain)
        });
        let times = desks.iter().flat_map(|view| &view.open);
        Self {
            place,
            service,
            times: times.map(|offer| (offer.starts_at, *offer)).collect(),
            desks,
        }
    }

    /// The time that begins then, in whichever of the wish's sections.
    pub(super) fn at(&self, starts_at: DateTime<Utc>) -> Option<Offer> {
        self.times.get(&starts_at).copied()
    }

    /// The last beginning before an instant and the first after it.
    pub(super) fn around(&self, at: DateTime<Utc>) -> Vec<DateTime<Utc>> {
        let before = self.times.range(..at).next_back();
        let after = self.times.range(at..).next();
        before.into_iter().chain(after).map(|(at, _)| *at).collect()
    }

    /// The times that are to be had.
    fn slots(&self, search: &Search<'_>, (earliest, latest): Span) -> impl Iterator<Item = Slot> {
        self.times.values().filter_map(move |offer| {
            let is_had = offer.starts_at >= earliest
                && offer.starts_at < latest
                && is_free(search.person, offer.starts_at, offer.ends_at)
                && self.desk(offer).is_ok()
                && search.interpreters(offer).is_some();
            is_had.then(|| self.slot(offer))
        })
    }

    /// The first desk that is open, free and fits.
    pub(super) fn desk(&self, offer: &Offer) -> Result<&'a Desk, Refusal> {
        let mut free = self.free_at(offer).peekable();
        let is_any = free.peek().is_some();
        let found = free.find(|view| view.suits).map(|view| view.busy.0);
        found.ok_or(if is_any {
            Refusal::NeedsUnavailable
        } else {
            Refusal::SlotTaken
        })
    }

    fn open_at(&self, offer: &Offer) -> impl Iterator<Item = &View<'a>> {
        self.desks
            .iter()
            .filter(move |view| view.open.contains(offer))
    }

    fn free_at(&self, offer: &Offer) -> impl Iterator<Item = &View<'a>> {
        let (from, to) = (offer.starts_at, offer.ends_at);
        self.open_at(offer)
            .filter(move |view| is_free(view.busy.1, from, to))
    }

    /// A time as it is offered: so many desks do it at once, so many are left that fit.
    fn slot(&self, offer: &Offer) -> Slot {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Slot {
            key: SlotKey {
                starts_at: offer.starts_at,
                official: None,
                mode: Mode::Service,
                centre: Some(self.place.id.clone()),
                service: Some(self.service.id.clone()),
            },
            ends_at: offer.ends_at,
            open_to_choice: true,
            capacity: number(self.open_at(offer).count()),
            free: number(self.free_at(offer).filter(|view| view.suits).count()),
        }
    }
}

fn suits(desk: &Desk, wish: &Wish) -> bool {
    desk.seats > wish.needs.companions()
        && (desk.is_step_free || !wish.needs.has(&Need::Wheelchair))
}

/// The times of a service in a section on a day of the place's wall: from each opening on, one
/// after the other, none across a prayer.
///
/// They are cut in real minutes, as an official's are: none lies in an hour that the clocks skip,
/// and of an hour that they repeat only the first pass is offered.
fn cut(
    (place, service): (&Place, &Service),
    section: Section,
    day: NaiveDate,
    facts: &Facts,
) -> Vec<Offer> {
    let length = TimeDelta::minutes(service.minutes.into());
    let mut offers = Vec::new();
    if length <= TimeDelta::zero() {
        return offers;
    }
    for (from, to) in place.openings(section, [day], &facts.days) {
        let is_even = calendar::is_even(place.zone, from, to);
        let mut starts_at = from;
        while starts_at + length <= to {
            let ends_at = starts_at + length;
            let is_once = is_even || !calendar::is_second_pass(place.zone, starts_at);
            if is_once && !is_hit(&place.kept, (starts_at, ends_at)) {
                offers.push(Offer {
                    prepares_at: starts_at,
                    starts_at,
                    ends_at,
                    clear_at: ends_at,
                });
            }
            starts_at = ends_at;
        }
    }
    offers
}

/// Those times in which a desk has somebody at it.
fn open(desk: &Desk, place: &Place, day: NaiveDate, offers: &[Offer]) -> Vec<Offer> {
    if desk.hours.is_empty() {
        return offers.to_vec();
    }
    let weekday = Day::of(day);
    let own = desk.hours.iter().filter(|(on, _, _)| *on == weekday);
    let own = own.map(|&(_, from, to)| {
        let at = |time| calendar::instant(place.zone, day, time);
        (at(from), at(to))
    });
    let own = joined(own.collect());
    let is_open = |offer: &&Offer| {
        own.iter()
            .any(|&(from, to)| from <= offer.starts_at && offer.ends_at <= to)
    };
    offers.iter().filter(is_open).copied().collect()
}
