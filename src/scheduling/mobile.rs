//! A Saudi mobile number, read in every form people write it in and kept in one.

use crate::scheduling::digits;
use crate::value;

/// A mobile number in E.164: `+9665` and eight digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mobile(String);

/// So many digits at the end of a number are its tail.
pub const TAIL_DIGITS: usize = 4;

value! {
    /// Which rule a typed mobile number broke.
    pub enum MobileFault {
        /// Nothing was typed.
        Empty = "empty",
        /// Something else than digits was typed.
        NotDigits = "not_digits",
        /// It carries another country's code.
        Country = "country",
        /// It is not a mobile number: those begin with 05.
        NotMobile = "not_mobile",
        /// There are too few or too many digits.
        Length = "length",
        /// No operator has numbers that begin so.
        Unassigned = "unassigned",
    }
}

impl Mobile {
    /// Reads `05…`, `5…`, `9665…`, `009665…` and `+9665…`, in any digits.
    pub fn parse(text: &str) -> Result<Self, MobileFault> {
        let typed = digits::compact(text);
        if typed.is_empty() {
            return Err(MobileFault::Empty);
        }
        let (number, is_international) = match typed.strip_prefix('+') {
            Some(rest) => (rest, true),
            None => match typed.strip_prefix("00") {
                Some(rest) => (rest, true),
                None => (typed.as_str(), typed.starts_with("966")),
            },
        };
        if number.is_empty() || !number.chars().all(|each| each.is_ascii_digit()) {
            return Err(MobileFault::NotDigits);
        }
        let national = if is_international {
            let rest = number.strip_prefix("966").ok_or(MobileFault::Country)?;
            // Many write +966 05…: the trunk zero is dropped, not refused.
            rest.strip_prefix('0').unwrap_or(rest)
        } else {
            number.strip_prefix('0').unwrap_or(number)
        };
        Self::of_national(national)
    }

    fn of_national(national: &str) -> Result<Self, MobileFault> {
        if !national.starts_with('5') {
            return Err(MobileFault::NotMobile);
        }
        if national.len() != 9 {
            return Err(MobileFault::Length);
        }
        if national.starts_with("52") || national.starts_with("5799") {
            return Err(MobileFault::Unassigned);
        }
        Ok(Self(format!("+966{national}")))
    }

    /// The number in E.164, as it is stored (sealed) and compared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as SMS gateways want it: `9665…`, without the plus.
    #[must_use]
    pub fn gateway(&self) -> &str {
        self.0.strip_prefix('+').unwrap_or(&self.0)
    }

    /// The number as people write it at home: `05…`.
    #[must_use]
    pub fn national(&self) -> String {
        format!("0{}", self.0.strip_prefix("+966").unwrap_or(&self.0))
    }

    /// The digits by which people tell a number over the counter: the last four.
    #[must_use]
    pub fn tail(&self) -> String {
        self.0
            .chars()
            .skip(self.0.chars().count() - TAIL_DIGITS)
            .collect()
    }

    /// The number as it may be shown: `05•••••678`.
    #[must_use]
    pub fn masked(&self) -> String {
        let last: String = self.0.chars().skip(10).collect();
        format!("05•••••{last}")
    }
}

impl std::fmt::Debug for Mobile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mobile({})", self.masked())
    }
}

#[cfg(test)]
mod tests;
