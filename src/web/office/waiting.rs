//! Who is there and waits to be let in.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::Tag;

/// Everybody who waits for this office, the longest wait first, and the day's sessions.
#[derive(Template)]
#[template(path = "office/waiting.html")]
pub struct WaitingPage {
    /// What stands around it.
    pub frame: Frame,
    /// Who waits.
    pub people: Vec<WaitingPerson>,
    /// The day's video appointments.
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

/// One video appointment of the day.
pub struct WaitingSession {
    /// When.
    pub time: String,
    /// With whom.
    pub name: String,
    /// From where.
    pub place: String,
    /// How far it is.
    pub state: Tag,
    /// The session's page; nothing as long as there is no session.
    pub href: Option<String>,
}
