//! What may be said of a day, and who is told.
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn says(minutes: i32, message: Option<&str>) -> Result<Word, Refusal> {
    let message = message.map(str::to_owned);
    Word { minutes, message }.said(day("2026-11-24"), day("2026-11-24"))
}

#[test]
fn those_to_come_are_told_of_each_change_that_is_worth_a_message() {
    assert!(is_told(0, 15, 15) && is_told(0, 60, 15));
    assert!(!is_told(0, 10, 15), "it is not worth a message");
    assert!(!is_told(20, 20, 15), "nothing changed");
    assert!(
        is_told(45, 20, 15),
        "they are expected earlier than they were told"
    );
    assert!(!is_told(45, 10, 15), "a shrink below it is kept to oneself");
    assert!(
        !is_told(20, 0, 0),
        "on time again is nothing to be told, whatever the setting"
    );
}

#[test]
fn a_word_is_about_today_within_bounds_and_trimmed() {
    let said = says(20, Some("  نعتذر  ")).unwrap();
    assert_eq!(said.message.as_deref(), Some("نعتذر"));
    assert_eq!(says(0, Some("   ")), Ok(Word::default()));
    for wrong in [-5, MINUTES_MAX + 1] {
        assert_eq!(says(wrong, None), Err(Refusal::FieldWrong));
    }
    assert!(says(5, Some(&"م".repeat(MESSAGE_CHARS_MAX))).is_ok());
    assert_eq!(
        says(5, Some(&"م".repeat(MESSAGE_CHARS_MAX + 1))),
        Err(Refusal::FieldWrong)
    );
    let of = |on: &str| Word::default().said(day(on), day("2026-11-24"));
    assert_eq!(of("2026-11-23"), Err(Refusal::TooLate));
    assert_eq!(of("2026-11-25"), Err(Refusal::TooEarly));
}

#[test]
fn every_press_says_something_allowed() {
    assert!(
        PRESETS
            .into_iter()
            .all(|minutes| says(minutes, None).is_ok())
    );
}

#[test]
fn an_hour_is_expected_so_much_later() {
    let at = day("2026-11-24").and_hms_opt(9, 50, 0).unwrap();
    let later = day("2026-11-24").and_hms_opt(10, 10, 0).unwrap();
    assert_eq!(expected(at, 20), later);
}
