//! Everything a person reads, in every language: texts, plurals, dates, digits.
//!
//! A language is a folder of words beside this file: `language.toml` says what it is called and
//! how it counts, the `.ftl` files hold its texts. A third folder and one more line in `SHELF`
//! add a language; nothing else in the program knows how many there are. People are also written to
//! in the languages of `LETTERS`, which have the words of messages and no pages.

mod dates;
mod language;
mod sms;
#[cfg(test)]
mod tests;
mod tongue;

use std::borrow::Cow;
use std::sync::Arc;

pub use language::{Digits, Language};
pub use sms::{SmsCost, SmsPart, sms_cost, sms_parts, sms_split};

use fluent_bundle::FluentArgs;
use tongue::Tongue;

use crate::scheduling::person::Sex;

/// One language as it is embedded: its `language.toml` and its files of texts, each with a name.
type Folder = (&'static str, &'static [(&'static str, &'static str)]);

/// The files of one language's folder; every language has the same ones.
macro_rules! folder {
    ($code:literal: $($file:literal),+ $(,)?) => {
        (
            include_str!(concat!("words/", $code, "/language.toml")),
            &[$((
                concat!($code, "/", $file, ".ftl"),
                include_str!(concat!("words/", $code, "/", $file, ".ftl")),
            )),+],
        )
    };
}

/// The folders on the shelf; the first is the ministry's own language and the measure of the rest.
macro_rules! shelf {
    ($($code:literal),+ $(,)?) => {
        &[$(folder!($code:
            "frame", "dates", "values", "errors", "notices", "citizen", "centre", "office", "room", "api",
            "why", "admin", "requests", "calls", "triage", "plan", "week", "day", "sheet",
        )),+]
    };
}

const SHELF: &[Folder] = shelf!["ar", "en"];

/// Languages in which only messages are written.
const LETTERS: &[Folder] = &[folder!("ur": "notices", "dates", "values")];

/// What stands in a text whose words are missing, so that nobody overlooks it.
pub const MISSING: char = '⟦';

/// Why the words cannot be used: every problem found, not only the first.
#[derive(Debug, thiserror::Error)]
#[error("the words do not fit together:\n{}", .problems.join("\n"))]
pub struct WordsError {
    /// One sentence per problem.
    pub problems: Vec<String>,
}

/// All languages, read once at the start and shared by every request.
#[derive(Clone)]
pub struct Library {
    first: Arc<Tongue>,
    others: Arc<[Arc<Tongue>]>,
    letters: Arc<[Arc<Tongue>]>,
}

