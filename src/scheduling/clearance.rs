//! Who is let into the headquarters: the guests of a meeting in person, each cleared or not.

use crate::scheduling::availability::Mode;
use crate::scheduling::ids::CentreId;
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

/// How it stands with all who come together: whoever is refused counts before whoever waits.
#[must_use]
pub fn of_party(guests: impl IntoIterator<Item = Clearance>) -> Clearance {
    let worse = |party: Clearance, one: Clearance| match (party, one) {
        (Clearance::Refused, _) | (_, Clearance::Refused) => Clearance::Refused,
        (Clearance::Pending, _) | (_, Clearance::Pending) => Clearance::Pending,
        (Clearance::Cleared, Clearance::Cleared) => Clearance::Cleared,
    };
    guests.into_iter().fold(Clearance::Cleared, worse)
}

impl Clearance {
    /// Whether a meeting in person stands, as far as its guests go: only once each of them is let
    /// in. Of one who waits and of one who is refused the applicant hears the same sentence.
    pub const fn confirms(self) -> Result<(), Refusal> {
        match self {
            Self::Cleared => Ok(()),
            Self::Pending | Self::Refused => Err(Refusal::ClearanceOpen),
        }
    }

    /// Whether a meeting in person can be given at all: it waits for whoever is not decided on, and
    /// whoever is refused is not asked to a gate that stays shut.
    pub const fn admits(self) -> Result<(), Refusal> {
        match self {
            Self::Cleared | Self::Pending => Ok(()),
            Self::Refused => Err(Refusal::ClearanceRefused),
        }
    }
}

/// Whether one who is met that way and there comes to the headquarters, behind whose gate no centre
/// stands.
#[must_use]
pub const fn is_asked(mode: Mode, centre: Option<&CentreId>) -> bool {
    match mode {
        Mode::InPerson | Mode::Reception => centre.is_none(),
        Mode::Video | Mode::Service => false,
    }
}

#[cfg(test)]
mod tests;
