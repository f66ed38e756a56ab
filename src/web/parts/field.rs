//! One question of a form: its label, a hint, what was wrong, what was typed.

use askama::Template;
use askama::filters::HtmlSafe;

/// One input of a form. Its id is its name, so that the error summary can lead to it.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    name: &'static str,
    label: String,
    kind: &'static str,
    class: &'static str,
    hint: Option<String>,
    optional: Option<String>,
    wrong: Option<String>,
    value: String,
    options: Vec<(String, String)>,
    mode: Option<&'static str>,
    complete: Option<&'static str>,
    longest: Option<u32>,
    step: Option<u32>,
    required: bool,
}

impl HtmlSafe for Field {}

impl Field {
    /// A required line of text.
    #[must_use]
    pub const fn text(name: &'static str, label: String) -> Self {
        Self {
            name,
            label,
            kind: "text",
            class: "",
            hint: None,
            optional: None,
            wrong: None,
            value: String::new(),
            options: Vec::new(),
            mode: None,
            complete: None,
            longest: None,
            step: None,
            required: true,
        }
    }

    /// A password.
    #[must_use]
    pub fn password(name: &'static str, label: String) -> Self {
        let text = Self::text(name, label);
        Self {
            kind: "password",
            complete: Some("current-password"),
            ..text
        }
    }

    /// A day, given as `YYYY-MM-DD`.
    #[must_use]
    pub fn date(name: &'static str, label: String) -> Self {
        let text = Self::text(name, label);
        Self {
            kind: "date",
            class: " short",
            ..text
        }
    }

    /// A time of day, given as `HH:MM`, by steps of so many minutes.
    #[must_use]
    pub fn time(name: &'static str, label: String, minutes: u32) -> Self {
        let text = Self::text(name, label);
        Self {
            kind: "time",
            class: " short",
            step: Some(minutes * 60),
            ..text
        }
    }

    /// Digits of a card, a telephone or a reference: written from the first one in every language.
    #[must_use]
    pub fn digits(name: &'static str, label: String, complete: &'static str) -> Self {
        let text = Self::text(name, label);
        Self {
            class: " ltr",
            mode: Some("numeric"),
            complete: Some(complete),
            ..text
        }
    }

    /// The six digits of a one-time code; the telephone offers them by itself, and they may be pasted.
    #[must_use]
    pub fn code(name: &'static str, label: String) -> Self {
        let text = Self::text(name, label);
        let (mode, complete) = (Some("numeric"), Some("one-time-code"));
        Self {
            class: " ltr code",
            mode,
            complete,
            longest: Some(12),
            ..text
        }
    }

    /// The same field, written from the left in every language: numbers and names in Latin signs.
    #[must_use]
    pub fn latin(self) -> Self {
        Self {
            class: " ltr",
            ..self
        }
    }

    /// Several lines of text.
    #[must_use]
    pub fn lines(name: &'static str, label: String) -> Self {
        let text = Self::text(name, label);
        Self {
            kind: "lines",
            ..text
        }
    }

    /// One of several, in a list: value and words of each.
    #[must_use]
    pub fn one_of(name: &'static str, label: String, options: Vec<(String, String)>) -> Self {
        let text = Self::text(name, label);
        Self {
            kind: "one_of",
            options,
            ..text
        }
    }

    /// The same field with a sentence under its label.
    #[must_use]
    pub fn hint(self, hint: String) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// The same field, not required; `word` says so beside the label.
    #[must_use]
    pub fn optional(self, word: String) -> Self {
        Self {
            optional: Some(word),
            required: false,
            ..self
        }
    }

    /// The same field with what was typed.
    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..self
        }
    }

    /// The same field with what was wrong in it, if anything was.
    #[must_use]
    pub fn wrong(self, wrong: Option<String>) -> Self {
        Self { wrong, ..self }
    }

    /// The same field, taking so many letters and no more.
    #[must_use]
    pub fn longest(self, letters: u32) -> Self {
        Self {
            longest: Some(letters),
            ..self
        }
    }

    /// The same field, which the browser may fill in from what it knows.
    #[must_use]
    pub fn complete(self, complete: &'static str) -> Self {
        Self {
            complete: Some(complete),
            ..self
        }
    }

    /// The same field as narrow as what is to be typed.
    #[must_use]
    pub fn short(self) -> Self {
        Self {
            class: " short",
            ..self
        }
    }

    /// The ids of hint and error, for screen readers.
    fn described(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let wrong = self.wrong.as_ref().map(|_| format!("{}-error", self.name));
        [hint, wrong]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}
