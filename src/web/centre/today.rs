//! A centre's appointments of a day, and who of them is there.

use std::collections::BTreeMap;

use askama::Template;

use crate::scheduling::{AppointmentState, Mode};
use crate::service::check_in::DayRow;
use crate::service::letters;
use crate::service::week::publish::people;
use crate::web::frame::Frame;
use crate::web::parts::Tag;
use crate::web::reader::Reader;

/// The day's appointments in the order of their times.
#[derive(Template)]
#[template(path = "centre/today.html")]
pub struct TodayPage {
    /// What stands around it.
    pub frame: Frame,
    /// The centre's name.
    pub centre: String,
    /// The day in both calendars.
    pub day: String,
    /// So many appointments, in words.
    pub count: String,
    /// What was just done.
    pub done: Option<String>,
    /// What could not be done.
    pub refused: Option<String>,
    /// The reception sessions: when, how many are expected and how many are there.
    pub sessions: Vec<(String, String)>,
    /// The appointments.
    pub rows: Vec<TodayRow>,
}

/// One appointment of the day.
pub struct TodayRow {
    /// Its id.
    pub id: String,
    /// When it begins.
    pub time: String,
    /// Whose it is.
    pub name: String,
    /// Its reference.
    pub reference: String,
    /// In which room, at which desk and for what, or in which session.
    pub place: String,
    /// What it needs.
    pub needs: Vec<Tag>,
    /// How far it is.
    pub state: Tag,
    /// What can be done about it now.
    pub act: TodayAct,
}

/// What staff of a centre can do about an appointment now.
pub enum TodayAct {
    /// The person is there: check in.
    CheckIn,
    /// The grace for late arrival is over: write down that nobody came.
    Miss,
    /// The room's page.
    Room,
    /// Nothing, and why; empty when it is plain.
    Nothing(String),
}

/// The reception sessions of the day: the hour, and how many of those expected are there. Companions
/// count: each has a seat.
pub(super) fn sessions(reader: &Reader, rows: &[DayRow]) -> Vec<(String, String)> {
    let words = &reader.words;
    let mut hours: BTreeMap<_, (i64, i64)> = BTreeMap::new();
    for row in rows {
        let appointment = &row.appointment;
        if appointment.mode != Mode::Reception {
            continue;
        }
        let (expected, there) = match appointment.state {
            AppointmentState::Booked | AppointmentState::Confirmed | AppointmentState::NoShow => {
                (1, 0)
            }
            AppointmentState::CheckedIn | AppointmentState::InSession | AppointmentState::Done => {
                (1, 1)
            }
            AppointmentState::Proposed | AppointmentState::Cancelled | AppointmentState::Moved => {
                continue;
            }
        };
        let come = i64::from(people(appointment));
        let hour = hours.entry(letters::local(&reader.app, appointment));
        let counts = hour.or_default();
        counts.0 += expected * come;
        counts.1 += there * come;
    }
    let said = |(at, (expected, there)): (chrono::NaiveDateTime, (i64, i64))| {
        let counts = [("expected", expected.into()), ("there", there.into())];
        (words.time(at.time()), words.with("today-session", &counts))
    };
    hours.into_iter().map(said).collect()
}
