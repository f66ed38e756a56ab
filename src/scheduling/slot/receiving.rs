//! Whether the calendar lets an official receive in a window: no holiday, the hours of Ramadan,
//! prayers kept free. Worked out once per window, asked for each of its times.

use crate::scheduling::availability::{Offer, Window};
use crate::scheduling::slot::facts::{Facts, Span, is_hit};

/// Why a time of a window is not offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closed {
    /// The day is a holiday.
    Holiday,
    /// It lies outside the hours of Ramadan.
    Ramadan,
    /// A prayer is kept free.
    Prayer,
}

/// What the calendar says about one window.
#[derive(Clone, Copy, Debug)]
pub struct Receiving<'a> {
    /// Only inside it; none is all day.
    within: Option<Span>,
    /// The prayers where the official is.
    kept: &'a [Span],
}

impl<'a> Receiving<'a> {
    /// The calendar of a window; none where nobody is received that day.
    #[must_use]
    pub fn of(window: &Window, facts: &'a Facts) -> Option<Self> {
        if window.on_holiday {
            return Some(Self {
                within: None,
                kept: kept(window, facts),
            });
        }
        if facts.days.holiday(window.day).is_some() {
            return None;
        }
        Some(Self {
            within: facts.days.ramadan_span(facts.zone, window.day),
            kept: kept(window, facts),
        })
    }

    /// Whether a time of the window is offered.
    #[must_use]
    pub fn allows(&self, offer: &Offer) -> bool {
        self.why_not(offer).is_none()
    }

    /// Why a time of the window is not offered, if it is not.
    #[must_use]
    pub fn why_not(&self, offer: &Offer) -> Option<Closed> {
        let is_outside = |(from, to): Span| offer.starts_at < from || offer.ends_at > to;
        if self.within.is_some_and(is_outside) {
            return Some(Closed::Ramadan);
        }
        is_hit(self.kept, (offer.starts_at, offer.ends_at)).then_some(Closed::Prayer)
    }
}

/// The prayers of the place where the official is: the window's centre, or the headquarters.
fn kept<'a>(window: &Window, facts: &'a Facts) -> &'a [Span] {
    let Some(centre) = &window.place else {
        return &facts.kept;
    };
    let place = facts.places.iter().find(|place| place.id == *centre);
    place.map_or(&[], |place| &place.kept)
}
