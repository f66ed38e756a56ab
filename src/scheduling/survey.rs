//! What somebody thought of it: a mark, whether anything stood in the way, whether it was a first.

use crate::scheduling::digits;
use crate::scheduling::refusal::Refusal;
use crate::value;

value! {
    /// After what somebody is asked.
    pub enum Asked {
        /// A meeting with an official.
        Meeting = "meeting",
        /// A visit to a centre.
        Visit = "visit",
        /// A conversation with the call centre.
        Call = "call",
        /// Nothing in particular: a centre's public link.
        Public = "public",
    }
}

/// A mark from 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(u8);

impl Mark {
    /// A mark, if the number is one.
    pub fn of(number: i64) -> Result<Self, Refusal> {
        match u8::try_from(number) {
            Ok(mark @ 1..=5) => Ok(Self(mark)),
            Ok(_) | Err(_) => Err(Refusal::MarkRange),
        }
    }

    /// Reads a mark in any digits.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        match digits::to_latin(text).parse() {
            Ok(number) => Self::of(number),
            Err(_) => Err(Refusal::MarkRange),
        }
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// The answer to a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyAnswer {
    /// The mark.
    pub mark: Mark,
    /// Whether anything stood in the way.
    pub obstacle: bool,
    /// Whether it was the first time one asked to meet the official.
    pub first_time: bool,
    /// Anything else, in the person's own words.
    pub remark: Option<String>,
}

/// So many characters at most has what a manager did about a remark.
pub const FOLLOWED_CHARS_MAX: usize = 500;
/// So many characters at most has a remark.
pub const REMARK_CHARS_MAX: usize = 2000;

impl SurveyAnswer {
    /// An answer as given; an empty remark is none.
    pub fn of(mark: Mark, obstacle: bool, first_time: bool, remark: &str) -> Result<Self, Refusal> {
        let remark = remark.trim();
        if remark.chars().count() > REMARK_CHARS_MAX {
            return Err(Refusal::FieldWrong);
        }
        let remark = (!remark.is_empty()).then(|| remark.to_owned());
        Ok(Self {
            mark,
            obstacle,
            first_time,
            remark,
        })
    }
}

#[cfg(test)]
mod tests;
