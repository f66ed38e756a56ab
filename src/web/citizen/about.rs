//! A new request, third question: what it is about, and what the meeting needs.

use askama::Template;

use super::draft::{
    DETAILS_CHARS_MAX, Draft, INTERPRETED, SUBJECT_CHARS_MAX, Step, companions_most, language_said,
};
use super::{Answered, facts};
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Field, Problem, Problems, Steps};
use crate::web::reader::Reader;
use crate::words::Words;

/// The needs one ticks; the others are typed.
pub(in crate::web) const TICKED: [&str; 2] = ["sign_language", "wheelchair"];

/// Asks what it is about.
pub async fn see(reader: Reader) -> Answered {
    let draft = facts::draft(&reader).await?;
    if let Some(page) = draft.missing(Step::About) {
        return Ok(reader.see(page));
    }
    show(&reader, &draft, false).await
}

/// Keeps what was typed, right or wrong, and goes on when nothing is wrong.
pub async fn tell(reader: Reader, Form(fields): Form<Vec<(String, String)>>) -> Answered {
    let draft = into_draft(fields, facts::draft(&reader).await?);
    facts::keep(&reader, &draft).await?;
    if !wrong(&reader.words, &draft).is_empty() {
        return show(&reader, &draft, true).await;
    }
    let next = if facts::chooses_time(&reader.app, &draft) {
        "/ask/time"
    } else {
        "/ask/check"
    };
    Ok(reader.see(next))
}

async fn show(reader: &Reader, draft: &Draft, is_wrong: bool) -> Answered {
    let (frame, _) = facts::known(reader).await?;
    let chooses_time = facts::chooses_time(&reader.app, draft);
    reader.page(&AboutPage::new(frame, draft, chooses_time, is_wrong))
}

/// The draft with what the form says; a need may stand in it more than once.
#[must_use]
pub fn into_draft(fields: Vec<(String, String)>, draft: Draft) -> Draft {
    let mut draft = Draft {
        needs: Vec::new(),
        ..draft
    };
    for (name, value) in fields {
        match name.as_str() {
            "subject" => draft.subject = value,
            "details" => draft.details = value.replace("\r\n", "\n"),
            "needs" if TICKED.contains(&value.as_str()) && !draft.needs.contains(&value) => {
                draft.needs.push(value);
            }
            "interpreter" => draft.interpreter = value,
            "companions" => draft.companions = value,
            _ => {}
        }
    }
    draft
}

/// The questions about needs; asked of a meeting only.
struct NeedsAsked {
    given: Choices,
    language: Field,
    companions: Field,
}

/// The page that asks what it is about.
#[derive(Template)]
#[template(path = "citizen/about.html")]
pub struct AboutPage {
    frame: Frame,
    problems: Problems,
    steps: Steps,
    back: &'static str,
    subject: Field,
    details: Field,
    needs: Option<NeedsAsked>,
}

impl AboutPage {
    /// The page with what was typed before; `is_wrong` says what is wrong with it.
    #[must_use]
    pub fn new(frame: Frame, draft: &Draft, chooses_time: bool, is_wrong: bool) -> Self {
        let words = frame.words.clone();
        let found = if is_wrong {
            wrong(&words, draft)
        } else {
            Vec::new()
        };
        let frame = frame.titled("about-title").gone_wrong(!found.is_empty());
        let problems = Problems::new(&words, found);
        let subject = Field::text("subject", words.get("subject-label"))
            .hint(words.get("subject-hint"))
            .value(draft.subject.as_str())
            .wrong(problems.of("subject"));
        let details = Field::lines("details", words.get("details-label"))
            .optional(words.get("optional"))
            .hint(words.get("details-hint"))
            .value(draft.details.as_str())
            .wrong(problems.of("details"));
        Self {
            steps: draft.steps(&words, Step::About, chooses_time),
            back: match (draft.is_meeting(), draft.is_errand()) {
                (true, _) => "/ask/meeting",
                (false, true) => "/ask/service",
                (false, false) => "/ask",
            },
            needs: draft.has_time().then(|| needs(&words, draft, &problems)),
            frame,
            problems,
            subject,
            details,
        }
    }
}

fn needs(words: &Words, draft: &Draft, problems: &Problems) -> NeedsAsked {
    let ticked = TICKED.iter().map(|need| {
        Choice::new(*need, words.value("need", need)).text(words.value("need-text", need))
    });
    let nothing = (String::new(), words.get("need-interpreter-none"));
    let languages = INTERPRETED
        .iter()
        .map(|code| ((*code).to_owned(), language_said(words, code)));
    NeedsAsked {
        given: Choices::many("needs", words.get("needs-legend"), ticked.collect())
            .hint(words.get("needs-hint"))
            .all_chosen(draft.needs.clone()),
        language: Field::one_of(
            "interpreter",
            words.get("need-interpreter-label"),
            std::iter::once(nothing).chain(languages).collect(),
        )
        .optional(words.get("optional"))
        .value(draft.interpreter.as_str()),
        companions: Field::digits("companions", words.get("need-companions-label"), "off")
            .optional(words.get("optional"))
            .hint(words.say("need-companions-hint", "most", companions_most()))
            .value(draft.companions.as_str())
            .wrong(problems.of("companions")),
    }
}

fn wrong(words: &Words, draft: &Draft) -> Vec<Problem> {
    let letters = |text: &str| text.trim().chars().count();
    let problem = |field: &str, text: String| Problem {
        field: field.to_owned(),
        text,
    };
    let most =
        |key: &str, count: usize| words.say(key, "most", i64::try_from(count).unwrap_or(i64::MAX));
    let mut found = Vec::new();
    if letters(&draft.subject) == 0 {
        found.push(problem("subject", words.get("subject-missing")));
    } else if letters(&draft.subject) > SUBJECT_CHARS_MAX {
        found.push(problem("subject", most("subject-long", SUBJECT_CHARS_MAX)));
    }
    if draft.details.chars().count() > DETAILS_CHARS_MAX {
        found.push(problem("details", most("details-long", DETAILS_CHARS_MAX)));
    }
    if draft.needs().is_none() {
        let text = words.say("needs-wrong", "most", companions_most());
        found.push(problem("companions", text));
    }
    found
}
