//! What staff ask of a request beside its words: on whose behalf and on what basis, whom it is
//! about, and why it is urgent. The desk and the telephone ask the same.

use chrono::NaiveDate;

use crate::scheduling::{Basis, calendar, digits};
use crate::web::citizen::draft::DETAILS_CHARS_MAX;
use crate::web::citizen::profile::NAME_CHARS_MAX;
use crate::web::parts::{Field, Folded, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// The answers as they were typed.
#[derive(Clone, Debug, Default)]
pub struct Behalf {
    applicant: String,
    basis: String,
    basis_until: String,
    concerned: String,
    urgent: String,
}

/// The answers, read.
pub struct Said {
    /// On whose behalf; none: the person's own.
    pub applicant: Option<String>,
    /// On what basis, where it is on somebody's behalf.
    pub basis: Option<String>,
    /// The last day on which it may be done.
    pub until: Option<NaiveDate>,
    /// Whom it is about.
    pub concerned: Option<String>,
    /// Why it is urgent.
    pub urgent: Option<String>,
}

impl Behalf {
    /// The place of the answer of that name; none of any other.
    pub fn place(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "applicant" => Some(&mut self.applicant),
            "basis" => Some(&mut self.basis),
            "basis_until" => Some(&mut self.basis_until),
            "concerned" => Some(&mut self.concerned),
            "urgent" => Some(&mut self.urgent),
            _ => None,
        }
    }

    /// What was typed; what is wrong with it is added to what was found.
    pub fn read(&self, reader: &Reader, found: &mut Vec<Problem>) -> Said {
        let words = &reader.words;
        let most = |key: &str, count: usize| {
            words.say(key, "most", i64::try_from(count).unwrap_or(i64::MAX))
        };
        let mut wrong = |field: &str, text: String| {
            found.push(Problem {
                field: field.to_owned(),
                text,
            });
        };
        for (field, text, limit, key) in [
            ("applicant", &self.applicant, NAME_CHARS_MAX, "name-wrong"),
            ("concerned", &self.concerned, NAME_CHARS_MAX, "name-wrong"),
            ("urgent", &self.urgent, DETAILS_CHARS_MAX, "details-long"),
        ] {
            if text.chars().count() > limit {
                wrong(field, most(key, limit));
            }
        }
        let applicant = one_line(&self.applicant);
        let basis = Basis::parse(&self.basis).filter(|_| applicant.is_some());
        if applicant.is_some() && basis.is_none() {
            wrong("basis", words.get("other-basis-missing"));
        }
        let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
        let until = day(&self.basis_until, |day| day >= today);
        if until.is_err() {
            wrong("basis_until", words.get("intake-until-wrong"));
        }
        Said {
            applicant,
            basis: basis.map(|one| one.to_string()),
            until: until.unwrap_or_default(),
            concerned: one_line(&self.concerned),
            urgent: one_line(&self.urgent),
        }
    }

    /// The questions.
    #[must_use]
    pub fn asked(&self, words: &Words, problems: &Problems) -> Folded {
        let none = (String::new(), words.get("other-basis-none"));
        let bases = Basis::ALL
            .iter()
            .map(|basis| (basis.to_string(), words.value("basis", basis.as_str())));
        let bases = std::iter::once(none).chain(bases).collect();
        let fields = [
            Field::text("applicant", words.get("case-behalf"))
                .complete("off")
                .value(self.applicant.as_str())
                .wrong(problems.of("applicant")),
            Field::one_of("basis", words.get("other-basis"), bases)
                .value(self.basis.as_str())
                .wrong(problems.of("basis")),
            Field::date("basis_until", words.get("other-until"))
                .value(self.basis_until.as_str())
                .wrong(problems.of("basis_until")),
            Field::text("concerned", words.get("case-concerned"))
                .hint(words.get("other-concerned-hint"))
                .complete("off")
                .value(self.concerned.as_str())
                .wrong(problems.of("concerned")),
            Field::text("urgent", words.get("urgent-label"))
                .value(self.urgent.as_str())
                .wrong(problems.of("urgent")),
        ];
        let fields = fields.map(|field| field.optional(words.get("optional")));
        let typed = [
            &self.applicant,
            &self.basis,
            &self.basis_until,
            &self.concerned,
            &self.urgent,
        ];
        Folded::new(words.get("other-summary"), fields.into(), &typed)
    }
}

/// A text without blanks at its ends and with one between its words; none if nothing is left.
#[must_use]
pub fn one_line(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The day that was typed, in whichever digits; none where nothing was.
///
/// # Errors
/// It is no day, or none that fits.
pub fn day(text: &str, fits: impl Fn(NaiveDate) -> bool) -> Result<Option<NaiveDate>, NoDay> {
    match digits::to_latin(text.trim()).as_str() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(day) if fits(day) => Ok(Some(day)),
            Ok(_) | Err(_) => Err(NoDay),
        },
    }
}

/// What was typed is no day that fits.
#[derive(Clone, Copy, Debug)]
pub struct NoDay;
