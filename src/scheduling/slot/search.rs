//! The search: which slots are free for a wish, and which resources one of them would take.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::scheduling::availability::{Mode, Offer, Window};
use crate::scheduling::calendar;
use crate::scheduling::ids::{CentreId, OfficialId};
use crate::scheduling::needs::Need;
use crate::scheduling::occupancy::{self, CellSet, Resource, Take};
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;
use crate::scheduling::slot::facts::{Facts, Interpreter, Place, Question, Room, Span, Wish};
use crate::scheduling::slot::{Slot, SlotKey};

/// What booking one slot takes: all of it or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The slot.
    pub slot: Slot,
    /// Every resource and for how long, in the order of the resources.
    pub takes: Vec<Take>,
}

impl Allocation {
    /// The same, if the public may choose this slot.
    pub fn open_to_choice(self) -> Result<Self, Refusal> {
        if self.slot.open_to_choice {
            Ok(self)
        } else {
            Err(Refusal::NotOpenToChoice)
        }
    }
}

/// The free slots that answer a question, by time, then official, mode and centre.
#[must_use]
pub fn free_slots(question: &Question, facts: &Facts) -> Vec<Slot> {
    let mut search = Search::of(&question.wish, facts);
    let wish = &question.wish;
    let earliest = question.from.max(wish.now + wish.lead);
    let latest = question.to.min(wish.now + wish.horizon);
    let mut slots = Vec::new();
    for plan in &facts.plans {
        if !question.officials.is_empty() && !question.officials.contains(&plan.official) {
            continue;
        }
        let busy = facts.taken.of(&Resource::Official(plan.official.clone()));
        for window in plan.windows.iter().filter(|window| suits(window, wish)) {
            for offer in window.offers(facts.zone) {
                if offer.starts_at < earliest
                    || offer.starts_at >= latest
                    || !is_free(busy, offer.starts_at, offer.clear_at)
                    || !is_free(search.person, offer.starts_at, offer.ends_at)
                    || search.interpreters(&offer).is_none()
                {
                    continue;
                }
                let keys = search.keys(question, &plan.official, window, &offer);
                slots.extend(keys.into_iter().map(|key| slot(key, window, &offer)));
            }
        }
    }
    slots.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    slots.dedup_by(|one, other| one.key == other.key);
    slots.truncate(question.limit);
    slots
}

/// What a slot would take for a wish, chosen the same way every time.
///
/// A time that is not offered and one that somebody has are refused alike: nobody outside learns
/// why an official is not to be had.
pub fn allocate(key: &SlotKey, wish: &Wish, facts: &Facts) -> Result<Allocation, Refusal> {
    let (official, window, offer) = offered(key, facts).ok_or(Refusal::SlotTaken)?;
    if offer.starts_at < wish.now + wish.lead {
        return Err(Refusal::TooLate);
    }
    if offer.starts_at >= wish.now + wish.horizon {
        return Err(Refusal::TooFarAhead);
    }
    let busy = facts.taken.of(&Resource::Official(official.clone()));
    if !suits(window, wish) || !is_free(busy, offer.starts_at, offer.clear_at) {
        return Err(Refusal::SlotTaken);
    }
    let mut search = Search::of(wish, facts);
    if !is_free(search.person, offer.starts_at, offer.ends_at) {
        return Err(Refusal::PersonBusy);
    }
    let room = search.seat(key, window, &offer)?;
    let interpreters = search
        .interpreters(&offer)
        .ok_or(Refusal::NeedsUnavailable)?;
    let until_end = |resource: Resource| Take {
        resource,
        starts_at: offer.starts_at,
        ends_at: offer.ends_at,
    };
    let mut takes = vec![Take {
        resource: Resource::Official(official.clone()),
        starts_at: offer.starts_at,
        ends_at: offer.clear_at,
    }];
    takes.extend(room.map(|room| until_end(Resource::Room(room.id.clone()))));
    takes.extend(
        interpreters
            .into_iter()
            .map(|each| until_end(Resource::Interpreter(each.id.clone()))),
    );
    takes.extend(
        wish.person
            .clone()
            .map(|person| until_end(Resource::Person(person))),
    );
    takes.sort_unstable();
    Ok(Allocation {
        slot: slot(key.clone(), window, &offer),
        takes,
    })
}

