//! Taking a request back: asked once more, because it cannot be undone.

use actix_web::web::Path;
use askama::Template;

use super::{Answered, facts};
use crate::scheduling::ids::RequestId;
use crate::service::withdraw::withdraw;
use crate::service::{letters, requests};
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::reader::Reader;

/// Asks whether the request shall be taken back.
pub async fn see(reader: Reader, id: Path<String>) -> Answered {
    let id = RequestId::from(id.into_inner());
    let case = requests::one(&reader.app, &reader.caller, (id, "own"), reader.now).await?;
    let request = &case.request;
    request.state.withdraw()?;
    let (frame, _) = facts::known(&reader).await?;
    let said = (letters::shown(&request.reference), request.subject.clone());
    reader.page(&WithdrawPage::new(frame, request.id.to_string(), said))
}

/// Takes it back.
pub async fn send(
    reader: Reader,
    id: Path<String>,
    _form: Form<Vec<(String, String)>>,
) -> Answered {
    let id = RequestId::from(id.into_inner());
    let gone = withdraw(&reader.app, &reader.caller, id, reader.now).await?;
    Ok(reader.see(&format!("/requests/{}?said=withdrawn", gone.id)))
}

/// The page that asks whether it shall be taken back.
#[derive(Template)]
#[template(path = "citizen/withdraw.html")]
pub struct WithdrawPage {
    frame: Frame,
    request: String,
    reference: String,
    subject: String,
}

impl WithdrawPage {
    /// The page of one request, with its reference and subject.
    #[must_use]
    pub fn new(frame: Frame, request: String, (reference, subject): (String, String)) -> Self {
        Self {
            frame: frame.titled("withdraw-title"),
            request,
            reference,
            subject,
        }
    }
}
