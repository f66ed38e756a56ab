//! The plan of a week: a proposal with reasons, changed by hand, published.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call};
use super::failure::Failure;
use super::rules::Rules;
use crate::scheduling::availability::exception::REASON_CHARS_MAX;
use crate::scheduling::ids::{AppointmentId, CentreId, OfficialId, RequestId};
use crate::scheduling::planning::sentence::{Outcome, Said};
use crate::scheduling::planning::{LineState, PlanState};
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Clearance, Mode, Refusal, Week};
use crate::service::letters;
use crate::service::plan::compute::{self, Change};
use crate::service::plan::publish::Order;
use crate::service::plan::{self, Seen, Who, Whose, publish as publishing, said};

/// Whose plan, where the caller keeps several.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PlanOf {
    /// One of the officials for whose weeks the caller is named; else the first of them. Who is named
    /// for all keeps one plan of all, and asks for none.
    pub official: Option<OfficialId>,
}

/// Who is planned.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanBody {
    /// `waiting` (whoever has a time keeps it; the default), `told` (those too who have one, moved as
    /// little as can be) or `fresh` (as if nobody had been told yet).
    #[serde(default)]
    pub who: PlanWho,
}

/// Why those who have a time are given another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanReason {
    /// Needed where anybody is moved; it stands on the timeline of each.
    pub reason: Option<String>,
}

/// Who is planned, and how those who were told a time are treated.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanWho {
    /// Those who wait; whoever has a time keeps it.
    #[default]
    Waiting,
    /// Those too who have a time in the week, disturbed as little as can be.
    Told,
    /// The same as if nobody had been told yet.
    Fresh,
}

impl From<PlanWho> for Who {
    fn from(who: PlanWho) -> Self {
        match who {
            PlanWho::Waiting => Self::Waiting,
            PlanWho::Told => Self::Told,
            PlanWho::Fresh => Self::Fresh,
        }
    }
}

/// What is decided by hand for one request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanChange {
    /// Which request.
    pub request: RequestId,
    /// What is done.
    pub action: PlanAction,
    /// For a move: to which slot.
    pub slot: Option<SlotId>,
}

crate::value! {
    /// What can be done by hand.
    pub enum PlanAction {
        /// Keep it at the slot that the plan gives it.
        Lock = "lock",
        /// Give it this slot and no other.
        Move = "move",
        /// Leave it out of this week.
        Drop = "drop",
        /// Give it whatever the order gives it again.
        Release = "release",
    }
}

/// The plan of a week.
#[derive(Serialize, ToSchema)]
pub struct PlanView {
    /// The week, from Sunday to Saturday.
    #[schema(example = "2026-W48")]
    pub week: String,
    /// Rises with every computation; it is the `ETag`.
    pub version: i64,
    /// How far it is.
    pub state: PlanState,
    /// The version of the rules it was computed under.
    pub rules: i32,
    /// When it was computed.
    pub made_at: DateTime<FixedOffset>,
    /// Who is given a slot, in the published order.
    pub placed: Vec<PlacedView>,
    /// Who is not, in the same order.
    pub left_out: Vec<LeftOutView>,
    /// What publishing it did so far.
    pub published: Vec<LineView>,
}

/// A request that is given a slot.
#[derive(Serialize, ToSchema)]
pub struct PlacedView {
    /// Which request.
    pub request: RequestId,
    /// What its person was given.
    pub reference: String,
    /// The slot, as it is booked.
    pub slot: SlotId,
    /// With whom.
    pub official: Option<OfficialId>,
    /// How.
    pub mode: Mode,
    /// Where; none is the headquarters.
    pub centre: Option<CentreId>,
    /// When it begins.
    pub starts_at: DateTime<FixedOffset>,
    /// Whether the office decided it by hand.
    pub by_hand: bool,
    /// At the headquarters, where clearance is asked for: how it stands with those who come.
    pub clearance: Option<Clearance>,
    /// Its number in the published order.
    pub number: usize,
    /// On what its place rests, why this slot, and what would change it.
    pub why: String,
}

