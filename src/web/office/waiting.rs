//! Who is there and waits to be let in.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::scheduling::{ParticipantState, SessionState};
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
    /// Who waits.
    pub people: Vec<WaitingPerson>,
    /// The sessions whose link is open.
    pub sessions: Vec<WaitingSession>,
    /// Waits of so many minutes are marked.
    pub late_after_minutes: i64,
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
}

pub(super) async fn see(reader: Reader, said: Query<Said>) -> Result<HttpResponse, Failure> {
    let rows = waiting(&reader.app, &reader.caller, reader.now).await?;
    let mut people: Vec<WaitingPerson> = rows
        .iter()
        .flat_map(|row| waiting_of(&reader, row))
        .collect();
    people.sort_by(|one, other| one.since.cmp(&other.since));
    reader.page(&WaitingPage {
        done: said.done.then(|| reader.words.get("session-outcome-saved")),
        people,
        sessions: rows.iter().map(|row| open_session(&reader, row)).collect(),
        late_after_minutes: LATE_AFTER_MINUTES,
        frame: reader.frame().titled("waiting-title"),
    })
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
    let waits = row.participants.iter().filter_map(|each| {
        let is_there = match each.state {
            ParticipantState::Waiting | ParticipantState::Held => true,
            ParticipantState::Admitted | ParticipantState::Left => false,
        };
        Some((each, each.waiting_since.filter(|_| is_there)?))
    });
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
