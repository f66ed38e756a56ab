//! Who is expected when.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{Turn, expected, usual};

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_020, 0).unwrap() + TimeDelta::minutes(minute)
}

fn turn(starts: i64, met: Option<i64>) -> Turn {
    Turn {
        met_since: met.map(at),
        starts_at: at(starts),
        planned: TimeDelta::minutes(20),
    }
}

#[test]
fn the_middle_one_is_the_usual() {
    let minutes = |all: &[i64]| all.iter().copied().map(TimeDelta::minutes).collect();
    assert_eq!(usual(Vec::new()), None);
    assert_eq!(
        usual(minutes(&[30, 0, 8, 12])),
        Some(TimeDelta::minutes(12))
    );
}

#[test]
fn one_after_the_other_and_nobody_before_the_hour() {
    let turns = [turn(0, Some(5)), turn(10, None), turn(60, None)];
    let told = |usual, late| {
        let told = expected(&turns, (usual, TimeDelta::minutes(late)), at(12));
        told.into_iter()
            .map(|one| one.map(|one| (one.ahead, (one.at - at(0)).num_minutes())))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(None, 0), [None, Some((0, 25)), Some((1, 60))]);
    let quick = Some(TimeDelta::minutes(6));
    assert_eq!(told(quick, 0), [None, Some((0, 12)), Some((1, 60))]);
    assert_eq!(told(quick, 30), [None, Some((0, 40)), Some((1, 90))]);
}

proptest! {
    #[test]
    fn never_in_the_past_and_later_for_whoever_is_behind(
        starts in prop::collection::vec(-60_i64..60, 0..9), is_met: bool, late in 0_i64..60,
    ) {
        let turns: Vec<Turn> = starts
            .iter()
            .enumerate()
            .map(|(place, starts)| turn(*starts, (is_met && place == 0).then_some(-3)))
            .collect();
        let told = expected(&turns, (None, TimeDelta::minutes(late)), at(0));
        let told: Vec<_> = told.into_iter().flatten().collect();
        prop_assert!(told.iter().all(|one| one.at >= at(0)));
        prop_assert!(told.windows(2).all(|two| two[0].at < two[1].at && two[0].ahead + 1 == two[1].ahead));
    }
}
