//! The JSON surface: one file per resource.

pub mod failure;

use actix_web::web::{JsonConfig, ServiceConfig};

use failure::Failure;

/// How JSON bodies are read: what cannot be read is told as a problem.
pub fn json() -> JsonConfig {
    JsonConfig::default().error_handler(|error, _| Failure::Unreadable(error.to_string()).into())
}

/// Every route of the JSON surface.
pub fn routes(_config: &mut ServiceConfig) {}
