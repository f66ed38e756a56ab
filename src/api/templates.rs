//! The kinds of week, for the office: what each changes when a week is filled as it.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made, shown};
use crate::scheduling::availability::Template;
use crate::scheduling::ids::TemplateId;
use crate::service::templates::{self as kinds, Edit, NamedTemplate};

/// The kinds of week.
#[derive(Serialize, ToSchema)]
pub struct TemplateList {
    /// In the ministry's order.
    pub templates: Vec<TemplateView>,
}

/// A kind of week.
#[derive(Serialize, ToSchema)]
pub struct TemplateView {
    /// Its id.
    pub id: TemplateId,
    /// Its name, in the caller's language.
    pub name: String,
    /// Its name in every language.
    pub names: BTreeMap<String, String>,
    /// What it changes.
    pub template: Template,
}

/// A kind of week as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateBody {
    /// Its name in every language of the service, at most 100 letters each.
    pub names: BTreeMap<String, String>,
    /// What it changes.
    pub template: Template,
}

impl TemplateView {
    fn of(call: &Call, one: NamedTemplate) -> Self {
        let code = call.words.lang().code();
        Self {
            name: one.names.in_language(code).to_owned(),
            id: one.id,
            names: one.names.0,
            template: one.template,
        }
    }
}

/// The kinds of week that a draft can be filled as.
#[utoipa::path(
    get, path = "/api/v1/templates", tag = "The week",
    responses((status = 200, description = "The templates", body = TemplateList))
)]
pub async fn all(call: Call) -> Answer {
    let found = kinds::all(&call.app).await?;
    let view = |one| TemplateView::of(&call, one);
    shown(&TemplateList {
        templates: found.into_iter().map(view).collect(),
    })
}

/// Makes a kind of week. It is the same for every official; whoever works for one makes none.
#[utoipa::path(
    post, path = "/api/v1/templates", tag = "The week", request_body = TemplateBody,
    responses((status = 201, description = "Made", body = TemplateView))
)]
pub async fn make(call: Call, body: Body<TemplateBody>) -> Answer {
    let wanted = (body.value.names, body.value.template);
    let work = async {
        let id = kinds::make(&call.app, &call.caller, wanted, call.now).await?;
        let made = kinds::one(&call.app, id).await?;
        Ok(Made::created(&TemplateView::of(&call, made)))
    };
    call.once(&body.raw, work).await
}

/// Changes a kind of week as a whole. Weeks that were filled as it stay as they are.
#[utoipa::path(
    put, path = "/api/v1/templates/{id}", tag = "The week", request_body = TemplateBody,
    params(("id" = String, Path, description = "The template")),
    responses((status = 200, description = "Changed", body = TemplateView))
)]
pub async fn change(call: Call, id: web::Path<String>, body: Body<TemplateBody>) -> Answer {
    let id = TemplateId::from(id.into_inner());
    let edit = Edit::Whole(body.value.names, body.value.template);
    kinds::change(&call.app, &call.caller, (id.clone(), edit), call.now).await?;
    let changed = kinds::one(&call.app, id).await?;
    shown(&TemplateView::of(&call, changed))
}

/// Removes a kind of week. Weeks that were filled as it stay as they are.
#[utoipa::path(
    delete, path = "/api/v1/templates/{id}", tag = "The week",
    params(("id" = String, Path, description = "The template")),
    responses((status = 204, description = "Removed"))
)]
pub async fn end(call: Call, id: web::Path<String>) -> Answer {
    let id = TemplateId::from(id.into_inner());
    kinds::end(&call.app, &call.caller, id, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}
