//! The figures of a period: each with its parts, as a bar and as a table.

use askama::Template;

use crate::web::frame::Frame;
use crate::web::parts::{Field, Problems};

/// The figures of a period.
#[derive(Template)]
#[template(path = "office/figures.html")]
pub struct FiguresPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the period.
    pub problems: Problems,
    /// From, until, calendar.
    pub fields: Vec<Field>,
    /// The period in both calendars.
    pub period: String,
    /// Totals.
    pub tiles: Vec<Tile>,
    /// Figures with parts.
    pub charts: Vec<Chart>,
}

/// One total.
pub struct Tile {
    /// What is counted.
    pub name: String,
    /// The number in words, or why none is shown.
    pub value: String,
    /// Whether no number is shown.
    pub hidden: bool,
    /// A sentence below it; empty for none.
    pub note: String,
}

/// One figure with its parts.
pub struct Chart {
    /// What is counted.
    pub name: String,
    /// The parts.
    pub bars: Vec<Bar>,
}

/// One part of a figure.
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its count in words, or why none is shown.
    pub value: String,
    /// Its length, a whole number of percent of the longest.
    pub percent: u64,
}
