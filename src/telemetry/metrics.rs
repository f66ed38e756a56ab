//! Counters and clocks of the process, as Prometheus reads them.
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, web};
use prometheus::{
    Encoder as _, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge,
    Opts, Registry, TextEncoder,
};

use crate::clock::Stopwatch;

const SECONDS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

/// Everything that is counted; a clone counts into the same numbers.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Registry,
    /// Requests answered, by method, route and status.
    pub requests: HistogramVec,
    /// Notices by channel and result (`sent`, `later`, `never`).
    pub notices: IntCounterVec,
    /// How long one attempt to send took.
    pub notice_seconds: Histogram,
    /// Notices that wait in the outbox.
    pub notices_waiting: IntGauge,
    /// Notices given up, for the administrator to see.
    pub notices_dead: IntGauge,
    /// Bookings made.
    pub bookings: IntCounter,
    /// Tries to book a slot that was gone.
    pub bookings_lost: IntCounter,
    /// Holds that ran out.
    pub holds_expired: IntCounter,
    /// Sessions that are open now.
    pub sessions_open: IntGauge,
    /// Lines at error level.
    pub log_errors: IntCounter,
}

impl Metrics {
    /// Fresh numbers in a registry of their own.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let counter = |name: &str, help: &str| -> Result<IntCounter, prometheus::Error> {
            let counter = IntCounter::new(name, help)?;
            registry.register(Box::new(counter.clone()))?;
            Ok(counter)
        };
        let gauge = |name: &str, help: &str| -> Result<IntGauge, prometheus::Error> {
            let gauge = IntGauge::new(name, help)?;
            registry.register(Box::new(gauge.clone()))?;
            Ok(gauge)
        };
        let requests = HistogramVec::new(
            HistogramOpts::new("majlis_http_seconds", "Time to answer a request.")
                .buckets(SECONDS.to_vec()),
            &["method", "route", "status"],
        )?;
        registry.register(Box::new(requests.clone()))?;
        let notices = IntCounterVec::new(
            Opts::new("majlis_notices_total", "Attempts to send a notice."),
            &["channel", "result"],
        )?;
        registry.register(Box::new(notices.clone()))?;
        let notice_seconds = Histogram::with_opts(
            HistogramOpts::new("majlis_notice_seconds", "Time of one attempt to send.")
                .buckets(SECONDS.to_vec()),
        )?;
        registry.register(Box::new(notice_seconds.clone()))?;
        Ok(Self {
            requests,
            notices,
            notice_seconds,
            notices_waiting: gauge("majlis_notices_waiting", "Notices that wait.")?,
            notices_dead: gauge("majlis_notices_dead", "Notices given up.")?,
            bookings: counter("majlis_bookings_total", "Bookings made.")?,
            bookings_lost: counter("majlis_bookings_lost_total", "Slots that were gone.")?,
            holds_expired: counter("majlis_holds_expired_total", "Holds that ran out.")?,
            sessions_open: gauge("majlis_sessions_open", "Sessions open now.")?,
            log_errors: counter("majlis_log_errors_total", "Log lines at error level.")?,
            registry,
        })
    }

    /// The registry, for parts that count something of their own.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// All numbers in Prometheus' text form.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = Vec::new();
        match TextEncoder::new().encode(&self.registry.gather(), &mut text) {
            Ok(()) => String::from_utf8_lossy(&text).into_owned(),
            Err(error) => format!("# the numbers cannot be written: {error}\n"),
        }
    }
}

/// `GET /metrics`
pub(super) async fn show(metrics: web::Data<Metrics>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(metrics.text())
}

/// Middleware: measures each answer and writes one line about it, by its route's pattern.
pub async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let watch = Stopwatch::started();
    let response = next.call(request).await?;
    let request = response.request();
    let route = request
        .match_pattern()
        .unwrap_or_else(|| "unmatched".to_owned());
    let (method, status) = (request.method().as_str(), response.status().as_u16());
    let took = watch.elapsed();
    if let Some(metrics) = request.app_data::<web::Data<Metrics>>() {
        let labels = [method, route.as_str(), &status.to_string()];
        metrics
            .requests
            .with_label_values(&labels)
            .observe(took.as_secs_f64());
    }
    tracing::debug!(
        method,
        route,
        status,
        took.ms = took.as_millis(),
        "answered"
    );
    Ok(response)
}
