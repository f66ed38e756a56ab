//! The seats of a reception session: one slot, many people, the time of its officials taken once.
//!
//! Every seat is a resource of its own, `seat:OFFICIAL#N`, so the key of `occupancy` allows each
//! of them once per cell, and no count kept beside it can be wrong. Seats are named by the official
//! whose week it is and not by one session: when a published week moves a session by half an hour,
//! those who sit in the old one and those who book the new one are counted together.

use crate::scheduling::availability::{Offer, Window};
use crate::scheduling::ids::OfficialId;
use crate::scheduling::occupancy::{CellSet, Resource};
use crate::scheduling::refusal::Refusal;
use crate::scheduling::slot::facts::{Facts, Wish};
use crate::scheduling::slot::search::is_free;

/// The seats of one session, and which of them are left.
pub(super) struct Seats<'a> {
    lead: &'a OfficialId,
    capacity: u16,
    left: Vec<u16>,
}

impl<'a> Seats<'a> {
    /// The seats of a time of a window; none where it is no reception session.
    pub(super) fn of(
        lead: &'a OfficialId,
        window: &Window,
        offer: &Offer,
        facts: &Facts,
    ) -> Option<Self> {
        let reception = window.reception.as_ref()?;
        let is_left = |number: &u16| {
            let seat = Resource::Seat(lead.clone(), *number);
            is_free(facts.taken.of(&seat), offer.prepares_at, offer.clear_at)
        };
        Some(Self {
            lead,
            capacity: reception.seats,
            left: (1..=reception.seats).filter(is_left).collect(),
        })
    }

    /// How many people sit in the session.
    pub(super) fn capacity(&self) -> u32 {
        self.capacity.into()
    }

    /// How many seats are left.
    pub(super) fn free(&self) -> u32 {
        u32::try_from(self.left.len()).unwrap_or(u32::MAX)
    }

    /// Whether the applicant and all companions find a seat.
    pub(super) fn suit(&self, wish: &Wish) -> bool {
        self.left.len() > usize::from(wish.needs.companions())
    }

    /// The seats of the applicant and the companions, by number.
    pub(super) fn for_wish(&self, wish: &Wish) -> Result<impl Iterator<Item = Resource>, Refusal> {
        if self.left.is_empty() {
            return Err(Refusal::SlotTaken);
        }
        if !self.suit(wish) {
            return Err(Refusal::NeedsUnavailable);
        }
        let people = usize::from(wish.needs.companions()) + 1;
        let numbers = self.left.iter().take(people);
        Ok(numbers.map(|&number| Resource::Seat(self.lead.clone(), number)))
    }
}

/// Whether those who receive in a window are free; in a reception session they may be in it.
pub(super) fn are_free(
    facts: &Facts,
    (lead, busy): (&OfficialId, Option<&CellSet>),
    window: &Window,
    offer: &Offer,
) -> bool {
    match &window.reception {
        None => is_free(busy, offer.prepares_at, offer.clear_at),
        Some(reception) => {
            let span = (offer.prepares_at, offer.clear_at);
            let mut officials = reception.officials(lead);
            officials.all(|each| facts.can_join(lead, each, span))
        }
    }
}
