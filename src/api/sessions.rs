//! Video sessions: starting the link, tickets into it, what came of the meeting.

use actix_web::{HttpRequest, web};
use chrono::{DateTime, FixedOffset};
use majlis_signaling::id::SessionId as RoomName;
use majlis_signaling::socket::Signaling;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::appointments::view::AppointmentView;
use super::call::{Answer, Body, Call, Made, local, shown};
use super::rules::{Calendar, Rules, TEXT_CHARS_MAX};
use crate::scheduling::ids::{AppointmentId, DepartmentId, SessionId};
use crate::scheduling::outcome::Next;
use crate::scheduling::{MeetingResult, SessionRole, SessionState};
use crate::service::outcome::{Said, outcome};
use crate::service::{requests, start_session, ticket};

/// Which appointment's link is started.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSession {
    /// The appointment.
    pub appointment: String,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub struct SessionView {
    /// Its id.
    pub id: SessionId,
    /// How far it is.
    pub state: SessionState,
}

/// Starts the link of an appointment; started again, it is the same session.
#[utoipa::path(
    post, path = "/api/v1/sessions", tag = "Video sessions", request_body = NewSession,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses((status = 201, description = "Started", body = SessionView))
)]
pub async fn start(call: Call, body: Body<NewSession>) -> Answer {
    let id = AppointmentId::from(body.value.appointment);
    let work = async {
        let opened = start_session::start(&call.app, &call.caller, id, call.now).await?;
        Ok(Made::created(&SessionView {
            id: opened.id,
            state: opened.state,
        }))
    };
    call.once(&body.raw, work).await
}

/// As what somebody takes part.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    /// The role.
    pub role: SessionRole,
}

/// What opens the socket of a session.
#[derive(Serialize, ToSchema)]
pub struct TicketView {
    /// Good once.
    pub ticket: String,
    /// Until when it opens.
    pub expires_at: DateTime<FixedOffset>,
    /// Where it opens, ticket included.
    pub signal_url: String,
}

/// A ticket into a session: one use, one role, a minute.
#[utoipa::path(
    post, path = "/api/v1/sessions/{id}/tickets", tag = "Video sessions", request_body = NewTicket,
    params(
        ("id" = String, Path, description = "The session"),
        ("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer"),
    ),
    responses((status = 201, description = "The ticket", body = TicketView))
)]
pub async fn enter(call: Call, id: web::Path<String>, body: Body<NewTicket>) -> Answer {
    let of = (SessionId::from(id.into_inner()), body.value.role);
    let work = async {
        let made = ticket::ticket(&call.app, &call.caller, of, call.now).await?;
        Ok(Made::created(&TicketView {
            ticket: made.ticket,
            expires_at: local(made.expires_at, call.zone()),
            signal_url: made.signal_url,
        }))
    };
    call.once(&body.raw, work).await
}

/// What came of a meeting.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeBody {
    /// `promise`, `refer`, `close` or `unheard`.
    #[schema(example = "promise")]
    pub result: String,
    /// What was promised or decided, which the applicant reads after signing in; at most 2000
    /// characters.
    pub text: Option<String>,
    /// What is to be done next, after `promise` and `refer`.
    pub next: Option<NextBody>,
}

/// What is to be done after a meeting.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NextBody {
    /// What; where it is left out, what was promised. At most 2000 characters.
    pub text: Option<String>,
    /// The department that does it; left out, the office does a promise itself, and a referral goes
    /// to whoever works on the request's category.
    pub department: Option<DepartmentId>,
    /// The day by which it is done; left out, the day by which an answer is usually due.
    #[schema(example = "2026-12-06")]
    pub due_on: Option<String>,
    /// The calendar of that day.
    pub calendar: Option<Calendar>,
}

/// Writes what came of a meeting, once: the request is closed after `close` and `unheard`, and goes
/// on after `promise` and `refer` until what is owed is reported done. The survey goes out.
#[utoipa::path(
    post, path = "/api/v1/appointments/{id}/outcome", tag = "Video sessions", request_body = OutcomeBody,
    params(("id" = String, Path, description = "The appointment")),
    responses((status = 200, description = "As it stands now", body = AppointmentView))
)]
pub async fn close(
    call: Call,
    request: HttpRequest,
    id: web::Path<String>,
    body: Body<OutcomeBody>,
) -> Answer {
    let id = AppointmentId::from(id.into_inner());
    let given = body.value;
    let mut rules = Rules::default();
    let result = MeetingResult::parse(&given.result);
    rules.chosen("result", result.is_some());
    let text = rules.some_text("text", given.text.as_deref(), TEXT_CHARS_MAX);
    let next = given.next.map(|next| next_step(&call, &mut rules, next));
    let Some(result) = result else {
        return Err(rules.failure());
    };
    rules.passed()?;
    let next = next.unwrap_or_default();
    let of = (id.clone(), Said { result, text, next });
    let open = outcome(&call.app, &call.caller, of, call.now).await?;
    end_for_everybody(&request, open, result).await;
    let (row, _) = requests::appointment(&call.app, &call.caller, id).await?;
    shown(&AppointmentView::of(&call, &row))
}

fn next_step(call: &Call, rules: &mut Rules, given: NextBody) -> Next {
    let calendar = given.calendar.unwrap_or(Calendar::Gregorian);
    let catalogue = call.app.catalogue.get();
    let department = given.department;
    let is_known = |id: &DepartmentId| catalogue.department(id).is_some();
    rules.chosen("next.department", department.as_ref().is_none_or(is_known));
    Next {
        text: rules.some_text("next.text", given.text.as_deref(), TEXT_CHARS_MAX),
        due_on: rules.day("next.due_on", given.due_on.as_deref(), calendar),
        department,
    }
}

/// Ends a session for everybody who still sits in it.
pub async fn end_for_everybody(
    request: &HttpRequest,
    open: Option<SessionId>,
    result: MeetingResult,
) {
    let room = open.and_then(|session| RoomName::new(session.into_text()).ok());
    if let (Some(room), Some(rooms)) = (room, request.app_data::<web::Data<Signaling>>()) {
        rooms.end(&room, Some(result.to_string())).await;
    }
}
