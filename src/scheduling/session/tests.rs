//! A session's life, drawn whole.

use super::{SessionEvent, SessionState};
use crate::scheduling::refusal::Refusal;

#[test]
fn the_whole_life() {
    let mut lines = Vec::new();
    for &from in SessionState::ALL {
        for &event in SessionEvent::ALL {
            if let Ok(to) = from.after(event) {
                lines.push(format!("{from} + {event} = {to}"));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"), @r"
    scheduled + open = open
    scheduled + fail = failed
    open + open = open
    open + admit = live
    open + end = ended
    open + fail = failed
    live + open = live
    live + admit = live
    live + end = ended
    live + fail = failed
    ");
}

#[test]
fn nobody_is_admitted_to_a_closed_room() {
    for &state in SessionState::ALL {
        let admitted = state.after(SessionEvent::Admit);
        if state.is_open() {
            assert_eq!(admitted, Ok(SessionState::Live));
        } else {
            assert_eq!(admitted, Err(Refusal::SessionClosed));
        }
    }
}
