//! The calendar file of an appointment (RFC 5545). The UID stays; SEQUENCE rises with each change.

use chrono::Utc;
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus};

use crate::scheduling::AppointmentState;
use crate::store::appointment::Appointment;

/// What the file says besides the times.
pub struct Lines {
    /// The title.
    pub summary: String,
    /// Where.
    pub place: String,
    /// The reference and the link.
    pub description: String,
}

/// The file as text.
pub fn text(appointment: &Appointment, lines: &Lines) -> String {
    let status = match appointment.state {
        AppointmentState::Proposed => EventStatus::Tentative,
        AppointmentState::Cancelled | AppointmentState::Moved => EventStatus::Cancelled,
        AppointmentState::Booked
        | AppointmentState::Confirmed
        | AppointmentState::CheckedIn
        | AppointmentState::InSession
        | AppointmentState::Done
        | AppointmentState::NoShow => EventStatus::Confirmed,
    };
    let event = Event::new()
        .uid(&format!("{}@majlis", appointment.id))
        .sequence(u32::try_from(appointment.sequence).unwrap_or(0))
        .timestamp(appointment.changed_at.and_utc())
        .starts::<chrono::DateTime<Utc>>(appointment.starts_at.and_utc())
        .ends::<chrono::DateTime<Utc>>(appointment.ends_at.and_utc())
        .status(status)
        .summary(&lines.summary)
        .location(&lines.place)
        .description(&lines.description)
        .done();
    Calendar::new().push(event).done().to_string()
}