/// The window and the time in it that a key names, if they are published.
fn offered<'a>(key: &SlotKey, facts: &'a Facts) -> Option<(&'a OfficialId, &'a Window, Offer)> {
    let day = calendar::local_day(facts.zone, key.starts_at);
    facts
        .plans
        .iter()
        .filter(|plan| key.official.as_ref() == Some(&plan.official))
        .flat_map(|plan| plan.windows.iter().map(|window| (&plan.official, window)))
        // A window is at most a day long, so it began on that day or on the one before.
        .filter(|(_, window)| window.day <= day && calendar::day_after(window.day) >= day)
        .filter(|(_, window)| window.modes.contains(&key.mode))
        .find_map(|(official, window)| {
            let offers = window.offers(facts.zone);
            let offer = offers
                .into_iter()
                .find(|offer| offer.starts_at == key.starts_at)?;
            Some((official, window, offer))
        })
}

fn suits(window: &Window, wish: &Wish) -> bool {
    window.section.is_none() || wish.section.is_none() || window.section == wish.section
}

fn slot(key: SlotKey, window: &Window, offer: &Offer) -> Slot {
    let open_to_choice = window.open_to_choice;
    Slot {
        key,
        ends_at: offer.ends_at,
        open_to_choice,
        capacity: 1,
        free: 1,
    }
}

fn is_free(busy: Option<&CellSet>, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> bool {
    busy.is_none_or(|set| occupancy::is_clear(set, starts_at, ends_at))
}

/// The facts laid out for one wish, so that each time is looked at quickly.
struct Search<'a> {
    person: Option<&'a CellSet>,
    section: Option<Section>,
    /// For each need of a third person, those who meet it, in the order of their ids.
    interpreters: Vec<Vec<Busy<'a, Interpreter>>>,
    places: Vec<PlaceView<'a>>,
}

/// Somebody or something, and when it is taken.
type Busy<'a, Thing> = (&'a Thing, Option<&'a CellSet>);

/// A centre, with the rooms that fit the wish (the scarcest last) and its hours, day by day.
struct PlaceView<'a> {
    place: &'a Place,
    fitting: Vec<Busy<'a, Room>>,
    others: Vec<Busy<'a, Room>>,
    openings: BTreeMap<(Section, NaiveDate), Vec<Span>>,
}

impl<'a> Search<'a> {
    fn of(wish: &Wish, facts: &'a Facts) -> Self {
        let person = wish.person.clone().map(Resource::Person);
        Self {
            person: person.and_then(|person| facts.taken.of(&person)),
            section: wish.section,
            interpreters: wish
                .needs
                .spoken_for()
                .map(|need| meeting(need, facts))
                .collect(),
            places: facts
                .places
                .iter()
                .map(|place| PlaceView::of(place, wish, facts))
                .collect(),
        }
    }

    /// A different free interpreter for every need, the first by id that lets all be met.
    fn interpreters(&self, offer: &Offer) -> Option<Vec<&'a Interpreter>> {
        let mut chosen = Vec::with_capacity(self.interpreters.len());
        choose(&self.interpreters, offer, &mut chosen).then_some(chosen)
    }

    /// The rows that one free time gives: one in person, one per centre by video.
    fn keys(
        &mut self,
        question: &Question,
        official: &OfficialId,
        window: &Window,
        offer: &Offer,
    ) -> Vec<SlotKey> {
        let section = window.section.or(self.section);
        let is_wished = |mode: Mode| {
            window.modes.contains(&mode) && question.mode.is_none_or(|wished| wished == mode)
        };
        let key = |mode: Mode, centre: Option<CentreId>| SlotKey {
            starts_at: offer.starts_at,
            official: Some(official.clone()),
            mode,
            centre,
        };
        let mut keys = Vec::new();
        if is_wished(Mode::InPerson)
            && (question.centre.is_none() || question.centre == window.place)
            && self.is_place_open(window, section, offer)
        {
            keys.push(key(Mode::InPerson, window.place.clone()));
        }
        if is_wished(Mode::Video) {
            for view in &mut self.places {
                let id = &view.place.id;
                if question.centre.as_ref().is_none_or(|wished| wished == id)
                    && (window.centres.is_empty() || window.centres.contains(id))
                    && view.room(section, offer).is_some()
                {
                    keys.push(key(Mode::Video, Some(id.clone())));
                }
            }
        }
        keys
    }

    /// Where one slot puts the applicant: a room by video, nothing to take in person.
    fn seat(
        &mut self,
        key: &SlotKey,
        window: &Window,
        offer: &Offer,
    ) -> Result<Option<&'a Room>, Refusal> {
        let section = window.section.or(self.section);
        match key.mode {
            Mode::InPerson
                if key.centre == window.place && self.is_place_open(window, section, offer) =>
            {
                Ok(None)
            }
            Mode::Video => {
                let centre = key.centre.as_ref().ok_or(Refusal::SlotTaken)?;
                if !window.centres.is_empty() && !window.centres.contains(centre) {
                    return Err(Refusal::SlotTaken);
                }
                let view = self.places.iter_mut().find(|view| view.place.id == *centre);
                let view = view.ok_or(Refusal::SlotTaken)?;
                view.room(section, offer)
                    .map(Some)
                    .ok_or_else(|| view.no_room(section, offer))
            }
            Mode::InPerson | Mode::Reception | Mode::Service => Err(Refusal::SlotTaken),
        }
    }

    /// Whether the place of a meeting in person is open; the headquarters always is to a guest.
    fn is_place_open(&mut self, window: &Window, section: Option<Section>, offer: &Offer) -> bool {
        let Some(centre) = &window.place else {
            return true;
        };
        let view = self.places.iter_mut().find(|view| view.place.id == *centre);
        view.is_some_and(|view| {
            Section::ALL.iter().any(|&each| {
                section.is_none_or(|wished| wished == each) && view.is_open(each, offer)
            })
        })
    }
}

