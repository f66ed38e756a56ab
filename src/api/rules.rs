//! What fields must be: each rule that fails is named, and all of them at once.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};

use super::failure::{Failure, Wrong};
use crate::scheduling::email::{Email, EmailFault};
use crate::scheduling::hijri::HijriDate;
use crate::scheduling::identity::IdentityFault;
use crate::scheduling::mobile::MobileFault;
use crate::scheduling::{IdentityNumber, Mobile, Needs, digits};
use crate::value;

/// So many characters at most has a subject.
pub const SUBJECT_CHARS_MAX: usize = 150;
/// So many characters at most have the details of a request.
pub const DETAILS_CHARS_MAX: usize = 4000;
/// So many characters at most has a reason, or what an applicant is told.
pub const TEXT_CHARS_MAX: usize = 2000;
/// So many characters at most has a name.
pub const NAME_CHARS_MAX: usize = 100;
/// So many characters at least has a name.
pub const NAME_CHARS_MIN: usize = 2;
/// So many stretches of days at most that do not suit.
pub const UNAVAILABLE_MAX: usize = 20;
/// So many entries at most has a page of a list.
pub const PAGE_MAX: i64 = 100;
/// So many entries has a page of a list when nobody says.
pub const PAGE_USUAL: i64 = 20;
/// A telephone call is at most so long.
pub const CALL_MINUTES_MAX: i32 = 600;

value! {
    /// The calendar in which dates are written.
    pub enum Calendar {
        /// The Gregorian calendar.
        Gregorian = "gregorian",
        /// The Umm al-Qura Hijri calendar.
        Umalqura = "umalqura",
    }
}

impl Calendar {
    /// Reads a day written `YYYY-MM-DD`, in any digits.
    pub fn parse_day(self, text: &str) -> Option<NaiveDate> {
        match self {
            Self::Gregorian => NaiveDate::parse_from_str(&digits::to_latin(text), "%Y-%m-%d").ok(),
            Self::Umalqura => HijriDate::parse(text)?.gregorian(),
        }
    }
}

/// The rules that failed so far.
#[derive(Debug, Default)]
pub struct Rules(Vec<Wrong>);

impl Rules {
    /// Notes a rule that failed.
    pub fn fail(&mut self, field: &'static str, code: &str, key: &str, most: Option<usize>) {
        self.0.push(Wrong {
            field,
            code: code.to_owned(),
            key: key.to_owned(),
            most: most.and_then(|most| i64::try_from(most).ok()),
        });
    }

    /// Nothing failed, or everything that did.
    pub fn passed(self) -> Result<(), Failure> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.failure())
        }
    }

    /// Everything that failed.
    pub fn failure(self) -> Failure {
        Failure::Fields(self.0)
    }

    /// A text that is needed.
    pub fn text(&mut self, field: &'static str, text: &str, most: usize) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.fail(field, "empty", "error-text-empty", None);
        }
        self.short(field, text, most)
    }

    /// A text that may be left out; a blank one is none.
    pub fn some_text(
        &mut self,
        field: &'static str,
        text: Option<&str>,
        most: usize,
    ) -> Option<String> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        Some(self.short(field, text, most))
    }

    fn short(&mut self, field: &'static str, text: &str, most: usize) -> String {
        if text.chars().count() > most {
            self.fail(field, "length", "error-text-long", Some(most));
        }
        text.to_owned()
    }

    /// A person's name.
    pub fn name(&mut self, field: &'static str, text: &str) -> String {
        let name = self.text(field, text, NAME_CHARS_MAX);
        if !name.is_empty() && name.chars().count() < NAME_CHARS_MIN {
            self.fail(field, "short", "error-text-short", None);
        }
        name
    }

    /// An identity number.
    pub fn identity(&mut self, field: &'static str, text: &str) -> Option<IdentityNumber> {
        let read = IdentityNumber::parse(text);
        self.read(field, "identity", read.map_err(IdentityFault::as_str))
    }

    /// A mobile number.
    pub fn mobile(&mut self, field: &'static str, text: &str) -> Option<Mobile> {
        let read = Mobile::parse(text);
        self.read(field, "mobile", read.map_err(MobileFault::as_str))
    }

    /// An email address.
    pub fn email(&mut self, field: &'static str, text: &str) -> Option<Email> {
        let read = Email::parse(text);
        self.read(field, "email", read.map_err(EmailFault::as_str))
    }

    fn read<T>(
        &mut self,
        field: &'static str,
        what: &str,
        read: Result<T, &'static str>,
    ) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(fault) => {
                let key = format!("error-{what}-{}", fault.replace('_', "-"));
                self.fail(field, fault, &key, None);
                None
            }
        }
    }

    /// What the applicant needs, each as its own text.
    pub fn needs(&mut self, texts: &[String]) -> Needs {
        let needs = Needs::parse(&texts.join(","));
        if needs.is_none() {
            self.fail("needs", "needs", "error-needs", None);
        }
        needs.unwrap_or_default()
    }

    /// A day in that calendar.
    pub fn day(
        &mut self,
        field: &'static str,
        text: Option<&str>,
        calendar: Calendar,
    ) -> Option<NaiveDate> {
        let text = text?;
        let day = calendar.parse_day(text);
        if day.is_none() {
            self.fail(field, "date", "error-date", None);
        }
        day
    }

    /// An instant with its offset.
    pub fn instant(&mut self, field: &'static str, text: &str) -> Option<DateTime<Utc>> {
        let at = DateTime::parse_from_rfc3339(text).ok();
        if at.is_none() {
            self.fail(field, "instant", "error-instant", None);
        }
        at.map(|at| at.to_utc())
    }

    /// One of the things that stand to choose.
    pub fn chosen(&mut self, field: &'static str, stands: bool) {
        if !stands {
            self.fail(field, "unknown", "error-choice", None);
        }
    }

    /// How many entries a page has.
    pub fn limit(&mut self, limit: Option<i64>) -> i64 {
        let limit = limit.unwrap_or(PAGE_USUAL);
        if !(1..=PAGE_MAX).contains(&limit) {
            let most = usize::try_from(PAGE_MAX).ok();
            self.fail("limit", "range", "error-limit-range", most);
        }
        limit
    }

    /// After which entry a page begins.
    pub fn cursor(&mut self, cursor: Option<&str>) -> Option<String> {
        let cursor = cursor?;
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        let after = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        if after.is_none() {
            self.fail("cursor", "unknown", "error-cursor", None);
        }
        after
    }
}

/// The opaque cursor of a page that ended with that entry.
pub fn cursor(last: &str) -> String {
    URL_SAFE_NO_PAD.encode(last)
}

#[cfg(test)]
mod tests;
