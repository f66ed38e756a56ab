//! The demonstration's telephone: every message that would have been sent.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::Field;

/// The messages, the newest first, and the demonstration's clock.
#[derive(Template)]
#[template(path = "demo/phone.html")]
pub struct PhonePage {
    /// What stands around it.
    pub frame: Frame,
    /// Whose messages.
    pub to: Field,
    /// The time in the demonstration.
    pub clock: String,
    /// The messages.
    pub messages: Vec<PhoneMessage>,
}

/// One message.
pub struct PhoneMessage {
    /// "SMS to" or "Mail to".
    pub way: String,
    /// Where it went.
    pub to: String,
    /// When.
    pub time: String,
    /// What it was about.
    pub event: String,
    /// What it says; links of our own are made into links.
    pub text: Vec<PhonePiece>,
}

/// A piece of a message's text.
pub enum PhonePiece {
    /// Words.
    Words(String),
    /// A link into this service: its path, and how it was written.
    Link(String, String),
}
