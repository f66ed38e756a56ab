//! What is known of a language: its code, its own name, its direction, how it counts.

use serde::Deserialize;

crate::value! {
    /// Which digits a reader sees.
    pub enum Digits {
        /// 0123456789, everywhere.
        Latin = "latin",
        /// Those of the language, where it has its own: ٠١٢٣٤٥٦٧٨٩.
        Own = "own",
    }
}

/// One language, as its `language.toml` describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    code: String,
    name: String,
    direction: Direction,
    plurals: Plurals,
    digits: Option<String>,
    #[serde(default)]
    unreviewed: bool,
}

impl Language {
    /// The code of the language, as in `lang="ar"`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// `rtl` or `ltr`, as in `dir="rtl"`.
    #[must_use]
    pub const fn direction(&self) -> &'static str {
        match self.direction {
            Direction::Rtl => "rtl",
            Direction::Ltr => "ltr",
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the language has digits of its own to offer.
    #[must_use]
    pub const fn has_digits(&self) -> bool {
        self.digits.is_some()
    }

    /// Whether a native reader still has to go over its words.
    #[must_use]
    pub const fn is_unreviewed(&self) -> bool {
        self.unreviewed
    }

    pub(super) const fn plurals(&self) -> Plurals {
        self.plurals
    }

    pub(super) fn own_digits(&self, text: &str) -> String {
        let Some(digits) = &self.digits else {
            return text.to_owned();
        };
        text.chars()
            .map(|letter| own_digit(digits, letter))
            .collect()
    }
}

fn own_digit(digits: &str, letter: char) -> char {
    letter
        .to_digit(10)
        .and_then(|digit| usize::try_from(digit).ok())
        .and_then(|place| digits.chars().nth(place))
        .unwrap_or(letter)
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Direction {
    Rtl,
    Ltr,
}

/// The ways of counting that the program knows; a language names its own.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Plurals {
    /// Six forms: 0, 1, 2, 3 to 10, 11 to 99, hundreds.
    Arabic,
    /// One, and everything else.
    OneOther,
    /// The noun does not change.
    Same,
}

/// The plural form of a count, a string that texts select on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Form {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

impl Plurals {
    /// The form of a whole number. Fluent's own rules are wrong for Arabic from 103 upward.
    pub(super) const fn form(self, number: i64) -> Form {
        let count = number.unsigned_abs();
        match self {
            Self::Arabic => match (count, count % 100) {
                (0, _) => Form::Zero,
                (1, _) => Form::One,
                (2, _) => Form::Two,
                (_, 3..=10) => Form::Few,
                (_, 11..=99) => Form::Many,
                (_, _) => Form::Other,
            },
            Self::OneOther => match count {
                1 => Form::One,
                _ => Form::Other,
            },
            Self::Same => Form::Other,
        }
    }
}

/// The primary codes of an `Accept-Language` header, most wanted first.
pub(super) fn preferences(accept_language: &str) -> Vec<&str> {
    const WISHES_MAX: usize = 16;
    let mut wishes: Vec<(u32, &str)> = accept_language
        .split(',')
        .take(WISHES_MAX)
        .filter_map(wish)
        .collect();
    wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wishes.into_iter().map(|(_, code)| code).collect()
}

/// One entry of the header: its weight in thousandths and its primary code.
fn wish(entry: &str) -> Option<(u32, &str)> {
    let mut parts = entry.split(';').map(str::trim);
    let code = parts.next()?.split('-').next()?;
    let weight = parts
        .find_map(|part| part.strip_prefix("q="))
        .map_or(1000, thousandths);
    (weight > 0 && !code.is_empty()).then_some((weight, code))
}

fn thousandths(weight: &str) -> u32 {
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    if whole != "0" {
        return 1000;
    }
    let digits = part.chars().chain("000".chars()).take(3);
    digits.fold(0, |sum, digit| sum * 10 + digit.to_digit(10).unwrap_or(0))
}
