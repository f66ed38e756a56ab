//! The times of a week that people could have: what the public's search finds while nothing is
//! taken, so that holidays, opening hours and prayers have taken theirs.

use std::collections::BTreeSet;

use crate::scheduling::WeekPlan;
use crate::scheduling::availability::effect::Time;
use crate::scheduling::slot::facts::{Facts, Question, Span, Wish};
use crate::scheduling::slot::search::free_slots;

/// The times of a week between two instants, for a wish; `calendar` has no weeks and nothing
/// taken. A time that several centres could have is one time.
#[must_use]
pub fn times(
    plan: &WeekPlan,
    calendar: &Facts,
    (wish, (from, to)): (&Wish, Span),
) -> BTreeSet<Time> {
    let facts = Facts {
        plans: vec![plan.clone()],
        ..calendar.clone()
    };
    let question = Question {
        officials: [plan.official.clone()].into(),
        mode: None,
        centre: None,
        service: None,
        from,
        to,
        limit: usize::MAX,
        wish: wish.clone(),
    };
    let slots = free_slots(&question, &facts).into_iter();
    slots
        .map(|slot| (slot.key.starts_at, slot.ends_at, slot.key.mode))
        .collect()
}
