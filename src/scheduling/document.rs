//! The paper of somebody who has neither identity number nor iqama, as staff read it at a centre.

use crate::scheduling::digits;
use crate::value;

value! {
    /// What paper was shown.
    pub enum DocumentKind {
        /// A passport.
        Passport = "passport",
        /// A border number, given at entry.
        BorderNumber = "border_number",
        /// The card of a member of a tribe.
        TribalCard = "tribal_card",
        /// The identity card of another state of the Gulf.
        GccCard = "gcc_card",
    }
}

value! {
    /// Which rule a typed document number broke.
    pub enum DocumentFault {
        /// Nothing was typed.
        Empty = "empty",
        /// Something else than Latin letters and digits was typed; for a border number, than digits.
        Characters = "characters",
        /// There are too few or too many of them.
        Length = "length",
        /// The issuing country is not one to three Latin letters.
        Country = "country",
    }
}

/// So many signs at least has a document's number.
const SIGNS_MIN: usize = 4;
/// So many signs at most has a document's number.
const SIGNS_MAX: usize = 20;
/// So many digits has a border number.
const BORDER_DIGITS: usize = 10;
/// Who issues border numbers and tribal cards.
const HERE: &str = "SAU";

/// A document that was shown: its kind, its number and who issued it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    kind: DocumentKind,
    number: String,
    country: String,
}

impl DocumentKind {
    /// Whether the paper says who issued it; the others are issued here.
    #[must_use]
    pub const fn has_country(self) -> bool {
        match self {
            Self::Passport | Self::GccCard => true,
            Self::BorderNumber | Self::TribalCard => false,
        }
    }
}

impl Document {
    /// Reads number and country as typed; the country is the code printed on the paper (`YEM`).
    pub fn parse(kind: DocumentKind, number: &str, country: &str) -> Result<Self, DocumentFault> {
        let number = digits::compact(number).to_ascii_uppercase();
        if number.is_empty() {
            return Err(DocumentFault::Empty);
        }
        let is_sign = |sign: char| match kind {
            DocumentKind::BorderNumber => sign.is_ascii_digit(),
            DocumentKind::Passport | DocumentKind::TribalCard | DocumentKind::GccCard => {
                sign.is_ascii_alphanumeric()
            }
        };
        if !number.chars().all(is_sign) {
            return Err(DocumentFault::Characters);
        }
        let (least, most) = match kind {
            DocumentKind::BorderNumber => (BORDER_DIGITS, BORDER_DIGITS),
            DocumentKind::Passport | DocumentKind::TribalCard | DocumentKind::GccCard => {
                (SIGNS_MIN, SIGNS_MAX)
            }
        };
        if !(least..=most).contains(&number.len()) {
            return Err(DocumentFault::Length);
        }
        let country = if kind.has_country() {
            digits::compact(country).to_ascii_uppercase()
        } else {
            HERE.to_owned()
        };
        let is_code = (1..=3).contains(&country.len())
            && country.chars().all(|letter| letter.is_ascii_uppercase());
        if !is_code {
            return Err(DocumentFault::Country);
        }
        Ok(Self {
            kind,
            number,
            country,
        })
    }

    /// What paper it is.
    #[must_use]
    pub const fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// All of it in one line, for sealing and for the keyed hash; never for a page or a log.
    #[must_use]
    pub fn whole(&self) -> String {
        format!("{} {} {}", self.kind, self.country, self.number)
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Document({} {} •••)", self.kind, self.country)
    }
}

#[cfg(test)]
mod tests;
