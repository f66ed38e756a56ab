//! An official's week, for the office: what is published, what is drafted, who comes; what
//! publishing the draft does to whom, and publishing it.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Nothing, shown};
use super::failure::Failure;
use super::rules::Rules;
use crate::scheduling::availability::WINDOWS_MAX;
use crate::scheduling::availability::effect::Time;
use crate::scheduling::availability::exception::REASON_CHARS_MAX;
use crate::scheduling::ids::{AppointmentId, CaseId, OfficialId, TemplateId};
use crate::scheduling::{AppointmentState, Mode, Refusal, Week, Window};
use crate::service::week::draft::{self, Source, same_weekday};
use crate::service::week::publish::{self, Done};
use crate::service::week::{self, Affected, Version, undo as undoing};
use crate::service::{Appointment, Person, letters};

/// A week as the office wants it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekBody {
    /// The windows, in any order; none may overlap another.
    pub windows: Vec<Window>,
}

/// Why a week is published.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishBody {
    /// Needed when people are hit; the office reads it, they do not.
    pub reason: Option<String>,
}

/// What a copy is taken from.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyBody {
    /// A week (`2026-W47`), or a day (`2026-11-17`).
    #[schema(example = "2026-W47")]
    pub from: String,
    /// For a day: which day it becomes; the same weekday of this week if not said.
    pub to: Option<NaiveDate>,
}

/// Under which template a week is filled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FillBody {
    /// One of `GET /templates`; none is a usual week.
    pub template: Option<TemplateId>,
}

/// A week of an official.
#[derive(Serialize, ToSchema)]
pub struct WeekView {
    /// Whose week.
    pub official: OfficialId,
    /// Which week, from Sunday to Saturday.
    #[schema(example = "2026-W48")]
    pub week: String,
    /// Rises by one with every publication.
    pub version: i64,
    /// What is published, in order.
    pub windows: Vec<Window>,
    /// What is drafted; none when it is what is published.
    pub draft: Option<DraftView>,
    /// Who comes, by start.
    pub appointments: Vec<Coming>,
    /// Whose appointments are to be settled anew, of any week, oldest first.
    pub cases: Vec<CaseView>,
    /// Until when the last publication can be undone, as things stand; none where it cannot.
    pub undo_until: Option<DateTime<FixedOffset>>,
}

/// What is drafted for a week.
#[derive(Serialize, ToSchema)]
pub struct DraftView {
    /// The windows in order.
    pub windows: Vec<Window>,
}

/// What publishing the draft would do.
#[derive(Serialize, ToSchema)]
pub struct PreviewView {
    /// Times that come.
    pub gained: Vec<TimeView>,
    /// Times that go, taken or not.
    pub lost: Vec<TimeView>,
    /// Whose appointments it hits; with any, publishing needs a reason.
    pub appointments: Vec<Coming>,
}

/// What publishing the draft did.
#[derive(Serialize, ToSchema)]
pub struct PublishedView {
    /// The week as it is published now.
    pub version: i64,
    /// Whose appointments are to be settled anew; each was told that another time comes.
    pub appointments: Vec<Coming>,
}

/// A time by one way of meeting.
#[derive(Serialize, ToSchema)]
pub struct TimeView {
    /// When it begins.
    pub starts_at: DateTime<FixedOffset>,
    /// When it ends.
    pub ends_at: DateTime<FixedOffset>,
    /// How people meet.
    pub mode: Mode,
}

/// An appointment that is to be settled anew.
#[derive(Serialize, ToSchema)]
pub struct CaseView {
    /// The case.
    pub id: CaseId,
    /// Why the week was changed.
    pub reason: String,
    /// In which week.
    pub week: String,
    /// Since when.
    pub created_at: DateTime<FixedOffset>,
    /// Whose appointment.
    pub appointment: Coming,
}

/// An appointment of the week.
#[derive(Clone, Debug, Serialize, ToSchema)]
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

impl Coming {
    fn of(call: &Call, (row, person): &(Appointment, Person)) -> Self {
        Self {
            id: row.id.clone(),
            reference: letters::shown(&row.reference),
            state: row.state,
            mode: row.mode,
            starts_at: call.at(row.starts_at),
            ends_at: call.at(row.ends_at),
            name: person.name.clone(),
        }
    }

    fn all(call: &Call, rows: &[(Appointment, Person)]) -> Vec<Self> {
        rows.iter().map(|row| Self::of(call, row)).collect()
    }
}

