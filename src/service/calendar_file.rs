//! The calendar file of an appointment (RFC 5545). The UID stays; SEQUENCE rises with each change.

use chrono::Utc;
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus};

use crate::scheduling::AppointmentState;
use crate::store::appointment::Appointment;

/// What a calendar does with the file (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Shows it: a file that somebody took from a page.
    Publish,
    /// Enters it, or its change, in place of what bears the same UID.
    Request,
    /// Takes it out.
    Cancel,
}

impl Method {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// Between whom a file goes by mail.
pub struct Mails {
    /// Whose service it is.
    pub organizer: String,
    /// Who is invited.
    pub attendee: String,
}

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
pub fn text(
    appointment: &Appointment,
    lines: &Lines,
    (method, mails): (Method, Option<&Mails>),
) -> String {
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
    let mut event = Event::new()
        .uid(&format!("{}@majlis", appointment.uid))
        .sequence(u32::try_from(appointment.sequence).unwrap_or(0))
        .timestamp(appointment.changed_at.and_utc())
        .starts::<chrono::DateTime<Utc>>(appointment.starts_at.and_utc())
        .ends::<chrono::DateTime<Utc>>(appointment.ends_at.and_utc())
        .status(status)
        .summary(&lines.summary)
        .location(&lines.place)
        .description(&lines.description)
        .done();
    if let Some(mails) = mails {
        event.add_property("ORGANIZER", format!("mailto:{}", mails.organizer));
        event.add_property("ATTENDEE", format!("mailto:{}", mails.attendee));
    }
    Calendar::new()
        .append_property(("METHOD", method.as_str()))
        .push(event)
        .done()
        .to_string()
}