/// A request that is not given a slot.
#[derive(Serialize, ToSchema)]
pub struct LeftOutView {
    /// Which request.
    pub request: RequestId,
    /// What its person was given.
    pub reference: String,
    /// Whether the office took it out by hand.
    pub by_hand: bool,
    /// Its number in the published order.
    pub number: usize,
    /// `dropped`, `nothing_suits`, `not_let_in`, `held` (with `slots` and `ahead`) or `limited` (with `pools`).
    #[schema(value_type = Object)]
    pub certificate: serde_json::Value,
    /// The first day of the week whose plan looks at it again.
    pub again: NaiveDate,
    /// The same in words.
    pub why: String,
}

/// What publishing did for a request.
#[derive(Serialize, ToSchema)]
pub struct LineView {
    /// Which request.
    pub request: RequestId,
    /// What was done.
    pub state: LineState,
    /// The appointment.
    pub appointment: Option<AppointmentId>,
    /// Why it was not booked: the code of a refusal.
    pub refused: Option<String>,
}

/// The newest plan of a week.
#[utoipa::path(
    get, path = "/api/v1/weeks/{week}/plan", tag = "The plan",
    params(("week" = String, Path, description = "The week, as 2026-W48"), PlanOf),
    responses((status = 200, description = "The plan; ETag is its version", body = PlanView))
)]
pub async fn see(call: Call, request: HttpRequest, path: web::Path<String>) -> Answer {
    view(&call, whose(&call, &request, &path)?, false).await
}

/// Computes the plan of a week from the approved requests and the published slots as they stand.
/// Nobody is told anything.
#[utoipa::path(
    post, path = "/api/v1/weeks/{week}/plan", tag = "The plan", request_body = PlanBody,
    params(("week" = String, Path, description = "The week, as 2026-W48"), PlanOf),
    responses(
        (status = 201, description = "The new version", body = PlanView),
        (status = 409, description = "plan_unfinished: it is being published"),
    )
)]
pub async fn make(
    call: Call,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<PlanBody>,
) -> Answer {
    let whose = whose(&call, &request, &path)?;
    let wanted = (whose.clone(), body.value.who.into());
    compute::compute(&call.app, Some(&call.caller), wanted, call.now).await?;
    view(&call, whose, true).await
}

/// Locks, moves, drops or releases one request by hand and computes the rest anew, if the plan is
/// still at the version in `If-Match`.
#[utoipa::path(
    patch, path = "/api/v1/weeks/{week}/plan", tag = "The plan", request_body = PlanChange,
    params(
        ("week" = String, Path, description = "The week, as 2026-W48"),
        PlanOf,
        ("If-Match" = String, Header, description = "The ETag that was read"),
    ),
    responses(
        (status = 200, description = "The new version", body = PlanView),
        (status = 409, description = "plan_unfit: it cannot have that slot in this plan"),
        (status = 412, description = "plan_changed: somebody else changed it"),
    )
)]
pub async fn change(
    call: Call,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<PlanChange>,
) -> Answer {
    let whose = whose(&call, &request, &path)?;
    let expected = version(&request)?.ok_or(Failure::Unconditional)?;
    let wanted = body.value;
    let change = match (wanted.action, wanted.slot) {
        (PlanAction::Lock, None) => Change::Lock,
        (PlanAction::Drop, None) => Change::Drop,
        (PlanAction::Release, None) => Change::Release,
        (PlanAction::Move, Some(slot)) => Change::Move(slot),
        (PlanAction::Move, None)
        | (PlanAction::Lock | PlanAction::Drop | PlanAction::Release, Some(_)) => {
            let mut rules = Rules::default();
            rules.fail("slot", "slot", "error-plan-slot", None);
            return Err(rules.failure());
        }
    };
    let wanted = (wanted.request, change);
    let read = (whose.clone(), expected);
    compute::change(&call.app, &call.caller, read, wanted, call.now).await?;
    view(&call, whose, false).await
}

/// Publishes the plan: each request in it is booked and its person told, once, however often this
/// is asked for. A slot that is gone is not booked.
#[utoipa::path(
    post, path = "/api/v1/weeks/{week}/plan/publish", tag = "The plan",
    request_body = PlanReason,
    params(
        ("week" = String, Path, description = "The week, as 2026-W48"),
        PlanOf,
        ("If-Match" = Option<String>, Header, description = "The ETag that was read"),
    ),
    responses(
        (status = 200, description = "Published; `published` says what was done", body = PlanView),
        (status = 409, description = "wrong_stage: it is published already"),
        (status = 412, description = "plan_changed: somebody else changed it"),
    )
)]
pub async fn publish(
    call: Call,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<PlanReason>,
) -> Answer {
    let whose = whose(&call, &request, &path)?;
    let mut rules = Rules::default();
    let reason = rules.some_text("reason", body.value.reason.as_deref(), REASON_CHARS_MAX);
    rules.passed()?;
    let order = Order {
        whose: whose.clone(),
        expected: version(&request)?,
        reason,
    };
    publishing::publish(&call.app, &call.caller, order, call.now).await?;
    view(&call, whose, false).await
}

