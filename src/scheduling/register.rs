//! The ministry's register: how its numbers are written.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};

use crate::scheduling::hijri;

/// So many digits at most has the running number.
const DIGITS_MAX: usize = 12;
/// So many signs at most has a number that staff give.
pub const NUMBER_CHARS_MAX: usize = 40;

/// How numbers are given: by staff, or one after the other by a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Year,
    HijriYear,
    Number(usize),
}

/// What is wrong with a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// A brace that opens nothing, or closes nothing.
    Brace,
    /// A name that is none of `year`, `hijri_year` and `number:DIGITS`.
    Name,
    /// No running number, or more than one.
    Number,
}

impl fmt::Display for PatternFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Brace => "a brace is left open or closes nothing",
            Self::Name => "only {year}, {hijri_year} and {number:DIGITS} are known",
            Self::Number => "exactly one {number:DIGITS} is needed",
        })
    }
}

impl FromStr for Numbering {
    type Err = PatternFault;

    /// Reads a pattern, such as `{hijri_year}-{number:6}`; blank: staff give the numbers.
    fn from_str(text: &str) -> Result<Self, PatternFault> {
        let mut pieces = Vec::new();
        let mut rest = text.trim();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').ok_or(PatternFault::Brace)?;
            if before.contains('}') {
                return Err(PatternFault::Brace);
            }
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(piece(name)?);
            rest = behind;
        }
        if rest.contains('}') {
            return Err(PatternFault::Brace);
        }
        pieces.push(Piece::Text(rest.to_owned()));
        let is_number = |piece: &&Piece| matches!(piece, Piece::Number(_));
        if !text.trim().is_empty() && pieces.iter().filter(is_number).count() != 1 {
            return Err(PatternFault::Number);
        }
        Ok(Self(pieces))
    }
}

fn piece(name: &str) -> Result<Piece, PatternFault> {
    match name {
        "year" => Ok(Piece::Year),
        "hijri_year" => Ok(Piece::HijriYear),
        _number => {
            let digits = name.strip_prefix("number:").ok_or(PatternFault::Name)?;
            let digits = digits.parse().ok().filter(|digits| *digits <= DIGITS_MAX);
            digits.map(Piece::Number).ok_or(PatternFault::Name)
        }
    }
}

impl Numbering {
    /// Whether numbers are given one after the other; else staff give them.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Number(_)))
    }

    /// The period in which the running number rises: it begins anew when a year in it changes.
    #[must_use]
    pub fn period(&self, day: NaiveDate) -> String {
        self.written(day, "#")
    }

    /// The number of that place in a day's period.
    #[must_use]
    pub fn number(&self, day: NaiveDate, place: i64) -> String {
        let digits = self.0.iter().find_map(|piece| match piece {
            Piece::Number(digits) => Some(*digits),
            Piece::Text(_) | Piece::Year | Piece::HijriYear => None,
        });
        self.written(
            day,
            &format!("{place:0>width$}", width = digits.unwrap_or(1)),
        )
    }

    fn written(&self, day: NaiveDate, number: &str) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Year => day.year().to_string(),
                Piece::HijriYear => hijri::hijri(day)
                    .map_or(day.year(), |at| at.year)
                    .to_string(),
                Piece::Number(_) => number.to_owned(),
            })
            .collect()
    }
}

/// A number that staff give, as it is kept; none where it is blank, too long, or has signs that
/// nobody can read over the telephone.
#[must_use]
pub fn given(text: &str) -> Option<String> {
    let text = crate::scheduling::digits::to_latin(text.trim());
    let fits = (1..=NUMBER_CHARS_MAX).contains(&text.chars().count());
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '/' | '.');
    (fits && text.chars().all(is_plain)).then_some(text)
}

#[cfg(test)]
mod tests;
