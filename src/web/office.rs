//! The pages of an official's office.

pub mod case;
pub mod figures;
pub mod inbox;
pub mod session;
pub mod waiting;
pub mod week;
