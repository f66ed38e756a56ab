//! The JSON surface: one file per resource.

pub mod failure;
