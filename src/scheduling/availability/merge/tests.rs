//! Two people draft one week: what is merged, what is asked, and that nothing is ever lost.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::super::{Mode, Stretch, WeekPlan, Window};
use super::merge;
use crate::scheduling::calendar::{TimeOfDay, Week};
use crate::scheduling::ids::OfficialId;

fn window(day: u8, hours: (u16, u16), mode: Mode) -> Window {
    let first: NaiveDate = "2026-11-22".parse().unwrap();
    let hour = |hour: u16| TimeOfDay::of_minutes(hour * 60).unwrap();
    Window {
        buffer_minutes: 10,
        ..Stretch::plain((hour(hours.0), hour(hours.1)), [mode], 20)
            .on(first + chrono::Days::new(day.into()))
    }
}

fn video(day: u8, from: u16, to: u16) -> Window {
    window(day, (from, to), Mode::Video)
}

#[test]
fn what_two_people_did_at_different_times_stands_both() {
    let base = [video(0, 9, 12), video(1, 9, 12)];
    let mine = [video(0, 9, 10), video(1, 9, 12), video(2, 13, 14)];
    let theirs = [video(0, 9, 12), video(0, 13, 14)];
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.conflicts, []);
    assert_eq!(
        merged.windows,
        [video(0, 9, 10), video(0, 13, 14), video(2, 13, 14)]
    );
}

#[test]
fn what_both_changed_otherwise_is_asked_and_stays_theirs_meanwhile() {
    let base = [video(0, 9, 12), video(3, 9, 10)];
    let mine = [video(0, 9, 11), video(3, 9, 10)];
    let theirs = [window(0, (9, 12), Mode::InPerson)];
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.windows, theirs, "and what they took out stays out");
    let [asked] = merged.conflicts.as_slice() else {
        panic!("one thing is asked");
    };
    let hour = |hour: u16| TimeOfDay::of_minutes(hour * 60).unwrap();
    assert_eq!((asked.from, asked.to), (hour(9), hour(12)));
    assert_eq!(asked.mine, [video(0, 9, 11)]);
    assert_eq!(asked.theirs, theirs);
}

#[test]
fn one_takes_out_what_the_other_changes_and_that_is_asked() {
    let base = [video(0, 9, 12)];
    let merged = merge(&base, &[], &[video(0, 9, 11)]);
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.conflicts[0].mine, []);
}

#[test]
fn both_do_the_same_and_nobody_is_asked() {
    let same = [video(0, 9, 11)];
    let merged = merge(&[video(0, 9, 12)], &same, &same);
    assert_eq!(
        (merged.windows.as_slice(), merged.conflicts),
        (&same[..], vec![])
    );
}

#[test]
fn times_that_only_touch_are_two() {
    let merged = merge(&[], &[video(0, 9, 10)], &[video(0, 10, 11)]);
    assert_eq!(merged.windows, [video(0, 9, 10), video(0, 10, 11)]);
    assert_eq!(merged.conflicts, []);
}

/// A week as somebody leaves it: windows put one over the other.
fn weeks() -> impl Strategy<Value = Vec<Window>> {
    let one = (0_u8..7, 0_u16..23, 1_u16..5, any::<bool>());
    prop::collection::vec(one, 0..12).prop_map(|strokes| {
        let first: NaiveDate = "2026-11-22".parse().unwrap();
        let mut plan = WeekPlan::empty(OfficialId::from("deputy"), Week::containing(first));
        for (day, from, hours, is_video) in strokes {
            let mode = if is_video {
                Mode::Video
            } else {
                Mode::InPerson
            };
            let to = (from + hours).min(24);
            plan = plan.put(window(day, (from, to), mode)).unwrap();
        }
        plan.windows
    })
}

proptest! {
    #[test]
    fn whoever_changed_nothing_takes_what_the_other_did(base in weeks(), other in weeks()) {
        for merged in [merge(&base, &other, &base), merge(&base, &base, &other)] {
            prop_assert_eq!(merged.windows, other.clone());
            prop_assert_eq!(merged.conflicts, vec![]);
        }
    }

    #[test]
    fn what_comes_out_is_a_week_and_whatever_is_answered_too(
        base in weeks(), mine in weeks(), theirs in weeks(), answers in any::<u64>()
    ) {
        let merged = merge(&base, &mine, &theirs);
        let mut answered = merged.windows.clone();
        for (number, asked) in merged.conflicts.iter().enumerate() {
            prop_assert!(asked.mine != asked.theirs);
            if answers >> (number % 64) & 1 == 1 {
                answered.retain(|each| !asked.theirs.contains(each));
                answered.extend(asked.mine.iter().cloned());
            }
        }
        for windows in [merged.windows, answered] {
            let plan = WeekPlan {
                windows,
                ..WeekPlan::empty(OfficialId::from("deputy"), Week::parse("2026-W48").unwrap())
            };
            prop_assert_eq!(plan.check(), Ok(()));
        }
    }

    #[test]
    fn it_does_not_matter_who_asks(base in weeks(), one in weeks(), other in weeks()) {
        let (mine, theirs) = (merge(&base, &one, &other), merge(&base, &other, &one));
        prop_assert_eq!(mine.conflicts.len(), theirs.conflicts.len());
        if mine.conflicts.is_empty() {
            prop_assert_eq!(mine.windows, theirs.windows);
        }
    }
}
