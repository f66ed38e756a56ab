//! Requests: handing in, reading, deciding, following.

use actix_web::web;
use serde::Deserialize;
use utoipa::ToSchema;

use super::auth::CodeSent;
use super::call::{Answer, Asked, Body, Call, Made, shown};
use super::failure::Failure;
use super::rules::{
    Calendar, DETAILS_CHARS_MAX, NAME_CHARS_MAX, Rules, SUBJECT_CHARS_MAX, TEXT_CHARS_MAX,
    UNAVAILABLE_MAX, cursor,
};
use crate::scheduling::ids::{
    AttachmentId, CentreId, DepartmentId, OfficialId, RepresentationId, RequestId,
};
use crate::scheduling::{
    Decision, Mode, Reference, RequestKind, RequestState, Urgency, calendar as days,
};
use crate::service::decide::{self, Verdict};
use crate::service::hand_in::{self, Came, NewRequest, Span};
use crate::service::requests::{self, Case};
use crate::service::{Caller, track};
use view::{RequestView, Requests};

pub mod view;

/// What a person hands in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequestBody {
    /// What is asked for.
    pub kind: RequestKind,
    /// Whom the applicant asks to meet.
    pub official: Option<String>,
    /// How.
    pub mode: Option<Mode>,
    /// From which centre.
    pub centre: Option<String>,
    /// In a few words; at most 150 characters.
    pub subject: String,
    /// In full; at most 4000 characters.
    #[serde(default)]
    pub details: String,
    /// What the applicant needs.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Why it is urgent; a person decides whether it is.
    pub urgent: Option<Urgent>,
    /// The applicant, when someone else hands it in.
    pub applicant: Option<String>,
    /// Whom it is about, when that is someone else; kept sealed.
    pub person_concerned: Option<String>,
    /// On what basis a representative acts.
    pub basis: Option<String>,
    /// The representation under which it is handed in; applicant and basis are then its own.
    pub representation: Option<String>,
    /// The last day on which the representative may act.
    #[schema(example = "2026-12-31")]
    pub basis_until: Option<String>,
    /// Days that do not suit.
    #[serde(default)]
    pub unavailable: Vec<Days>,
    /// Papers that were brought with `POST /attachments`.
    #[serde(default)]
    pub attachments: Vec<String>,
}

/// Why a request is urgent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Urgent {
    /// The reason.
    pub reason: String,
}

/// Days, both included.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// The first.
    #[schema(example = "2026-11-22")]
    pub from: String,
    /// The last.
    #[schema(example = "2026-11-24")]
    pub to: String,
}

/// The calendar that dates of the body are written in.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct In {
    /// Gregorian if not said.
    pub calendar: Option<Calendar>,
}

/// Hands a request in; its reference is given at once, and a receipt goes out by SMS.
#[utoipa::path(
    post, path = "/api/v1/requests", tag = "Requests", request_body = NewRequestBody,
    params(In, ("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses((status = 201, description = "Received", body = RequestView))
)]
pub async fn hand_in(call: Call, Asked(asked): Asked<In>, body: Body<NewRequestBody>) -> Answer {
    let calendar = asked.calendar.unwrap_or(Calendar::Gregorian);
    let new = checked(&call, body.value, calendar)?;
    let work = async {
        let whole = hand_in::hand_in(&call.app, &call.caller, new, call.now).await?;
        Ok(Made::created(&RequestView::of_new(&call, &whole)))
    };
    call.once(&body.raw, work).await
}

