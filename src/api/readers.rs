//! Who sees an official's week: listed, named and removed.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use utoipa::ToSchema;

use super::call::{Answer, Call, shown};
use crate::scheduling::Role;
use crate::scheduling::ids::{OfficialId, StaffId};
use crate::service::readers::{self, Named};

/// One account that is named.
#[derive(Serialize, ToSchema)]
pub struct ReaderView {
    /// The account.
    pub staff: StaffId,
    /// The name in the caller's language.
    pub name: String,
    /// What this account does.
    pub role: Role,
    /// Since when.
    pub named_at: DateTime<FixedOffset>,
    /// Who named it; none where it came with the data.
    pub named_by: Option<StaffId>,
}

/// Who sees an official's week, beside the official.
#[derive(Serialize, ToSchema)]
pub struct ReadersView {
    /// The first named first.
    pub readers: Vec<ReaderView>,
}

/// Lists who is named for an official's week: for that official, and the administrator.
#[utoipa::path(
    get, path = "/api/v1/officials/{id}/readers", tag = "Office",
    params(("id" = String, Path, description = "The official")),
    responses((status = 200, description = "Who is named", body = ReadersView))
)]
pub async fn list(call: Call, id: web::Path<String>) -> Answer {
    let official = OfficialId::from(id.into_inner());
    let known = readers::of_official(&call.app, &call.caller, official).await?;
    let readers = known.named.iter().map(|one| view(&call, one)).collect();
    shown(&ReadersView { readers })
}

fn view(call: &Call, one: &Named) -> ReaderView {
    let name = one.staff.names.in_language(call.words.lang().code());
    ReaderView {
        staff: one.staff.id.clone(),
        name: name.to_owned(),
        role: one.staff.role,
        named_at: call.at(one.at),
        named_by: one.by.as_ref().map(|by| by.id.clone()),
    }
}

/// Names an account of the office; one that is named already stays so.
#[utoipa::path(
    put, path = "/api/v1/officials/{id}/readers/{staff}", tag = "Office",
    params(
        ("id" = String, Path, description = "The official"),
        ("staff" = String, Path, description = "The account"),
    ),
    responses((status = 204, description = "Named"))
)]
pub async fn name(call: Call, of: web::Path<(String, String)>) -> Answer {
    readers::name(&call.app, &call.caller, ids(of), call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Takes a name off; the last one may go too, the official sees the week anyhow.
#[utoipa::path(
    delete, path = "/api/v1/officials/{id}/readers/{staff}", tag = "Office",
    params(
        ("id" = String, Path, description = "The official"),
        ("staff" = String, Path, description = "The account"),
    ),
    responses((status = 204, description = "Removed"))
)]
pub async fn remove(call: Call, of: web::Path<(String, String)>) -> Answer {
    readers::remove(&call.app, &call.caller, ids(of), call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn ids(of: web::Path<(String, String)>) -> (OfficialId, StaffId) {
    let (official, staff) = of.into_inner();
    (official.into(), staff.into())
}
