//! A visit's life, drawn whole.

use super::{VisitEvent, VisitState};
use crate::scheduling::refusal::Refusal;

#[test]
fn the_whole_life() {
    let mut lines = Vec::new();
    for &from in VisitState::ALL {
        for &event in VisitEvent::ALL {
            if let Ok(to) = from.after(event) {
                lines.push(format!("{from} + {event} = {to}"));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"), @r"
    entered + call = called
    entered + start = started
    entered + leave = left
    called + start = started
    called + leave = left
    started + register = registered
    started + finish = finished
    registered + finish = finished
    ");
}

#[test]
fn two_desks_never_call_the_same_visitor() {
    let called = VisitState::Entered.after(VisitEvent::Call).unwrap();
    assert_eq!(called.after(VisitEvent::Call), Err(Refusal::AlreadyCalled));
}

#[test]
fn whoever_is_gone_stays_gone() {
    for state in VisitState::ALL.iter().filter(|state| !state.is_present()) {
        for &event in VisitEvent::ALL {
            assert_eq!(
                state.after(event),
                Err(Refusal::WrongStage),
                "{state} {event}"
            );
        }
    }
}
