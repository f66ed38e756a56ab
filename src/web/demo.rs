//! Pages that exist only in the demonstration.

pub mod phone;
