//! A new request, first question: what is asked for.

use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::draft::{Draft, Step};
use super::{Answered, facts};
use crate::scheduling::request::RequestKind;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Problem, Problems, Steps};
use crate::web::reader::Reader;

/// Asks what is asked for; the front page may have said it already.
pub async fn see(reader: Reader, query: Query<AskForm>) -> Answered {
    let draft = facts::draft(&reader).await?;
    let (frame, _) = facts::known(&reader).await?;
    let kind = RequestKind::parse(&query.kind).or(draft.kind);
    reader.page(&AskPage::new(frame, &Draft { kind, ..draft }, false))
}

/// Keeps what was chosen, and goes on.
pub async fn choose(reader: Reader, Form(form): Form<AskForm>) -> Answered {
    let draft = facts::draft(&reader).await?;
    let Some(kind) = RequestKind::parse(&form.kind) else {
        let (frame, _) = facts::known(&reader).await?;
        return reader.page(&AskPage::new(frame, &draft, true));
    };
    let draft = Draft {
        kind: Some(kind),
        request: None,
        ..draft
    };
    facts::keep(&reader, &draft).await?;
    let next = if draft.is_meeting() {
        "/ask/meeting"
    } else {
        "/ask/about"
    };
    Ok(reader.see(next))
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AskForm {
    /// The kind chosen.
    #[serde(default)]
    pub kind: String,
}

/// The page that asks what is asked for.
#[derive(Template)]
#[template(path = "citizen/ask.html")]
pub struct AskPage {
    frame: Frame,
    problems: Problems,
    steps: Steps,
    kind: Choices,
}

impl AskPage {
    /// The page, with the kind chosen before.
    #[must_use]
    pub fn new(frame: Frame, draft: &Draft, is_wrong: bool) -> Self {
        let frame = frame.titled("ask-title").gone_wrong(is_wrong);
        let words = frame.words.clone();
        let found = is_wrong.then(|| Problem {
            field: "kind".to_owned(),
            text: words.get("ask-kind-missing"),
        });
        let problems = Problems::new(&words, found.into_iter().collect());
        let options = RequestKind::ALL.iter().map(|kind| {
            Choice::new(kind.as_str(), words.value("kind", kind.as_str()))
                .text(words.value("kind-text", kind.as_str()))
        });
        let kind = Choices::one("kind", frame.title.clone(), options.collect())
            .big()
            .chosen(draft.kind.map_or("", RequestKind::as_str))
            .wrong(problems.of("kind"));
        let steps = draft.steps(&words, Step::What, true);
        Self {
            frame,
            problems,
            steps,
            kind,
        }
    }
}
