//! Who may not book for a while: set, listed and lifted by the office.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made, shown};
use super::rules::{Rules, TEXT_CHARS_MAX};
use crate::scheduling::Reference;
use crate::scheduling::ids::{BlockId, PersonId, StaffId};
use crate::service::Block;
use crate::service::blocks::{self, NewBlock, Whom};

/// A block to set: for the applicant of a request, or for an identity number.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBlockBody {
    /// The reference of a request of the applicant's; either this or an identity number.
    pub reference: Option<String>,
    /// An identity number; it blocks the accounts that proved it.
    pub identity_number: Option<String>,
    /// Why; read by the office only.
    pub reason: String,
    /// From when; now if not said.
    pub from: Option<String>,
    /// Until when.
    pub until: String,
}

/// A block.
#[derive(Serialize, ToSchema)]
pub struct BlockView {
    /// Its id.
    pub id: BlockId,
    /// The account, where it is for one.
    pub person: Option<PersonId>,
    /// Whether it is for a proved identity too, or only.
    pub identity: bool,
    /// Why.
    pub reason: String,
    /// From when.
    pub from: DateTime<FixedOffset>,
    /// Until when.
    pub until: DateTime<FixedOffset>,
    /// Who set it.
    pub by: StaffId,
}

/// The blocks that stand.
#[derive(Serialize, ToSchema)]
pub struct Blocks {
    /// The first to end first.
    pub blocks: Vec<BlockView>,
}

fn view(call: &Call, row: Block) -> BlockView {
    BlockView {
        from: call.at(row.starts_at),
        until: call.at(row.ends_at),
        identity: row.identity_hash.is_some(),
        id: row.id,
        person: row.person_id,
        reason: row.reason,
        by: row.staff_id,
    }
}

/// Sets a block; the person is told its end and whom to call, never the reason.
#[utoipa::path(
    post, path = "/api/v1/blocks", tag = "Office", request_body = NewBlockBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses((status = 201, description = "Set", body = BlockView))
)]
pub async fn add(call: Call, body: Body<NewBlockBody>) -> Answer {
    let mut rules = Rules::default();
    let given = &body.value;
    let whom = match (&given.reference, &given.identity_number) {
        (Some(text), None) => {
            let reference = Reference::parse(text);
            rules.chosen("reference", reference.is_some());
            reference.map(Whom::Applicant)
        }
        (None, Some(text)) => rules.identity("identity_number", text).map(Whom::Identity),
        (Some(_), Some(_)) | (None, None) => {
            rules.fail("reference", "one_of", "error-one-of", None);
            None
        }
    };
    let reason = rules.text("reason", &given.reason, TEXT_CHARS_MAX);
    let from = given
        .from
        .as_deref()
        .map(|text| rules.instant("from", text));
    let until = rules.instant("until", &given.until);
    let (Some(whom), Some(until)) = (whom, until) else {
        return Err(rules.failure());
    };
    rules.passed()?;
    let new = NewBlock {
        whom,
        reason,
        from: from.flatten(),
        until,
    };
    let work = async {
        let row = blocks::add(&call.app, &call.caller, new, call.now).await?;
        Ok(Made::created(&view(&call, row)))
    };
    call.once(&body.raw, work).await
}

/// The blocks that stand, the first to end first.
#[utoipa::path(
    get, path = "/api/v1/blocks", tag = "Office",
    responses((status = 200, description = "The blocks", body = Blocks))
)]
pub async fn list(call: Call) -> Answer {
    let rows = blocks::list(&call.app, &call.caller, call.now).await?;
    let blocks = rows.into_iter().map(|row| view(&call, row.block)).collect();
    shown(&Blocks { blocks })
}

/// Lifts a block before its end.
#[utoipa::path(
    delete, path = "/api/v1/blocks/{id}", tag = "Office",
    params(("id" = String, Path, description = "The block")),
    responses((status = 204, description = "Lifted"))
)]
pub async fn lift(call: Call, id: web::Path<String>) -> Answer {
    let id = BlockId::from(id.into_inner());
    blocks::lift(&call.app, &call.caller, id, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}