impl Library {
    /// Reads the embedded folders and checks that every language has exactly the same keys.
    pub fn load() -> Result<Self, WordsError> {
        let mut problems = Vec::new();
        let mut tongues = Vec::new();
        for (about, files) in SHELF {
            match Tongue::read(about, files) {
                Ok(tongue) => tongues.push(Arc::new(tongue)),
                Err(found) => problems.extend(found),
            }
        }
        let mut tongues = tongues.into_iter();
        let Some(first) = tongues.next() else {
            problems.push("there is no language to speak".to_owned());
            return Err(WordsError { problems });
        };
        let others: Arc<[Arc<Tongue>]> = tongues.collect();
        for other in others.iter() {
            problems.extend(first.differences(other));
        }
        let mut letters = Vec::new();
        for (about, files) in LETTERS {
            match Tongue::read(about, files) {
                Ok(tongue) => letters.push(Arc::new(tongue.over(&first))),
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() {
            Ok(Self {
                first,
                others,
                letters: letters.into(),
            })
        } else {
            Err(WordsError { problems })
        }
    }

    /// The words of the language of that code, or of the first when there is none.
    #[must_use]
    pub fn words(&self, code: &str) -> Words {
        let mut all = self.tongues().chain(self.letters.iter());
        let tongue = all.find(|tongue| tongue.language.code() == code);
        Words {
            tongue: Arc::clone(tongue.unwrap_or(&self.first)),
            digits: Digits::Latin,
            reader: None,
            marks: true,
        }
    }

    /// Every language, the ministry's own first.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        self.tongues().map(|tongue| &tongue.language)
    }

    /// The language of that code, if it is on the shelf.
    #[must_use]
    pub fn language(&self, code: &str) -> Option<&Language> {
        self.languages().find(|language| language.code() == code)
    }

    /// Every language in which messages are written: those of the pages, and then the others.
    pub fn written_in(&self) -> impl Iterator<Item = &Language> {
        let letters = self.letters.iter().map(|tongue| &tongue.language);
        self.languages().chain(letters)
    }

    /// The best language for an `Accept-Language` header; the first when none fits.
    #[must_use]
    pub fn preferred(&self, accept_language: &str) -> &Language {
        language::preferences(accept_language)
            .into_iter()
            .find_map(|wish| self.language(wish))
            .unwrap_or(&self.first.language)
    }

    fn tongues(&self) -> impl Iterator<Item = &Arc<Tongue>> {
        std::iter::once(&self.first).chain(self.others.iter())
    }
}

/// Something put into a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text, put in as it is: a name, a reference, a date already in words.
    Text(Cow<'a, str>),
    /// A count; the text can also select on its plural form under the name with `-form` behind.
    Number(i64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

/// The words of one language for one reader; cheap to clone.
#[derive(Clone)]
pub struct Words {
    tongue: Arc<Tongue>,
    digits: Digits,
    reader: Option<Sex>,
    marks: bool,
}

impl Words {
    /// The text of that key.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of that key with values put in.
    ///
    /// A number `n` also gives `n-form`; the reader's sex is always there as `sex`.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len() + 1);
        args.set("sex", self.reader.map_or("unknown", Sex::as_str));
        for (name, value) in values {
            match value {
                Value::Text(text) => args.set(*name, text.as_ref()),
                Value::Number(number) => {
                    args.set(*name, self.number(*number));
                    let form = self.lang().plurals().form(*number);
                    args.set(format!("{name}-form"), form.as_str());
                }
            }
        }
        self.tongue.format(key, &args, self.marks)
    }

    /// The text of that key with one value put in; what a page says most often.
    #[must_use]
    pub fn say<'a>(&self, key: &str, name: &'a str, value: impl Into<Value<'a>>) -> String {
        self.with(key, &[(name, value.into())])
    }

    /// The words of one value of a closed list: `value("state-request", "in_review")`.
    #[must_use]
    pub fn value(&self, list: &str, spelling: &str) -> String {
        self.get(&format!("{list}-{}", spelling.replace('_', "-")))
    }

    /// A number in the reader's digits.
    #[must_use]
    pub fn number(&self, number: i64) -> String {
        self.in_digits(&number.to_string())
    }

    /// A text with its Latin digits turned into the reader's digits.
    #[must_use]
    pub fn in_digits(&self, text: &str) -> String {
        match self.digits {
            Digits::Latin => text.to_owned(),
            Digits::Own => self.lang().own_digits(text),
        }
    }

    /// The language spoken.
    #[must_use]
    pub fn lang(&self) -> &Language {
        &self.tongue.language
    }

    /// The digits this reader chose.
    #[must_use]
    pub const fn digits(&self) -> Digits {
        self.digits
    }

    /// The same words with other digits.
    #[must_use]
    pub fn in_those(self, digits: Digits) -> Self {
        Self { digits, ..self }
    }

    /// The same words said to (or of) a man or a woman; to nobody in particular when not known.
    #[must_use]
    pub fn speaking_to(self, reader: Option<Sex>) -> Self {
        Self { reader, ..self }
    }

    /// The same words without isolating marks and in Latin digits, for SMS and mail.
    #[must_use]
    pub fn plain(&self) -> Self {
        Self {
            tongue: Arc::clone(&self.tongue),
            digits: Digits::Latin,
            reader: self.reader,
            marks: false,
        }
    }
}
