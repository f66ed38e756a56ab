//! A decision that waits for a second person of the office: what was proposed, and the answer.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Deserialize;

use super::case;
use crate::scheduling::Refusal;
use crate::scheduling::ids::RequestId;
use crate::service::decide::second::{self, Proposed};
use crate::service::requests::Case;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::reader::Reader;
use crate::web::shown;

/// What is proposed, and what the reader can do about it.
pub struct SecondView {
    /// Where the answer goes.
    pub href: String,
    /// What, by whom and when.
    pub facts: Vec<(String, String)>,
    /// Whether the reader proposed it, and so can only take it back.
    pub is_own: bool,
}

/// The answer: `confirm` or `reject`.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    answer: String,
}

/// What waits for a second person, if anything does.
pub(super) async fn view(reader: &Reader, case: &Case) -> Result<Option<SecondView>, Failure> {
    let id = case.request.id.clone();
    let found = second::find(&reader.app, &reader.caller, id.clone()).await?;
    Ok(found.map(|one| SecondView {
        href: format!("/office/requests/{id}/second"),
        facts: facts(reader, &one),
        is_own: one.is_own,
    }))
}

fn facts(reader: &Reader, one: &Proposed) -> Vec<(String, String)> {
    let (app, words, verdict) = (&reader.app, &reader.words, &one.verdict);
    let at = shown::local(app.settings.ministry.zone, one.at);
    let catalogue = app.catalogue.get();
    let department = verdict.department.as_ref();
    let department = department.and_then(|id| catalogue.department(id));
    let code = words.lang().code();
    let said = [
        (
            "case-decision",
            Some(words.value("decision", verdict.decision.as_str())),
        ),
        (
            "case-department",
            department.map(|one| one.names.in_language(code).to_owned()),
        ),
        (
            "case-official",
            shown::official(app, words, verdict.official.as_ref()),
        ),
        (
            "case-urgency",
            verdict
                .urgency
                .map(|urgency| words.value("urgency", urgency.as_str())),
        ),
        ("case-urgency-reason", verdict.urgency_reason.clone()),
        ("case-note", verdict.note.clone()),
        ("case-reply", verdict.text.clone()),
        ("second-by", Some(one.by.clone())),
        ("second-at", Some(words.date_time(at.date(), at.time()))),
    ];
    said.into_iter()
        .filter_map(|(key, value)| Some((words.get(key), value?)))
        .collect()
}

/// Takes the answer of the second person, or what the first takes back.
pub(super) async fn answer(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let id = RequestId::from(id.into_inner());
    let (app, caller, now) = (&reader.app, &reader.caller, reader.now);
    let done = match typed.answer.as_str() {
        "confirm" => second::confirm(app, caller, id.clone(), now)
            .await
            .map(|_request| "done=true"),
        "reject" => second::reject(app, caller, id.clone(), now)
            .await
            .map(|()| "said=rejected"),
        _other => Err(Refusal::FieldWrong.into()),
    };
    case::after(&reader, &id, done)
}
