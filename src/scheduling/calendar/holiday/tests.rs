//! The holidays of five years by published calendars, and rows that win over what is computed.

use chrono::NaiveDate;

use super::{Holiday, HolidayState, Occasion, computed, in_force};
use crate::scheduling::calendar::days::tests::saudi_weekends;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn spans(years: std::ops::RangeInclusive<i32>, occasion: Occasion) -> Vec<(String, String)> {
    computed(years, &saudi_weekends())
        .into_iter()
        .filter(|holiday| holiday.occasion == occasion)
        .map(|holiday| (holiday.first.to_string(), holiday.last.to_string()))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |&(first, last): &(&str, &str)| (first.to_owned(), last.to_owned());
    expected.iter().map(owned).collect()
}

/// By `hijridate` 2.6.0, another implementation of the same calendar: 25 Ramadan to 5 Shawwal and
/// 5 to 15 Dhu al-Hijjah of 1445 to 1449. The end of the Eid of 1447 was announced so (Okaz,
/// 19 February 2026).
#[test]
fn both_eids_follow_the_civil_service() {
    assert_eq!(
        spans(2024..=2028, Occasion::EidFitr),
        pairs(&[
            ("2024-04-04", "2024-04-14"),
            ("2025-03-25", "2025-04-03"),
            ("2026-03-14", "2026-03-24"),
            ("2027-03-04", "2027-03-13"),
            ("2028-02-21", "2028-03-01"),
        ])
    );
    assert_eq!(
        spans(2024..=2028, Occasion::EidAdha),
        pairs(&[
            ("2024-06-11", "2024-06-21"),
            ("2025-06-01", "2025-06-11"),
            ("2026-05-22", "2026-06-01"),
            ("2027-05-11", "2027-05-21"),
            ("2028-04-30", "2028-05-10"),
        ])
    );
}

/// 22 February 2025 was a Saturday, 23 September 2028 is one; 23 September 2022 was a Friday and
/// 2023 a Saturday; with the old weekend 2011 was a Friday and 2010 a Thursday.
#[test]
fn fixed_days_leave_the_weekend() {
    let single = |days: &[&str]| -> Vec<(String, String)> {
        pairs(&days.iter().map(|&day| (day, day)).collect::<Vec<_>>())
    };
    assert_eq!(
        spans(2021..=2028, Occasion::FoundingDay),
        single(&[
            "2022-02-22",
            "2023-02-22",
            "2024-02-22",
            "2025-02-23",
            "2026-02-22",
            "2027-02-22",
            "2028-02-22",
        ])
    );
    assert_eq!(
        spans(2022..=2028, Occasion::NationalDay),
        single(&[
            "2022-09-22",
            "2023-09-24",
            "2024-09-23",
            "2025-09-23",
            "2026-09-23",
            "2027-09-23",
            "2028-09-24",
        ])
    );
    assert_eq!(
        spans(2010..=2011, Occasion::NationalDay),
        single(&["2010-09-22", "2011-09-24"])
    );
}

/// In 2017 Eid al-Adha's leave began on Sunday 27 August and ended on Wednesday 6 September; the
/// Thursday after it was a single working day before the weekend, and off (article 7, the case the
/// Ministry of Civil Service explained).
#[test]
fn a_single_working_day_between_days_off_is_off() {
    let weekends = saudi_weekends();
    let kept = in_force(computed(2017..=2017, &weekends), Vec::new(), &weekends);
    let adha = kept
        .iter()
        .find(|one| one.occasion == Occasion::EidAdha)
        .unwrap();
    assert_eq!(adha.first, day("2017-08-27"));
    assert_eq!(adha.last, day("2017-09-06"));
    let between: Vec<_> = kept
        .iter()
        .filter(|one| one.occasion == Occasion::Between)
        .map(|one| one.first)
        .collect();
    assert!(between.contains(&day("2017-09-07")), "{between:?}");
    assert!(!between.contains(&day("2017-09-10")));
}

#[test]
fn a_decree_names_its_days_itself() {
    let weekends = saudi_weekends();
    let wednesday = Holiday {
        id: "decree".to_owned(),
        occasion: Occasion::Other,
        first: day("2022-11-23"),
        last: day("2022-11-23"),
        names: std::collections::BTreeMap::new(),
        state: HolidayState::Confirmed,
    };
    let kept = in_force(Vec::new(), vec![wednesday.clone()], &weekends);
    assert_eq!(kept, [wednesday]);
}

#[test]
fn what_was_written_down_wins() {
    let weekends = saudi_weekends();
    let years = || computed(2027..=2027, &weekends);
    let eid = years()
        .into_iter()
        .find(|one| one.occasion == Occasion::EidFitr)
        .unwrap();
    assert_eq!(
        (eid.id.as_str(), eid.state),
        ("eid_fitr-1448", HolidayState::Estimated)
    );
    let moved = Holiday {
        last: day("2027-03-15"),
        state: HolidayState::Confirmed,
        ..eid.clone()
    };
    let kept = in_force(years(), vec![moved.clone()], &weekends);
    let found: Vec<_> = kept.iter().filter(|one| one.id == eid.id).collect();
    assert_eq!(found, [&moved]);
    let dropped = Holiday {
        state: HolidayState::Dropped,
        ..eid.clone()
    };
    let kept = in_force(years(), vec![dropped], &weekends);
    assert!(kept.iter().all(|one| one.id != eid.id));
    let never = Holiday {
        last: day("2027-01-01"),
        ..eid
    };
    assert!(!never.has_days());
    assert!(in_force(Vec::new(), vec![never], &weekends).is_empty());
}
