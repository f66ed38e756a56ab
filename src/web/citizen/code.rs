//! Signing in, second half: the code that proves the mobile.

use askama::Template;
use serde::Deserialize;

use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CodeForm {
    /// The code as typed.
    #[serde(default)]
    pub code: String,
    /// Where to go when it is done.
    #[serde(default)]
    pub next: String,
    /// The browser's secret.
    #[serde(default)]
    pub csrf: String,
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
