//! The transition, case by case: who gets what, who is told, and every no.

use super::{Input, Outcome, Standing, step};
use crate::scheduling::{NoticeEvent, Refusal};

const NOW: u8 = 10;

const fn held(until: u8, extended: bool) -> Standing<u8> {
    Standing::Held { until, extended }
}

fn after(own: Option<Standing<u8>>, input: Input<u8>) -> Result<Outcome<u8>, Refusal> {
    step(own, &[], input, NOW)
}

#[track_caller]
fn becomes(own: Option<Standing<u8>>, input: Input<u8>, standing: Option<Standing<u8>>) {
    assert_eq!(after(own, input).map(|it| it.standing), Ok(standing));
}

#[test]
fn free_cells_are_held_offered_or_booked() {
    let until = 15;
    becomes(None, Input::Hold { until }, Some(held(until, false)));
    let offered = Standing::Offered { until };
    becomes(None, Input::Offer { until }, Some(offered));
    becomes(None, Input::Book, Some(Standing::Booked));
}

#[test]
fn what_somebody_has_nobody_else_takes() {
    let until = 15;
    let takers = [Input::Hold { until }, Input::Offer { until }, Input::Book];
    let others = [
        (held(11, false), true),
        (held(10, false), false),
        (Standing::Offered { until: 11 }, true),
        // It ran out and waits to be passed on: still nobody takes it by pressing first.
        (Standing::Offered { until: 10 }, true),
        (Standing::Booked, true),
    ];
    for input in takers {
        for (other, blocks) in others {
            let refused = step(None, &[other], input, NOW) == Err(Refusal::SlotTaken);
            assert_eq!(refused, blocks, "{input:?} against {other:?}");
        }
    }
}

#[test]
fn a_hold_is_prolonged_once_and_while_it_lasts() {
    let extend = Input::Extend { until: 20 };
    becomes(Some(held(11, false)), extend, Some(held(20, true)));
    let no = |own| after(Some(own), extend).unwrap_err();
    assert_eq!(no(held(20, true)), Refusal::AlreadyExtended);
    assert_eq!(no(held(10, false)), Refusal::HoldExpired);
    assert_eq!(no(Standing::Booked), Refusal::WrongStage);
    // Time never goes back: a shorter wish leaves what was granted.
    becomes(Some(held(30, false)), extend, Some(held(30, true)));
}

#[test]
fn who_wins_is_told() {
    let winners = [
        (None, Input::Book),
        (Some(held(11, true)), Input::Book),
        (Some(Standing::Offered { until: 11 }), Input::Accept),
    ];
    for (own, input) in winners {
        let won = after(own, input).unwrap();
        assert_eq!(won.standing, Some(Standing::Booked));
        assert_eq!(won.tells, Some(NoticeEvent::Booked));
    }
    let offered = after(None, Input::Offer { until: 11 }).unwrap();
    assert_eq!(offered.tells, Some(NoticeEvent::Offered));
}

#[test]
fn what_ran_out_is_not_taken_for_good() {
    let no = |own, input| after(Some(own), input).unwrap_err();
    assert_eq!(no(held(10, false), Input::Book), Refusal::HoldExpired);
    let over = Standing::Offered { until: 10 };
    assert_eq!(no(over, Input::Accept), Refusal::LinkSpent);
}

#[test]
fn everything_can_be_given_back_by_whom_it_belongs_to() {
    let offered = |until| Standing::Offered { until };
    for (own, input) in [
        (held(11, false), Input::Release),
        (offered(11), Input::Decline),
        // Late is as good: it only says sooner what the expiry would.
        (offered(9), Input::Decline),
        (Standing::Booked, Input::Cancel),
        (held(10, true), Input::Expire),
        (offered(10), Input::Expire),
    ] {
        becomes(Some(own), input, None);
    }
    let early = |own| after(Some(own), Input::Expire).unwrap_err();
    assert_eq!(early(held(11, false)), Refusal::TooEarly);
    assert_eq!(early(offered(11)), Refusal::TooEarly);
    assert_eq!(early(Standing::Booked), Refusal::WrongStage);
}

#[test]
fn everything_else_is_refused() {
    let until = 15;
    let own = [
        None,
        Some(held(11, false)),
        Some(Standing::Offered { until: 11 }),
        Some(Standing::Booked),
    ];
    let inputs = [
        (Input::Hold { until }, 0b0001),
        (Input::Offer { until }, 0b0001),
        (Input::Book, 0b0011),
        (Input::Extend { until }, 0b0010),
        (Input::Release, 0b0010),
        (Input::Accept, 0b0100),
        (Input::Decline, 0b0100),
        (Input::Cancel, 0b1000),
    ];
    for (input, granted) in inputs {
        for (place, own) in own.into_iter().enumerate() {
            let is_granted = after(own, input).is_ok();
            assert_eq!(
                is_granted,
                granted >> place & 1 == 1,
                "{input:?} on {own:?}"
            );
        }
    }
}
