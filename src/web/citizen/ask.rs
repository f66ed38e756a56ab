//! A new request, first question: what is asked for.

use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::draft::{Draft, Step};
use super::{Answered, facts};
use crate::scheduling::availability::Mode;
use crate::scheduling::request::RequestKind;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Problem, Problems, Steps};
use crate::web::reader::Reader;
use crate::words::Words;

/// Asks what is asked for; the front page may have said it already.
pub async fn see(reader: Reader, query: Query<AskForm>) -> Answered {
    let draft = facts::draft(&reader).await?;
    let (frame, _) = facts::known(&reader).await?;
    let asked = said(&query.kind, draft.clone());
    let draft = asked.unwrap_or(draft);
    reader.page(&AskPage::new(frame, (&draft, has_services(&reader)), false))
}

/// Keeps what was chosen, and goes on.
pub async fn choose(reader: Reader, Form(form): Form<AskForm>) -> Answered {
    let draft = facts::draft(&reader).await?;
    let Some(draft) = said(&form.kind, draft.clone()) else {
        let (frame, _) = facts::known(&reader).await?;
        let has_services = has_services(&reader);
        return reader.page(&AskPage::new(frame, (&draft, has_services), true));
    };
    let draft = Draft {
        request: None,
        ..draft
    };
    facts::keep(&reader, &draft).await?;
    let next = match (draft.is_meeting(), draft.is_errand()) {
        (true, _) => "/ask/meeting",
        (false, true) => "/ask/service",
        (false, false) => "/ask/about",
    };
    Ok(reader.see(next))
}

/// Whether a time at a desk can be booked at all.
fn has_services(reader: &Reader) -> bool {
    !reader.app.catalogue.get().offered.is_empty()
}

/// The draft with what is asked for, if it can be asked for. Who comes to a desk hands in what is
/// done there.
fn said(kind: &str, draft: Draft) -> Option<Draft> {
    let is_errand = kind == Mode::Service.as_str();
    let kind = if is_errand {
        RequestKind::Transaction
    } else {
        RequestKind::parse(kind)?
    };
    let mode = if is_errand {
        Some(Mode::Service)
    } else {
        draft.mode.filter(|&mode| mode != Mode::Service)
    };
    Some(Draft {
        kind: Some(kind),
        mode,
        official: draft.official.filter(|_| !is_errand),
        service: draft.service.filter(|_| is_errand),
        ..draft
    })
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
    /// The page, with the kind chosen before; `has_services` offers a time at a desk too.
    #[must_use]
    pub fn new(frame: Frame, (draft, has_services): (&Draft, bool), is_wrong: bool) -> Self {
        let frame = frame.titled("ask-title").gone_wrong(is_wrong);
        let words = frame.words.clone();
        let found = is_wrong.then(|| Problem {
            field: "kind".to_owned(),
            text: words.get("ask-kind-missing"),
        });
        let problems = Problems::new(&words, found.into_iter().collect());
        let chosen = if draft.is_errand() {
            Mode::Service.as_str()
        } else {
            draft.kind.map_or("", RequestKind::as_str)
        };
        let kind = Choices::one("kind", frame.title.clone(), kinds(&words, has_services))
            .big()
            .chosen(chosen)
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

/// What can be asked for: the kinds of request, and a time at a desk after the meeting.
fn kinds(words: &Words, has_services: bool) -> Vec<Choice> {
    let errand = Choice::new(Mode::Service.as_str(), words.get("ask-errand"))
        .text(words.get("ask-errand-text"));
    let mut errand = Some(errand).filter(|_| has_services);
    let mut choices = Vec::new();
    for kind in RequestKind::ALL {
        let choice = Choice::new(kind.as_str(), words.value("kind", kind.as_str()))
            .text(words.value("kind-text", kind.as_str()));
        choices.push(choice);
        if *kind == RequestKind::Meeting {
            choices.extend(errand.take());
        }
    }
    choices
}
