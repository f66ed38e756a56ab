//! Cancelling an appointment: asked once more, because the time goes to others at once.

use askama::Template;
use serde::Deserialize;

use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CancelForm {
    /// Why, if it was said.
    #[serde(default)]
    pub reason: String,
    /// The browser's secret.
    #[serde(default)]
    pub csrf: String,
}

/// The page that asks whether it shall be cancelled.
#[derive(Template)]
#[template(path = "citizen/cancel.html")]
pub struct CancelPage {
    frame: Frame,
    problems: Problems,
    request: String,
    appointment: String,
    meeting: String,
    reason: Field,
}

impl CancelPage {
    /// The page of one appointment; `meeting` says it in one line.
    #[must_use]
    pub fn new(
        frame: Frame,
        (request, appointment): (String, String),
        meeting: String,
        form: &CancelForm,
        found: Vec<Problem>,
    ) -> Self {
        let frame = frame.titled("cancel-title").gone_wrong(!found.is_empty());
        let words = frame.words.clone();
        Self {
            problems: Problems::new(&words, found),
            reason: Field::text("reason", words.get("cancel-reason"))
                .optional(words.get("optional"))
                .value(form.reason.as_str()),
            frame,
            request,
            appointment,
            meeting,
        }
    }
}
