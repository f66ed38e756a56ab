//! What a person has said so far, between the first page and the last.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::scheduling::availability::Mode;
use crate::scheduling::ids::{CentreId, OfficialId, RequestId, ServiceId};
use crate::scheduling::needs::{COMPANIONS_MAX, Need, Needs};
use crate::scheduling::request::RequestKind;
use crate::scheduling::{Basis, digits};
use crate::web::parts::Steps;
use crate::words::Words;

/// So many characters at most has a subject.
pub const SUBJECT_CHARS_MAX: usize = 150;

/// So many characters at most have the details.
pub const DETAILS_CHARS_MAX: usize = 4000;

/// The draft of a request, as it was typed; kept by the service as JSON, one per person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The request that is handed in already, when only a time is chosen for it.
    pub request: Option<RequestId>,
    /// What is asked for.
    pub kind: Option<RequestKind>,
    /// Whom to meet.
    pub official: Option<OfficialId>,
    /// How to meet.
    pub mode: Option<Mode>,
    /// From which centre.
    pub centre: Option<CentreId>,
    /// Which of the centre's services.
    pub service: Option<ServiceId>,
    /// The subject as typed.
    pub subject: String,
    /// The details as typed.
    pub details: String,
    /// `sign_language` and `wheelchair`, as chosen.
    pub needs: Vec<String>,
    /// The language of an interpreter; empty for none.
    pub interpreter: String,
    /// The number of companions as typed.
    pub companions: String,
    /// For whom it is asked, when that is someone else, as typed.
    pub applicant: String,
    /// On what basis.
    pub basis: String,
    /// Until when, as typed: `YYYY-MM-DD`.
    pub basis_until: String,
    /// Whom it is about, as typed.
    pub concerned: String,
    /// Why it is urgent, as typed.
    pub urgent: String,
}

/// The pages of a new request in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What is asked for.
    What,
    /// Whom to meet, how and where.
    Who,
    /// The subject and the needs.
    About,
    /// The time.
    Time,
    /// The last look.
    Check,
}

impl Step {
    const fn key(self, is_errand: bool) -> &'static str {
        match self {
            Self::Who if is_errand => "step-errand",
            Self::What => "step-what",
            Self::Who => "step-who",
            Self::About => "step-about",
            Self::Time => "step-time",
            Self::Check => "step-check",
        }
    }
}

impl Draft {
    /// Reads a draft; one that cannot be read any more is an empty one.
    #[must_use]
    pub fn read(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_default()
    }

    /// The draft as it is kept.
    #[must_use]
    pub fn body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether a meeting is asked for.
    #[must_use]
    pub fn is_meeting(&self) -> bool {
        self.kind == Some(RequestKind::Meeting)
    }

    /// Whether a time at a centre's service is asked for.
    #[must_use]
    pub fn is_errand(&self) -> bool {
        self.kind.is_some() && !self.is_meeting() && self.mode == Some(Mode::Service)
    }

