//! A centre's appointments of a day, and who of them is there.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDateTime;

use crate::scheduling::ids::OfficialId;
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, AppointmentState, Mode};
use crate::service::visits::WalkIn;
use crate::service::week::publish::people;
use crate::service::{Appointment, letters};
use crate::web::frame::Frame;
use crate::web::office::late::LateForm;
use crate::web::parts::Tag;
use crate::web::reader::Reader;
use crate::web::shown;

/// The day's appointments in the order of their times: a centre's, or an office's.
#[derive(Template)]
#[template(path = "centre/today.html")]
pub struct TodayPage {
    /// What stands around it.
    pub frame: Frame,
    /// The centre's name, or what the office's list is of.
    pub caption: String,
    /// Where the forms go: `/centre` or `/office`.
    pub base: &'static str,
    /// What is said where nobody comes.
    pub empty: [String; 2],
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
    /// Who is at the desks without an appointment.
    pub walk_ins: Vec<WalkInRow>,
    /// What the office says of its day; nothing at a centre.
    pub late: Option<LateForm>,
}

/// Somebody at a desk without an appointment.
pub struct WalkInRow {
    /// The visit's id; none where the reader serves nobody.
    pub id: Option<String>,
    /// The queue number.
    pub ticket: String,
    /// Who it is.
    pub name: String,
    /// Since when.
    pub time: String,
}

/// One appointment of the day.
pub struct TodayRow {
    /// Its id.
    pub id: String,
    /// When it begins; with the day where that is not today.
    pub time: String,
    /// When it is expected, where the official's day runs late.
    pub late: Option<String>,
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
    /// The service is over: the visit's id.
    Finish(String),
    /// The room's page.
    Room,
    /// The page on which it is written what came of it.
    Outcome,
    /// Nothing, and why; empty when it is plain.
    Nothing(String),
}

/// Who is at the desks without an appointment, and what the reader can do about it.
pub(super) fn walk_ins(reader: &Reader, rows: &[WalkIn]) -> Vec<WalkInRow> {
    let serves = allowed(reader.caller.role(), Action::ServeVisitor);
    let (app, words) = (&reader.app, &reader.words);
    let line = |row: &WalkIn| {
        let visit = &row.visit;
        let zone = app.settings.ministry.zone;
        let zone = app.catalogue.get().zone(Some(&visit.centre_id), zone);
        WalkInRow {
            id: serves.then(|| visit.id.to_string()),
            ticket: visit.ticket.clone(),
            name: shown::person(words, row.name.as_ref()),
            time: words.time(shown::local(zone, visit.entered_at).time()),
        }
    };
    rows.iter().map(line).collect()
}

/// How many are expected in each reception session of a day, and how many of them are there, by its
/// start (UTC) and its official. Companions count: each has a seat.
pub(in crate::web) fn expected(
    rows: &[&Appointment],
) -> BTreeMap<(NaiveDateTime, OfficialId), (i64, i64)> {
    let mut sessions: BTreeMap<_, (i64, i64)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.mode == Mode::Reception) {
        let Some(official) = row.official_id.clone() else {
            continue;
        };
        let there = match row.state {
            AppointmentState::Booked | AppointmentState::Confirmed | AppointmentState::NoShow => 0,
            AppointmentState::CheckedIn | AppointmentState::InSession | AppointmentState::Done => 1,
            AppointmentState::Proposed | AppointmentState::Cancelled | AppointmentState::Moved => {
                continue;
            }
        };
        let come = i64::from(people(row));
        let counts = sessions.entry((row.starts_at, official)).or_default();
        counts.0 += come;
        counts.1 += there * come;
    }
    sessions
}

/// So many are there of those expected.
pub(in crate::web) fn there(reader: &Reader, (expected, there): (i64, i64)) -> String {
    let counts = [("expected", expected.into()), ("there", there.into())];
    reader.words.with("today-session", &counts)
}

/// The reception sessions at a centre: the hour, and who of those expected is there.
pub(super) fn sessions(reader: &Reader, rows: &[&Appointment]) -> Vec<(String, String)> {
    let said = |((starts_at, official), counts)| {
        let is_it = |row: &&&Appointment| {
            row.starts_at == starts_at && row.official_id.as_ref() == Some(&official)
        };
        let row = rows.iter().find(is_it)?;
        let at = letters::local(&reader.app, row);
        Some((reader.words.time(at.time()), there(reader, counts)))
    };
    expected(rows).into_iter().filter_map(said).collect()
}
