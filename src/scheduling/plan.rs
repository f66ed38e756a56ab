//! The plan of a week: which approved requests get which slot.
//!
//! Two stages, one after the other, both exact and without weights to tune:
//!
//! - *Who* (`plan/who.rs`): down the published order, each request is added that can still be
//!   placed together with all above it. So nobody loses a place to somebody further down, and
//!   nobody gains one by claiming other wishes.
//! - *Which slot* (`plan/which.rs`): of all ways to place just these, the one that disturbs people
//!   already told the least, then the one with the fewest dislikes, then the one with the fewest
//!   trips of interpreters, then the one that keeps the officials' days short.
//!
//! The same problem gives the same plan, whatever order its parts come in. Sources: Gale 1968 and
//! Edmonds and Fulkerson 1965 for the order, Barták, Müller and Rudová 2004 for the disturbance.

pub use moves::{Difference, Moved, differences, moves};
pub use outcome::{Basis, Because, LeftOut, Placed, Plan};
pub use problem::{
    Ask, ByHand, DISLIKE_MAX, LimitName, NUMBER_MAX, Problem, Rank, Suits, Told, WeekSlot,
};
pub use record::{RULE_VERSION, Unverified, verify};

use assign::Way;
use numbered::Numbered;
use reasons::Taken;
use which::Choice;

mod assign;
mod matching;
mod moves;
mod numbered;
mod outcome;
mod prices;
mod problem;
mod reasons;
mod record;
mod table;
mod which;
mod who;

/// The best plan of a week.
#[must_use]
pub fn plan(problem: &Problem) -> Plan {
    let week = Numbered::of(problem);
    let ways: Vec<Vec<Way>> = week
        .asks
        .iter()
        .map(|(_, suits)| suits.iter().map(|suit| week.way(suit)).collect())
        .collect();
    let mut plan = Plan::default();
    let mut chosen = Vec::new();
    for (place, result) in who::choose(&ways, &week.shared).into_iter().enumerate() {
        let Some((ask, suits)) = week.asks.get(place) else {
            continue;
        };
        match result {
            Ok(()) => chosen.push((place, *ask, suits)),
            Err(refused) => {
                let why = week.said(ask, refused);
                plan.left_out.push((ask.request.clone(), why));
            }
        }
    }
    let choices: Vec<Vec<Choice>> = chosen
        .iter()
        .map(|(_, ask, suits)| suits.iter().map(|suit| week.choice(ask, suit)).collect())
        .collect();
    // Who was chosen can be placed, as they were chosen so.
    let given = which::place(&choices, &week.shared).unwrap_or_default();
    let placed: Vec<_> = chosen
        .into_iter()
        .zip(given)
        .filter_map(|((place, ask, suits), way)| Some((place, ask, suits, *suits.get(way)?)))
        .collect();
    let mut taken = Taken::by(&week, placed.iter().map(|(.., given)| *given));
    for (place, ask, suits, given) in &placed {
        plan.placed.push(Placed {
            request: ask.request.clone(),
            given: (*given).clone(),
            because: taken.because((*place, ask), suits, given),
        });
    }
    plan
}

#[cfg(test)]
mod tests;
