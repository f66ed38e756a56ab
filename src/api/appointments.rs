//! Appointments: booking, reading, the calendar file, confirming, cancelling, checking in.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made, Nothing, local, shown};
use super::rules::{Rules, TEXT_CHARS_MAX};
use crate::scheduling::ids::{AppointmentId, CentreId, HoldId, RequestId, VisitId};
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Section, VisitState};
use crate::service::book::{self, For, Which};
use crate::service::reschedule::{self, Move};
use crate::service::{allocate, cancel, check_in, confirm, gate, letters, miss, requests};

pub mod view;

use view::AppointmentView;

/// What is booked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAppointment {
    /// For which request.
    pub request: String,
    /// A free slot; either this or a hold.
    pub slot: Option<String>,
    /// A slot that is kept for the caller.
    pub hold: Option<String>,
}

/// Books a slot that is open to choice; the office gives an approved request one of its own.
#[utoipa::path(
    post, path = "/api/v1/appointments", tag = "Booking", request_body = NewAppointment,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses(
        (status = 201, description = "Booked", body = AppointmentView),
        (status = 503, description = "More come than can be served: `wait_your_turn` with the place \
in `queue`; ask again after `Retry-After` seconds, with the header `Majlis-Queue` that came along"),
    )
)]
pub async fn book(call: Call, body: Body<NewAppointment>) -> Answer {
    let given = body.value;
    let which = match (given.slot, given.hold) {
        (Some(slot), None) => Which::Slot(SlotId::from_text(&slot)),
        (None, Some(hold)) => Which::Hold(HoldId::from(hold)),
        (Some(_), Some(_)) | (None, None) => {
            let mut rules = Rules::default();
            rules.fail("slot", "one_of", "error-one-of", None);
            return Err(rules.failure());
        }
    };
    if let Which::Slot(_) = &which {
        gate::enter(&call.app, &call.caller, call.now)?;
    }
    let request = RequestId::from(given.request);
    let work = async {
        let (app, caller) = (&call.app, &call.caller);
        let booked = match (caller.staff(), which) {
            (Some(_), Which::Slot(slot)) => {
                Box::pin(allocate::allocate(app, caller, (request, slot), call.now)).await?
            }
            (Some(_) | None, which) => {
                book::book(app, caller, (For::Request(request), which), call.now).await?
            }
        };
        Ok(Made::created(&AppointmentView::of(
            &call,
            &booked.appointment,
        )))
    };
    call.once(&body.raw, work).await
}

/// One appointment.
#[utoipa::path(
    get, path = "/api/v1/appointments/{id}", tag = "Booking",
    params(("id" = String, Path, description = "The appointment")),
    responses((status = 200, description = "The appointment", body = AppointmentView))
)]
pub async fn see(call: Call, id: web::Path<String>) -> Answer {
    let id = AppointmentId::from(id.into_inner());
    let (row, _) = requests::appointment(&call.app, &call.caller, id).await?;
    shown(&AppointmentView::of(&call, &row))
}

/// An appointment as a calendar file (RFC 5545).
#[utoipa::path(
    get, path = "/api/v1/appointments/{id}.ics", tag = "Booking",
    params(("id" = String, Path, description = "The appointment")),
    responses((status = 200, description = "The calendar file", body = String, content_type = "text/calendar"))
)]
pub async fn calendar(call: Call, id: web::Path<String>) -> Answer {
    let id = AppointmentId::from(id.into_inner());
    let (row, person) = requests::appointment(&call.app, &call.caller, id).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header(("Content-Disposition", "attachment; filename=\"majlis.ics\""))
        .insert_header(("Cache-Control", "no-store"))
        .body(letters::calendar(&call.app, &row, &person)))
}

/// Says that one comes.
#[utoipa::path(
    post, path = "/api/v1/appointments/{id}/confirm", tag = "Booking",
    params(("id" = String, Path, description = "The appointment")),
    responses((status = 200, description = "Confirmed", body = AppointmentView))
)]
pub async fn confirm(call: Call, id: web::Path<String>) -> Answer {
    let id = AppointmentId::from(id.into_inner());
    let row = confirm::confirm(&call.app, &call.caller, id, call.now).await?;
    shown(&AppointmentView::of(&call, &row))
}

/// Why it is cancelled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancelling {
    /// The reason; needed from the office.
    pub reason: Option<String>,
}

