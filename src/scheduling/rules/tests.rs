//! The rules for people: at their edges, and by properties.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{History, NoShowConsequence, Policy};
use crate::scheduling::refusal::Refusal;

fn now() -> DateTime<Utc> {
    "2026-11-22T06:00:00Z".parse().unwrap()
}

fn days(count: i64) -> DateTime<Utc> {
    now() + TimeDelta::days(count)
}

const POLICY: Policy = Policy {
    quota_count: 2,
    quota_span: TimeDelta::days(30),
    one_open_meeting: true,
    no_show_limit: 2,
    no_show_span: TimeDelta::days(180),
    no_show_consequence: NoShowConsequence::Pause,
    no_show_pause: TimeDelta::days(30),
};

fn books(policy: &Policy, at: i64, history: &History) -> Option<Refusal> {
    policy
        .may_book(days(at), history, now())
        .err()
        .map(|no| no.refusal)
}

#[test]
fn a_third_appointment_in_thirty_days_is_one_too_many() {
    let history = History {
        appointments: vec![days(1), days(20)],
        ..History::default()
    };
    assert_eq!(books(&POLICY, 25, &history), Some(Refusal::QuotaReached));
    assert_eq!(books(&POLICY, 10, &history), Some(Refusal::QuotaReached));
    assert_eq!(books(&POLICY, 30, &history), Some(Refusal::QuotaReached));
    assert_eq!(
        books(&POLICY, 31, &history),
        None,
        "the first is out of the span"
    );
    let none = Policy {
        quota_count: 0,
        ..POLICY
    };
    assert_eq!(books(&none, 10, &history), None);
}

#[test]
fn one_open_request_to_an_official_is_the_most() {
    let history = History::default();
    assert_eq!(POLICY.may_ask(0, &history, now()), Ok(()));
    let no = POLICY.may_ask(1, &history, now()).unwrap_err();
    assert_eq!(no.refusal, Refusal::RequestOpen);
    let open = Policy {
        one_open_meeting: false,
        ..POLICY
    };
    assert_eq!(open.may_ask(1, &history, now()), Ok(()));
}

#[test]
fn missing_twice_has_the_consequence_that_was_set() {
    let history = History {
        missed: vec![days(-200), days(-40), days(-10)],
        ..History::default()
    };
    let no = POLICY.may_book(days(1), &history, now()).unwrap_err();
    assert_eq!(
        (no.refusal, no.until),
        (Refusal::NoShowPause, Some(days(20)))
    );
    let after = POLICY.may_book(days(21), &history, days(20));
    assert_eq!(after, Ok(()), "the pause is over");
    let with = |no_show_consequence| Policy {
        no_show_consequence,
        ..POLICY
    };
    let office = with(NoShowConsequence::OfficeOnly);
    assert_eq!(books(&office, 1, &history), Some(Refusal::OfficeOnly));
    assert_eq!(books(&with(NoShowConsequence::None), 1, &history), None);
    let once = History {
        missed: vec![days(-200), days(-10)],
        ..History::default()
    };
    assert_eq!(books(&POLICY, 1, &once), None, "one is too long ago");
    assert_eq!(
        POLICY.may_ask(0, &history, now()),
        Ok(()),
        "asking stays open"
    );
}

#[test]
fn a_block_holds_until_its_end_and_says_when() {
    let history = History {
        blocked_until: vec![days(-1), days(3), days(2)],
        ..History::default()
    };
    for no in [
        POLICY.may_book(days(9), &history, now()),
        POLICY.may_ask(0, &history, now()),
    ] {
        let no = no.unwrap_err();
        assert_eq!(
            (no.refusal, no.until),
            (Refusal::BlockedUntil, Some(days(3)))
        );
    }
    assert_eq!(POLICY.may_ask(0, &history, days(3)), Ok(()));
}

proptest! {
    /// However somebody books, in whatever order, no span ever holds more than the quota.
    #[test]
    fn no_span_ever_holds_more_than_the_quota(wanted in prop::collection::vec(0_i64..120, 0..24)) {
        let mut history = History::default();
        for day in wanted {
            if POLICY.may_book(days(day), &history, now()).is_ok() {
                history.appointments.push(days(day));
            }
        }
        for begin in &history.appointments {
            let inside = history.appointments.iter()
                .filter(|each| *each >= begin && **each - *begin < POLICY.quota_span);
            prop_assert!(inside.count() <= POLICY.quota_count);
        }
    }
}
