//! The number a person is given at once: short, readable over the telephone, checking itself.

use crate::scheduling::digits;

/// A reference: eight signs shown as `XXXX-XXXX`, the last of them a check sign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference(String);

/// No sign looks or is written like another, and without vowels no word comes out.
const SIGNS: &str = "23456789CDFHJKMNPRTVWXY";
const BASE: u64 = 23;
const BODY_SIGNS: u64 = 7;

impl Reference {
    /// A reference from noise; one of 3.4 thousand million.
    #[must_use]
    pub fn made(noise: [u8; 8]) -> Self {
        let mut rest = u64::from_be_bytes(noise);
        let mut text = String::new();
        let mut sum = 0;
        for weight in 1..=BODY_SIGNS {
            let value = rest % BASE;
            rest /= BASE;
            sum += weight * value;
            text.extend(sign(value));
        }
        // The eighth sign has weight eight, whose inverse modulo 23 is three.
        text.extend(sign((BASE - sum % BASE) * 3 % BASE));
        Self(text)
    }

    /// Reads a reference as people write and dictate it: any case, digits, blanks and dashes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let typed = digits::compact(text).to_uppercase();
        let plain: String = typed.chars().map(meant).collect();
        let values = plain.chars().map(value).collect::<Option<Vec<u64>>>()?;
        if values.len() != 8 {
            return None;
        }
        let sum: u64 = (1..)
            .zip(&values)
            .map(|(weight, value)| weight * value)
            .sum();
        sum.is_multiple_of(BASE).then_some(Self(plain))
    }

    /// The eight signs without the dash, as the table keeps them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, sign) in self.0.chars().enumerate() {
            if place == 4 {
                f.write_str("-")?;
            }
            write!(f, "{sign}")?;
        }
        Ok(())
    }
}

/// The sign somebody meant who wrote one that looks like it and is none of ours.
fn meant(sign: char) -> char {
    match sign {
        'S' => '5',
        'Z' => '2',
        'B' => '8',
        'G' => '6',
        'U' => 'V',
        other => other,
    }
}

fn sign(value: u64) -> Option<char> {
    SIGNS.chars().nth(usize::try_from(value).ok()?)
}

fn value(sign: char) -> Option<u64> {
    SIGNS
        .chars()
        .position(|each| each == sign)
        .and_then(|place| u64::try_from(place).ok())
}

#[cfg(test)]
mod tests;
