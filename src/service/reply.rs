//! What an applicant adds to a request: an answer to what was asked, papers that were missing.

use chrono::{DateTime, Utc};

use super::app::App;
use super::attachments;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use super::go_on::go_on;
use crate::bus::News;
use crate::scheduling::Refusal;
use crate::scheduling::ids::{AttachmentId, RequestId};
use crate::store::request::{self, Request};
use crate::store::{self, filing};

/// What the audit trail calls it.
const REPLY: &str = "reply";

/// What is added.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// What the applicant writes.
    pub text: String,
    /// Papers of the caller's draft.
    pub attachments: Vec<AttachmentId>,
}

/// Adds words and papers to the caller's own request, while it is open. Its state stays; who has it
/// sees on the timeline what was written.
pub async fn reply(
    app: &App,
    caller: &Caller,
    (id, reply): (RequestId, Reply),
    now: DateTime<Utc>,
) -> Result<Request, ServiceError> {
    let person = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    if reply.text.trim().is_empty() && reply.attachments.is_empty() {
        return Err(Refusal::ReplyEmpty.into());
    }
    let (pad, by, most) = (
        app.pad(now),
        caller.clone(),
        app.settings.requests.attachments_max,
    );
    let request = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let found = request::find(db, &id)?.filter(|row| row.person_id == person);
            let was = found.ok_or(Refusal::NotFound)?;
            if !was.state.is_open() {
                return Err(Refusal::WrongStage.into());
            }
            let text = Some(reply.text.trim().to_owned()).filter(|text| !text.is_empty());
            let step = go_on(db, (&was, text), &mut pad)?;
            filing::add_reply(db, &step.id, &was.id)?;
            attachments::give(db, (&by, &reply.attachments), &was.id)?;
            if store::attachment::of_request(db, &was.id)?.len() > most {
                return Err(Refusal::AttachmentsMany.into());
            }
            let thing = format!("request:{}", was.id);
            store::audit::add(db, &audit::deed(&by, REPLY, &thing, &mut pad))?;
            Ok::<_, ServiceError>(was)
        })
        .await?;
    app.bus.tell(News::RequestMoved(request.id.clone()));
    Ok(request)
}
