//! The register: numbers, categories, and the end of a request.

use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, shown};
use super::requests::view::RequestView;
use super::rules::{Rules, TEXT_CHARS_MAX};
use crate::scheduling::ids::{CategoryId, DepartmentId, RequestId};
use crate::service::filing::{self, Entry};
use crate::service::{close as closing, requests, withdraw as taking_back};

/// How a request is entered in the register.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryBody {
    /// Its number; none: the next one of the ministry's pattern.
    #[schema(example = "1448-000017")]
    pub number: Option<String>,
    /// What it is about.
    pub category: Option<String>,
}

/// Enters a request in the register, under a number nobody else has (409, `number_taken`).
#[utoipa::path(
    post, path = "/api/v1/requests/{id}/registration", tag = "Requests", request_body = EntryBody,
    params(("id" = String, Path, description = "The request")),
    responses((status = 200, description = "As it stands now", body = RequestView))
)]
pub async fn register(call: Call, id: web::Path<String>, body: Body<EntryBody>) -> Answer {
    let id = RequestId::from(id.into_inner());
    let category = body.value.category.map(CategoryId::from);
    known(&call, category.as_ref())?;
    let entry = Entry {
        number: body.value.number,
        category,
    };
    filing::register(&call.app, &call.caller, (id.clone(), entry), call.now).await?;
    now(&call, id).await
}

/// What a request is about.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryBody {
    /// The category.
    pub category: String,
}

/// Says what a request is about; the day by which it is to be answered follows from it.
#[utoipa::path(
    post, path = "/api/v1/requests/{id}/category", tag = "Requests", request_body = CategoryBody,
    params(("id" = String, Path, description = "The request")),
    responses((status = 200, description = "As it stands now", body = RequestView))
)]
pub async fn classify(call: Call, id: web::Path<String>, body: Body<CategoryBody>) -> Answer {
    let id = RequestId::from(id.into_inner());
    let category = CategoryId::from(body.value.category);
    known(&call, Some(&category))?;
    filing::classify(&call.app, &call.caller, (id.clone(), category), call.now).await?;
    now(&call, id).await
}

fn known(call: &Call, category: Option<&CategoryId>) -> Result<(), super::failure::Failure> {
    let catalogue = call.app.catalogue.get();
    let is_open = |id: &CategoryId| catalogue.tree.find(id).is_some_and(|one| !one.is_retired);
    let mut rules = Rules::default();
    rules.chosen("category", category.is_none_or(is_open));
    rules.passed()
}

/// What came of a request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultBody {
    /// What the applicant reads.
    pub text: String,
}

/// Closes a routed or answered request with its result, and tells the applicant.
#[utoipa::path(
    post, path = "/api/v1/requests/{id}/close", tag = "Requests", request_body = ResultBody,
    params(("id" = String, Path, description = "The request")),
    responses((status = 200, description = "As it stands now", body = RequestView))
)]
pub async fn close(call: Call, id: web::Path<String>, body: Body<ResultBody>) -> Answer {
    let id = RequestId::from(id.into_inner());
    let mut rules = Rules::default();
    let text = rules.text("text", &body.value.text, TEXT_CHARS_MAX);
    rules.passed()?;
    closing::close(&call.app, &call.caller, (id.clone(), text), call.now).await?;
    now(&call, id).await
}

/// Takes one's own request back; one with an appointment answers 409 `wrong_stage`: the appointment
/// is cancelled first.
#[utoipa::path(
    post, path = "/api/v1/requests/{id}/withdraw", tag = "Requests",
    params(("id" = String, Path, description = "The request")),
    responses((status = 200, description = "As it stands now", body = RequestView))
)]
pub async fn withdraw(call: Call, id: web::Path<String>) -> Answer {
    let id = RequestId::from(id.into_inner());
    taking_back::withdraw(&call.app, &call.caller, id.clone(), call.now).await?;
    now(&call, id).await
}

async fn now(call: &Call, id: RequestId) -> Answer {
    let case = requests::one(&call.app, &call.caller, (id, "register"), call.now).await?;
    shown(&RequestView::alone(call, &case))
}

/// The tree by which requests are classified.
#[derive(Serialize, ToSchema)]
pub struct Categories {
    /// Each below the one above it, in the ministry's order.
    pub categories: Vec<CategoryView>,
}

/// One category.
#[derive(Serialize, ToSchema)]
pub struct CategoryView {
    /// Its id.
    pub id: CategoryId,
    /// The one above it.
    pub parent: Option<CategoryId>,
    /// Its name in the caller's language.
    pub name: String,
    /// Who works on it, as the tree says.
    pub department: Option<DepartmentId>,
    /// Working days until an answer is due, as the tree says.
    pub due_days: u16,
    /// Whether it is chosen for no request any more.
    pub retired: bool,
}

/// Lists the categories.
#[utoipa::path(
    get, path = "/api/v1/categories", tag = "Requests",
    responses((status = 200, description = "The tree", body = Categories))
)]
pub async fn categories(call: Call) -> Answer {
    let catalogue = call.app.catalogue.get();
    let code = call.words.lang().code();
    let name = |id: &CategoryId| {
        let found = catalogue.categories.iter().find(|one| one.id == *id);
        found
            .map_or("", |one| one.names.in_language(code))
            .to_owned()
    };
    let all = catalogue.tree.in_order().into_iter();
    let each = all.map(|(one, _)| CategoryView {
        name: name(&one.id),
        department: catalogue.tree.department(&one.id).cloned(),
        due_days: catalogue
            .tree
            .due_days(&one.id)
            .unwrap_or(call.app.settings.requests.due_days),
        id: one.id.clone(),
        parent: one.parent.clone(),
        retired: one.is_retired,
    });
    shown(&Categories {
        categories: each.collect(),
    })
}