    /// Whether somebody comes to it at a time.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.is_meeting() || self.is_errand()
    }

    /// What is needed, if it can be understood.
    #[must_use]
    pub fn needs(&self) -> Option<Needs> {
        if !self.has_time() {
            return Some(Needs::none());
        }
        let mut needs = Vec::new();
        for need in &self.needs {
            needs.push(Need::parse(need)?);
        }
        if !self.interpreter.is_empty() {
            needs.push(Need::parse(&format!("interpreter:{}", self.interpreter))?);
        }
        let companions = digits::compact(&self.companions);
        match companions.as_str() {
            "" | "0" => {}
            count => needs.push(Need::parse(&format!("companions:{count}"))?),
        }
        Needs::of(needs)
    }

    /// The first page on which something is still missing before that step.
    #[must_use]
    pub fn missing(&self, before: Step) -> Option<&'static str> {
        let steps = [
            (Step::What, self.kind.is_none(), "/ask"),
            (
                Step::Who,
                self.is_meeting() && !self.knows_whom(),
                "/ask/meeting",
            ),
            (
                Step::Who,
                self.is_errand() && (self.service.is_none() || self.centre.is_none()),
                "/ask/service",
            ),
            (Step::About, !self.knows_what(), "/ask/about"),
        ];
        steps
            .into_iter()
            .take_while(|(step, _, _)| *step != before)
            .find_map(|(_, is_missing, page)| is_missing.then_some(page))
    }

    fn knows_whom(&self) -> bool {
        match self.mode {
            Some(Mode::Video) => self.official.is_some() && self.centre.is_some(),
            Some(Mode::InPerson | Mode::Reception) => self.official.is_some(),
            Some(Mode::Service) | None => false,
        }
    }

    fn knows_what(&self) -> bool {
        let letters = self.subject.trim().chars().count();
        (1..=SUBJECT_CHARS_MAX).contains(&letters)
            && self.details.chars().count() <= DETAILS_CHARS_MAX
            && self.knows_for_whom()
            && self.needs().is_some()
    }

    /// Whether what is said of another person is whole: who acts for someone says on what basis,
    /// and until a day that can be read.
    #[must_use]
    pub fn knows_for_whom(&self) -> bool {
        let is_short = |text: &str| text.trim().chars().count() <= SUBJECT_CHARS_MAX;
        let is_said = !self.applicant.trim().is_empty();
        let has_basis = Basis::parse(&self.basis).is_some();
        is_short(&self.applicant)
            && is_short(&self.concerned)
            && self.urgent.chars().count() <= DETAILS_CHARS_MAX
            && (!is_said || has_basis)
            && self.until().is_ok()
    }

    /// The last day of the basis; none where none was said.
    ///
    /// # Errors
    /// What was typed is no day.
    pub fn until(&self) -> Result<Option<NaiveDate>, chrono::ParseError> {
        match digits::to_latin(self.basis_until.trim()).as_str() {
            "" => Ok(None),
            text => text.parse().map(Some),
        }
    }

    /// The numbered steps of this request, standing at that one.
    #[must_use]
    pub fn steps(&self, words: &Words, at: Step, chooses_time: bool) -> Steps {
        let all = [Step::What, Step::Who, Step::About, Step::Time, Step::Check];
        let taken = all.into_iter().filter(|step| match step {
            Step::Who => self.kind.is_none() || self.has_time(),
            Step::Time => chooses_time && (self.kind.is_none() || self.has_time()),
            Step::What | Step::About | Step::Check => true,
        });
        let taken: Vec<Step> = taken.collect();
        let keys: Vec<&str> = taken
            .iter()
            .map(|step| step.key(self.is_errand()))
            .collect();
        let place = taken.iter().position(|step| *step == at).unwrap_or(0);
        Steps::new(words, &keys, place + 1)
    }

    /// The needs in words, joined; empty for none.
    #[must_use]
    pub fn needs_said(&self, words: &Words) -> String {
        self.needs()
            .map_or_else(String::new, |needs| needs_said(words, &needs))
    }
}

/// Needs in words, joined; empty for none.
#[must_use]
pub fn needs_said(words: &Words, needs: &Needs) -> String {
    let said: Vec<String> = needs.iter().map(|need| need_said(words, need)).collect();
    said.join(&words.get("list-comma"))
}

fn need_said(words: &Words, need: &Need) -> String {
    match need {
        Need::SignLanguage => words.get("need-sign-language"),
        Need::Interpreter(language) => words.say(
            "need-interpreter-of",
            "language",
            language_said(words, language),
        ),
        Need::Wheelchair => words.get("need-wheelchair"),
        Need::Companions(count) => words.say("need-companions-count", "count", i64::from(*count)),
    }
}

/// The languages an interpreter may be asked for on the page.
pub const INTERPRETED: [&str; 9] = ["en", "ur", "bn", "hi", "id", "tl", "am", "fr", "tr"];

/// The name of a language; its code when there is no word for it.
#[must_use]
pub fn language_said(words: &Words, code: &str) -> String {
    if INTERPRETED.contains(&code) {
        words.value("language", code)
    } else {
        code.to_owned()
    }
}

/// The most companions, as a number that words take.
#[must_use]
pub fn companions_most() -> i64 {
    i64::from(COMPANIONS_MAX)
}

#[cfg(test)]
mod tests;
