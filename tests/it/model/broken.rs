//! The proof that the proof bites: each rule is spoilt once, and the model finds the harm.
use std::collections::BTreeSet;

use majlis::scheduling::Refusal;
use majlis::scheduling::claim::{Input, Outcome, Standing, step};
use majlis::scheduling::waiting::Candidate;
use stateright::{Checker as _, HasDiscoveries, Model as _};

use super::{Board, LAWS, Laws, Rules, Slot, Step, Who};

/// Harm is done within so many presses.
const DEPTH: usize = 9;

const CELLS_KEPT: &str = "who has a slot has all of its cells";
const TOLD: &str = "whoever has a booking was told";
const ONCE: &str = "no hold is prolonged twice";
const ORDER: &str = "an offer goes to the next, and nothing is lost";

/// Which properties the model sees broken under those laws, the first that it comes upon.
fn harm(laws: Laws) -> BTreeSet<&'static str> {
    let checker = Rules(laws)
        .checker()
        .threads(2)
        .target_max_depth(DEPTH)
        .finish_when(HasDiscoveries::AnyFailures)
        .spawn_bfs()
        .join();
    let found = checker.discoveries().into_keys();
    // What is sometimes seen is no harm.
    found
        .filter(|name| [CELLS_KEPT, TOLD, ONCE, ORDER].contains(name))
        .collect()
}

#[track_caller]
fn is_found(laws: Laws, what: &'static str) {
    let found = harm(laws);
    assert!(found.contains(what), "{what}: {found:?}");
}

#[test]
fn the_rules_as_they_are_do_no_harm() {
    assert_eq!(harm(LAWS), BTreeSet::new());
}

#[test]
fn an_offer_that_counts_as_free_is_found() {
    fn blocks(standing: Standing<u8>, now: u8) -> bool {
        !matches!(standing, Standing::Offered { .. }) && standing.blocks(now)
    }
    let blind: Step = |own, others, input, now| {
        let others = others.iter().copied().filter(|other| blocks(*other, now));
        step(own, &others.collect::<Vec<_>>(), input, now)
    };
    is_found(
        Laws {
            step: blind,
            blocks,
            ..LAWS
        },
        CELLS_KEPT,
    );
}

#[test]
fn an_offer_that_runs_out_for_whoever_presses_is_found() {
    fn blocks(standing: Standing<u8>, now: u8) -> bool {
        standing.until().is_none_or(|until| now < until)
    }
    let hasty: Step = |own, others, input, now| {
        // What ran out is not passed on first.
        if input == Input::Expire {
            return Err(Refusal::TooEarly);
        }
        step(own, others, input, now)
    };
    is_found(
        Laws {
            step: hasty,
            blocks,
            ..LAWS
        },
        ORDER,
    );
}

#[test]
fn a_booking_of_a_hold_that_ran_out_is_found() {
    let late: Step = |own, others, input, now| match (input, own) {
        (Input::Book, Some(Standing::Held { .. })) => step(own, others, input, 0),
        _ => step(own, others, input, now),
    };
    is_found(Laws { step: late, ..LAWS }, ORDER);
}

#[test]
fn taking_an_offer_that_lapsed_is_found() {
    let late: Step = |own, others, input, now| {
        let asked_at = if input == Input::Accept { 0 } else { now };
        step(own, others, input, asked_at)
    };
    is_found(Laws { step: late, ..LAWS }, ORDER);
}

#[test]
fn the_release_of_what_another_has_is_found() {
    // The primary key gives way, and whoever comes frees the cells of whoever is there.
    let careless: Step = |own, _, input, now| step(own, &[], input, now);
    is_found(
        Laws {
            step: careless,
            blocks: |_, _| false,
            ..LAWS
        },
        CELLS_KEPT,
    );
}

#[test]
fn a_hold_that_is_prolonged_again_and_again_is_found() {
    let patient: Step = |own, others, input, now| {
        let own = own.map(|own| match own {
            Standing::Held { until, .. } => Standing::Held {
                until,
                extended: false,
            },
            Standing::Offered { .. } | Standing::Booked => own,
        });
        step(own, others, input, now)
    };
    is_found(
        Laws {
            step: patient,
            ..LAWS
        },
        ONCE,
    );
}

#[test]
fn a_booking_that_nobody_is_told_of_is_found() {
    let silent: Step = |own, others, input, now| {
        let outcome = step(own, others, input, now)?;
        let is_booked = outcome.standing == Some(Standing::Booked);
        Ok(Outcome {
            tells: outcome.tells.filter(|_| !is_booked),
            ..outcome
        })
    };
    is_found(
        Laws {
            step: silent,
            ..LAWS
        },
        TOLD,
    );
}

#[test]
fn an_offer_out_of_turn_is_found() {
    fn backwards(candidates: &[Candidate<Who, u8>], slot: Slot) -> Option<Who> {
        let free = candidates.iter().filter(|one| !one.was_asked);
        let mut usable = free.filter(|one| Board::can_use(one.who, slot));
        usable.next().map(|one| one.who)
    }
    is_found(
        Laws {
            order: backwards,
            ..LAWS
        },
        ORDER,
    );
}
