//! An official's week: who comes when, which hours are free, one more hour, one less.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::{Field, Problems};

/// The seven days of a week.
#[derive(Template)]
#[template(path = "office/week.html")]
pub struct WeekPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// Where this page stands: `/office/week/{official}/{week}`.
    pub here: String,
    /// The weeks before and after, and this one, as addresses.
    pub around: [String; 3],
    /// The officials whose weeks one may see.
    pub officials: Vec<WeekTab>,
    /// "The week of …".
    pub of: String,
    /// So many booked, so many free.
    pub counts: String,
    /// The days, Sunday first.
    pub days: Vec<WeekDay>,
    /// The form for one more time; nothing for those who only look.
    pub add: Option<WeekForm>,
}

/// An official to change to.
pub struct WeekTab {
    /// Where.
    pub href: String,
    /// How the official is addressed.
    pub name: String,
    /// Whether it is this one.
    pub here: bool,
}

/// One day.
pub struct WeekDay {
    /// Weekday and Gregorian date.
    pub name: String,
    /// The Hijri date.
    pub hijri: String,
    /// Whether it is today.
    pub today: bool,
    /// What stands in it.
    pub cells: Vec<WeekCell>,
}

/// One time of a day.
pub struct WeekCell {
    /// From when to when.
    pub time: String,
    /// `free`, `held` or `taken`.
    pub kind: &'static str,
    /// Its state in words.
    pub state: String,
    /// How one meets, and whether the public chooses it.
    pub mode: String,
    /// Who comes, and the request's address.
    pub who: Option<(String, String)>,
    /// What a withdrawal has to name; nothing where none is possible.
    pub withdraw: Option<CellTime>,
}

/// A time as a form names it.
pub struct CellTime {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// From, `HH:MM`.
    pub from: String,
    /// Until, `HH:MM`.
    pub to: String,
}

/// The form for one more time.
pub struct WeekForm {
    /// Day, from, until, way, minutes.
    pub fields: Vec<Field>,
    /// Whether the public may choose it.
    pub open: bool,
    /// The version of the week that was seen.
    pub version: String,
}
