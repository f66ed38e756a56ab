//! The session as an invited person sees it: the waiting room first, then the stage.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::Stage;

/// The session of an interpreter or another invited person.
#[derive(Template)]
#[template(path = "join/session.html")]
pub struct JoinedPage {
    /// What stands around it.
    pub frame: Frame,
    /// The stage, which begins by itself: the person just asked to enter.
    pub stage: Stage,
}
