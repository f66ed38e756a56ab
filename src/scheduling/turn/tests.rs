//! Who comes before whom, on drawn days and on every one.
use AppointmentState::{Booked, Cancelled, CheckedIn, Confirmed, Done, InSession, NoShow};
use chrono::{TimeDelta, TimeZone as _};
use proptest::prelude::*;

use super::*;

fn at(minutes: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 7, 0, 0).unwrap() + TimeDelta::minutes(minutes)
}

/// The minutes past ten of those whose turn comes, in their order, at so many minutes past ten.
fn order(now: i64, day: &[(AppointmentState, i64)]) -> Vec<i64> {
    let turn = |one: &(AppointmentState, i64)| Turn {
        state: one.0,
        starts_at: at(one.1),
    };
    let all = in_order(day.to_vec(), at(now), turn);
    all.into_iter().map(|(_, minutes)| minutes).collect()
}

#[test]
fn who_is_in_comes_first_and_the_hour_decides_the_rest() {
    let day = [(CheckedIn, 40), (Booked, 20), (InSession, 30), (Done, 0)];
    assert_eq!(order(10, &day), [30, 20, 40]);
}

#[test]
fn who_is_not_there_at_the_hour_lets_the_others_pass() {
    let day = [(Confirmed, 0), (CheckedIn, 20), (Booked, 40)];
    assert_eq!(order(-5, &day), [0, 20, 40]);
    assert_eq!(order(5, &day), [20, 40, 0]);
}

#[test]
fn what_is_over_is_nobodys_turn() {
    assert!(order(0, &[(Done, 0), (NoShow, 20), (Cancelled, 40)]).is_empty());
}

proptest! {
    #[test]
    fn nobody_is_lost_and_arriving_never_puts_anybody_back(
        day in proptest::collection::vec((0_usize..AppointmentState::ALL.len(), 0_i64..20), 0..12),
        now in -5_i64..25,
        who in any::<prop::sample::Index>(),
    ) {
        let day: Vec<_> = day.into_iter().enumerate().map(|(place, (state, at))| {
            (AppointmentState::ALL[state], at, place)
        }).collect();
        let sorted = |day: &[(AppointmentState, i64, usize)]| {
            let turn = |one: &(AppointmentState, i64, usize)| Turn { state: one.0, starts_at: at(one.1) };
            in_order(day.to_vec(), at(now), turn).into_iter().map(|one| one.2).collect::<Vec<_>>()
        };
        let before = sorted(&day);
        let open = [InSession, CheckedIn, Booked, Confirmed];
        prop_assert_eq!(before.len(), day.iter().filter(|one| open.contains(&one.0)).count());
        if day.is_empty() {
            return Ok(());
        }
        let place = who.index(day.len());
        let mut arrived = day.clone();
        if [Booked, Confirmed].contains(&day[place].0) {
            arrived[place].0 = CheckedIn;
            let after = sorted(&arrived);
            let number = |order: &[usize]| order.iter().position(|one| *one == place).unwrap();
            prop_assert!(number(&after) <= number(&before));
        }
    }
}