/// What was handed in, or every rule it breaks.
pub(super) fn checked(
    call: &Call,
    body: NewRequestBody,
    calendar: Calendar,
) -> Result<NewRequest, Failure> {
    let mut rules = Rules::default();
    let catalogue = call.app.catalogue.get();
    let official = body.official.map(OfficialId::from);
    let centre = body.centre.map(CentreId::from);
    let is_official = |id: &OfficialId| catalogue.official(id).is_some();
    rules.chosen("official", official.as_ref().is_none_or(is_official));
    let is_centre = |id: &CentreId| catalogue.centre(id).is_some();
    rules.chosen("centre", centre.as_ref().is_none_or(is_centre));
    let reason = body.urgent.map(|urgent| urgent.reason);
    let details = rules.some_text("details", Some(&body.details), DETAILS_CHARS_MAX);
    let until = body.basis_until.as_deref();
    let basis_until = until.and_then(|text| rules.day("basis_until", Some(text), calendar));
    let today = days::local_day(call.app.settings.ministry.zone, call.now);
    if basis_until.is_some_and(|until| until < today) {
        rules.fail("basis_until", "past", "error-until-past", None);
    }
    let new = NewRequest {
        kind: body.kind,
        mode: body.mode,
        official,
        centre,
        subject: rules.text("subject", &body.subject, SUBJECT_CHARS_MAX),
        details: details.unwrap_or_default(),
        needs: rules.needs(&body.needs),
        urgent_reason: reason.map(|text| rules.text("urgent.reason", &text, TEXT_CHARS_MAX)),
        applicant: rules.some_text("applicant", body.applicant.as_deref(), NAME_CHARS_MAX),
        person_concerned: rules.some_text(
            "person_concerned",
            body.person_concerned.as_deref(),
            NAME_CHARS_MAX,
        ),
        representation: body.representation.map(RepresentationId::from),
        basis: rules.some_text("basis", body.basis.as_deref(), SUBJECT_CHARS_MAX),
        unavailable: unavailable(&mut rules, &body.unavailable, calendar),
        channel: "portal",
        came: Came {
            attachments: body
                .attachments
                .into_iter()
                .map(AttachmentId::from)
                .collect(),
            basis_until,
            ..Came::default()
        },
    };
    rules.passed()?;
    Ok(new)
}

fn unavailable(rules: &mut Rules, days: &[Days], calendar: Calendar) -> Vec<Span> {
    if days.len() > UNAVAILABLE_MAX {
        let most = Some(UNAVAILABLE_MAX);
        rules.fail("unavailable", "length", "error-list-long", most);
        return Vec::new();
    }
    let mut spans = Vec::new();
    for each in days {
        let from = rules.day("unavailable.from", Some(&each.from), calendar);
        let to = rules.day("unavailable.to", Some(&each.to), calendar);
        match (from, to) {
            (Some(from), Some(to)) if from <= to => spans.push(Span { from, to }),
            (Some(_), Some(_)) => {
                rules.fail("unavailable.to", "order", "error-date-order", None);
            }
            (None, _) | (_, None) => {}
        }
    }
    spans
}

/// Which requests.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAsked {
    /// In this state; for staff.
    pub state: Option<RequestState>,
    /// `true`: only open ones that are past their day, oldest first; for staff, and not with `state`.
    pub overdue: Option<bool>,
    /// At most so many; 20 if not said, 100 at most.
    pub limit: Option<i64>,
    /// From the page before.
    pub cursor: Option<String>,
}

/// One's own requests, newest first; for staff, the office's, oldest first.
#[utoipa::path(
    get, path = "/api/v1/requests", tag = "Requests", params(ListAsked),
    responses((status = 200, description = "A page of requests", body = Requests))
)]
pub async fn list(call: Call, Asked(asked): Asked<ListAsked>) -> Answer {
    let mut rules = Rules::default();
    let limit = rules.limit(asked.limit);
    let after = rules.cursor(asked.cursor.as_deref());
    let is_overdue = asked.overdue == Some(true);
    rules.chosen("overdue", !is_overdue || asked.state.is_none());
    rules.passed()?;
    let mut cases = if is_overdue && call.caller.staff().is_some() {
        let page = (after.map(RequestId::from), limit + 1);
        requests::overdue(&call.app, &call.caller, page, call.now).await?
    } else {
        page(&call, (asked.state, after, limit + 1)).await?
    };
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = cases.len() > most;
    cases.truncate(most);
    let next = cases.last().filter(|_| is_more);
    shown(&Requests {
        next_cursor: next.map(|case| cursor(case.request.id.as_str())),
        requests: cases
            .iter()
            .map(|case| RequestView::of(&call, case))
            .collect(),
    })
}

async fn page(
    call: &Call,
    (state, after, limit): (Option<RequestState>, Option<String>, i64),
) -> Result<Vec<Case>, Failure> {
    let (app, caller) = (&call.app, &call.caller);
    Ok(match caller {
        Caller::Follower { request, .. } => {
            let one = requests::one(app, caller, (request.clone(), "follow"), call.now).await?;
            vec![one]
        }
        Caller::Staff(_) => {
            let states = state.map_or_else(|| RequestState::ALL.to_vec(), |state| vec![state]);
            requests::office_list(app, caller, (states, after, limit), call.now).await?
        }
        Caller::Nobody | Caller::Person { .. } | Caller::Agent { .. } => {
            requests::own(app, caller, (after, limit)).await?
        }
    })
}

