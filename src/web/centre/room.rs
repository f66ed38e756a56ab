//! The page in a centre's video room: test the devices, seat the citizen, start the link.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::{Stage, Tag};

/// The room's page for one appointment.
#[derive(Template)]
#[template(path = "centre/room.html")]
pub struct RoomPage {
    /// What stands around it.
    pub frame: Frame,
    /// Centre and room.
    pub place: String,
    /// Day and time.
    pub time: String,
    /// Whose appointment it is.
    pub name: String,
    /// Its reference.
    pub reference: String,
    /// What it needs.
    pub needs: Vec<Tag>,
    /// How far it is.
    pub state: Tag,
    /// How far it is once somebody was let in.
    pub live: Tag,
    /// How far it is once the session is over.
    pub over: Tag,
    /// Whether the person is checked in, and the link may be started.
    pub ready: bool,
    /// The stage that begins when the link is started.
    pub stage: Stage,
}
