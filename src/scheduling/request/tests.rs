//! A request's life, drawn whole: every stage and everything that can happen to it.

use proptest::prelude::*;

use super::{Decision, RequestEvent, RequestState};
use crate::scheduling::refusal::Refusal;

fn events() -> Vec<RequestEvent> {
    let plain = [
        RequestEvent::Register,
        RequestEvent::Review,
        RequestEvent::Book,
        RequestEvent::Unbook,
        RequestEvent::WorkOn,
        RequestEvent::Close,
        RequestEvent::Withdraw,
        RequestEvent::PassOn,
    ];
    plain
        .into_iter()
        .chain(Decision::ALL.iter().copied().map(RequestEvent::Decide))
        .collect()
}

fn name(event: RequestEvent) -> String {
    match event {
        RequestEvent::Decide(decision) => decision.to_string(),
        RequestEvent::PassOn => "pass on".to_owned(),
        RequestEvent::WorkOn => "work on".to_owned(),
        RequestEvent::Register
        | RequestEvent::Review
        | RequestEvent::Book
        | RequestEvent::Unbook
        | RequestEvent::Close
        | RequestEvent::Withdraw => format!("{event:?}").to_lowercase(),
    }
}

#[test]
fn the_whole_life() {
    let mut lines = Vec::new();
    for &from in RequestState::ALL {
        for event in events() {
            if let Ok(to) = from.after(event) {
                lines.push(format!("{from} + {} = {to}", name(event)));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"), @r"
    received + register = registered
    received + review = in_review
    received + book = scheduled
    received + withdraw = withdrawn
    received + pass on = in_review
    received + approve = approved
    received + route = routed
    received + decline = declined
    received + answer = answered
    received + ask = in_review
    registered + review = in_review
    registered + book = scheduled
    registered + withdraw = withdrawn
    registered + pass on = in_review
    registered + approve = approved
    registered + route = routed
    registered + decline = declined
    registered + answer = answered
    registered + ask = in_review
    in_review + book = scheduled
    in_review + withdraw = withdrawn
    in_review + pass on = in_review
    in_review + approve = approved
    in_review + route = routed
    in_review + decline = declined
    in_review + answer = answered
    in_review + ask = in_review
    routed + work on = routed
    routed + close = closed
    routed + withdraw = withdrawn
    routed + pass on = in_review
    routed + approve = approved
    routed + route = routed
    routed + decline = declined
    routed + answer = answered
    routed + ask = routed
    approved + book = scheduled
    approved + withdraw = withdrawn
    approved + pass on = in_review
    approved + route = routed
    approved + decline = declined
    approved + answer = answered
    scheduled + unbook = approved
    scheduled + work on = routed
    scheduled + close = closed
    scheduled + decline = declined
    answered + close = closed
    closed + work on = routed
    ");
}

#[test]
fn what_is_over_stays_over() {
    for state in RequestState::ALL.iter().filter(|state| !state.is_open()) {
        // What was held and ended without a word goes on once somebody says what came of it.
        let said_late = |event| event == RequestEvent::WorkOn && *state == RequestState::Closed;
        let others = events().into_iter();
        for event in others.filter(|&event| event != RequestEvent::Close && !said_late(event)) {
            assert_eq!(
                state.after(event),
                Err(Refusal::WrongStage),
                "{state} {event:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn a_request_with_a_time_always_came_through_a_booking(
        path in prop::collection::vec(prop::sample::select(events()), 0..30),
    ) {
        let mut state = RequestState::Received;
        let mut booked = 0_i32;
        for event in path {
            let Ok(next) = state.after(event) else { continue };
            booked += i32::from(event == RequestEvent::Book) - i32::from(state == RequestState::Scheduled);
            prop_assert_eq!(booked, i32::from(next == RequestState::Scheduled));
            state = next;
        }
    }
}
