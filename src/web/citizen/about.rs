//! A new request, third question: what it is about, and what the meeting needs.

use actix_web::HttpResponse;
use askama::Template;

use super::draft::{
    DETAILS_CHARS_MAX, Draft, INTERPRETED, SUBJECT_CHARS_MAX, Step, companions_most, language_said,
};
use super::{Answered, facts};
use crate::scheduling::ids::AttachmentId;
use crate::scheduling::{Basis, calendar};
use crate::service::attachments;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Field, Problem, Problems, Steps};
use crate::web::reader::Reader;
use crate::web::upload::{Papers, Upload};
use crate::words::Words;

/// The needs one ticks; the others are typed.
pub(in crate::web) const TICKED: [&str; 2] = ["sign_language", "wheelchair"];

/// Asks what it is about.
pub async fn see(reader: Reader) -> Answered {
    let draft = facts::draft(&reader).await?;
    if let Some(page) = draft.missing(Step::About) {
        return Ok(reader.see(page));
    }
    show(&reader, &draft, (false, Vec::new())).await
}

/// Keeps what was typed, right or wrong, and the files that were chosen, and goes on when nothing is
/// wrong.
pub async fn tell(reader: Reader, mut upload: Upload) -> Answered {
    let is_removed = |(name, id): &(String, String)| (name == "remove").then(|| id.clone());
    let removed = upload.fields.iter().find_map(is_removed);
    let fields = std::mem::take(&mut upload.fields);
    let draft = into_draft(fields, facts::draft(&reader).await?);
    facts::keep(&reader, &draft).await?;
    let mut found = upload.bring(&reader).await?;
    found.extend(over(&reader, &draft));
    if let Some(id) = removed {
        attachments::remove(&reader.app, &reader.caller, AttachmentId::from(id)).await?;
        return show(&reader, &draft, (false, found)).await;
    }
    if !found.is_empty() || !wrong(&reader.words, &draft).is_empty() {
        return show(&reader, &draft, (true, found)).await;
    }
    let next = if facts::chooses_time(&reader.app, &draft) {
        "/ask/time"
    } else {
        "/ask/check"
    };
    Ok(reader.see(next))
}

/// Keeps what is being typed, while it is typed.
pub async fn keep(reader: Reader, Form(fields): Form<Vec<(String, String)>>) -> Answered {
    let draft = into_draft(fields, facts::draft(&reader).await?);
    facts::keep(&reader, &draft).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn show(reader: &Reader, draft: &Draft, (is_wrong, found): (bool, Vec<Problem>)) -> Answered {
    let (frame, _) = facts::known(reader).await?;
    let chooses_time = facts::chooses_time(&reader.app, draft);
    let kept = attachments::draft(&reader.app, &reader.caller).await?;
    let papers = Papers::new(reader, &kept, &found);
    let said = (Some(papers), is_wrong, found);
    reader.page(&AboutPage::new(frame, draft, chooses_time, said))
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
            "applicant" => draft.applicant = value,
            "basis" => draft.basis = value,
            "basis_until" => draft.basis_until = value,
            "concerned" => draft.concerned = value,
            "urgent" => draft.urgent = value,
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
    papers: Option<Papers>,
    others: Vec<Field>,
    is_open: bool,
}

impl AboutPage {
    /// The page with what was typed before and the papers of the draft; `is_wrong` says what is
    /// wrong with what was typed, before what was wrong with files.
    #[must_use]
    pub fn new(
        frame: Frame,
        draft: &Draft,
        chooses_time: bool,
        (papers, is_wrong, of_files): (Option<Papers>, bool, Vec<Problem>),
    ) -> Self {
        let words = frame.words.clone();
        let mut found = if is_wrong {
            wrong(&words, draft)
        } else {
            Vec::new()
        };
        found.extend(of_files);
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
            papers,
            others: others(&words, draft, &problems),
            is_open: says_more(draft),
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

/// Whether something was said of another person, or of hurry.
fn says_more(draft: &Draft) -> bool {
    let said = [
        &draft.applicant,
        &draft.concerned,
        &draft.urgent,
        &draft.basis_until,
    ];
    said.iter().any(|text| !text.trim().is_empty())
}

/// The questions that few need: for whom, on what basis, about whom, and why it is urgent.
fn others(words: &Words, draft: &Draft, problems: &Problems) -> Vec<Field> {
    let none = (String::new(), words.get("other-basis-none"));
    let bases = Basis::ALL
        .iter()
        .map(|basis| (basis.to_string(), words.value("basis", basis.as_str())));
    let optional = |field: Field| field.optional(words.get("optional"));
    vec![
        optional(Field::text("applicant", words.get("other-applicant")))
            .hint(words.get("other-applicant-hint"))
            .value(draft.applicant.as_str())
            .wrong(problems.of("applicant")),
        optional(Field::one_of(
            "basis",
            words.get("other-basis"),
            std::iter::once(none).chain(bases).collect(),
        ))
        .value(draft.basis.as_str())
        .wrong(problems.of("basis")),
        optional(Field::date("basis_until", words.get("other-until")))
            .value(draft.basis_until.as_str())
            .wrong(problems.of("basis_until")),
        optional(Field::text("concerned", words.get("other-concerned")))
            .hint(words.get("other-concerned-hint"))
            .value(draft.concerned.as_str())
            .wrong(problems.of("concerned")),
        optional(Field::text("urgent", words.get("urgent-label")))
            .hint(words.get("urgent-hint"))
            .value(draft.urgent.as_str())
            .wrong(problems.of("urgent")),
    ]
}

/// That the representation is over already, where it is.
fn over(reader: &Reader, draft: &Draft) -> Option<Problem> {
    let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
    let until = draft.until().unwrap_or_default();
    until.filter(|until| *until < today).map(|_| Problem {
        field: "basis_until".to_owned(),
        text: reader.words.get("intake-until-wrong"),
    })
}

/// What is wrong with what was said of another person.
fn wrong_of_others(words: &Words, draft: &Draft) -> Vec<Problem> {
    let most = i64::try_from(SUBJECT_CHARS_MAX).unwrap_or(i64::MAX);
    let is_long = |text: &str| text.trim().chars().count() > SUBJECT_CHARS_MAX;
    let needs_basis = !draft.applicant.trim().is_empty() && Basis::parse(&draft.basis).is_none();
    let long = || words.say("name-wrong", "most", most);
    let found = [
        ("applicant", is_long(&draft.applicant).then(long)),
        (
            "basis",
            needs_basis.then(|| words.get("other-basis-missing")),
        ),
        (
            "basis_until",
            draft
                .until()
                .is_err()
                .then(|| words.get("other-until-wrong")),
        ),
        ("concerned", is_long(&draft.concerned).then(long)),
        (
            "urgent",
            (draft.urgent.chars().count() > DETAILS_CHARS_MAX).then(|| {
                let most = i64::try_from(DETAILS_CHARS_MAX).unwrap_or(i64::MAX);
                words.say("details-long", "most", most)
            }),
        ),
    ];
    found
        .into_iter()
        .filter_map(|(field, text)| {
            let field = field.to_owned();
            Some(Problem { field, text: text? })
        })
        .collect()
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
    found.extend(wrong_of_others(words, draft));
    found
}
