//! The search: which slots are free for a wish, and which resources one of them would take.

use std::rc::Rc;

use chrono::{DateTime, Utc};

use crate::scheduling::availability::{Mode, Offer, Window};
use crate::scheduling::calendar;
use crate::scheduling::ids::{CentreId, OfficialId};
use crate::scheduling::needs::Need;
use crate::scheduling::occupancy::{self, CellSet, Resource, Take};
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;
use crate::scheduling::slot::facts::{Facts, Interpreter, Question, Room, Site, Span, Wish};
use crate::scheduling::slot::receiving::Receiving;
use crate::scheduling::slot::seats::{Seats, are_free};
use crate::scheduling::slot::view::{Busy, Hours, PlaceView};
use crate::scheduling::slot::{Slot, SlotKey, desks};

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
///
/// Times at a centre's service are given where they are asked for, by their mode.
#[must_use]
pub fn free_slots(question: &Question, facts: &Facts) -> Vec<Slot> {
    if question.mode == Some(Mode::Service) {
        return desks::free_slots(question, facts);
    }
    let wish = &question.wish;
    let earliest = question.from.max(wish.now + wish.lead);
    let latest = question.to.min(wish.now + wish.horizon);
    let search = Search::of(wish, facts, question.centre.as_ref(), (earliest, latest));
    let mut slots = Vec::new();
    for plan in &facts.plans {
        if !question.officials.is_empty() && !question.officials.contains(&plan.official) {
            continue;
        }
        let busy = facts.taken.of(&Resource::Official(plan.official.clone()));
        let days = (
            calendar::local_day(facts.zone, earliest),
            calendar::local_day(facts.zone, latest),
        );
        for window in plan.windows.iter().filter(|window| suits(window, wish)) {
            // A window of the day before may still reach past midnight.
            if window.day > days.1 || calendar::day_after(window.day) < days.0 {
                continue;
            }
            let Some(receiving) = Receiving::of(window, facts) else {
                continue;
            };
            for offer in window.offers(facts.zone) {
                if offer.starts_at < earliest
                    || offer.starts_at >= latest
                    || !receiving.allows(&offer)
                    || !are_free(facts, (&plan.official, busy), window, &offer)
                    || !may_have(window, &offer, wish)
                    || !is_free(search.person, offer.starts_at, offer.ends_at)
                    || search.interpreters(&offer).is_none()
                {
                    continue;
                }
                let seats = Seats::of(&plan.official, window, &offer, facts);
                if seats.as_ref().is_some_and(|seats| !seats.suit(wish)) {
                    continue;
                }
                let rows = search.rows(question.mode, &plan.official, window, &offer);
                let wanted =
                    rows.filter(|key| question.centre.is_none() || key.centre == question.centre);
                slots.extend(wanted.map(|key| slot(key, window, (&offer, seats.as_ref()), wish)));
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
    if key.mode == Mode::Service {
        return desks::allocate(key, wish, facts);
    }
    let (official, window, offer) = offered(key, facts).ok_or(Refusal::SlotTaken)?;
    if offer.starts_at < wish.now + wish.lead {
        return Err(Refusal::TooLate);
    }
    if offer.starts_at >= wish.now + wish.horizon {
        return Err(Refusal::TooFarAhead);
    }
    let is_received = Receiving::of(window, facts).is_some_and(|each| each.allows(&offer));
    if !is_received {
        return Err(Refusal::SlotTaken);
    }
    if !suits(window, wish) {
        return Err(Refusal::NotYourSection);
    }
    let busy = facts.taken.of(&Resource::Official(official.clone()));
    if !may_have(window, &offer, wish) || !are_free(facts, (official, busy), window, &offer) {
        return Err(Refusal::SlotTaken);
    }
    let search = Search::of(
        wish,
        facts,
        key.centre.as_ref(),
        (offer.starts_at, offer.ends_at),
    );
    if !is_free(search.person, offer.starts_at, offer.ends_at) {
        return Err(Refusal::PersonBusy);
    }
    let room = search.seat(key, window, &offer)?;
    let interpreters = search
        .interpreters(&offer)
        .ok_or(Refusal::NeedsUnavailable)?;
    let seats = Seats::of(official, window, &offer, facts);
    let until_end = |resource: Resource| Take {
        resource,
        starts_at: offer.starts_at,
        ends_at: offer.ends_at,
    };
    let all_along = |resource: Resource| Take {
        resource,
        starts_at: offer.prepares_at,
        ends_at: offer.clear_at,
    };
    let mut takes = vec![all_along(Resource::Official(official.clone()))];
    if let (Some(seats), Some(reception)) = (&seats, &window.reception) {
        let others = reception.officials(official).skip(1).cloned();
        takes.extend(others.map(|each| all_along(Resource::Official(each))));
        takes.extend(seats.for_wish(wish)?.map(all_along));
    }
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
        slot: slot(key.clone(), window, (&offer, seats.as_ref()), wish),
        takes,
    })
}

/// The window and the time in it that a key names, if they are published.
pub(in crate::scheduling) fn offered<'a>(
    key: &SlotKey,
    facts: &'a Facts,
) -> Option<(&'a OfficialId, &'a Window, Offer)> {
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

pub(super) fn suits(window: &Window, wish: &Wish) -> bool {
    window.section.is_none() || wish.section.is_none() || window.section == wish.section
}

/// Whether the time is released, or the wish is one that the reserve is kept for.
pub(super) fn may_have(window: &Window, offer: &Offer, wish: &Wish) -> bool {
    wish.is_urgent || !window.is_reserved(offer, wish.now)
}

fn slot(
    key: SlotKey,
    window: &Window,
    (offer, seats): (&Offer, Option<&Seats<'_>>),
    wish: &Wish,
) -> Slot {
    let open_to_choice = window.open_to_choice && !window.is_reserved(offer, wish.now);
    Slot {
        key,
        ends_at: offer.ends_at,
        open_to_choice,
        capacity: seats.map_or(1, Seats::capacity),
        free: seats.map_or(1, Seats::free),
    }
}

pub(super) fn is_free(
    busy: Option<&CellSet>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> bool {
    busy.is_none_or(|set| occupancy::is_clear(set, starts_at, ends_at))
}

/// The facts laid out for one wish, so that each time is looked at quickly.
pub(super) struct Search<'a> {
    pub(super) person: Option<&'a CellSet>,
    pub(super) section: Option<Section>,
    wish: &'a Wish,
    headquarters: Site,
    /// For each need of a third person, those who meet it, in the order of their ids.
    pub(super) interpreters: Vec<Vec<Busy<'a, Interpreter>>>,
    places: Vec<PlaceView<'a>>,
}

impl<'a> Search<'a> {
    /// Lays the facts out for one centre or for all of them, and for the time that is looked at.
    pub(super) fn of(
        wish: &'a Wish,
        facts: &'a Facts,
        centre: Option<&CentreId>,
        span: Span,
    ) -> Self {
        let person = wish.person.clone().map(Resource::Person);
        let mut places: Vec<PlaceView<'a>> = Vec::new();
        for place in &facts.places {
            if centre.is_none_or(|centre| *centre == place.id) {
                // Most centres keep the same hours: those are worked out once.
                let alike = places.iter().find(|other| {
                    other.place.zone == place.zone
                        && other.place.hours == place.hours
                        && other.place.overrides == place.overrides
                });
                let hours = alike.map_or_else(
                    || Rc::new(Hours::of(place, &facts.days, span)),
                    |other| Rc::clone(&other.hours),
                );
                places.push(PlaceView::of(place, wish, facts, hours));
            }
        }
        // In the order of the answer, which then needs no sorting.
        places.sort_unstable_by_key(|view| &view.place.id);
        Self {
            person: person.and_then(|person| facts.taken.of(&person)),
            section: wish.section,
            wish,
            headquarters: facts.headquarters,
            interpreters: wish
                .needs
                .spoken_for()
                .map(|need| meeting(need, facts))
                .collect(),
            places,
        }
    }

    /// A different free interpreter for every need, the first by id that lets all be met.
    pub(super) fn interpreters(&self, offer: &Offer) -> Option<Vec<&'a Interpreter>> {
        let mut chosen = Vec::with_capacity(self.interpreters.len());
        choose(&self.interpreters, offer, &mut chosen).then_some(chosen)
    }

    /// The rows that one free time gives: one in person, one per centre by video.
    fn rows(
        &self,
        wished: Option<Mode>,
        official: &OfficialId,
        window: &Window,
        offer: &Offer,
    ) -> impl Iterator<Item = SlotKey> {
        let section = window.section.or(self.section);
        let is_wished =
            |mode: Mode| window.modes.contains(&mode) && wished.is_none_or(|wished| wished == mode);
        let mut in_person = [Mode::InPerson, Mode::Reception].into_iter();
        let in_person = in_person.find(|&mode| {
            is_wished(mode)
                && self.is_place_open(window, section, offer)
                && self.has_way_in(mode, window)
        });
        let in_person = in_person.map(|mode| (mode, window.place.clone()));
        let by_video = if is_wished(Mode::Video) {
            self.places.as_slice()
        } else {
            &[]
        };
        let by_video = by_video
            .iter()
            .filter(move |view| {
                is_invited(window, &view.place.id) && view.room(section, offer).is_some()
            })
            .map(|view| (Mode::Video, Some(view.place.id.clone())));
        in_person
            .into_iter()
            .chain(by_video)
            .map(|(mode, centre)| SlotKey {
                starts_at: offer.starts_at,
                official: Some(official.clone()),
                mode,
                centre,
                service: None,
            })
    }

    /// Where one slot puts the applicant: a room by video, nothing to take in person.
    pub(super) fn seat(
        &self,
        key: &SlotKey,
        window: &Window,
        offer: &Offer,
    ) -> Result<Option<&'a Room>, Refusal> {
        let section = window.section.or(self.section);
        match key.mode {
            Mode::InPerson | Mode::Reception
                if key.centre == window.place && self.is_place_open(window, section, offer) =>
            {
                if self.has_way_in(key.mode, window) {
                    Ok(None)
                } else {
                    Err(Refusal::NeedsUnavailable)
                }
            }
            Mode::Video => {
                let centre = key.centre.as_ref().ok_or(Refusal::SlotTaken)?;
                let view = self.place(centre).filter(|_| is_invited(window, centre));
                let view = view.ok_or(Refusal::SlotTaken)?;
                let room = view.room(section, offer);
                room.map(Some).ok_or_else(|| view.no_room(section, offer))
            }
            Mode::InPerson | Mode::Reception | Mode::Service => Err(Refusal::SlotTaken),
        }
    }

    pub(super) fn place(&self, centre: &CentreId) -> Option<&PlaceView<'a>> {
        self.places.iter().find(|view| view.place.id == *centre)
    }

    /// Whether the place of a meeting in person suits the needs; a reception session counts its
    /// own seats.
    fn has_way_in(&self, mode: Mode, window: &Window) -> bool {
        let site = match &window.place {
            None => Some(self.headquarters),
            Some(centre) => self.place(centre).map(|view| view.place.site),
        };
        site.is_some_and(|site| match mode {
            Mode::Reception => Site {
                seats: u16::MAX,
                ..site
            }
            .suits(&self.wish.needs),
            Mode::InPerson | Mode::Video | Mode::Service => site.suits(&self.wish.needs),
        })
    }

    /// Whether the place of a meeting in person is open; the headquarters always is to a guest.
    fn is_place_open(&self, window: &Window, section: Option<Section>, offer: &Offer) -> bool {
        let Some(centre) = &window.place else {
            return true;
        };
        self.place(centre).is_some_and(|view| {
            Section::ALL.iter().any(|&each| {
                section.is_none_or(|wished| wished == each) && view.hours.is_open(each, offer)
            })
        })
    }
}

pub(super) fn is_invited(window: &Window, centre: &CentreId) -> bool {
    window.centres.is_empty() || window.centres.contains(centre)
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
