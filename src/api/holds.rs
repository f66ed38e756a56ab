//! Keeping a slot for a few minutes.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made, shown};
use super::rules::Rules;
use crate::scheduling::ids::HoldId;
use crate::scheduling::slot::SlotId;
use crate::service::{Hold, gate, hold};

/// Which slot to keep.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHold {
    /// The slot's id.
    pub slot: String,
    /// What the applicant needs.
    #[serde(default)]
    #[schema(example = json!(["sign_language", "companions:2"]))]
    pub needs: Vec<String>,
}

/// A slot kept for somebody.
#[derive(Serialize, ToSchema)]
pub struct HoldView {
    /// Its id.
    pub id: HoldId,
    /// The slot.
    pub slot: SlotId,
    /// Until when it is kept.
    pub expires_at: DateTime<FixedOffset>,
    /// Whether it was prolonged, which is done once.
    pub extended: bool,
}

impl HoldView {
    fn of(call: &Call, held: Hold) -> Self {
        Self {
            expires_at: call.at(held.expires_at),
            slot: SlotId::from_text(&held.slot_id),
            extended: held.extended_at.is_some(),
            id: held.id,
        }
    }
}

/// Keeps a slot with every resource the needs ask for; an earlier hold of the person is given back.
#[utoipa::path(
    post, path = "/api/v1/holds", tag = "Booking", request_body = NewHold,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses(
        (status = 201, description = "Kept", body = HoldView),
        (status = 503, description = "More come than can be served: `wait_your_turn` with the place \
in `queue`; ask again after `Retry-After` seconds, with the header `Majlis-Queue` that came along"),
    )
)]
pub async fn keep(call: Call, body: Body<NewHold>) -> Answer {
    let mut rules = Rules::default();
    let needs = rules.needs(&body.value.needs);
    rules.passed()?;
    gate::enter(&call.app, &call.caller, call.now)?;
    let slot = SlotId::from_text(&body.value.slot);
    let work = async {
        let held = hold::hold_slot(&call.app, &call.caller, (slot, needs), call.now).await?;
        Ok(Made::created(&HoldView::of(&call, held)))
    };
    call.once(&body.raw, work).await
}

/// Keeps a hold for as long again, once; a second time is refused with `already_extended`.
#[utoipa::path(
    post, path = "/api/v1/holds/{id}/extend", tag = "Booking",
    params(("id" = String, Path, description = "The hold")),
    responses((status = 200, description = "Kept for longer", body = HoldView))
)]
pub async fn extend(call: Call, id: web::Path<String>) -> Answer {
    let id = HoldId::from(id.into_inner());
    let held = hold::extend_hold(&call.app, &call.caller, id, call.now).await?;
    shown(&HoldView::of(&call, held))
}

/// Gives a hold back.
#[utoipa::path(
    delete, path = "/api/v1/holds/{id}", tag = "Booking",
    params(("id" = String, Path, description = "The hold")),
    responses((status = 204, description = "Given back"))
)]
pub async fn release(call: Call, id: web::Path<String>) -> Answer {
    let id = HoldId::from(id.into_inner());
    hold::release_hold(&call.app, &call.caller, id, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}
