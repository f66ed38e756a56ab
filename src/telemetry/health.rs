//! Whether the process lives (`/healthz`) and whether it can serve (`/readyz`).
use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpResponse, web};
use futures_util::future::{BoxFuture, join_all};
use serde::Serialize;

use super::metrics;
use crate::lifecycle::Stop;

const CHECK_LIMIT: Duration = Duration::from_secs(3);

type Ask = dyn Fn() -> BoxFuture<'static, Result<String, String>> + Send + Sync;

/// One question to a part of the service: what is well, or what to do.
#[derive(Clone)]
pub struct Check {
    name: &'static str,
    ask: Arc<Ask>,
}

impl Check {
    /// A question by this name.
    pub fn new(
        name: &'static str,
        ask: impl Fn() -> BoxFuture<'static, Result<String, String>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name,
            ask: Arc::new(ask),
        }
    }
}

/// The questions that decide whether the process can serve.
#[derive(Clone, Default)]
pub struct Checks(pub Vec<Check>);

/// What one part answered.
#[derive(Clone, Debug, Serialize)]
pub struct Health {
    /// The part.
    pub name: &'static str,
    /// Whether it is well.
    pub is_ok: bool,
    /// What it said, or what to do.
    pub detail: String,
}

impl Checks {
    /// Asks every part at the same time; one that does not answer in time is not well.
    pub async fn ask(&self) -> Vec<Health> {
        join_all(self.0.iter().map(|check| async {
            let answer = tokio::time::timeout(CHECK_LIMIT, (check.ask)()).await;
            let (is_ok, detail) = match answer {
                Ok(Ok(detail)) => (true, detail),
                Ok(Err(detail)) => (false, detail),
                Err(_) => (false, format!("no answer in {} s", CHECK_LIMIT.as_secs())),
            };
            Health {
                name: check.name,
                is_ok,
                detail,
            }
        }))
        .await
    }
}

/// Adds `/healthz`, `/readyz` and `/metrics`; they expect [`Checks`], [`Stop`] and
/// [`super::Metrics`] as application data.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/healthz", web::get().to(alive))
        .route("/readyz", web::get().to(ready))
        .route("/metrics", web::get().to(metrics::show));
}

async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "ok" }))
}

async fn ready(checks: web::Data<Checks>, stop: web::Data<Stop>) -> HttpResponse {
    let parts = checks.ask().await;
    let is_stopping = stop.is_requested();
    if !is_stopping && parts.iter().all(|part| part.is_ok) {
        return HttpResponse::Ok().json(serde_json::json!({ "status": "ok", "checks": parts }));
    }
    let status = if is_stopping { "stopping" } else { "not ready" };
    HttpResponse::ServiceUnavailable()
        .json(serde_json::json!({ "status": status, "checks": parts }))
}