impl CaseView {
    /// A case as it is shown.
    pub fn of(call: &Call, affected: Affected) -> Self {
        let Affected {
            case,
            appointment,
            person,
        } = affected;
        Self {
            id: case.id,
            reason: case.reason,
            week: case.week,
            created_at: call.at(case.created_at),
            appointment: Coming::of(call, &(appointment, person)),
        }
    }
}

/// A week of an official the caller works for.
#[utoipa::path(
    get, path = "/api/v1/officials/{id}/weeks/{week}", tag = "The week",
    params(
        ("id" = String, Path, description = "The official"),
        ("week" = String, Path, description = "The week, as 2026-W48"),
    ),
    responses((
        status = 200,
        description = "The week; ETag is the version of what is published and of what is drafted",
        body = WeekView,
    ))
)]
pub async fn see(call: Call, path: web::Path<(String, String)>) -> Answer {
    let (official, week) = named(path)?;
    view(&call, official, week).await
}

/// Saves a draft of a week, if it is still at the version in `If-Match`; nobody but the office
/// sees it.
#[utoipa::path(
    put, path = "/api/v1/officials/{id}/weeks/{week}", tag = "The week", request_body = WeekBody,
    params(
        ("id" = String, Path, description = "The official"),
        ("week" = String, Path, description = "The week, as 2026-W48"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
    ),
    responses((status = 200, description = "With its draft", body = WeekView))
)]
pub async fn save(
    call: Call,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    body: Body<WeekBody>,
) -> Answer {
    let (official, week) = named(path)?;
    let windows = body.value.windows;
    if windows.len() > WINDOWS_MAX {
        let mut rules = Rules::default();
        let most = Some(WINDOWS_MAX);
        rules.fail("windows", "length", "error-list-long", most);
        return Err(rules.failure());
    }
    let expected = version(&request)?.ok_or(Failure::Unconditional)?;
    let whose = (official.clone(), week);
    draft::save(
        &call.app,
        &call.caller,
        whose,
        (Some(expected), windows),
        call.now,
    )
    .await?;
    view(&call, official, week).await
}

/// Fills the draft from the official's rules and exceptions.
#[utoipa::path(
    post, path = "/api/v1/officials/{id}/weeks/{week}/fill", tag = "The week",
    request_body = FillBody,
    params(
        ("id" = String, Path, description = "The official"),
        ("week" = String, Path, description = "The week, as 2026-W48"),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read"),
    ),
    responses((status = 200, description = "With its draft", body = WeekView))
)]
pub async fn fill(
    call: Call,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    body: Body<FillBody>,
) -> Answer {
    let (official, week) = named(path)?;
    let wanted = (version(&request)?, body.value.template);
    let whose = (official.clone(), week);
    draft::fill(&call.app, &call.caller, whose, wanted, call.now).await?;
    view(&call, official, week).await
}

/// Copies a published week, or a day, into the draft.
#[utoipa::path(
    post, path = "/api/v1/officials/{id}/weeks/{week}/copy", tag = "The week",
    request_body = CopyBody,
    params(
        ("id" = String, Path, description = "The official"),
        ("week" = String, Path, description = "The week, as 2026-W48"),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read"),
    ),
    responses((status = 200, description = "With its draft", body = WeekView))
)]
pub async fn copy(
    call: Call,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    body: Body<CopyBody>,
) -> Answer {
    let (official, week) = named(path)?;
    let CopyBody { from, to } = body.value;
    let day = from.parse::<NaiveDate>().ok();
    let source = match (Week::parse(&from), day) {
        (Some(from), _) => Source::Week(from),
        (None, Some(from)) => Source::Day {
            from,
            to: to.unwrap_or_else(|| same_weekday(week, from)),
        },
        (None, None) => {
            let mut rules = Rules::default();
            rules.fail("from", "date", "error-date", None);
            return Err(rules.failure());
        }
    };
    let whose = (official.clone(), week);
    let wanted = (version(&request)?, source);
    draft::copy(&call.app, &call.caller, whose, wanted, call.now).await?;
    view(&call, official, week).await
}

