//! Who is let into the headquarters: the guests of a meeting in person, each cleared or not.

use crate::scheduling::refusal::Refusal;
use crate::value;

value! {
    /// Whether somebody is let into the headquarters.
    pub enum Clearance {
        /// Nobody has decided yet.
        Pending = "pending",
        /// Let in.
        Cleared = "cleared",
        /// Not let in; the office decides what becomes of the meeting.
        Refused = "refused",
    }
}

value! {
    /// As what somebody comes.
    pub enum GuestRole {
        /// Whose request it is.
        Applicant = "applicant",
        /// Who speaks for the applicant.
        Representative = "representative",
        /// Who comes along.
        Companion = "companion",
    }
}

/// Whether a meeting in person stands, as far as its guests go: only once each of them is let in.
/// Of one who waits and of one who is refused the applicant hears the same sentence.
pub fn all_cleared(guests: impl IntoIterator<Item = Clearance>) -> Result<(), Refusal> {
    let mut guests = guests.into_iter();
    if guests.all(|one| one == Clearance::Cleared) {
        Ok(())
    } else {
        Err(Refusal::ClearanceOpen)
    }
}

#[cfg(test)]
mod tests;
