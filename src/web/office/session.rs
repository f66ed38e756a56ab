//! The session as the office sees it: who waits, who is in, the stage, and what came of it.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::{Choices, Field, Problems, Stage, Tag};

/// One session in the office.
#[derive(Template)]
#[template(path = "office/session.html")]
pub struct SessionPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the outcome's form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// With whom.
    pub name: String,
    /// What it is about.
    pub subject: String,
    /// What is known of it: label and words.
    pub facts: Vec<(String, String)>,
    /// What is needed.
    pub needs: Vec<Tag>,
    /// How far the appointment is.
    pub state: Tag,
    /// The stage; nothing once the session is over.
    pub stage: Option<Stage>,
    /// The form of what came of it; nothing as long as nobody was let in.
    pub outcome: Option<OutcomeForm>,
    /// Waits of so many minutes are marked.
    pub late_after_minutes: i64,
}

/// What came of a meeting.
pub struct OutcomeForm {
    /// Where it goes by POST.
    pub href: String,
    /// The result.
    pub result: Choices,
    /// What was promised, and what comes next.
    pub fields: Vec<Field>,
}
