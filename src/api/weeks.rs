//! An official's week, for the office: what is published and who comes.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call};
use super::failure::Failure;
use super::rules::Rules;
use crate::scheduling::availability::WINDOWS_MAX;
use crate::scheduling::ids::{AppointmentId, OfficialId};
use crate::scheduling::{AppointmentState, Mode, Refusal, Week, WeekPlan, Window};
use crate::service::{letters, week};

/// A week as the office wants it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekBody {
    /// The windows, in any order; none may overlap another.
    pub windows: Vec<Window>,
}

/// A week as it is published.
#[derive(Serialize, ToSchema)]
pub struct WeekView {
    /// Whose week.
    pub official: OfficialId,
    /// Which week, from Sunday to Saturday.
    #[schema(example = "2026-W48")]
    pub week: String,
    /// Rises by one with every publication; the same as the `ETag`.
    pub version: i64,
    /// The windows in order.
    pub windows: Vec<Window>,
    /// Who comes, by start.
    pub appointments: Vec<Coming>,
}

/// An appointment of the week.
#[derive(Serialize, ToSchema)]
pub struct Coming {
    /// The appointment.
    pub id: AppointmentId,
    /// The reference of its request.
    pub reference: String,
    /// How far it is.
    pub state: AppointmentState,
    /// How they meet.
    pub mode: Mode,
    /// When it begins.
    pub starts_at: DateTime<FixedOffset>,
    /// When it ends.
    pub ends_at: DateTime<FixedOffset>,
    /// Whose it is.
    pub name: Option<String>,
}

/// A week of an official the caller works for.
#[utoipa::path(
    get, path = "/api/v1/officials/{id}/weeks/{week}", tag = "The week",
    params(
        ("id" = String, Path, description = "The official"),
        ("week" = String, Path, description = "The week, as 2026-W48"),
    ),
    responses((status = 200, description = "The week; ETag is its version", body = WeekView))
)]
pub async fn see(call: Call, path: web::Path<(String, String)>) -> Answer {
    let (official, week) = named(path)?;
    view(&call, official, week).await
}

/// Publishes a week, if it is still at the version in `If-Match`; what somebody has must stay.
#[utoipa::path(
    put, path = "/api/v1/officials/{id}/weeks/{week}", tag = "The week", request_body = WeekBody,
    params(
        ("id" = String, Path, description = "The official"),
        ("week" = String, Path, description = "The week, as 2026-W48"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
    ),
    responses((status = 200, description = "As it is published now", body = WeekView))
)]
pub async fn publish(
    call: Call,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    body: Body<WeekBody>,
) -> Answer {
    let (official, week) = named(path)?;
    let mut windows = body.value.windows;
    if windows.len() > WINDOWS_MAX {
        let mut rules = Rules::default();
        let most = Some(WINDOWS_MAX);
        rules.fail("windows", "length", "error-list-long", most);
        return Err(rules.failure());
    }
    windows.sort();
    let plan = WeekPlan {
        official: official.clone(),
        week,
        version: version(&request)?,
        windows,
    };
    week::replace(&call.app, &call.caller, (official.clone(), plan), call.now).await?;
    view(&call, official, week).await
}

fn named(path: web::Path<(String, String)>) -> Result<(OfficialId, Week), Failure> {
    let (official, week) = path.into_inner();
    let week = Week::parse(&week).ok_or(Refusal::NotFound)?;
    Ok((OfficialId::from(official), week))
}

/// The version in `If-Match`; one that is not ours never matches.
fn version(request: &HttpRequest) -> Result<i64, Failure> {
    let given = request.headers().get(header::IF_MATCH);
    let given = given.ok_or(Failure::Unconditional)?;
    let text = given.to_str().unwrap_or_default().trim();
    let text = text.trim_start_matches("W/").trim_matches('"');
    Ok(text.parse().map_err(|_unknown| Refusal::WeekChanged)?)
}

async fn view(call: &Call, official: OfficialId, week: Week) -> Answer {
    let seen = week::see(&call.app, &call.caller, (official, week), call.now).await?;
    let coming = seen.appointments.iter().map(|(row, person)| Coming {
        id: row.id.clone(),
        reference: letters::shown(&row.reference),
        state: row.state,
        mode: row.mode,
        starts_at: call.at(row.starts_at),
        ends_at: call.at(row.ends_at),
        name: person.name.clone(),
    });
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, format!("\"{}\"", seen.plan.version)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(WeekView {
            appointments: coming.collect(),
            official: seen.plan.official,
            week: week.to_string(),
            version: seen.plan.version,
            windows: seen.plan.windows,
        }))
}
