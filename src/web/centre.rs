//! A centre's pages: who comes today, and the video room.

pub mod room;
pub mod today;
