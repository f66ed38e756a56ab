//! The plan booked on a copy of the facts, in its own order, by the rules of booking.

use chrono::TimeDelta;

use super::{Asking, slot_of};
use crate::scheduling::ids::RequestId;
use crate::scheduling::plan::{Plan, Suits};
use crate::scheduling::slot::facts::{Facts, Wish};
use crate::scheduling::slot::{SlotKey, search};

/// The first in the order that booking would refuse once all before it are booked; the numbers of a
/// pool do not see that one room is without steps and the other is not.
pub(super) fn first_clash(
    plan: &Plan,
    asking: &[Asking],
    facts: &Facts,
) -> Option<(RequestId, Suits)> {
    let mut facts = facts.clone();
    for placed in &plan.placed {
        let one = asking.iter().find(|one| one.request == placed.request)?;
        let clash = Some((placed.request.clone(), placed.given.clone()));
        let Some(key) = slot_of(&placed.given) else {
            return clash;
        };
        let stays = one.stands.as_ref().is_some_and(|(slot, _)| slot.key == key);
        let wish = if stays {
            standing(one)
        } else {
            one.wish.clone()
        };
        match search::allocate(&key, &wish, &facts) {
            Ok(found) => facts.take(&found),
            // Who is on the way keeps the time even where the week has lost it.
            Err(_refused) if stays => {}
            Err(_refused) => return clash,
        }
    }
    None
}

/// Whether the time that a request has is still one that it could be given.
pub(super) fn still_has(one: &Asking, key: &SlotKey, facts: &Facts) -> bool {
    search::allocate(key, &standing(one), facts).is_ok()
}

/// The same wish for a time that was booked in time.
fn standing(one: &Asking) -> Wish {
    Wish {
        lead: TimeDelta::zero(),
        ..one.wish.clone()
    }
}
