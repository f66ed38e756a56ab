//! The survey after a meeting: no sign-in, one answer.

use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, shown};
use super::rules::Rules;
use crate::scheduling::survey::{Mark, REMARK_CHARS_MAX, SurveyAnswer};
use crate::service::survey;

/// A survey.
#[derive(Serialize, ToSchema)]
pub struct SurveyView {
    /// Whether it was answered.
    pub answered: bool,
    /// The language of the person asked.
    pub language: String,
}

/// What somebody thought of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyBody {
    /// From 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    pub mark: i64,
    /// Whether anything stood in the way.
    pub obstacle: bool,
    /// Whether it was the first time one asked to meet the official.
    pub first_time: bool,
    /// Anything else; at most 2000 characters.
    pub remark: Option<String>,
}

/// The survey of a link.
#[utoipa::path(
    get, path = "/api/v1/surveys/{token}", tag = "Surveys",
    params(("token" = String, Path, description = "From the link")),
    responses((status = 200, description = "The survey", body = SurveyView))
)]
pub async fn see(call: Call, token: web::Path<String>) -> Answer {
    let found = survey::see(&call.app, &token).await?;
    shown(&SurveyView {
        answered: found.answered_at.is_some(),
        language: found.language,
    })
}

/// Answers a survey, once.
#[utoipa::path(
    post, path = "/api/v1/surveys/{token}", tag = "Surveys", request_body = SurveyBody,
    params(("token" = String, Path, description = "From the link")),
    responses((status = 200, description = "Answered", body = SurveyView))
)]
pub async fn answer(call: Call, token: web::Path<String>, body: Body<SurveyBody>) -> Answer {
    let given = body.value;
    let mut rules = Rules::default();
    let remark = rules.some_text("remark", given.remark.as_deref(), REMARK_CHARS_MAX);
    rules.passed()?;
    let answer = SurveyAnswer {
        mark: Mark::of(given.mark)?,
        obstacle: given.obstacle,
        first_time: given.first_time,
        remark,
    };
    survey::answer(&call.app, &token, answer, call.now).await?;
    see(call, token).await
}
