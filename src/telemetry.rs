//! Logs, metrics and health.
//!
//! What a log line never holds: names, numbers of people, tokens. A request is therefore logged by
//! its route's pattern (`/join/{token}`), never by its path or its query.
mod health;
mod metrics;

use std::io::IsTerminal as _;

use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};
use tracing_subscriber::{EnvFilter, Layer};

pub use health::{Check, Checks, Health, routes};
pub use metrics::{Metrics, observe};

use crate::config::{Colour, Log};

/// Why logging did not start.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter cannot be read.
    #[error("log.filter cannot be read")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Somebody else logs in this process already.
    #[error("logging was started already")]
    Started(#[from] TryInitError),
    /// A metric's name is wrong or taken.
    #[error("a metric cannot be registered")]
    Metric(#[from] prometheus::Error),
}

/// Starts logging to stderr; lines at error level are counted in `metrics`.
pub fn start(log: &Log, metrics: &Metrics) -> Result<(), TelemetryError> {
    let filter = EnvFilter::try_new(&log.filter)?;
    let is_coloured = match log.colour {
        Colour::Auto => std::io::stderr().is_terminal(),
        Colour::Always => true,
        Colour::Never => false,
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(is_coloured)
        .with_target(true);
    let counted = CountErrors(metrics.log_errors.clone());
    tracing_subscriber::registry()
        .with(filter)
        .with(counted)
        .with(lines)
        .try_init()?;
    Ok(())
}

/// Counts lines at error level: zero is the only good number.
struct CountErrors(prometheus::IntCounter);

impl<S: Subscriber> Layer<S> for CountErrors {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if *event.metadata().level() == tracing::Level::ERROR {
            self.0.inc();
        }
    }
}
