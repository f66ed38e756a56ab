//! The measured service: the same parts as in life, in this process, on a port of its own.
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use super::BenchError;
use super::folder::Folder;
use crate::clock::{Clock, Noise};
use crate::config::{Profile, Settings, Sources, load, own_secrets};
use crate::lifecycle::{Lifecycle, Reason};
use crate::server::{self, StartError};
use crate::service::App;
use crate::store::{Pace, Place, Store, migrate};
use crate::telemetry::{Metrics, TelemetryError};

/// The same people and ids in every database that is prepared, so that they can be compared.
const SEED: u64 = 7;

/// The trial's settings on that database: no limits, nothing leaves the machine.
pub(super) fn settings(folder: &Folder, url: &str) -> Result<Settings, BenchError> {
    let secrets = own_secrets(folder.path(), &Noise::seeded(SEED))?;
    let sources = Sources {
        file: Some(secrets),
        ..Sources::defaults(Profile::Demo)
    };
    let sources = sources
        .with("server.port", "0")
        .with("database.url", url)
        .with(
            "log.filter",
            "warn,rtc=error,webrtc=error,majlis_signaling=error",
        );
    Ok(load(&sources)?)
}

/// Everything a use case is given, on that database, which is brought up to date first.
pub(super) fn app(folder: &Folder, url: &str, now: DateTime<Utc>) -> Result<App, BenchError> {
    app_with(folder, url, now, |_| ())
}

/// The same with other settings.
pub(super) fn app_with(
    folder: &Folder,
    url: &str,
    now: DateTime<Utc>,
    change: impl FnOnce(&mut Settings),
) -> Result<App, BenchError> {
    let place = Place::parse(url)?;
    migrate::run(&place)?;
    let mut settings = settings(folder, url)?;
    change(&mut settings);
    Ok(server::app(
        settings,
        Clock::movable(Some(now)),
        Noise::seeded(SEED),
    )?)
}

/// The same with another pace of the writer.
pub(super) fn paced(app: App, url: &str, pace: Pace) -> Result<App, BenchError> {
    let connections = app.settings.database.connections;
    let store = Store::open_at(&Place::parse(url)?, connections, pace)?;
    Ok(App { store, ..app })
}

/// Serves while `work` runs against the service's address.
pub(super) async fn serving<T>(
    mut app: App,
    work: impl AsyncFnOnce(&str) -> Result<T, BenchError>,
) -> Result<T, BenchError> {
    let (listener, address) = server::listen(&app.settings)?;
    let settings = Settings::clone(&app.settings).listening_on(address);
    app.settings = Arc::new(settings);
    let metrics = Metrics::new().map_err(TelemetryError::Metric)?;
    let life = Lifecycle::new(Handle::current());
    let (ready, answers) = oneshot::channel();
    let told = move || {
        if ready.send(()).is_err() {
            tracing::debug!("nobody waits for the service any more");
        }
    };
    let measured = async {
        let answer = match answers.await {
            Ok(()) => work(&format!("http://{address}")).await,
            Err(_gone) => Err(BenchError::Broken("the service did not start")),
        };
        life.request_stop(Reason::Asked);
        answer
    };
    let served = Box::pin(server::serve(app, listener, metrics, &life, told));
    let (served, measured): (Result<Reason, StartError>, _) = tokio::join!(served, measured);
    match served? {
        Reason::Asked => measured,
        Reason::Fell => Err(BenchError::Broken("a part of the service fell")),
    }
}
