//! A centre's appointments of a day, and who of them is there.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::Tag;

/// The day's appointments in the order of their times.
#[derive(Template)]
#[template(path = "centre/today.html")]
pub struct TodayPage {
    /// What stands around it.
    pub frame: Frame,
    /// The centre's name.
    pub centre: String,
    /// The day in both calendars.
    pub day: String,
    /// So many appointments, in words.
    pub count: String,
    /// What was just done.
    pub done: Option<String>,
    /// What could not be done.
    pub refused: Option<String>,
    /// The appointments.
    pub rows: Vec<TodayRow>,
}

/// One appointment of the day.
pub struct TodayRow {
    /// Its id.
    pub id: String,
    /// When it begins.
    pub time: String,
    /// Whose it is.
    pub name: String,
    /// Its reference.
    pub reference: String,
    /// In which room.
    pub room: String,
    /// What it needs.
    pub needs: Vec<Tag>,
    /// How far it is.
    pub state: Tag,
    /// What can be done about it now.
    pub act: TodayAct,
}

/// What staff of a centre can do about an appointment now.
pub enum TodayAct {
    /// The person is there: check in.
    CheckIn,
    /// The grace for late arrival is over: write down that nobody came.
    Miss,
    /// The room's page.
    Room,
    /// Nothing, and why; empty when it is plain.
    Nothing(String),
}
