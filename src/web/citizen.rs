//! The citizen's pages: asking, choosing a time, following, cancelling, rating.
//!
//! Every page works without scripts: a form is posted, the answer is a redirect or the same page
//! with what was typed and what was wrong. What is being filled in is kept as a draft between the
//! pages, so that neither another language nor a lost slot costs a word.

pub mod about;
pub mod ask;
pub mod cancel;
pub mod check;
pub mod code;
pub mod done;
pub mod draft;
pub mod meeting;
pub mod profile;
pub mod request;
pub mod requests;
pub mod sign_in;
pub mod start;
pub mod survey;
pub mod time;

use crate::words::Words;

/// One line of what a person said or agreed to.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub said: String,
    /// Where it can be changed.
    pub change: Option<&'static str>,
}

impl Answer {
    /// A line called by that key of the words.
    #[must_use]
    pub fn new(words: &Words, key: &str, said: impl Into<String>) -> Self {
        Self {
            question: words.get(key),
            said: said.into(),
            change: None,
        }
    }

    /// The same line with the place where it can be changed.
    #[must_use]
    pub fn change(self, at: &'static str) -> Self {
        Self {
            change: Some(at),
            ..self
        }
    }
}

#[cfg(test)]
mod tests;
