//! A state in one word.

use askama::Template;
use askama::filters::HtmlSafe;

crate::value! {
    /// How a state is coloured; the word says it too.
    pub enum Mood {
        /// Neither good nor bad.
        Plain = "plain",
        /// Done, or as wished.
        Good = "good",
        /// Somebody waits.
        Wait = "wait",
        /// Refused, missed, broken.
        Bad = "bad",
        /// Under way.
        Info = "info",
        /// A need, a protected case: to be noticed.
        Special = "special",
    }
}

/// A state as a small label.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<span class="tag {{ mood }}">{{ word }}</span>"#,
    ext = "html"
)]
pub struct Tag {
    mood: Mood,
    word: String,
}

impl HtmlSafe for Tag {}

impl Tag {
    /// The word, coloured so.
    #[must_use]
    pub const fn new(mood: Mood, word: String) -> Self {
        Self { mood, word }
    }

    /// The word alone.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.word
    }
}
