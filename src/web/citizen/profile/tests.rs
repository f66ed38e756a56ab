//! Names people really have are taken; what is none is said.

use super::*;
use crate::words::Library;

fn form(name: &str, email: &str) -> ProfileForm {
    ProfileForm {
        name: name.to_owned(),
        sex: "woman".to_owned(),
        region: "northern_borders".to_owned(),
        email: email.to_owned(),
        ..ProfileForm::default()
    }
}

#[test]
fn names_people_have_are_taken() {
    let words = Library::load().unwrap().words("ar");
    for name in [
        "نُورة  بنت عبدالله آل سعيد",
        "Sarah O'Neil-Smith",
        "محمـد",
        "Nour Al-Harbi",
    ] {
        assert!(form(name, "").parse(&words).is_ok(), "{name}");
    }
    let given = form(" نورة   الحربي ", " nora@example.com ")
        .parse(&words)
        .unwrap();
    assert_eq!(given.name, "نورة الحربي");
    assert_eq!(given.email.unwrap().as_str(), "nora@example.com");
    assert_eq!(given.region.as_deref(), Some("northern_borders"));
}

#[test]
fn everything_wrong_is_said_at_once() {
    let words = Library::load().unwrap().words("en");
    let wrong = ProfileForm {
        sex: String::new(),
        ..form("7", "nora")
    };
    let fields: Vec<_> = wrong
        .parse(&words)
        .unwrap_err()
        .into_iter()
        .map(|it| it.field)
        .collect();
    assert_eq!(fields, ["name", "sex", "email"]);
    assert!(form("<b>", "").parse(&words).is_err());
}
