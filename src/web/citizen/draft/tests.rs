//! A draft knows what is still missing and what is needed.

use super::*;
use crate::words::Library;

fn asked() -> Draft {
    Draft {
        kind: Some(RequestKind::Meeting),
        official: Some("deputy".into()),
        mode: Some(Mode::Video),
        centre: Some("madinah".into()),
        subject: "موضوع".to_owned(),
        ..Draft::default()
    }
}

#[test]
fn a_person_is_led_to_what_is_missing() {
    assert_eq!(Draft::default().missing(Step::Check), Some("/ask"));
    assert_eq!(Draft::default().missing(Step::What), None);
    assert_eq!(asked().missing(Step::Check), None);
    let nowhere = Draft {
        centre: None,
        ..asked()
    };
    assert_eq!(nowhere.missing(Step::About), Some("/ask/meeting"));
    let in_person = Draft {
        mode: Some(Mode::InPerson),
        centre: None,
        ..asked()
    };
    assert_eq!(in_person.missing(Step::Check), None);
    let silent = Draft {
        subject: " ".to_owned(),
        ..asked()
    };
    assert_eq!(silent.missing(Step::Time), Some("/ask/about"));
    let complaint = Draft {
        kind: Some(RequestKind::Complaint),
        official: None,
        ..asked()
    };
    assert_eq!(complaint.missing(Step::Check), None);
}

#[test]
fn needs_are_read_as_they_were_typed() {
    let draft = Draft {
        needs: vec!["sign_language".to_owned()],
        companions: " ٢ ".to_owned(),
        ..asked()
    };
    let needs = draft.needs().unwrap();
    assert_eq!(needs.to_string(), "sign_language,companions:2");
    let words = Library::load().unwrap().words("ar").plain();
    assert_eq!(draft.needs_said(&words), "مترجم لغة إشارة، مرافقان");
    let many = Draft {
        companions: "40".to_owned(),
        ..asked()
    };
    assert_eq!(many.needs(), None);
}

#[test]
fn a_draft_is_read_back_and_a_broken_one_is_empty() {
    assert_eq!(Draft::read(&asked().body()), asked());
    assert_eq!(Draft::read("{"), Draft::default());
}
