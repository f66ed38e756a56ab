//! `majlis serve`: production.
use tokio::runtime::Handle;

use super::{CommandError, Out};
use crate::clock::{Clock, Noise};
use crate::config::Settings;
use crate::lifecycle::{Lifecycle, Reason};
use crate::server;
use crate::store::{Place, migrate};
use crate::telemetry::{self, Metrics, TelemetryError};

/// Serves until a signal comes.
pub async fn run(settings: Settings, noise: Noise, out: &mut impl Out) -> Result<(), CommandError> {
    let metrics = Metrics::new().map_err(TelemetryError::Metric)?;
    telemetry::start(&settings.log, &metrics)?;
    let place = Place::parse(&settings.database.url.reveal())?;
    if crate::lifecycle::blocking(move || migrate::is_pending(&place))
        .await
        .unwrap_or(Ok(true))?
    {
        return Err(CommandError::MigrationPending);
    }
    let (listener, address) = server::listen(&settings)?;
    let settings = settings.listening_on(address);
    tracing::info!(?settings, "starting");
    let app = server::app(settings, Clock::system(), noise)?;
    let life = Lifecycle::new(Handle::current());
    life.stop_on_signals()?;
    let ready = || out.line(&format!("listening on http://{address}"));
    match server::serve(app, listener, metrics, &life, ready).await? {
        Reason::Asked => Ok(()),
        Reason::Fell => Err(CommandError::Fell),
    }
}
