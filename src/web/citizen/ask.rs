//! A new request, first question: what is asked for.

use askama::Template;
use serde::Deserialize;

use super::draft::{Draft, Step};
use crate::scheduling::request::RequestKind;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Problem, Problems, Steps};

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AskForm {
    /// The kind chosen.
    #[serde(default)]
    pub kind: String,
    /// The browser's secret.
    #[serde(default)]
    pub csrf: String,
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
