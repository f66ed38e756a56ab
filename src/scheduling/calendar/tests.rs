//! Weeks, walls and the hours that clocks skip or repeat.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::{TZ_VARIANTS, Tz};
use proptest::prelude::*;

use super::{
    TimeOfDay, WallTime, Week, age, days_span, instant, is_second_pass, local_day, local_time, wall,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).unwrap()
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn the_contracts_week_is_the_contracts_week() {
    let week = Week::parse("2026-W48").unwrap();
    assert_eq!(week.first(), day("2026-11-22"));
    assert_eq!(week.last(), day("2026-11-28"));
    assert_eq!(week.to_string(), "2026-W48");
    assert_eq!(Week::containing(day("2026-11-21")).to_string(), "2026-W47");
    assert_eq!(Week::parse("٢٠٢٦-W٤٨"), Some(week));
}

#[test]
fn weeks_follow_each_other_through_the_years() {
    let mut week = Week::containing(day("1990-01-01"));
    while week.first().year() < 2100 {
        let next = week.next();
        assert_eq!(next.first(), week.last() + Days::new(1));
        assert_eq!(next.previous(), week);
        assert_eq!(Week::parse(&week.to_string()), Some(week));
        assert_eq!(week.first().weekday(), Weekday::Sun);
        assert!(week.days().iter().all(|&each| week.contains(each)));
        week = next;
    }
}

#[test]
fn what_is_no_week_is_refused() {
    for text in [
        "",
        "2026-48",
        "2026-W54",
        "2025-W53",
        "2026-W00",
        "26-W48",
        "2026-W+8",
        "2026-W481",
    ] {
        assert_eq!(Week::parse(text), None, "{text}");
    }
}

#[test]
fn weeks_covering_a_stretch_are_all_of_them() {
    let weeks = Week::covering(day("2026-11-28"), day("2026-12-06"));
    let shown: Vec<String> = weeks.iter().map(Week::to_string).collect();
    assert_eq!(shown, ["2026-W48", "2026-W49", "2026-W50"]);
    assert!(Week::covering(day("2026-12-06"), day("2026-11-01")).is_empty());
}

#[test]
fn times_of_day_read_and_write() {
    assert_eq!(time("9:05").to_string(), "09:05");
    assert_eq!(time("٠٩:٠٥").minutes(), 545);
    assert_eq!(time("24:00").minutes(), 1440);
    for text in [
        "24:01", "9", "9:5", "09:60", "-1:00", "009:00", "+9:00", "9:00:00",
    ] {
        assert_eq!(TimeOfDay::parse(text), None, "{text}");
    }
}

#[test]
fn riyadh_is_three_hours_ahead_all_year() {
    let riyadh = chrono_tz::Asia::Riyadh;
    let nine = utc("2026-11-22T06:00:00Z");
    assert_eq!(
        wall(riyadh, day("2026-11-22"), time("09:00")),
        WallTime::Once(nine)
    );
    assert_eq!(
        local_day(riyadh, utc("2026-11-22T21:00:00Z")),
        day("2026-11-23")
    );
    assert_eq!(local_time(riyadh, nine), time("09:00"));
    let (from, to) = days_span(riyadh, day("2026-11-22"), day("2026-11-22"));
    assert_eq!(
        (from, to),
        (utc("2026-11-21T21:00:00Z"), utc("2026-11-22T21:00:00Z"))
    );
}

#[test]
fn a_skipped_hour_is_never_and_a_repeated_one_twice() {
    let london = chrono_tz::Europe::London;
    let spring = utc("2026-03-29T01:00:00Z");
    assert_eq!(
        wall(london, day("2026-03-29"), time("01:30")),
        WallTime::Never { next: spring }
    );
    let (first, second) = (utc("2026-10-25T00:30:00Z"), utc("2026-10-25T01:30:00Z"));
    assert_eq!(
        wall(london, day("2026-10-25"), time("01:30")),
        WallTime::Twice { first, second }
    );
    assert!(is_second_pass(london, second));
    assert!(!is_second_pass(london, first));
}

#[test]
fn a_whole_day_can_be_skipped() {
    let apia = chrono_tz::Pacific::Apia;
    let next = utc("2011-12-30T10:00:00Z");
    assert_eq!(
        wall(apia, day("2011-12-30"), time("12:00")),
        WallTime::Never { next }
    );
    let (from, to) = days_span(apia, day("2011-12-30"), day("2011-12-30"));
    assert_eq!(from, to);
}

#[test]
fn age_is_in_full_years() {
    assert_eq!(age(day("2000-11-22"), day("2026-11-21")), Some(25));
    assert_eq!(age(day("2000-11-22"), day("2026-11-22")), Some(26));
    assert_eq!(age(day("2026-11-22"), day("2026-11-21")), None);
}

#[test]
fn the_texts_are_what_is_stored() {
    let week: Week = serde_json::from_str("\"2026-W48\"").unwrap();
    assert_eq!(serde_json::to_string(&week).unwrap(), "\"2026-W48\"");
    assert_eq!(serde_json::to_string(&time("8:00")).unwrap(), "\"08:00\"");
    assert!(serde_json::from_str::<TimeOfDay>("\"25:00\"").is_err());
}

proptest! {
    #[test]
    fn the_first_reading_is_found(
        zone in prop::sample::select(&TZ_VARIANTS[..]),
        since in 0_u64..14_600,
        minutes in 0_u16..=1440,
    ) {
        let day = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(since);
        let time = TimeOfDay::of_minutes(minutes).unwrap();
        let found = instant(zone, day, time);
        let asked = day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(i64::from(minutes));
        let reads = |at: DateTime<Utc>, zone: Tz| at.with_timezone(&zone).naive_local();
        prop_assert!(reads(found, zone) >= asked);
        prop_assert!(reads(found - TimeDelta::seconds(1), zone) < asked);
        match wall(zone, day, time) {
            WallTime::Once(at) | WallTime::Twice { first: at, .. } => {
                prop_assert_eq!(reads(at, zone), asked);
                prop_assert!(!is_second_pass(zone, at));
            }
            WallTime::Never { .. } => prop_assert!(reads(found, zone) > asked),
        }
    }
}
