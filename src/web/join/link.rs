//! A personal link into a session: a page to read first, for links are opened by machines too.

use askama::Template;

use crate::web::frame::Frame;

/// What an invited person sees before entering; the POST of its form uses the link up.
#[derive(Template)]
#[template(path = "join/link.html")]
pub struct LinkPage {
    /// What stands around it.
    pub frame: Frame,
    /// Who is invited as what, and when; nothing when the link is no good.
    pub invited: Option<Invited>,
    /// Why one cannot enter now; nothing when one can.
    pub note: Option<String>,
}

/// Whom a link invites.
pub struct Invited {
    /// The name.
    pub name: String,
    /// "You are invited as …".
    pub lead: String,
    /// "Appointment: …".
    pub when: String,
}
