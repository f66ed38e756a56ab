//! Cancelling an appointment: asked once more, because the time goes to others at once.

use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::{Answered, facts};
use crate::scheduling::ids::AppointmentId;
use crate::service::{cancel as service, requests};
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;

/// Asks whether the appointment shall be cancelled.
pub async fn see(reader: Reader, id: Path<String>) -> Answered {
    show(&reader, id.into_inner(), &CancelForm::default(), Vec::new()).await
}

/// Cancels it.
pub async fn cancel(reader: Reader, id: Path<String>, Form(form): Form<CancelForm>) -> Answered {
    let id = id.into_inner();
    let reason = Some(form.reason.trim().to_owned()).filter(|text| !text.is_empty());
    let wish = (AppointmentId::from(id.as_str()), reason);
    match service::cancel(&reader.app, &reader.caller, wish, reader.now).await {
        Ok(gone) => Ok(reader.see(&format!("/requests/{}?said=cancelled", gone.request.id))),
        Err(error) => {
            let text = reader.words.get(facts::refused(error)?.key());
            let field = String::new();
            show(&reader, id, &form, vec![Problem { field, text }]).await
        }
    }
}

async fn show(reader: &Reader, id: String, form: &CancelForm, found: Vec<Problem>) -> Answered {
    let wanted = AppointmentId::from(id.as_str());
    let (row, _) = requests::appointment(&reader.app, &reader.caller, wanted).await?;
    let (frame, _) = facts::known(reader).await?;
    let meeting = facts::in_a_line(&reader.app, &frame.words, &row);
    let ids = (row.request_id.to_string(), id);
    reader.page(&CancelPage::new(frame, ids, meeting, form, found))
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CancelForm {
    /// Why, if it was said.
    #[serde(default)]
    pub reason: String,
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
