//! The list of what was wrong in a form, at the top of it.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::scheduling::Refusal;
use crate::words::Words;

/// All that was wrong, each line leading to its field. Shows nothing when nothing was.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/problems.html")]
pub struct Problems {
    title: String,
    found: Vec<Problem>,
}

/// Which field a refusal is about, of those that a form has; empty for the whole form.
#[must_use]
pub fn field_of(refusal: Refusal, fields: &[(Refusal, &'static str)]) -> &'static str {
    let mut all = fields.iter();
    let found = all.find(|(one, _)| *one == refusal);
    found.map_or("", |(_, field)| field)
}

/// One thing that was wrong.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The field's name; empty when it is about the whole form.
    pub field: String,
    /// What was wrong, in words.
    pub text: String,
}

impl HtmlSafe for Problems {}

impl Problems {
    /// The list, in the order of the form.
    #[must_use]
    pub fn new(words: &Words, found: Vec<Problem>) -> Self {
        Self {
            title: words.get("error-summary"),
            found,
        }
    }

    /// Whether nothing was wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// What was wrong in that field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<String> {
        self.found
            .iter()
            .find(|problem| problem.field == field)
            .map(|problem| problem.text.clone())
    }
}
