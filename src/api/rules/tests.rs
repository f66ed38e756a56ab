//! Days in both calendars, cursors, and naming every rule that failed.

use super::*;

#[test]
fn a_day_is_read_in_its_calendar() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22);
    assert_eq!(Calendar::Gregorian.parse_day("2026-11-22"), day);
    assert_eq!(Calendar::Umalqura.parse_day("1448-06-12"), day);
    assert_eq!(Calendar::Gregorian.parse_day("2026-02-30"), None);
    assert_eq!(Calendar::Umalqura.parse_day("2026-11-22"), None);
}

#[test]
fn a_cursor_comes_back_as_it_was() {
    let mut rules = Rules::default();
    let given = cursor("0199-abc");
    assert_eq!(rules.cursor(Some(&given)).as_deref(), Some("0199-abc"));
    assert!(rules.passed().is_ok());
}

#[test]
fn every_rule_that_fails_is_named() {
    let mut rules = Rules::default();
    rules.identity("identity_number", "1234567890");
    rules.mobile("mobile", "0112345678");
    rules.text(
        "subject",
        &"س".repeat(SUBJECT_CHARS_MAX + 1),
        SUBJECT_CHARS_MAX,
    );
    rules.needs(&["companions:99".to_owned()]);
    let Failure::Fields(wrong) = rules.failure() else {
        panic!("fields failed")
    };
    let codes: Vec<&str> = wrong.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["check_digit", "not_mobile", "length", "needs"]);
}