/// What publishing the draft would do to whom; changes nothing.
#[utoipa::path(
    post, path = "/api/v1/officials/{id}/weeks/{week}/preview", tag = "The week",
    params(
        ("id" = String, Path, description = "The official"),
        ("week" = String, Path, description = "The week, as 2026-W48"),
    ),
    responses((status = 200, description = "Times gained and lost, people hit", body = PreviewView))
)]
pub async fn preview(
    call: Call,
    path: web::Path<(String, String)>,
    _body: Body<Nothing>,
) -> Answer {
    let whose = named(path)?;
    let seen = publish::preview(&call.app, &call.caller, whose, call.now).await?;
    let times = |times: Vec<Time>| {
        let view = |(starts_at, ends_at, mode): Time| TimeView {
            starts_at: call.at(starts_at.naive_utc()),
            ends_at: call.at(ends_at.naive_utc()),
            mode,
        };
        times.into_iter().map(view).collect()
    };
    shown(&PreviewView {
        gained: times(seen.effect.gained),
        lost: times(seen.effect.lost),
        appointments: Coming::all(&call, &seen.hit),
    })
}

/// Publishes the draft. Where it hits people a reason is needed, and each of them gets a
/// re-scheduling case: nobody's appointment moves silently.
#[utoipa::path(
    post, path = "/api/v1/officials/{id}/weeks/{week}/publish", tag = "The week",
    request_body = PublishBody,
    params(
        ("id" = String, Path, description = "The official"),
        ("week" = String, Path, description = "The week, as 2026-W48"),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read"),
    ),
    responses(
        (status = 200, description = "Published", body = PublishedView),
        (status = 409, description = "reason_needed, with the appointments; nothing_drafted"),
    )
)]
pub async fn publish(
    call: Call,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    body: Body<PublishBody>,
) -> Answer {
    let (official, week) = named(path)?;
    let mut rules = Rules::default();
    let reason = rules.some_text("reason", body.value.reason.as_deref(), REASON_CHARS_MAX);
    rules.passed()?;
    let wanted = (version(&request)?, reason);
    let whose = (official.clone(), week);
    match publish::publish(&call.app, &call.caller, whose, wanted, call.now).await? {
        Done::Affects(hit) => Err(Failure::Affects(Coming::all(&call, &hit))),
        Done::Published(hit) => {
            let now = week::see(&call.app, &call.caller, (official, week), call.now).await?;
            Ok(HttpResponse::Ok()
                .insert_header((header::ETAG, format!("\"{}\"", now.version)))
                .insert_header((header::CACHE_CONTROL, "no-store"))
                .json(PublishedView {
                    version: now.plan.version,
                    appointments: Coming::all(&call, &hit),
                }))
        }
    }
}

/// Undoes the last publication: for some minutes, while no message of it has gone out and nobody
/// has one of its new times. What was published becomes the draft, unless something else is drafted.
#[utoipa::path(
    post, path = "/api/v1/officials/{id}/weeks/{week}/undo", tag = "The week",
    params(
        ("id" = String, Path, description = "The official"),
        ("week" = String, Path, description = "The week, as 2026-W48"),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read"),
    ),
    responses(
        (status = 200, description = "As it was before, with its draft", body = WeekView),
        (status = 409, description = "undo_late, undo_told, undo_overtaken"),
    )
)]
pub async fn undo(
    call: Call,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    _body: Body<Nothing>,
) -> Answer {
    let (official, week) = named(path)?;
    let read = version(&request)?;
    let whose = (official.clone(), week);
    undoing::undo(&call.app, &call.caller, whose, read, call.now).await?;
    view(&call, official, week).await
}

fn named(path: web::Path<(String, String)>) -> Result<(OfficialId, Week), Failure> {
    let (official, week) = path.into_inner();
    let week = Week::parse(&week).ok_or(Refusal::NotFound)?;
    Ok((OfficialId::from(official), week))
}

/// The version in `If-Match`, if there is one; one that is not ours never matches.
fn version(request: &HttpRequest) -> Result<Option<Version>, Failure> {
    let Some(given) = request.headers().get(header::IF_MATCH) else {
        return Ok(None);
    };
    let text = given.to_str().unwrap_or_default().trim();
    let text = text.trim_start_matches("W/").trim_matches('"');
    Ok(Some(Version::parse(text).ok_or(Refusal::WeekChanged)?))
}

async fn view(call: &Call, official: OfficialId, week: Week) -> Answer {
    let seen = week::see(&call.app, &call.caller, (official, week), call.now).await?;
    let cases = seen.cases.into_iter();
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, format!("\"{}\"", seen.version)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(WeekView {
            appointments: Coming::all(call, &seen.appointments),
            cases: cases.map(|each| CaseView::of(call, each)).collect(),
            undo_until: seen.undo_until.map(|at| call.at(at.naive_utc())),
            official: seen.plan.official,
            week: week.to_string(),
            version: seen.plan.version,
            windows: seen.plan.windows,
            draft: seen.draft.map(|draft| DraftView {
                windows: draft.windows,
            }),
        }))
}
