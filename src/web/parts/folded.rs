//! Questions that few need, behind one line.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Field;

/// Questions that few need; they lie open once one of them is answered.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/folded.html")]
pub struct Folded {
    summary: String,
    fields: Vec<Field>,
    is_open: bool,
}

impl HtmlSafe for Folded {}

impl Folded {
    /// These questions; they lie open where one of these answers was given.
    #[must_use]
    pub fn new(summary: String, fields: Vec<Field>, typed: &[&String]) -> Self {
        Self {
            summary,
            fields,
            is_open: typed.iter().any(|text| !text.trim().is_empty()),
        }
    }
}
