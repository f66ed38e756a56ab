//! The link of a message: day and time, and the button that says that one comes.
//!
//! It names nobody and nothing else, for whoever holds the telephone reads it.

use actix_web::web::Path;
use askama::Template;

use super::{Answered, facts};
use crate::scheduling::AppointmentState;
use crate::service::{Appointment, confirm as service};
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::reader::Reader;

/// Shows the day and the time; nothing is confirmed by looking.
pub async fn see(reader: Reader, token: Path<String>) -> Answered {
    let row = service::look(&reader.app, &token, reader.now).await?;
    let frame = reader.frame();
    let when = facts::in_a_line(&reader.app, &frame.words, &row);
    reader.page(&ComingPage::new(frame, token.into_inner(), &row, when))
}

/// Says that one comes.
pub async fn confirm(
    reader: Reader,
    token: Path<String>,
    _form: Form<Vec<(String, String)>>,
) -> Answered {
    service::by_link(&reader.app, &token, reader.now).await?;
    Ok(reader.see(&format!("/c/{token}")))
}

/// The page of a link that confirms.
#[derive(Template)]
#[template(path = "citizen/coming.html")]
pub struct ComingPage {
    frame: Frame,
    token: String,
    appointment: String,
    request: String,
    when: String,
    is_confirmed: bool,
}

impl ComingPage {
    /// The page of an appointment, said in one line.
    #[must_use]
    pub fn new(frame: Frame, token: String, row: &Appointment, when: String) -> Self {
        Self {
            frame: frame.titled("coming-title"),
            token,
            appointment: row.id.to_string(),
            request: row.request_id.to_string(),
            when,
            is_confirmed: row.state == AppointmentState::Confirmed,
        }
    }
}
