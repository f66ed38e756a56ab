//! The identity number of a citizen or a resident: ten digits that check themselves.

use crate::scheduling::digits;
use crate::scheduling::person::Citizenship;
use crate::value;

/// A well-formed identity number; whose it is, is another question.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdentityNumber(String);

value! {
    /// Which rule a typed identity number broke.
    pub enum IdentityFault {
        /// Nothing was typed.
        Empty = "empty",
        /// Something else than digits was typed.
        NotDigits = "not_digits",
        /// There are not exactly ten digits.
        Length = "length",
        /// The first digit is neither 1 (citizen) nor 2 (resident).
        FirstDigit = "first_digit",
        /// The digits do not agree with the check digit: one was mistyped.
        CheckDigit = "check_digit",
    }
}

impl IdentityNumber {
    /// Reads a number as typed, in any digits, with or without blanks between them.
    pub fn parse(text: &str) -> Result<Self, IdentityFault> {
        let typed = digits::compact(text);
        if typed.is_empty() {
            return Err(IdentityFault::Empty);
        }
        let Some(values) = typed
            .chars()
            .map(|each| each.to_digit(10))
            .collect::<Option<Vec<_>>>()
        else {
            return Err(IdentityFault::NotDigits);
        };
        if values.len() != 10 {
            return Err(IdentityFault::Length);
        }
        if !typed.starts_with(['1', '2']) {
            return Err(IdentityFault::FirstDigit);
        }
        if !luhn(&values).is_multiple_of(10) {
            return Err(IdentityFault::CheckDigit);
        }
        Ok(Self(typed))
    }

    /// The ten digits, for sealing and for the keyed hash; never for a page or a log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the first digit says.
    #[must_use]
    pub fn citizenship(&self) -> Citizenship {
        if self.0.starts_with('1') {
            Citizenship::Citizen
        } else {
            Citizenship::Resident
        }
    }

    /// The number as it may be shown: `1•••••9940`.
    #[must_use]
    pub fn masked(&self) -> String {
        let first = self.0.chars().take(1);
        let last = self.0.chars().skip(6);
        first.chain("•••••".chars()).chain(last).collect()
    }
}

impl std::fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IdentityNumber({})", self.masked())
    }
}

/// The Luhn sum, doubling the first digit and every second one after it.
fn luhn(values: &[u32]) -> u32 {
    values
        .iter()
        .enumerate()
        .map(|(place, &value)| {
            if place % 2 == 0 {
                value * 2 / 10 + value * 2 % 10
            } else {
                value
            }
        })
        .sum()
}

#[cfg(test)]
mod tests;
