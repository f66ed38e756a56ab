//! One request as the office reads it, and decides on it.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::{Choices, Field, Problems, Tag};

/// A request, its history, and the decision's form.
#[derive(Template)]
#[template(path = "office/case.html")]
pub struct CasePage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// What it is about.
    pub subject: String,
    /// What the person was given.
    pub reference: String,
    /// How far it is.
    pub state: Tag,
    /// Whether it presses.
    pub urgent: Option<Tag>,
    /// What is known of it: label and words.
    pub facts: Vec<(String, String)>,
    /// What it says.
    pub text: String,
    /// What happened so far.
    pub steps: Vec<CaseStep>,
    /// The decision's form; nothing when none is asked for.
    pub decide: Option<CaseForm>,
}

/// One line of a request's history.
pub struct CaseStep {
    /// When.
    pub time: String,
    /// What.
    pub what: String,
    /// What was said about it; empty for nothing.
    pub text: String,
}

/// The questions of a decision.
pub struct CaseForm {
    /// What is decided.
    pub decision: Choices,
    /// The questions that belong to it.
    pub fields: Vec<Field>,
}
