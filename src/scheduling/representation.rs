//! Who acts for whom, on what basis, and until when.

use chrono::{DateTime, Utc};

use crate::scheduling::refusal::Refusal;
use crate::value;

value! {
    /// On what basis somebody acts for an applicant.
    pub enum Basis {
        /// A power of attorney.
        PowerOfAttorney = "power_of_attorney",
        /// Guardianship.
        Guardianship = "guardianship",
        /// Kinship, with a document that shows it.
        Kinship = "kinship",
    }
}

/// Whether a representation is good at a moment: not revoked, and not past its end.
pub fn is_good(ends_at: DateTime<Utc>, is_revoked: bool, at: DateTime<Utc>) -> Result<(), Refusal> {
    if is_revoked || ends_at <= at {
        return Err(Refusal::RepresentationEnded);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
