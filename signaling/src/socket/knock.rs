//! The door: origin, subprotocol, then a ticket or a resume token, each good once.

use super::{Inner, connection, guard};
use crate::{
    host::{Guest, ResumeHash},
    message::{FRAME_BYTES_MAX, PROTOCOL},
    ticket::ResumeToken,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use serde::Serialize;
use std::sync::{Arc, atomic::Ordering};

/// Why nobody opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The page comes from elsewhere.
    Origin,
    /// The client does not speak `majlis.v1`, or not WebSocket.
    Protocol,
    /// Neither a ticket nor a resume token was shown, or both.
    NoTicket,
    /// The ticket is forged, too old, or used.
    Ticket,
    /// The resume token is unknown or used.
    Resume,
    /// The host cannot look it up, or this machine stops.
    Unavailable,
}

#[derive(Serialize)]
struct Body {
    code: &'static str,
}

impl Refusal {
    pub(super) fn response(self) -> HttpResponse {
        let (status, code) = match self {
            Self::Origin => (StatusCode::FORBIDDEN, "origin"),
            Self::Protocol => (StatusCode::BAD_REQUEST, "protocol"),
            Self::NoTicket => (StatusCode::UNAUTHORIZED, "no_ticket"),
            Self::Ticket => (StatusCode::UNAUTHORIZED, "ticket"),
            Self::Resume => (StatusCode::UNAUTHORIZED, "resume"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        };
        HttpResponse::build(status)
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .json(Body { code })
    }
}

/// What a caller showed.
enum Shown<'a> {
    Ticket(&'a str),
    Resume(&'a str),
}

/// Who was let in, and how.
pub(super) struct Pass {
    pub(super) guest: Guest,
    /// The hash of the token that was shown; none when it was a ticket.
    pub(super) resumed: Option<ResumeHash>,
}

pub(super) async fn enter(
    inner: &Arc<Inner>,
    request: &HttpRequest,
    body: web::Payload,
) -> Result<HttpResponse, Refusal> {
    if inner.is_draining.load(Ordering::SeqCst) {
        return Err(Refusal::Unavailable);
    }
    if let Some(origin) = request.headers().get(header::ORIGIN)
        && !origin
            .to_str()
            .is_ok_and(|origin| inner.is_allowed_origin(origin))
    {
        return Err(Refusal::Origin);
    }
    let shown = shown(request.query_string()).ok_or(Refusal::NoTicket)?;
    let body = guard::watched(request, body).ok_or(Refusal::Protocol)?;
    // The handshake is looked at before the ticket is used up.
    let (response, session, stream) = actix_ws::handle_with_protocols(request, body, &[PROTOCOL])
        .map_err(|_why| Refusal::Protocol)?;
    if !response
        .headers()
        .contains_key(header::SEC_WEBSOCKET_PROTOCOL)
    {
        return Err(Refusal::Protocol);
    }
    let pass = match shown {
        Shown::Ticket(ticket) => by_ticket(inner, ticket).await?,
        Shown::Resume(token) => by_resume(inner, token).await?,
    };
    let stream = stream
        .max_frame_size(FRAME_BYTES_MAX)
        .aggregate_continuations()
        .max_continuation_size(FRAME_BYTES_MAX);
    let socket = connection::Socket { session, stream };
    drop(actix_web::rt::spawn(connection::serve(
        Arc::clone(inner),
        socket,
        pass,
    )));
    Ok(response)
}

/// Tickets and tokens hold no character that a query would have to encode.
fn shown(query: &str) -> Option<Shown<'_>> {
    let mut found = None;
    for pair in query.split('&') {
        let shown = match pair.split_once('=') {
            Some(("ticket", ticket)) => Shown::Ticket(ticket),
            Some(("resume", token)) => Shown::Resume(token),
            Some(_) | None => continue,
        };
        if found.replace(shown).is_some() {
            return None;
        }
    }
    found
}

async fn by_ticket(inner: &Inner, ticket: &str) -> Result<Pass, Refusal> {
    let now = inner.host.now();
    let ticket = inner
        .keys
        .verify(ticket, now)
        .map_err(|_why| Refusal::Ticket)?;
    match inner.host.burn(&ticket.jti, ticket.expires_at).await {
        Ok(true) => Ok(Pass {
            guest: ticket.guest,
            resumed: None,
        }),
        Ok(false) => Err(Refusal::Ticket),
        Err(why) => {
            tracing::error!(error = ?why, "a ticket could not be marked as used");
            Err(Refusal::Unavailable)
        }
    }
}

async fn by_resume(inner: &Inner, token: &str) -> Result<Pass, Refusal> {
    let token = ResumeToken::shown(token).ok_or(Refusal::Resume)?;
    let hash = token.hash();
    match inner.host.take_resume(hash).await {
        Ok(Some(guest)) => Ok(Pass {
            guest,
            resumed: Some(hash),
        }),
        Ok(None) => Err(Refusal::Resume),
        Err(why) => {
            tracing::error!(error = ?why, "a resume token could not be looked up");
            Err(Refusal::Unavailable)
        }
    }
}
