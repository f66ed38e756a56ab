//! What clearing everybody means.
use super::*;

use Clearance::{Cleared, Pending, Refused as No};

#[test]
fn a_party_stands_as_its_last_guest_does() {
    assert_eq!(of_party([Cleared, Cleared]), Cleared);
    assert_eq!(of_party([Cleared, Pending]), Pending);
    assert_eq!(of_party([Pending, No, Cleared]), No);
}

#[test]
fn a_meeting_is_given_to_who_waits_and_stands_once_each_guest_is_let_in() {
    assert_eq!((Cleared.admits(), Cleared.confirms()), (Ok(()), Ok(())));
    assert_eq!(Pending.admits(), Ok(()));
    assert_eq!(Pending.confirms(), Err(Refusal::ClearanceOpen));
    assert_eq!(No.admits(), Err(Refusal::ClearanceRefused));
    assert_eq!(No.confirms(), Err(Refusal::ClearanceOpen));
}

#[test]
fn only_the_headquarters_has_a_gate() {
    let madinah = CentreId::from("madinah");
    assert!(is_asked(Mode::InPerson, None) && is_asked(Mode::Reception, None));
    assert!(!is_asked(Mode::InPerson, Some(&madinah)));
    assert!(!is_asked(Mode::Video, Some(&madinah)) && !is_asked(Mode::Service, None));
}
