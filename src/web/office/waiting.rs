//! Who is there and waits to be let in.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::late::{self, LateForm};
use crate::scheduling::{ParticipantState, SessionRole, SessionState};
use crate::service::letters;
use crate::service::waiting::{WaitingRow, waiting};
use crate::web::failure::Failure;
use crate::web::frame::{Frame, instant};
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

/// Everybody who waits for this office, the longest wait first, and the open sessions.
#[derive(Template)]
#[template(path = "office/waiting.html")]
pub struct WaitingPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was just done.
    pub done: Option<String>,
    /// With each official, who is let in next by one press.
    pub next: Vec<NextUp>,
    /// What the office says of its day.
    pub late: Option<LateForm>,
    /// Who waits.
    pub people: Vec<WaitingPerson>,
    /// The sessions whose link is open.
    pub sessions: Vec<WaitingSession>,
    /// Waits of so many minutes are marked.
    pub late_after_minutes: i64,
}

/// Who is next with an official.
pub struct NextUp {
    /// With whom; nothing where the reader works for one alone.
    pub official: Option<String>,
    /// Who.
    pub name: String,
    /// The appointment's hour.
    pub time: String,
    /// The session's page, which lets the person in when it is sent a form.
    pub href: String,
    /// Whether the one before is still in.
    pub is_taken: bool,
}

/// One person who waits.
pub struct WaitingPerson {
    /// The name.
    pub name: String,
    /// As what the person comes, and from where.
    pub role: String,
    /// "Appointment at …".
    pub appointment: String,
    /// What is needed.
    pub needs: Vec<Tag>,
    /// Since when, for scripts.
    pub since: String,
    /// "Waiting since …".
    pub since_words: String,
    /// So many minutes by now.
    pub minutes: i64,
    /// The session's page.
    pub href: String,
}

/// One open session.
pub struct WaitingSession {
    /// When.
    pub time: String,
    /// With whom.
    pub name: String,
    /// From where.
    pub place: String,
    /// How far it is.
    pub state: Tag,
    /// The session's page.
    pub href: String,
}

/// A wait of so many minutes is marked: the ministry promises to serve within them.
pub(super) const LATE_AFTER_MINUTES: i64 = 7;

/// What was done a moment ago.
#[derive(Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    done: bool,
    #[serde(default)]
    late: String,
}

pub(super) async fn see(reader: Reader, said: Query<Said>) -> Result<HttpResponse, Failure> {
    let rows = waiting(&reader.app, &reader.caller, reader.now).await?;
    let mut people: Vec<WaitingPerson> = rows
        .iter()
        .flat_map(|row| waiting_of(&reader, row))
        .collect();
    people.sort_by(|one, other| one.since.cmp(&other.since));
    let done = match said.late.as_str() {
        "said" => Some(reader.words.get("late-done")),
        _other => said.done.then(|| reader.words.get("session-outcome-saved")),
    };
    reader.page(&WaitingPage {
        done,
        next: next_up(&reader, &rows),
        late: late::form(&reader, None).await?,
        people,
        sessions: rows.iter().map(|row| open_session(&reader, row)).collect(),
        late_after_minutes: LATE_AFTER_MINUTES,
        frame: reader.frame().titled("waiting-title"),
    })
}

/// With each official whose sessions are open, the first by the hour of those who wait.
fn next_up(reader: &Reader, rows: &[WaitingRow]) -> Vec<NextUp> {
    let mut seen = BTreeSet::new();
    let waits = rows.iter().filter(|row| {
        let mut people = row.participants.iter();
        people.any(|one| one.role == SessionRole::Applicant && is_there(one.state))
    });
    // The sessions come by their hour.
    let first = waits.filter(|row| seen.insert(row.appointment.official_id.clone()));
    first.map(|row| up(reader, rows, row)).collect()
}

fn up(reader: &Reader, rows: &[WaitingRow], row: &WaitingRow) -> NextUp {
    let (app, words) = (&reader.app, &reader.words);
    let official = row.appointment.official_id.as_ref();
    let is_one = reader
        .caller
        .staff()
        .is_some_and(|staff| staff.official.is_some());
    let is_taken = rows.iter().any(|other| {
        other.session.id != row.session.id
            && other.session.state == SessionState::Live
            && other.appointment.official_id.as_ref() == official
    });
    NextUp {
        official: shown::official(app, words, official).filter(|_| !is_one),
        name: shown::person(words, row.person.name.as_ref()),
        time: words.time(letters::local(app, &row.appointment).time()),
        href: href(row),
        is_taken,
    }
}

/// Whether somebody stands in the waiting room.
const fn is_there(state: ParticipantState) -> bool {
    match state {
        ParticipantState::Waiting | ParticipantState::Held => true,
        ParticipantState::Admitted | ParticipantState::Left => false,
    }
}

fn href(row: &WaitingRow) -> String {
    format!("/office/session/{}", row.session.id)
}

/// Where a session's people sit: the centre, and the room in it.
pub(super) fn place(reader: &Reader, row: &WaitingRow) -> String {
    let (app, words) = (&reader.app, &reader.words);
    let centre = shown::centre(app, words, row.appointment.centre_id.as_ref());
    let room = shown::room(app, words, row.appointment.room_id.as_ref());
    [centre, room]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn waiting_of(reader: &Reader, row: &WaitingRow) -> Vec<WaitingPerson> {
    let words = &reader.words;
    let at = letters::local(&reader.app, &row.appointment);
    let zone = reader.app.settings.ministry.zone;
    let waits = row
        .participants
        .iter()
        .filter_map(|each| Some((each, each.waiting_since.filter(|_| is_there(each.state))?)));
    waits
        .map(|(each, since)| {
            let role = words.value("session-role", each.role.as_str());
            let from = shown::local(zone, since);
            WaitingPerson {
                name: shown::person(words, Some(&each.name)),
                role: format!("{role} · {}", place(reader, row)),
                appointment: words.say("waiting-appointment", "time", words.time(at.time())),
                needs: shown::needs(words, &row.appointment.needs),
                since: instant(since.and_utc()),
                since_words: words.say("waiting-since", "time", words.time(from.time())),
                minutes: (reader.now.naive_utc() - since).num_minutes().max(0),
                href: href(row),
            }
        })
        .collect()
}

fn open_session(reader: &Reader, row: &WaitingRow) -> WaitingSession {
    let words = &reader.words;
    let at = letters::local(&reader.app, &row.appointment);
    let mood = match row.session.state {
        SessionState::Live => Mood::Good,
        SessionState::Scheduled
        | SessionState::Open
        | SessionState::Ended
        | SessionState::Failed => Mood::Info,
    };
    WaitingSession {
        time: words.time(at.time()),
        name: shown::person(words, row.person.name.as_ref()),
        place: place(reader, row),
        state: Tag::new(
            mood,
            words.value("state-session", row.session.state.as_str()),
        ),
        href: href(row),
    }
}
