//! Video sessions: starting the link, tickets into it, what came of the meeting.

use actix_web::{HttpRequest, web};
use chrono::{DateTime, FixedOffset};
use majlis_signaling::id::SessionId as RoomName;
use majlis_signaling::socket::Signaling;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::appointments::view::AppointmentView;
use super::call::{Answer, Body, Call, Made, local, shown};
use super::rules::{Rules, TEXT_CHARS_MAX};
use crate::scheduling::ids::{AppointmentId, SessionId};
use crate::scheduling::{SessionRole, SessionState};
use crate::service::{outcome, requests, start_session, ticket};

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
    /// The office's note on it; at most 2000 characters.
    pub text: Option<String>,
}

/// Writes what came of a meeting: the request is closed, and the survey goes out.
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
    rules.chosen("result", outcome::RESULTS.contains(&given.result.as_str()));
    let text = rules.some_text("text", given.text.as_deref(), TEXT_CHARS_MAX);
    rules.passed()?;
    let of = (id.clone(), given.result.clone(), text);
    let open = outcome::outcome(&call.app, &call.caller, of, call.now).await?;
    let room = open.and_then(|session| RoomName::new(session.into_text()).ok());
    if let (Some(room), Some(rooms)) = (room, request.app_data::<web::Data<Signaling>>()) {
        rooms.end(&room, Some(given.result)).await;
    }
    let (row, _) = requests::appointment(&call.app, &call.caller, id).await?;
    shown(&AppointmentView::of(&call, &row))
}
