//! Numbers of the register are written as the ministry says.

use chrono::NaiveDate;

use super::{Numbering, PatternFault, given};

fn pattern(text: &str) -> Result<Numbering, PatternFault> {
    text.parse()
}

#[test]
fn a_number_rises_within_its_year() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let both = pattern("{hijri_year}/{year}-{number:6}").unwrap();
    assert!(both.is_running());
    assert_eq!(both.number(day, 17), "1448/2026-000017");
    assert_eq!(both.period(day), "1448/2026-#");
    let later = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
    assert_ne!(both.period(day), both.period(later));
    let plain = pattern("{number:1}").unwrap();
    assert_eq!(plain.number(day, 1234), "1234");
    assert_eq!(plain.period(day), plain.period(later));
}

#[test]
fn blank_means_that_staff_give_it() {
    assert!(!pattern(" ").unwrap().is_running());
    assert_eq!(given(" ١٤٤٨/٥٥ ").as_deref(), Some("1448/55"));
    assert_eq!(given("و-12").as_deref(), Some("و-12"));
    for wrong in ["", "  ", "12 34", "<b>", &"1".repeat(41)] {
        assert_eq!(given(wrong), None, "{wrong}");
    }
}

#[test]
fn a_pattern_that_gives_no_number_is_refused() {
    assert_eq!(pattern("{year}"), Err(PatternFault::Number));
    assert_eq!(pattern("{number:1}{number:2}"), Err(PatternFault::Number));
    assert_eq!(pattern("{number}"), Err(PatternFault::Name));
    assert_eq!(pattern("{number:99}"), Err(PatternFault::Name));
    assert_eq!(pattern("{day}-{number:2}"), Err(PatternFault::Name));
    for wrong in ["{year", "year}-{number:2}", "{number:2}}"] {
        assert_eq!(pattern(wrong), Err(PatternFault::Brace), "{wrong}");
    }
}
