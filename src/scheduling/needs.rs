//! What a person needs for a meeting to be one: an interpreter, a step-free room, seats.

use std::collections::BTreeSet;

use crate::scheduling::digits;

/// One need, written `sign_language`, `interpreter:LANG`, `wheelchair` or `companions:N`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A sign-language interpreter.
    SignLanguage,
    /// An interpreter of a language, by its BCP 47 code in lower case.
    Interpreter(String),
    /// A way without steps, and room for a wheelchair.
    Wheelchair,
    /// Seats for so many companions.
    Companions(u8),
}

/// So many companions at most come along.
pub const COMPANIONS_MAX: u8 = 9;

/// So many different needs at most are asked for at once.
pub const NEEDS_MAX: usize = 8;

impl Need {
    /// The need of that spelling, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = digits::to_latin(text);
        match plain.split_once(':') {
            None => match plain.as_str() {
                "sign_language" => Some(Self::SignLanguage),
                "wheelchair" => Some(Self::Wheelchair),
                _ => None,
            },
            Some(("interpreter", language)) => language_code(language).map(Self::Interpreter),
            Some(("companions", count)) => companions(count),
            Some(_) => None,
        }
    }
}

impl std::fmt::Display for Need {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SignLanguage => f.write_str("sign_language"),
            Self::Interpreter(language) => write!(f, "interpreter:{language}"),
            Self::Wheelchair => f.write_str("wheelchair"),
            Self::Companions(count) => write!(f, "companions:{count}"),
        }
    }
}

/// The needs of one person, each once, in one order; as text they stand in one column.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Needs(BTreeSet<Need>);

impl Needs {
    /// No needs.
    #[must_use]
    pub const fn none() -> Self {
        Self(BTreeSet::new())
    }

    /// Reads needs divided by commas or blanks; nothing at all is no needs.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = digits::to_latin(text);
        let words = plain.split([',', ' ']).filter(|word| !word.is_empty());
        words
            .map(Need::parse)
            .collect::<Option<Vec<_>>>()
            .and_then(Self::of)
    }

    /// These needs, or nothing when they are too many or contradict each other.
    #[must_use]
    pub fn of(needs: impl IntoIterator<Item = Need>) -> Option<Self> {
        let set: BTreeSet<Need> = needs.into_iter().collect();
        let counts = set
            .iter()
            .filter(|need| matches!(need, Need::Companions(_)))
            .count();
        (set.len() <= NEEDS_MAX && counts <= 1).then_some(Self(set))
    }

    /// Each need, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Need> {
        self.0.iter()
    }

    /// Whether nothing is needed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this is among them.
    #[must_use]
    pub fn has(&self, need: &Need) -> bool {
        self.0.contains(need)
    }

    /// How many companions come along.
    #[must_use]
    pub fn companions(&self) -> u8 {
        self.0
            .iter()
            .find_map(|need| match need {
                Need::Companions(count) => Some(*count),
                Need::SignLanguage | Need::Interpreter(_) | Need::Wheelchair => None,
            })
            .unwrap_or(0)
    }

    /// The needs that a third person meets: one interpreter each.
    pub fn spoken_for(&self) -> impl Iterator<Item = &Need> {
        self.0.iter().filter(|need| match need {
            Need::SignLanguage | Need::Interpreter(_) => true,
            Need::Wheelchair | Need::Companions(_) => false,
        })
    }
}

impl std::fmt::Display for Needs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, need) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(",")?;
            }
            write!(f, "{need}")?;
        }
        Ok(())
    }
}

fn companions(count: &str) -> Option<Need> {
    let count: u8 = count.parse().ok()?;
    (1..=COMPANIONS_MAX)
        .contains(&count)
        .then_some(Need::Companions(count))
}

fn language_code(language: &str) -> Option<String> {
    let code = language.to_ascii_lowercase();
    let is_code = (2..=12).contains(&code.len())
        && code.starts_with(|first: char| first.is_ascii_lowercase())
        && code.ends_with(|last: char| last.is_ascii_alphanumeric())
        && code
            .chars()
            .all(|each| each.is_ascii_alphanumeric() || each == '-');
    is_code.then_some(code)
}

#[cfg(test)]
mod tests;
