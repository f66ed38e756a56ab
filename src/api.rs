//! The JSON surface: one file per resource.
