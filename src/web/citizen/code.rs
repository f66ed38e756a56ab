//! Signing in, second half: the code that proves the mobile.

use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::sign_in::Next;
use super::{Answered, facts};
use crate::scheduling::ids::ChallengeId;
use crate::service::enter_code::enter_code;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::language::own_path;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;

/// Where one goes who did not say where.
const AFTER: &str = "/requests";

/// Asks for the code.
pub async fn see(reader: Reader, challenge: Path<String>, query: Query<Next>) -> Answered {
    let next = query.into_inner().next;
    reader.page(&CodePage::new(
        reader.frame(),
        challenge.into_inner(),
        next,
        None,
    ))
}

/// Takes the code, and signs in.
pub async fn enter(
    reader: Reader,
    challenge: Path<String>,
    Form(form): Form<CodeForm>,
) -> Answered {
    let challenge = challenge.into_inner();
    let again = |key: &str| {
        let wrong = Some(reader.words.get(key));
        let page = CodePage::new(reader.frame(), challenge.clone(), form.next.clone(), wrong);
        reader.page(&page)
    };
    if form.code.trim().is_empty() {
        return again("code-missing");
    }
    let id = ChallengeId::from(challenge.as_str());
    match enter_code(&reader.app, id, &form.code, reader.now).await {
        Ok(signed_in) => {
            let next = match own_path(&form.next) {
                "/" => AFTER,
                next => next,
            };
            Ok(reader.signed_in(reader.see(next), &signed_in))
        }
        Err(error) => again(facts::refused(error)?.key()),
    }
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CodeForm {
    /// The code as typed.
    #[serde(default)]
    pub code: String,
    /// Where to go when it is done.
    #[serde(default)]
    pub next: String,
}

/// The page that asks for the code.
#[derive(Template)]
#[template(path = "citizen/code.html")]
pub struct CodePage {
    frame: Frame,
    problems: Problems,
    code: Field,
    challenge: String,
    next: String,
}

impl CodePage {
    /// The page for one challenge; a code that was wrong is not shown again.
    #[must_use]
    pub fn new(frame: Frame, challenge: String, next: String, wrong: Option<String>) -> Self {
        let frame = frame.titled("code-title").gone_wrong(wrong.is_some());
        let words = frame.words.clone();
        let found = wrong.into_iter().map(|text| Problem {
            field: "code".to_owned(),
            text,
        });
        let problems = Problems::new(&words, found.collect());
        let code = Field::code("code", words.get("code-label"))
            .hint(words.get("code-hint"))
            .wrong(problems.of("code"));
        Self {
            frame,
            problems,
            code,
            challenge,
            next,
        }
    }
}
