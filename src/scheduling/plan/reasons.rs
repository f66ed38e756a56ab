//! Why a placed request has its slot, read off the finished plan.

use super::assign::Shared;
use super::numbered::Numbered;
use super::outcome::{Basis, Because};
use super::problem::{Ask, ByHand, Suits, Told};
use super::table::Table;
use crate::scheduling::request::Urgency;

/// What of the week is taken.
pub(super) struct Taken<'a> {
    week: &'a Numbered<'a>,
    seats: Table,
    drawn: Table,
}

impl<'a> Taken<'a> {
    /// By what was given.
    pub(super) fn by(week: &'a Numbered<'a>, given: impl Iterator<Item = &'a Suits>) -> Self {
        let mut taken = Self {
            week,
            seats: Table::zeros(week.shared.seats.len()),
            drawn: Table::zeros(week.shared.limits.len()),
        };
        given.for_each(|suit| taken.count(suit, 1));
        taken
    }

    fn count(&mut self, suit: &Suits, amount: i64) {
        let way = self.week.way(suit);
        self.seats.add(way.slot, amount);
        for limit in way.draws {
            self.drawn.add(limit, amount);
        }
    }

    fn has_room(&self, suit: &Suits) -> bool {
        let Shared { seats, limits } = &self.week.shared;
        let way = self.week.way(suit);
        let fits = |limit: &usize| {
            let room = limits.get(*limit).map_or(0, |(room, _)| i64::from(*room));
            self.drawn.get(*limit) < room
        };
        let seats = seats.get(way.slot).copied().map_or(0, i64::from);
        self.seats.get(way.slot) < seats && way.draws.iter().all(fits)
    }

    /// The facts about one who is placed: `place` from 0, `suits` all that was open to it.
    pub(super) fn because(
        &mut self,
        (place, ask): (usize, &Ask),
        suits: &[&Suits],
        given: &Suits,
    ) -> Because {
        self.count(given, -1);
        let (mut slots, mut better_held, mut earlier_held, mut others_free) = (0, 0, 0, 0);
        let number = |suit: &Suits| self.week.slots.get(&suit.slot).map(|slot| slot.0);
        // Several ways into one slot stand side by side, as suits are sorted by their slot.
        for own in suits.chunk_by(|one, other| one.slot == other.slot) {
            slots += 1;
            if own.iter().any(|suit| suit.slot == given.slot) {
                continue;
            }
            let liked = own.iter().map(|suit| suit.dislike).min().unwrap_or(0);
            if own.iter().any(|suit| self.has_room(suit)) {
                others_free += 1;
            } else if liked < given.dislike {
                better_held += 1;
            } else if liked == given.dislike && own.iter().any(|suit| number(suit) < number(given))
            {
                earlier_held += 1;
            }
        }
        self.count(given, 1);
        Because {
            place: place + 1,
            basis: basis(ask),
            suits: slots,
            stays: ask.stands.as_ref().is_some_and(|it| it.0 == given.slot),
            better_held,
            earlier_held,
            others_free,
        }
    }
}

fn basis(ask: &Ask) -> Basis {
    let told = ask.stands.as_ref().map(|(_, told)| *told);
    match (&ask.by_hand, told) {
        (_, Some(Told::Here)) => Basis::Here,
        (Some(ByHand::Locked(_)), _) => Basis::Locked,
        (_, Some(Told::Told | Told::Soon)) => Basis::Told,
        (_, Some(Told::Proposed) | None) if ask.rank.urgency.0 == Urgency::Urgent => Basis::Urgent,
        (_, Some(Told::Proposed) | None) if ask.rank.past_target.0 > 0 => Basis::PastTarget,
        (_, Some(Told::Proposed) | None) => Basis::Waiting,
    }
}
