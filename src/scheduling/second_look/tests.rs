//! How the setting reads.
use super::*;

#[test]
fn a_kind_alone_is_every_urgency_and_a_blank_is_none() {
    let asked: SecondLook = "meeting:urgent complaint".parse().unwrap();
    assert!(asked.is_asked(RequestKind::Meeting, Urgency::Urgent));
    assert!(!asked.is_asked(RequestKind::Meeting, Urgency::Normal));
    assert!(asked.is_asked(RequestKind::Complaint, Urgency::Normal));
    assert!(!asked.is_asked(RequestKind::Enquiry, Urgency::Urgent));
    assert_eq!(" ".parse(), Ok(SecondLook::default()));
    assert!("meeting:soon".parse::<SecondLook>().is_err());
    assert!("visit".parse::<SecondLook>().is_err());
}
