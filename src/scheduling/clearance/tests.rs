//! What clearing everybody means.
use super::*;

#[test]
fn a_meeting_stands_once_each_guest_is_let_in() {
    use Clearance::{Cleared, Pending, Refused as No};
    assert_eq!(all_cleared([Cleared, Cleared]), Ok(()));
    assert_eq!(all_cleared([Cleared, Pending]), Err(Refusal::ClearanceOpen));
    assert_eq!(all_cleared([No, Cleared]), Err(Refusal::ClearanceOpen));
}
