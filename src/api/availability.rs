//! What weeks are filled from, for the office: rules and exceptions; and the appointments that a
//! publication left to be settled.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made, Nothing, shown};
use super::weeks::CaseView;
use crate::scheduling::availability::{Exception, WeeklyRule};
use crate::scheduling::ids::{CaseId, ExceptionId, OfficialId, RuleId};
use crate::service::rules;
use crate::service::week::cases as settling;

/// The rules of an official.
#[derive(Serialize, ToSchema)]
pub struct RuleList {
    /// In the order in which they were made; a later one goes before an earlier one.
    pub rules: Vec<RuleView>,
}

/// A rule with its id.
#[derive(Serialize, ToSchema)]
pub struct RuleView {
    /// The rule's id.
    pub id: RuleId,
    /// The rule.
    pub rule: WeeklyRule,
}

/// A rule to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleBody {
    /// The rule.
    pub rule: WeeklyRule,
}

/// The exceptions of an official that are not over.
#[derive(Serialize, ToSchema)]
pub struct ExceptionList {
    /// In the order in which they were made; a later one goes before an earlier one.
    pub exceptions: Vec<ExceptionView>,
}

/// An exception with its id.
#[derive(Serialize, ToSchema)]
pub struct ExceptionView {
    /// The exception's id.
    pub id: ExceptionId,
    /// The exception.
    pub exception: Exception,
}

/// An exception to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExceptionBody {
    /// The exception.
    pub exception: Exception,
}

/// The appointments of an official that are to be settled anew.
#[derive(Serialize, ToSchema)]
pub struct CaseList {
    /// Oldest first.
    pub cases: Vec<CaseView>,
}

/// The rules by which an official receives.
#[utoipa::path(
    get, path = "/api/v1/officials/{id}/rules", tag = "The week",
    params(("id" = String, Path, description = "The official")),
    responses((status = 200, description = "The rules in use", body = RuleList))
)]
pub async fn rules(call: Call, id: web::Path<String>) -> Answer {
    let found = rules::rules(&call.app, &call.caller, id.into_inner().into()).await?;
    let view = |(id, rule)| RuleView { id, rule };
    shown(&RuleList {
        rules: found.into_iter().map(view).collect(),
    })
}

/// Adds a rule. Weeks change when they are filled anew and published.
#[utoipa::path(
    post, path = "/api/v1/officials/{id}/rules", tag = "The week", request_body = RuleBody,
    params(("id" = String, Path, description = "The official")),
    responses((status = 201, description = "Added", body = RuleView))
)]
pub async fn add_rule(call: Call, id: web::Path<String>, body: Body<RuleBody>) -> Answer {
    let wanted = (OfficialId::from(id.into_inner()), body.value.rule);
    let work = async {
        let rule = wanted.1.clone();
        let id = rules::add_rule(&call.app, &call.caller, wanted, call.now).await?;
        Ok(Made::created(&RuleView { id, rule }))
    };
    call.once(&body.raw, work).await
}

/// Ends a rule. Published weeks stay as they are.
#[utoipa::path(
    delete, path = "/api/v1/officials/{id}/rules/{rule}", tag = "The week",
    params(
        ("id" = String, Path, description = "The official"),
        ("rule" = String, Path, description = "The rule"),
    ),
    responses((status = 204, description = "Ended"))
)]
pub async fn end_rule(call: Call, path: web::Path<(String, String)>) -> Answer {
    let (official, rule) = path.into_inner();
    let wanted = (OfficialId::from(official), RuleId::from(rule));
    rules::end_rule(&call.app, &call.caller, wanted, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The exceptions to an official's rules that are not over.
#[utoipa::path(
    get, path = "/api/v1/officials/{id}/exceptions", tag = "The week",
    params(("id" = String, Path, description = "The official")),
    responses((status = 200, description = "The exceptions in use", body = ExceptionList))
)]
pub async fn exceptions(call: Call, id: web::Path<String>) -> Answer {
    let official = id.into_inner().into();
    let found = rules::exceptions(&call.app, &call.caller, official, call.now).await?;
    let view = |(id, exception)| ExceptionView { id, exception };
    shown(&ExceptionList {
        exceptions: found.into_iter().map(view).collect(),
    })
}

/// Adds an exception. Weeks change when they are filled anew and published.
#[utoipa::path(
    post, path = "/api/v1/officials/{id}/exceptions", tag = "The week",
    request_body = ExceptionBody,
    params(("id" = String, Path, description = "The official")),
    responses((status = 201, description = "Added", body = ExceptionView))
)]
pub async fn add_exception(call: Call, id: web::Path<String>, body: Body<ExceptionBody>) -> Answer {
    let wanted = (OfficialId::from(id.into_inner()), body.value.exception);
    let work = async {
        let exception = wanted.1.clone();
        let id = rules::add_exception(&call.app, &call.caller, wanted, call.now).await?;
        Ok(Made::created(&ExceptionView { id, exception }))
    };
    call.once(&body.raw, work).await
}

/// Ends an exception. Published weeks stay as they are.
#[utoipa::path(
    delete, path = "/api/v1/officials/{id}/exceptions/{exception}", tag = "The week",
    params(
        ("id" = String, Path, description = "The official"),
        ("exception" = String, Path, description = "The exception"),
    ),
    responses((status = 204, description = "Ended"))
)]
pub async fn end_exception(call: Call, path: web::Path<(String, String)>) -> Answer {
    let (official, exception) = path.into_inner();
    let wanted = (OfficialId::from(official), ExceptionId::from(exception));
    rules::end_exception(&call.app, &call.caller, wanted, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The appointments whose time a published week took away, until they are settled.
#[utoipa::path(
    get, path = "/api/v1/officials/{id}/cases", tag = "The week",
    params(("id" = String, Path, description = "The official")),
    responses((status = 200, description = "The open cases", body = CaseList))
)]
pub async fn cases(call: Call, id: web::Path<String>) -> Answer {
    let official = id.into_inner().into();
    let found = settling::cases(&call.app, &call.caller, official, call.now).await?;
    shown(&CaseList {
        cases: found
            .into_iter()
            .map(|each| CaseView::of(&call, each))
            .collect(),
    })
}

/// Keeps the appointment of a case as it is: its time is published again, for it alone.
#[utoipa::path(
    post, path = "/api/v1/officials/{id}/cases/{case}/keep", tag = "The week",
    params(
        ("id" = String, Path, description = "The official"),
        ("case" = String, Path, description = "The case"),
    ),
    responses((status = 204, description = "It stays, and its person is told so"))
)]
pub async fn keep(call: Call, path: web::Path<(String, String)>, _body: Body<Nothing>) -> Answer {
    let (official, case) = path.into_inner();
    let wanted = (OfficialId::from(official), CaseId::from(case));
    settling::keep(&call.app, &call.caller, wanted, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}
