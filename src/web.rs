//! The pages people see.

pub mod assets;
pub mod security;
