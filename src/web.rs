//! The pages people see.

pub mod assets;
pub mod frame;
pub mod language;
pub mod parts;
pub mod security;
