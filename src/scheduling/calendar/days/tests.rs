//! Weekends that move, days looked up against the lists they come from.

use chrono::{Days, NaiveDate};

use super::{DayRules, Written};
use crate::scheduling::TimeOfDay;
use crate::scheduling::calendar::ramadan::{Ramadan, RamadanHours};
use crate::scheduling::calendar::weekend::{WeekendRule, Weekends};
use crate::scheduling::slot::facts::Day;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Thursday and Friday until 28 June 2013, Friday and Saturday from the day after.
pub(in crate::scheduling::calendar) fn saudi_weekends() -> Weekends {
    let days = |numbers: [u8; 2]| numbers.into_iter().filter_map(Day::of_number).collect();
    Weekends::new(vec![
        WeekendRule {
            from: day("2013-06-29"),
            days: days([5, 6]),
        },
        WeekendRule {
            from: day("0001-01-01"),
            days: days([4, 5]),
        },
    ])
}

fn hours(from: &str, to: &str) -> RamadanHours {
    RamadanHours {
        from: TimeOfDay::parse(from).unwrap(),
        to: TimeOfDay::parse(to).unwrap(),
    }
}

fn saudi() -> DayRules {
    DayRules::new(Written {
        weekends: saudi_weekends(),
        ramadan_hours: Some(hours("10:00", "15:00")),
        is_civil_service: true,
        ..Written::default()
    })
}

#[test]
fn the_weekend_moved_on_29_june_2013() {
    let days = saudi();
    for (date, is_free) in [
        ("2013-06-26", false),
        ("2013-06-27", true),
        ("2013-06-28", true),
        ("2013-06-29", true),
        ("2013-06-30", false),
        ("2013-07-04", false),
        ("2013-07-05", true),
        ("2013-07-06", true),
        ("1999-12-30", true),
        ("2026-11-26", false),
        ("2026-11-27", true),
        ("2026-11-28", true),
    ] {
        assert_eq!(days.is_weekend(day(date)), is_free, "{date}");
    }
    assert!(!DayRules::default().is_weekend(day("2026-11-27")));
}

#[test]
fn ramadan_is_the_published_one_until_somebody_writes_down_what_was_sighted() {
    let days = saudi();
    assert!(days.ramadan(day("2027-02-07")).is_none());
    let ramadan = days.ramadan(day("2027-02-08")).unwrap();
    assert_eq!((ramadan.year, ramadan.is_estimated), (1448, true));
    assert_eq!(ramadan.last, day("2027-03-08"));
    assert!(days.ramadan(day("2027-03-09")).is_none());
    let sighted = Ramadan {
        first: day("2027-02-09"),
        from: TimeOfDay::parse("09:00").unwrap(),
        is_estimated: false,
        ..*ramadan
    };
    let days = DayRules::new(Written {
        ramadans: vec![sighted],
        ramadan_hours: Some(hours("10:00", "15:00")),
        ..Written::default()
    });
    assert!(days.ramadan(day("2027-02-08")).is_none());
    assert_eq!(days.ramadan(day("2027-02-09")), Some(&sighted));
    assert!(
        days.ramadan(day("2026-02-18")).is_some(),
        "1447 is still computed"
    );
}

#[test]
fn every_day_of_sixty_years_is_what_the_lists_say() {
    let days = saudi();
    let first = day("2004-06-01");
    for date in first.iter_days().take(57 * 366) {
        let mut kept = days.holidays().iter();
        let is_kept = kept.any(|one| one.first <= date && date <= one.last);
        let found = days.holiday(date);
        assert_eq!(found.is_some(), is_kept, "{date}");
        assert!(found.is_none_or(|one| one.first <= date && date <= one.last));
        let mut all = days.ramadans().iter();
        let ramadan = all.find(|one| one.contains(date));
        assert_eq!(days.ramadan(date), ramadan, "{date}");
        // By rule, no single working day stands between two days off next to a holiday.
        let (before, after) = (date - Days::new(1), date + Days::new(1));
        let touches = days.holiday(before).or(days.holiday(after)).is_some();
        if touches && days.is_off(before) && days.is_off(after) {
            assert!(days.is_off(date), "{date}");
        }
    }
}

#[test]
fn what_is_due_in_working_days_is_due_on_one() {
    let days = saudi();
    // Thursday, then the weekend.
    assert_eq!(
        days.after_working_days(day("2026-11-19"), 1),
        day("2026-11-22")
    );
    assert_eq!(
        days.after_working_days(day("2026-11-22"), 5),
        day("2026-11-29")
    );
    assert_eq!(
        days.after_working_days(day("2026-11-22"), 0),
        day("2026-11-22")
    );
    // Across the feast after Ramadan: the day that comes out is one of work.
    let due = days.after_working_days(day("2027-03-01"), 7);
    assert!(!days.is_off(due) && due > day("2027-03-09"), "{due}");
}
