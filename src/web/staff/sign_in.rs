//! Where staff sign in.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::{Field, Problems};

/// User name, password, and the second factor where one is set up.
#[derive(Template)]
#[template(path = "staff/sign_in.html")]
pub struct SignInPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong.
    pub problems: Problems,
    /// The questions, in order.
    pub fields: Vec<Field>,
    /// The page that was asked for before.
    pub next: String,
    /// In the demo: the password of all, and who one may sign in as.
    pub demo: Option<(String, Vec<String>)>,
}