/// One request with its timeline and appointments.
#[utoipa::path(
    get, path = "/api/v1/requests/{id}", tag = "Requests",
    params(("id" = String, Path, description = "The request")),
    responses((status = 200, description = "The request", body = RequestView))
)]
pub async fn see(call: Call, id: web::Path<String>) -> Answer {
    let id = RequestId::from(id.into_inner());
    let case = requests::one(&call.app, &call.caller, (id, "case"), call.now).await?;
    shown(&with_proposal(&call, &case).await?)
}

/// A request as it is read alone, with what waits for a second person where the office reads it.
async fn with_proposal(call: &Call, case: &Case) -> Result<RequestView, Failure> {
    let view = RequestView::alone(call, case);
    if call.caller.staff().is_none() {
        return Ok(view);
    }
    let id = case.request.id.clone();
    let waits = decide::second::find(&call.app, &call.caller, id).await?;
    Ok(RequestView {
        proposed: waits.map(|one| one.verdict.decision),
        ..view
    })
}

/// What the office decided.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictBody {
    /// The decision.
    pub decision: Decision,
    /// Whom the applicant will meet, when that changes.
    pub official: Option<String>,
    /// How, when that changes.
    pub mode: Option<Mode>,
    /// Who works on it, to route; without it, straight to the office of `official`, or to whoever
    /// works on the request's category.
    pub department: Option<String>,
    /// Whether it goes before the others.
    pub urgency: Option<Urgency>,
    /// Why it does; needed where neither the applicant gave a reason nor `text` does.
    pub urgency_reason: Option<String>,
    /// Why it is sent where it is sent; for staff.
    pub note: Option<String>,
    /// What the applicant is told; needed to decline, answer and ask.
    pub text: Option<String>,
}

/// Decides on a request and tells the applicant; where a second person has to confirm that kind of
/// decision (`requests.four_eyes`), it is only proposed.
#[utoipa::path(
    post, path = "/api/v1/requests/{id}/decision", tag = "Requests", request_body = VerdictBody,
    params(("id" = String, Path, description = "The request")),
    responses((status = 200, description = "As it stands now", body = RequestView))
)]
pub async fn decide(call: Call, id: web::Path<String>, body: Body<VerdictBody>) -> Answer {
    let id = RequestId::from(id.into_inner());
    let given = body.value;
    let mut rules = Rules::default();
    let catalogue = call.app.catalogue.get();
    let official = given.official.map(OfficialId::from);
    let is_official = |id: &OfficialId| catalogue.official(id).is_some();
    rules.chosen("official", official.as_ref().is_none_or(is_official));
    let department = given.department.map(DepartmentId::from);
    let is_department = |id: &DepartmentId| catalogue.department(id).is_some();
    rules.chosen("department", department.as_ref().is_none_or(is_department));
    let urgency_reason = given.urgency_reason.as_deref();
    let urgency_reason = rules.some_text("urgency_reason", urgency_reason, TEXT_CHARS_MAX);
    let note = rules.some_text("note", given.note.as_deref(), TEXT_CHARS_MAX);
    let text = rules.some_text("text", given.text.as_deref(), TEXT_CHARS_MAX);
    rules.passed()?;
    let verdict = Verdict {
        decision: given.decision,
        official,
        mode: given.mode,
        department,
        urgency: given.urgency,
        urgency_reason,
        note,
        text,
    };
    decide::decide(&call.app, &call.caller, (id.clone(), verdict), call.now).await?;
    let case = requests::one(&call.app, &call.caller, (id, "decision"), call.now).await?;
    shown(&with_proposal(&call, &case).await?)
}

/// Which request to follow.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Followed {
    /// The reference, as it was given.
    #[schema(example = "2CDF-4HJK")]
    pub reference: String,
}

/// Sends a code to the mobile on a request, for following it.
///
/// The answer is the same whether there is such a request or not. `POST /auth/otp/{challenge_id}`
/// with the code gives a token that reads that request only.
#[utoipa::path(
    post, path = "/api/v1/track", tag = "Requests", request_body = Followed,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses((status = 202, description = "If there is such a request, the code is on its way", body = CodeSent))
)]
pub async fn follow(call: Call, body: Body<Followed>) -> Answer {
    let Some(reference) = Reference::parse(&body.value.reference) else {
        let mut rules = Rules::default();
        rules.fail("reference", "reference", "error-reference", None);
        return Err(rules.failure());
    };
    let language = call.words.lang().code();
    let work = async {
        let sent = track::track(&call.app, &reference, language, call.now).await?;
        Ok(Made::accepted(&CodeSent::of(&call, &sent)))
    };
    call.once(&body.raw, work).await
}
