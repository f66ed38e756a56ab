//! A centre as one wish sees it: the rooms that fit, the scarcest last, and its hours.

use std::rc::Rc;

use crate::scheduling::availability::Offer;
use crate::scheduling::calendar;
use crate::scheduling::calendar::days::DayRules;
use crate::scheduling::needs::Need;
use crate::scheduling::occupancy::{CellSet, Resource};
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;
use crate::scheduling::slot::facts::{Facts, Place, Room, Span, Wish, is_hit};
use crate::scheduling::slot::search::is_free;

/// Somebody or something, and when it is taken.
pub(super) type Busy<'a, Thing> = (&'a Thing, Option<&'a CellSet>);

/// A centre, with the rooms that fit the wish (the scarcest last) and its hours.
pub(super) struct PlaceView<'a> {
    pub(super) place: &'a Place,
    pub(super) fitting: Vec<Busy<'a, Room>>,
    pub(super) others: Vec<Busy<'a, Room>>,
    pub(super) hours: Rc<Hours>,
}

/// When the sections of a centre are open in the time that is looked at.
pub(super) struct Hours {
    men: Vec<Span>,
    women: Vec<Span>,
}

impl Hours {
    pub(super) fn of(place: &Place, days: &DayRules, (from, to): Span) -> Self {
        let first = calendar::local_day(place.zone, from);
        let last = calendar::day_after(calendar::local_day(place.zone, to));
        let all = || first.iter_days().take_while(move |&day| day <= last);
        Self {
            men: place.openings(Section::Men, all(), days),
            women: place.openings(Section::Women, all(), days),
        }
    }

    pub(super) fn is_open(&self, section: Section, offer: &Offer) -> bool {
        let spans = match section {
            Section::Men => &self.men,
            Section::Women => &self.women,
        };
        let next = spans.partition_point(|&(_, to)| to < offer.ends_at);
        spans
            .get(next)
            .is_some_and(|&(from, _)| from <= offer.starts_at)
    }
}

impl<'a> PlaceView<'a> {
    pub(super) fn of(place: &'a Place, wish: &Wish, facts: &'a Facts, hours: Rc<Hours>) -> Self {
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
            hours,
        }
    }

    /// The first room that fits the wish and is free and open for the whole meeting.
    pub(super) fn room(&self, section: Option<Section>, offer: &Offer) -> Option<&'a Room> {
        self.first_free(&self.fitting, section, offer)
    }

    /// Why there is no room: only the needs stand in the way, or there is none at all.
    pub(super) fn no_room(&self, section: Option<Section>, offer: &Offer) -> Refusal {
        match self.first_free(&self.others, section, offer) {
            Some(_) => Refusal::NeedsUnavailable,
            None => Refusal::SlotTaken,
        }
    }

    fn first_free(
        &self,
        rooms: &[Busy<'a, Room>],
        section: Option<Section>,
        offer: &Offer,
    ) -> Option<&'a Room> {
        // At a centre nobody meets while its city prays.
        if is_hit(&self.place.kept, (offer.starts_at, offer.ends_at)) {
            return None;
        }
        let mut asked = rooms.iter();
        let found = asked.find(|(room, busy)| {
            section.is_none_or(|wished| wished == room.section)
                && is_free(*busy, offer.starts_at, offer.ends_at)
                && self.hours.is_open(room.section, offer)
        });
        found.map(|&(room, _)| room)
    }
}