impl<'a> PlaceView<'a> {
    fn of(place: &'a Place, wish: &Wish, facts: &'a Facts) -> Self {
        let people = wish.needs.companions().saturating_add(1);
        let step_free = wish.needs.has(&Need::Wheelchair);
        let (mut fitting, mut others): (Vec<&Room>, Vec<&Room>) = place
            .rooms
            .iter()
            .partition(|room| room.seats >= people && (room.is_step_free || !step_free));
        // The plainest room that fits goes first: step-free and large ones are kept for whoever
        // needs them.
        fitting.sort_unstable_by_key(|room| (room.is_step_free, room.seats, &room.id));
        others.sort_unstable();
        let with_cells = |rooms: Vec<&'a Room>| -> Vec<Busy<'a, Room>> {
            let busy = |room: &'a Room| (room, facts.taken.of(&Resource::Room(room.id.clone())));
            rooms.into_iter().map(busy).collect()
        };
        Self {
            place,
            fitting: with_cells(fitting),
            others: with_cells(others),
            openings: BTreeMap::new(),
        }
    }

    fn is_open(&mut self, section: Section, offer: &Offer) -> bool {
        let day = calendar::local_day(self.place.zone, offer.starts_at);
        let place = self.place;
        self.openings
            .entry((section, day))
            .or_insert_with(|| place.openings(section, [day, calendar::day_after(day)]))
            .iter()
            .any(|&(from, to)| from <= offer.starts_at && offer.ends_at <= to)
    }

    /// The first room that fits the wish and is free and open for the whole meeting.
    fn room(&mut self, section: Option<Section>, offer: &Offer) -> Option<&'a Room> {
        let open = self.open_sections(section, offer);
        first_free(&self.fitting, &open, offer)
    }

    /// Why there is no room: only the needs stand in the way, or there is none at all.
    fn no_room(&mut self, section: Option<Section>, offer: &Offer) -> Refusal {
        let open = self.open_sections(section, offer);
        match first_free(&self.others, &open, offer) {
            Some(_) => Refusal::NeedsUnavailable,
            None => Refusal::SlotTaken,
        }
    }

    fn open_sections(&mut self, wished: Option<Section>, offer: &Offer) -> Vec<Section> {
        let asked = Section::ALL.iter().copied();
        asked
            .filter(|&section| wished.is_none_or(|wished| wished == section))
            .filter(|&section| self.is_open(section, offer))
            .collect()
    }
}

fn first_free<'a>(rooms: &[Busy<'a, Room>], open: &[Section], offer: &Offer) -> Option<&'a Room> {
    rooms
        .iter()
        .find(|(room, busy)| {
            open.contains(&room.section) && is_free(*busy, offer.starts_at, offer.ends_at)
        })
        .map(|&(room, _)| room)
}

fn meeting<'a>(need: &Need, facts: &'a Facts) -> Vec<Busy<'a, Interpreter>> {
    let mut able: Vec<&Interpreter> = facts
        .interpreters
        .iter()
        .filter(|each| each.meets(need))
        .collect();
    able.sort_unstable();
    let busy = |each: &'a Interpreter| {
        (
            each,
            facts.taken.of(&Resource::Interpreter(each.id.clone())),
        )
    };
    able.into_iter().map(busy).collect()
}

/// Tries one interpreter after the other for each need, going back when the rest cannot be met.
fn choose<'a>(
    needs: &[Vec<Busy<'a, Interpreter>>],
    offer: &Offer,
    chosen: &mut Vec<&'a Interpreter>,
) -> bool {
    let Some((need, rest)) = needs.split_first() else {
        return true;
    };
    for &(each, busy) in need {
        if chosen.iter().any(|other| other.id == each.id)
            || !is_free(busy, offer.starts_at, offer.ends_at)
        {
            continue;
        }
        chosen.push(each);
        if choose(rest, offer, chosen) {
            return true;
        }
        chosen.pop();
    }
    false
}
