//! The pieces that many pages are put together from: a struct and an HTML file each.
//!
//! A part is written into a page with `{{ part }}`; it has escaped what it was given.

mod choices;
mod countdown;
mod field;
mod folded;
mod problems;
mod stage;
mod steps;
mod tag;

pub use choices::{Choice, Choices};
pub use countdown::Countdown;
pub use field::Field;
pub use folded::Folded;
pub use problems::{Problem, Problems, field_of};
pub use stage::{Stage, seat};
pub use steps::Steps;
pub use tag::{Mood, Tag};
