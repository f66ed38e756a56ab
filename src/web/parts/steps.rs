//! The numbered steps of a task, and where one stands.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::words::Words;

/// The steps of a task in their order; the first is number 1.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/steps.html")]
pub struct Steps {
    label: String,
    names: Vec<String>,
    now: usize,
}

impl HtmlSafe for Steps {}

impl Steps {
    /// The steps with these words keys, standing at number `now`.
    #[must_use]
    pub fn new(words: &Words, keys: &[&str], now: usize) -> Self {
        let count = |number: usize| words.number(i64::try_from(number).unwrap_or(i64::MAX));
        let (step, steps) = (count(now), count(keys.len()));
        let parts = [
            ("step", step.as_str().into()),
            ("steps", steps.as_str().into()),
        ];
        let label = words.with("step-of", &parts);
        Self {
            label,
            names: keys.iter().map(|key| words.get(key)).collect(),
            now,
        }
    }
}
