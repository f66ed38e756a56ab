//! The order, the length of offers, and what suits.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::rest::RestPolicy;
use super::{Candidate, Days, OfferTimes, Turn, Unsuitable, next};
use crate::scheduling::TimeOfDay;
use crate::scheduling::request::Urgency;

fn candidate(who: u8, urgency: Urgency, received_at: u8, reference: &str) -> Candidate<u8, u8> {
    Candidate {
        who,
        turn: Turn::new(urgency, received_at, reference.to_owned()),
        is_near: false,
        was_asked: false,
    }
}

/// Whom `next` chooses when everybody can use it, then without that one, and so on.
fn order(mut candidates: Vec<Candidate<u8, u8>>, is_standby: bool) -> Vec<u8> {
    let mut order = Vec::new();
    while let Some((who, ())) = next(&candidates, is_standby, |_| Some(())) {
        let who = *who;
        order.push(who);
        candidates.retain(|one| one.who != who);
    }
    order
}

fn four() -> Vec<Candidate<u8, u8>> {
    vec![
        candidate(1, Urgency::Normal, 5, "A"),
        candidate(2, Urgency::Normal, 3, "C"),
        candidate(3, Urgency::Urgent, 9, "D"),
        candidate(4, Urgency::Normal, 3, "B"),
    ]
}

#[test]
fn urgent_first_then_who_came_first_then_the_reference() {
    assert_eq!(order(four(), false), [3, 4, 2, 1]);
}

#[test]
fn at_short_notice_those_who_are_near_come_first() {
    let mut waiting = four();
    waiting[0].is_near = true;
    waiting[1].is_near = true;
    assert_eq!(order(waiting.clone(), true), [2, 1, 3, 4]);
    assert_eq!(order(waiting, false), [3, 4, 2, 1]);
}

#[test]
fn nobody_is_offered_what_does_not_fit_or_was_offered() {
    let mut waiting = four();
    waiting[2].was_asked = true;
    let mut looked_at = Vec::new();
    let chosen = next(&waiting, false, |who| {
        looked_at.push(*who);
        (*who != 4).then_some("room 1")
    });
    assert_eq!(chosen, Some((&2, "room 1")));
    assert_eq!(looked_at, [4, 2], "nobody behind is looked at");
    assert!(next(&waiting, false, |_| None::<()>).is_none());
}

proptest! {
    #[test]
    fn the_order_does_not_hang_on_how_the_list_was_read(
        places in prop::collection::vec((any::<bool>(), 0_u8..4, 0_u8..8, any::<bool>()), 0..8),
        seed in any::<u64>(),
        is_standby in any::<bool>(),
    ) {
        let list: Vec<_> = places
            .iter()
            .enumerate()
            .map(|(number, &(is_urgent, received_at, letter, is_near))| {
                let urgency = if is_urgent { Urgency::Urgent } else { Urgency::Normal };
                let who = u8::try_from(number).unwrap();
                let reference = format!("{letter}-{who}");
                let one = candidate(who, urgency, received_at, &reference);
                Candidate { is_near, ..one }
            })
            .collect();
        let mut mixed = list.clone();
        let places = mixed.len().max(1);
        let turn = usize::try_from(seed % 97).unwrap() % places;
        mixed.rotate_left(turn);
        mixed.reverse();
        prop_assert_eq!(order(list, is_standby), order(mixed, is_standby));
    }
}

fn times() -> OfferTimes {
    OfferTimes {
        usual: TimeDelta::minutes(60),
        standby: TimeDelta::minutes(15),
        short_notice: TimeDelta::hours(24),
        lead: TimeDelta::minutes(60),
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-22T06:00:00Z".parse().unwrap()
}

#[test]
fn an_offer_is_shorter_when_the_slot_is_near() {
    for (minutes_ahead, lasts) in [
        (3 * 24 * 60, Some(60)),
        (24 * 60, Some(60)),
        (24 * 60 - 1, Some(15)),
        (60 + 30, Some(15)),
        (60 + 29, Some(14)),
        (60 + 10, Some(5)),
        (60 + 9, None),
        (60, None),
        (-5, None),
    ] {
        let starts_at = now() + TimeDelta::minutes(minutes_ahead);
        let until = times().until(starts_at, now());
        let wanted = lasts.map(|minutes| now() + TimeDelta::minutes(minutes));
        assert_eq!(until, wanted, "{minutes_ahead} minutes ahead");
    }
}

fn at(day: u32, hour: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    day.and_hms_opt(hour, 0, 0).unwrap()
}

#[test]
fn what_does_not_suit_is_not_offered() {
    let noon = TimeOfDay::of_minutes(12 * 60);
    let day = |day| at(day, 0).date();
    let unsuitable = Unsuitable {
        days: vec![Days {
            from: day(24),
            to: day(25),
        }],
        weekdays: [4].into(),
        before: None,
        after: noon,
    };
    // The 22nd is a Sunday.
    for (starts_at, suits) in [
        (at(22, 10), true),
        (at(22, 12), false),
        (at(23, 11), true),
        (at(24, 10), false),
        (at(25, 10), false),
        (at(26, 10), false),
        (at(29, 10), true),
    ] {
        assert_eq!(unsuitable.suits(starts_at), suits, "{starts_at}");
    }
    let afternoons = Unsuitable {
        before: noon,
        ..Unsuitable::default()
    };
    assert!(afternoons.suits(at(22, 12)) && !afternoons.suits(at(22, 11)));
    assert!(Unsuitable::default().suits(at(22, 3)));
}

proptest! {
    /// What is left begins on the grid, after everybody had the time to answer, and is long enough.
    #[test]
    fn a_rest_is_long_enough_or_none(
        whole in 1_i64..36, now in -60_i64..240, offer in 5_i64..60, percent in 0_i32..=100,
    ) {
        let at = |minutes: i64| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minutes);
        let policy = RestPolicy { offer: TimeDelta::minutes(offer), percent };
        let span = (at(0), at(whole * 5));
        let slowly = (0..whole).map(|cell| cell * 5).find(|begins| {
            percent > 0 && now >= 0 && *begins >= now + offer
        });
        let slowly = slowly.filter(|begins| (whole * 5 - begins) * 100 >= whole * 5 * i64::from(percent));
        prop_assert_eq!(policy.begins(span, at(now)), slowly.map(at));
    }
}
