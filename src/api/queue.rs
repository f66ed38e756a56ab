//! A centre's day: who comes, who is there, whose link is open.

use actix_web::web;
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use utoipa::ToSchema;

use super::call::{Answer, Call, local, shown};
use crate::scheduling::ids::{AppointmentId, CentreId, RoomId, SessionId, VisitId};
use crate::scheduling::{AppointmentState, Mode, Refusal, Section, SessionState, VisitState};
use crate::service::{Visit, check_in, letters, visits};

/// A centre's day.
#[derive(Serialize, ToSchema)]
pub struct Queue {
    /// The centre.
    pub centre: CentreId,
    /// Its appointments today, by start.
    pub queue: Vec<QueueRow>,
    /// Who is there without an appointment, by entry.
    pub walk_ins: Vec<WalkInRow>,
}

/// Somebody who is there without an appointment.
#[derive(Serialize, ToSchema)]
pub struct WalkInRow {
    /// The visit.
    pub visit: QueueVisit,
    /// The visitor's name, where it is known.
    pub name: Option<String>,
}

/// One appointment of the day.
#[derive(Serialize, ToSchema)]
pub struct QueueRow {
    /// The appointment.
    pub appointment: AppointmentId,
    /// The reference of its request.
    pub reference: String,
    /// How far it is.
    pub state: AppointmentState,
    /// How they meet.
    pub mode: Mode,
    /// The video room.
    pub room: Option<RoomId>,
    /// When it begins.
    pub starts_at: DateTime<FixedOffset>,
    /// When it ends.
    pub ends_at: DateTime<FixedOffset>,
    /// Whose it is.
    pub name: Option<String>,
    /// The visit, once the person is there.
    pub visit: Option<QueueVisit>,
    /// The session, once the link was started.
    pub session: Option<QueueSession>,
}

/// A person who is there.
#[derive(Serialize, ToSchema)]
pub struct QueueVisit {
    /// Its id.
    pub id: VisitId,
    /// The queue number.
    pub ticket: String,
    /// The section.
    pub section: Section,
    /// How far the visit is.
    pub state: VisitState,
    /// When the person came through the gate.
    pub entered_at: DateTime<FixedOffset>,
    /// When the service ended.
    pub finished_at: Option<DateTime<FixedOffset>>,
}

impl QueueVisit {
    fn of(call: &Call, visit: Visit) -> Self {
        let zone = call.zone_of(Some(&visit.centre_id));
        Self {
            id: visit.id,
            ticket: visit.ticket,
            section: visit.section,
            state: visit.state,
            entered_at: local(visit.entered_at.and_utc(), zone),
            finished_at: visit.finished_at.map(|at| local(at.and_utc(), zone)),
        }
    }
}

/// A link that was started.
#[derive(Serialize, ToSchema)]
pub struct QueueSession {
    /// Its id.
    pub id: SessionId,
    /// How far it is.
    pub state: SessionState,
}

/// The caller's own centre today.
#[utoipa::path(
    get, path = "/api/v1/centres/{id}/queue", tag = "At the centre",
    params(("id" = String, Path, description = "The centre")),
    responses((status = 200, description = "The day", body = Queue))
)]
pub async fn see(call: Call, id: web::Path<String>) -> Answer {
    let centre = CentreId::from(id.into_inner());
    let own = call.caller.staff().and_then(|staff| staff.centre.as_ref());
    if own != Some(&centre) {
        return Err(Refusal::NotFound.into());
    }
    let zone = call.zone_of(Some(&centre));
    let rows = check_in::day(&call.app, &call.caller, call.now).await?;
    let queue = rows.into_iter().map(|row| QueueRow {
        reference: letters::shown(&row.appointment.reference),
        state: row.appointment.state,
        mode: row.appointment.mode,
        room: row.appointment.room_id,
        starts_at: local(row.appointment.starts_at.and_utc(), zone),
        ends_at: local(row.appointment.ends_at.and_utc(), zone),
        appointment: row.appointment.id,
        name: row.person.name,
        visit: row.visit.map(|visit| QueueVisit::of(&call, visit)),
        session: row.session.map(|session| QueueSession {
            id: session.id,
            state: session.state,
        }),
    });
    let walk_ins = visits::walk_ins(&call.app, &call.caller, call.now).await?;
    let walk_ins = walk_ins.into_iter().map(|one| WalkInRow {
        visit: QueueVisit::of(&call, one.visit),
        name: one.name,
    });
    shown(&Queue {
        queue: queue.collect(),
        walk_ins: walk_ins.collect(),
        centre,
    })
}

/// Ends a visit of somebody who was served at a desk: whoever handed something in, or came to a
/// booked time of a service. The survey goes out to the visitor's mobile.
#[utoipa::path(
    post, path = "/api/v1/visits/{id}/finish", tag = "At the centre",
    params(("id" = String, Path, description = "The visit")),
    responses((status = 200, description = "Over", body = QueueVisit))
)]
pub async fn finish(call: Call, id: web::Path<String>) -> Answer {
    let id = VisitId::from(id.into_inner());
    let done = visits::finish(&call.app, &call.caller, id, call.now).await?;
    shown(&QueueVisit::of(&call, done))
}
