//! Nothing that was promised is lost: an owner and a day always, or a no that says what is missing.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{DAYS_AHEAD_MAX, MeetingResult, Next, Owed, Usual, owed};
use crate::scheduling::refusal::Refusal;

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, number).unwrap()
}

fn usual() -> Usual {
    Usual {
        today: day(22),
        due_on: day(29),
        department: Some("civil".into()),
    }
}

#[test]
fn a_promise_is_owed_by_the_office_and_a_referral_by_a_department() {
    let promised = owed(
        MeetingResult::Promise,
        (Some("a letter"), Next::default()),
        &usual(),
    );
    let by_the_office = Owed {
        text: "a letter".to_owned(),
        department: None,
        due_on: day(29),
    };
    assert_eq!(promised, Ok(Some(by_the_office)));
    let named = Next {
        text: Some("a card".to_owned()),
        department: Some("traffic".into()),
        due_on: Some(day(22)),
    };
    let by_traffic = Owed {
        text: "a card".to_owned(),
        department: Some("traffic".into()),
        due_on: day(22),
    };
    for result in [MeetingResult::Promise, MeetingResult::Refer] {
        let found = owed(result, (Some("said"), named.clone()), &usual());
        assert_eq!(found, Ok(Some(by_traffic.clone())));
    }
    let referred = owed(MeetingResult::Refer, (None, Next::default()), &usual());
    assert_eq!(
        referred.unwrap().unwrap().department,
        Some("civil".into()),
        "who works on its category"
    );
}

#[test]
fn what_is_missing_is_named() {
    let unknown = Usual {
        department: None,
        ..usual()
    };
    let none = Next::default;
    let late = |due_on| Next {
        due_on: Some(due_on),
        ..none()
    };
    let far = day(22) + Days::new(DAYS_AHEAD_MAX + 1);
    let cases = [
        (MeetingResult::Promise, none(), Refusal::NextStepMissing),
        (MeetingResult::Refer, none(), Refusal::NextStepOwner),
        (
            MeetingResult::Close,
            late(day(23)),
            Refusal::NextStepUnwanted,
        ),
        (
            MeetingResult::Unheard,
            late(day(23)),
            Refusal::NextStepUnwanted,
        ),
    ];
    for (result, next, why) in cases {
        assert_eq!(owed(result, (None, next), &unknown), Err(why), "{result}");
    }
    for due_on in [day(21), far] {
        let found = owed(MeetingResult::Promise, (Some("it"), late(due_on)), &usual());
        assert_eq!(found, Err(Refusal::NextStepDay), "{due_on}");
    }
}

proptest! {
    #[test]
    fn a_request_goes_on_exactly_when_somebody_owes_something(
        result in prop::sample::select(MeetingResult::ALL),
        said in prop::option::of("[a-z]{1,8}"),
        text in prop::option::of("[a-z]{1,8}"),
        department in prop::option::of("[a-z]{3}"),
        ahead in prop::option::of(0_u64..800),
    ) {
        let due_on = ahead.map(|days| day(22) + Days::new(days));
        let department = department.map(Into::into);
        let next = Next { text, department, due_on };
        match owed(result, (said.as_deref(), next.clone()), &usual()) {
            Ok(Some(owed)) => {
                prop_assert!(matches!(result, MeetingResult::Promise | MeetingResult::Refer));
                prop_assert!(owed.due_on >= day(22));
                prop_assert!(result != MeetingResult::Refer || owed.department.is_some());
                prop_assert!(result != MeetingResult::Promise || !owed.text.is_empty());
            }
            Ok(None) => {
                prop_assert!(matches!(result, MeetingResult::Close | MeetingResult::Unheard));
                prop_assert!(next.is_empty());
            }
            Err(why) => prop_assert!(
                [Refusal::NextStepMissing, Refusal::NextStepOwner, Refusal::NextStepDay,
                    Refusal::NextStepUnwanted].contains(&why)
            ),
        }
    }
}
