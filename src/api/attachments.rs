//! Papers: brought into one's draft, given to a request with it, and read again.

use actix_web::web;
use futures_util::StreamExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Asked, Body, Call, Made, shown};
use super::failure::Failure;
use super::requests::view::RequestView;
use super::rules::{DETAILS_CHARS_MAX, Rules};
use crate::scheduling::AttachmentKind;
use crate::scheduling::ids::{AttachmentId, RequestId};
use crate::service::attachments::{self, Attachment, Brought};
use crate::service::reply::{self, Reply};
use crate::service::requests;

/// How a paper is called.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Named {
    /// The file's name; its content says what it is.
    pub name: Option<String>,
}

/// A paper.
#[derive(Serialize, ToSchema)]
pub struct AttachmentView {
    /// Its id.
    pub id: AttachmentId,
    /// Its name, ending as what it really is.
    pub name: String,
    /// What it is, by its content.
    pub kind: AttachmentKind,
    /// How large it is.
    pub bytes: i64,
    /// The SHA-256 of what is in it.
    pub sha256: String,
}

impl AttachmentView {
    fn of(row: Attachment) -> Self {
        Self {
            id: row.id,
            name: row.name,
            kind: row.kind,
            bytes: row.bytes,
            sha256: row.sha256,
        }
    }
}

/// Brings a paper into the caller's draft: the body is the file. `attachments` of `POST /requests`
/// gives it to a request; what is given to none within two weeks is thrown away. 413, 415 and, where
/// the virus scanner finds something, 422 `attachment_harmful`.
#[utoipa::path(
    post, path = "/api/v1/attachments", tag = "Requests", params(Named),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "In the draft", body = AttachmentView))
)]
pub async fn bring(call: Call, Asked(named): Asked<Named>, payload: web::Payload) -> Answer {
    let most = call.app.settings.requests.attachment_bytes_max;
    let brought = Brought {
        name: named.name.unwrap_or_default(),
        bytes: bounded(payload, most).await?,
    };
    let row = attachments::bring(&call.app, &call.caller, brought, call.now).await?;
    Ok(Made::created(&AttachmentView::of(row)).response())
}

/// So many bytes, and one more where there are more.
async fn bounded(mut payload: web::Payload, most: usize) -> Result<Vec<u8>, Failure> {
    let mut all = Vec::new();
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|error| Failure::Unreadable(error.to_string()))?;
        all.extend(piece.iter().take((most + 1).saturating_sub(all.len())));
        if all.len() > most {
            break;
        }
    }
    Ok(all)
}

/// Takes a paper out of the caller's draft again.
#[utoipa::path(
    delete, path = "/api/v1/attachments/{id}", tag = "Requests",
    params(("id" = String, Path, description = "The paper")),
    responses((status = 200, description = "What is left in the draft", body = Attachments))
)]
pub async fn remove(call: Call, id: web::Path<String>) -> Answer {
    let id = AttachmentId::from(id.into_inner());
    attachments::remove(&call.app, &call.caller, id).await?;
    let left = attachments::draft(&call.app, &call.caller).await?;
    shown(&Attachments::of(left))
}

/// A paper's content, always as a file to be saved.
#[utoipa::path(
    get, path = "/api/v1/attachments/{id}", tag = "Requests",
    params(("id" = String, Path, description = "The paper")),
    responses((status = 200, description = "The file", content_type = "application/octet-stream"))
)]
pub async fn open(call: Call, id: web::Path<String>) -> Answer {
    let id = AttachmentId::from(id.into_inner());
    let (row, bytes) = attachments::open(&call.app, &call.caller, id, call.now).await?;
    Ok(crate::web::papers::given(&row, bytes))
}

/// Papers.
#[derive(Serialize, ToSchema)]
pub struct Attachments {
    /// In the order they were brought.
    pub attachments: Vec<AttachmentView>,
}

impl Attachments {
    fn of(rows: Vec<Attachment>) -> Self {
        Self {
            attachments: rows.into_iter().map(AttachmentView::of).collect(),
        }
    }
}

/// The papers of a request.
#[utoipa::path(
    get, path = "/api/v1/requests/{id}/attachments", tag = "Requests",
    params(("id" = String, Path, description = "The request")),
    responses((status = 200, description = "Its papers", body = Attachments))
)]
pub async fn list(call: Call, id: web::Path<String>) -> Answer {
    let id = RequestId::from(id.into_inner());
    let rows = attachments::of_request(&call.app, &call.caller, id, call.now).await?;
    shown(&Attachments::of(rows))
}

/// What is added to a request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyBody {
    /// In words; at most 4000 characters.
    #[serde(default)]
    pub text: String,
    /// Papers that were brought with `POST /attachments`.
    #[serde(default)]
    pub attachments: Vec<String>,
}

/// Adds to one's own open request: the answer to what was asked, papers that were missing.
#[utoipa::path(
    post, path = "/api/v1/requests/{id}/reply", tag = "Requests", request_body = ReplyBody,
    params(("id" = String, Path, description = "The request")),
    responses((status = 200, description = "As it stands now", body = RequestView))
)]
pub async fn reply(call: Call, id: web::Path<String>, body: Body<ReplyBody>) -> Answer {
    let id = RequestId::from(id.into_inner());
    let mut rules = Rules::default();
    let text = rules.some_text("text", Some(&body.value.text), DETAILS_CHARS_MAX);
    rules.passed()?;
    let attachments = body.value.attachments.into_iter();
    let new = Reply {
        text: text.unwrap_or_default(),
        attachments: attachments.map(AttachmentId::from).collect(),
    };
    reply::reply(&call.app, &call.caller, (id.clone(), new), call.now).await?;
    let case = requests::one(&call.app, &call.caller, (id, "own"), call.now).await?;
    shown(&RequestView::alone(&call, &case))
}
