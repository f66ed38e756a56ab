//! One question answered by choosing: cards with a radio button or a checkbox each.

use askama::Template;
use askama::filters::HtmlSafe;

/// A group of cards of which one (or, with [`Choices::many`], any number) is chosen.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/choices.html")]
pub struct Choices {
    name: &'static str,
    legend: String,
    hint: Option<String>,
    wrong: Option<String>,
    options: Vec<Choice>,
    chosen: Vec<String>,
    big: bool,
    many: bool,
}

/// One card of [`Choices`].
#[derive(Clone, Debug)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// The card's first line.
    pub title: String,
    /// A sentence below it; empty for none.
    pub text: String,
    /// Whether it is shown but cannot be chosen.
    pub closed: bool,
}

impl HtmlSafe for Choices {}

impl Choice {
    /// A card with one line.
    #[must_use]
    pub fn new(value: impl Into<String>, title: String) -> Self {
        Self {
            value: value.into(),
            title,
            text: String::new(),
            closed: false,
        }
    }

    /// The same card with a sentence below its line.
    #[must_use]
    pub fn text(self, text: String) -> Self {
        Self { text, ..self }
    }
}

impl Choices {
    /// A group of radio cards; `chosen` is the value chosen before, or empty.
    #[must_use]
    pub fn one(name: &'static str, legend: String, options: Vec<Choice>) -> Self {
        let (hint, wrong, chosen) = (None, None, Vec::new());
        Self {
            name,
            legend,
            hint,
            wrong,
            options,
            chosen,
            big: false,
            many: false,
        }
    }

    /// A group of cards of which any number is chosen.
    #[must_use]
    pub fn many(name: &'static str, legend: String, options: Vec<Choice>) -> Self {
        Self {
            many: true,
            ..Self::one(name, legend, options)
        }
    }

    /// The same group as the page's own question: its legend is the first heading.
    #[must_use]
    pub fn big(self) -> Self {
        Self { big: true, ..self }
    }

    /// The same group with a sentence under its question.
    #[must_use]
    pub fn hint(self, hint: String) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// The same group with what was chosen before.
    #[must_use]
    pub fn chosen(self, value: impl Into<String>) -> Self {
        Self {
            chosen: vec![value.into()],
            ..self
        }
    }

    /// The same group with all that was chosen before.
    #[must_use]
    pub fn all_chosen(self, chosen: Vec<String>) -> Self {
        Self { chosen, ..self }
    }

    /// The same group with what was wrong in it, if anything was.
    #[must_use]
    pub fn wrong(self, wrong: Option<String>) -> Self {
        Self { wrong, ..self }
    }

    fn has(&self, choice: &Choice) -> bool {
        self.chosen.contains(&choice.value)
    }

    /// The first card has the group's own name as id: the error summary leads there.
    fn id(&self, place: usize) -> String {
        if place == 0 {
            self.name.to_owned()
        } else {
            format!("{}-{place}", self.name)
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