/// Cancels an appointment; its slot is free at once, and the request waits again.
#[utoipa::path(
    post, path = "/api/v1/appointments/{id}/cancel", tag = "Booking", request_body = Cancelling,
    params(("id" = String, Path, description = "The appointment")),
    responses((status = 200, description = "Cancelled", body = AppointmentView))
)]
pub async fn cancel(call: Call, id: web::Path<String>, body: Body<Cancelling>) -> Answer {
    let mut rules = Rules::default();
    let reason = rules.some_text("reason", body.value.reason.as_deref(), TEXT_CHARS_MAX);
    rules.passed()?;
    let id = AppointmentId::from(id.into_inner());
    let gone = cancel::cancel(&call.app, &call.caller, (id, reason), call.now).await?;
    shown(&AppointmentView::of(&call, &gone.appointment))
}

/// Where to move an appointment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Moving {
    /// The new time.
    pub slot: String,
    /// The reason; needed from the office.
    pub reason: Option<String>,
}

/// Moves an appointment to another time; when that is taken, the old one stands as it stood.
#[utoipa::path(
    post, path = "/api/v1/appointments/{id}/reschedule", tag = "Booking", request_body = Moving,
    params(
        ("id" = String, Path, description = "The appointment"),
        ("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer"),
    ),
    responses((status = 201, description = "Moved: the appointment that took its place", body = AppointmentView))
)]
pub async fn reschedule(call: Call, id: web::Path<String>, body: Body<Moving>) -> Answer {
    let mut rules = Rules::default();
    let reason = rules.some_text("reason", body.value.reason.as_deref(), TEXT_CHARS_MAX);
    rules.passed()?;
    let wish = Move {
        id: AppointmentId::from(id.into_inner()),
        slot: SlotId::from_text(&body.value.slot),
        reason,
    };
    let work = async {
        let moved = reschedule::reschedule(&call.app, &call.caller, wish, call.now).await?;
        Ok(Made::created(&AppointmentView::of(
            &call,
            &moved.appointment,
        )))
    };
    call.once(&body.raw, work).await
}

/// Somebody who is there: the stay at a centre, or at the headquarters that alone.
#[derive(Serialize, ToSchema)]
pub struct VisitView {
    /// Its id; none at the headquarters, where nobody queues, as what follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<VisitId>,
    /// The centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub centre: Option<CentreId>,
    /// The section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Section>,
    /// The queue number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The appointment the visitor came for.
    pub appointment: AppointmentId,
    /// How far it is.
    pub state: VisitState,
    /// When the visitor came through the gate.
    pub entered_at: DateTime<FixedOffset>,
}

/// Checks a person in: at a centre the identity was seen at the gate, and the clocks start; at the
/// headquarters the secretary writes down that somebody who is met in person is there.
#[utoipa::path(
    post, path = "/api/v1/appointments/{id}/check-in", tag = "At the centre",
    params(
        ("id" = String, Path, description = "The appointment"),
        ("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer"),
    ),
    responses((status = 201, description = "Checked in", body = VisitView))
)]
pub async fn check_in(call: Call, id: web::Path<String>, body: Body<Nothing>) -> Answer {
    let id = AppointmentId::from(id.into_inner());
    let work = async {
        let arrival = check_in::check_in(&call.app, &call.caller, id, call.now).await?;
        let (row, visit) = (arrival.appointment, arrival.visit);
        let zone = call.zone_of(row.centre_id.as_ref());
        let entered_at = visit.as_ref().map_or(row.changed_at, |it| it.entered_at);
        Ok(Made::created(&VisitView {
            id: visit.as_ref().map(|it| it.id.clone()),
            centre: visit.as_ref().map(|it| it.centre_id.clone()),
            section: visit.as_ref().map(|it| it.section),
            ticket: visit.as_ref().map(|it| it.ticket.clone()),
            appointment: row.id,
            state: visit.map_or(VisitState::Entered, |it| it.state),
            entered_at: local(entered_at.and_utc(), zone),
        }))
    };
    call.once(&body.raw, work).await
}

/// Writes down that nobody came, once the grace for late arrival is over; the request waits again.
#[utoipa::path(
    post, path = "/api/v1/appointments/{id}/miss", tag = "At the centre",
    params(("id" = String, Path, description = "The appointment")),
    responses((status = 200, description = "Written down", body = AppointmentView))
)]
pub async fn miss(call: Call, id: web::Path<String>) -> Answer {
    let id = AppointmentId::from(id.into_inner());
    let missed = miss::miss(&call.app, &call.caller, id, call.now).await?;
    shown(&AppointmentView::of(&call, &missed.appointment))
}
