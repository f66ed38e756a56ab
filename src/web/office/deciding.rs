//! The questions of a decision, and what was answered.

use serde::Deserialize;

use super::case::TEXT_LETTERS_MAX;
use crate::scheduling::ids::{DepartmentId, OfficialId};
use crate::scheduling::{Decision, Refusal, RequestEvent, Urgency};
use crate::service::decide::Verdict;
use crate::service::requests::Case;
use crate::web::parts::{Choice, Choices, Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// The questions of a decision.
pub struct CaseForm {
    /// What is decided.
    pub decision: Choices,
    /// The questions that belong to it.
    pub fields: Vec<Field>,
}

/// The longest that staff write to each other.
const NOTE_LETTERS_MAX: u32 = 300;

/// The decision as it was typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    department: String,
    #[serde(default)]
    urgency: String,
    #[serde(default)]
    urgency_reason: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    text: String,
}

impl Typed {
    /// Nothing typed yet: the form as the request stands.
    pub(super) fn of(reader: &Reader, case: &Case) -> Self {
        let category = case.filing.as_ref();
        let category = category.and_then(|filing| filing.category_id.as_ref());
        let catalogue = reader.app.catalogue.get();
        let department = category.and_then(|id| catalogue.tree.department(id));
        Self {
            urgency: case.request.urgency.to_string(),
            department: department.map_or_else(String::new, ToString::to_string),
            ..Self::default()
        }
    }
}

/// What stands before the id of an official in the list of whom a request is sent to.
const OFFICE: &str = "office:";

pub(super) fn verdict(typed: &Typed) -> Option<Verdict> {
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let decision = Decision::parse(&typed.decision)?;
    let to = filled(&typed.department).filter(|_| decision == Decision::Route);
    let office = to.as_deref().and_then(|to| to.strip_prefix(OFFICE));
    Some(Verdict {
        decision,
        official: office.map(OfficialId::from),
        mode: None,
        department: match office {
            Some(_) => None,
            None => to.as_deref().map(DepartmentId::from),
        },
        urgency: Urgency::parse(&typed.urgency),
        urgency_reason: filled(&typed.urgency_reason),
        note: filled(&typed.note),
        text: filled(&typed.text),
    })
}

/// Which field a refusal is about.
pub(super) fn problem(words: &Words, typed: &Typed, refusal: Refusal) -> Problem {
    let (field, key) = match (refusal, Decision::parse(&typed.decision)) {
        (Refusal::FieldWrong, None) => ("decision", "case-decision-missing"),
        (Refusal::FieldWrong, Some(_)) => ("department", "case-department-missing"),
        (Refusal::ReasonNeeded, _) => ("text", refusal.key()),
        (Refusal::UrgencyReason, _) => ("urgency_reason", refusal.key()),
        _other => ("decision", refusal.key()),
    };
    Problem {
        field: field.to_owned(),
        text: words.get(key),
    }
}

pub(super) fn form(reader: &Reader, case: &Case, typed: Typed, problems: &Problems) -> CaseForm {
    let words = &reader.words;
    let request = &case.request;
    let has_official = request.official_id.is_some();
    let open = |decision: &&Decision| {
        request
            .state
            .after(RequestEvent::Decide(**decision))
            .is_ok()
            && decision.fits(request.kind, has_official).is_ok()
    };
    let options = Decision::ALL.iter().filter(open).map(|decision| {
        Choice::new(
            decision.as_str(),
            words.value("decision", decision.as_str()),
        )
        .text(words.get(&format!("case-decision-{decision}-text")))
    });
    let urgencies = Urgency::ALL.iter().map(|urgency| {
        (
            urgency.to_string(),
            words.value("urgency", urgency.as_str()),
        )
    });
    CaseForm {
        decision: Choices::one("decision", words.get("case-decision"), options.collect())
            .chosen(typed.decision)
            .wrong(problems.of("decision")),
        fields: vec![
            Field::one_of(
                "department",
                words.get("case-department"),
                destinations(reader),
            )
            .hint(words.get("case-department-hint"))
            .optional(words.get("optional"))
            .value(typed.department)
            .wrong(problems.of("department")),
            Field::text("note", words.get("case-note"))
                .hint(words.get("case-note-hint"))
                .optional(words.get("optional"))
                .longest(NOTE_LETTERS_MAX)
                .value(typed.note),
            Field::one_of("urgency", words.get("case-urgency"), urgencies.collect())
                .value(typed.urgency),
            Field::text("urgency_reason", words.get("case-urgency-reason"))
                .hint(words.get("case-urgency-reason-hint"))
                .optional(words.get("optional"))
                .longest(NOTE_LETTERS_MAX)
                .value(typed.urgency_reason)
                .wrong(problems.of("urgency_reason")),
            Field::lines("text", words.get("case-reply"))
                .hint(words.get("case-reply-hint"))
                .optional(words.get("optional"))
                .longest(TEXT_LETTERS_MAX)
                .value(typed.text)
                .wrong(problems.of("text")),
        ],
    }
}

/// Whom a request can be sent to: nobody, a department, or straight an official's office.
fn destinations(reader: &Reader) -> Vec<(String, String)> {
    let (words, catalogue) = (&reader.words, reader.app.catalogue.get());
    let code = words.lang().code();
    let mut all = vec![(String::new(), words.get("case-department-none"))];
    all.extend(catalogue.departments.iter().map(|each| {
        let name = each.names.in_language(code).to_owned();
        (each.id.to_string(), name)
    }));
    all.extend(catalogue.officials.iter().map(|each| {
        let style = each.styles.in_language(code).short;
        let name = words.say("holder-office-of", "official", style);
        (format!("{OFFICE}{}", each.id), name)
    }));
    all
}
