//! What papers of people with neither card may say.

use super::*;

#[test]
fn a_number_is_read_as_it_is_typed() {
    let read = |kind, number, country| Document::parse(kind, number, country).map(|it| it.whole());
    let passport = DocumentKind::Passport;
    assert_eq!(
        read(passport, " a-0123 45b ", "yem"),
        Ok("passport YEM A012345B".to_owned())
    );
    assert_eq!(
        read(passport, "A٠١٢٣٤٥B", "YEM"),
        Ok("passport YEM A012345B".to_owned())
    );
    let here = read(DocumentKind::BorderNumber, "3000000001", "anything");
    assert_eq!(here, Ok("border_number SAU 3000000001".to_owned()));
}

#[test]
fn each_rule_that_fails_is_named() {
    let fault = |kind, number, country| Document::parse(kind, number, country).unwrap_err();
    let (passport, border) = (DocumentKind::Passport, DocumentKind::BorderNumber);
    assert_eq!(fault(passport, " ", "YEM"), DocumentFault::Empty);
    assert_eq!(fault(passport, "جواز ١", "YEM"), DocumentFault::Characters);
    assert_eq!(fault(border, "30000X0001", ""), DocumentFault::Characters);
    assert_eq!(fault(passport, "A12", "YEM"), DocumentFault::Length);
    assert_eq!(fault(border, "300000001", ""), DocumentFault::Length);
    assert_eq!(fault(passport, "A012345", ""), DocumentFault::Country);
    assert_eq!(
        fault(DocumentKind::GccCard, "784198012", "U4"),
        DocumentFault::Country
    );
}

#[test]
fn no_log_shows_a_number() {
    let paper = Document::parse(DocumentKind::Passport, "A0123456", "YEM").unwrap();
    assert!(!format!("{paper:?}").contains("0123"));
}
