//! The requests before an office.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::Tag;

/// The requests, urgent ones first.
#[derive(Template)]
#[template(path = "office/inbox.html")]
pub struct InboxPage {
    /// What stands around it.
    pub frame: Frame,
    /// Whether all are shown, or those that wait for a decision.
    pub all: bool,
    /// How many wait.
    pub open: String,
    /// The requests.
    pub rows: Vec<InboxRow>,
}

/// One request of the list.
pub struct InboxRow {
    /// Its id.
    pub id: String,
    /// What the person was given.
    pub reference: String,
    /// What it is about.
    pub subject: String,
    /// What it is.
    pub kind: String,
    /// Whose it is.
    pub name: String,
    /// When it came.
    pub received: String,
    /// Whether it presses.
    pub urgent: Option<Tag>,
    /// How far it is.
    pub state: Tag,
}
