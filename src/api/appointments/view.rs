//! An appointment as JSON.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::call::{Call, local};
use crate::api::requests::view::needs;
use crate::scheduling::appointment::ChangedBy;
use crate::scheduling::hijri::hijri;
use crate::scheduling::ids::{AppointmentId, CentreId, OfficialId, RequestId, RoomId};
use crate::scheduling::slot::SlotId;
use crate::scheduling::{AppointmentState, Mode};
use crate::service::Appointment;
use crate::service::letters;

/// An allocated slot.
#[derive(Serialize, ToSchema)]
pub struct AppointmentView {
    /// Its id.
    pub id: AppointmentId,
    /// The reference of its request.
    pub reference: String,
    /// Its request.
    pub request: RequestId,
    /// The slot.
    pub slot: SlotId,
    /// How far it is.
    pub state: AppointmentState,
    /// With whom; none for a centre's own service.
    pub official: Option<OfficialId>,
    /// How they meet.
    pub mode: Mode,
    /// The centre; none for the headquarters.
    pub centre: Option<CentreId>,
    /// The video room.
    pub room: Option<RoomId>,
    /// Where to come, in the caller's language.
    pub place: String,
    /// When it begins, there.
    pub starts_at: DateTime<FixedOffset>,
    /// When it ends.
    pub ends_at: DateTime<FixedOffset>,
    /// Its day in the Umm al-Qura calendar.
    #[schema(example = "1448-06-12")]
    pub hijri: Option<String>,
    /// What the applicant needs.
    pub needs: Vec<String>,
    /// Why it was cancelled or moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who cancelled it, moved it, or wrote down that nobody came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<ChangedBy>,
    /// Which appointment took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<AppointmentId>,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The address of its calendar file.
    pub ics: String,
}

impl AppointmentView {
    /// An appointment as it is answered.
    pub fn of(call: &Call, row: &Appointment) -> Self {
        let zone = call.zone_of(row.centre_id.as_ref());
        let starts_at = local(row.starts_at.and_utc(), zone);
        let file = format!("/api/v1/appointments/{}.ics", row.id);
        Self {
            id: row.id.clone(),
            reference: letters::shown(&row.reference),
            request: row.request_id.clone(),
            slot: SlotId::from_text(&row.slot_id),
            state: row.state,
            official: row.official_id.clone(),
            mode: row.mode,
            centre: row.centre_id.clone(),
            room: row.room_id.clone(),
            place: letters::place(&call.app, &call.words, row),
            starts_at,
            ends_at: local(row.ends_at.and_utc(), zone),
            hijri: hijri(starts_at.date_naive()).map(|day| day.to_string()),
            needs: needs(&row.needs),
            reason: row.reason.clone(),
            ended_by: row.ended_by,
            moved_to: row.moved_to.clone(),
            outcome: row.outcome.clone(),
            ics: call.app.link(&file),
        }
    }
}