/// Whose plan a call is about.
fn whose(call: &Call, request: &HttpRequest, week: &str) -> Result<Whose, Failure> {
    let asked: PlanOf = serde_urlencoded::from_str(request.query_string())
        .map_err(|error| Failure::Unreadable(error.to_string()))?;
    let week = Week::parse(week).ok_or(Refusal::NotFound)?;
    Ok(Whose::of(&call.caller, (week, asked.official))?)
}

/// The version in `If-Match`, if there is one; one that is not ours never matches.
fn version(request: &HttpRequest) -> Result<Option<i64>, Failure> {
    let Some(given) = request.headers().get(header::IF_MATCH) else {
        return Ok(None);
    };
    let text = given.to_str().unwrap_or_default().trim();
    let text = text.trim_start_matches("W/").trim_matches('"');
    Ok(Some(
        text.parse().map_err(|_not_ours| Refusal::PlanChanged)?,
    ))
}

async fn view(call: &Call, whose: Whose, is_new: bool) -> Answer {
    let seen = plan::see(&call.app, &call.caller, whose, call.now).await?;
    let seen = seen.ok_or(Refusal::NotFound)?;
    let mut builder = if is_new {
        HttpResponse::Created()
    } else {
        HttpResponse::Ok()
    };
    Ok(builder
        .insert_header((header::ETAG, format!("\"{}\"", seen.version.version)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(PlanView::of(call, &seen)))
}

impl PlanView {
    fn of(call: &Call, seen: &Seen) -> Self {
        let mut placed = Vec::new();
        let mut left_out = Vec::new();
        for (id, one) in &seen.said {
            let reference = seen
                .cases
                .get(id)
                .map(|(row, _)| letters::shown(&row.reference));
            let about = (id, reference.unwrap_or_default(), one);
            match &one.outcome {
                Outcome::Placed { slot, .. } => {
                    placed.extend(PlacedView::of(call, seen, about, slot));
                }
                Outcome::LeftOut { .. } => left_out.extend(LeftOutView::of(call, seen, about)),
            }
        }
        let published = seen.lines.values().map(|line| LineView {
            request: line.request_id.clone(),
            state: line.state,
            appointment: line.appointment_id.clone(),
            refused: line.refused.clone(),
        });
        Self {
            week: seen.whose.week.to_string(),
            version: seen.version.version,
            state: seen.version.state,
            rules: seen.version.rules,
            made_at: call.at(seen.version.made_at),
            placed,
            left_out,
            published: published.collect(),
        }
    }
}

impl PlacedView {
    fn of(
        call: &Call,
        seen: &Seen,
        (id, reference, one): (&RequestId, String, &Said),
        slot: &SlotId,
    ) -> Option<Self> {
        let key = slot.key()?;
        Some(Self {
            clearance: seen.clearance(id, &key),
            request: id.clone(),
            reference,
            slot: slot.clone(),
            official: key.official,
            mode: key.mode,
            centre: key.centre,
            starts_at: call.at(key.starts_at.naive_utc()),
            by_hand: seen.hands.contains_key(id),
            number: one.place.number,
            why: said::of_case(&call.app, &call.words, seen, (id, one)),
        })
    }
}

impl LeftOutView {
    fn of(
        call: &Call,
        seen: &Seen,
        (id, reference, one): (&RequestId, String, &Said),
    ) -> Option<Self> {
        let Outcome::LeftOut { certificate, again } = &one.outcome else {
            return None;
        };
        Some(Self {
            request: id.clone(),
            reference,
            by_hand: seen.hands.contains_key(id),
            number: one.place.number,
            certificate: serde_json::to_value(certificate).unwrap_or_default(),
            again: *again,
            why: said::of_case(&call.app, &call.words, seen, (id, one)),
        })
    }
}
