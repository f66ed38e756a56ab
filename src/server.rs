//! The running service: every part put together, served until it is asked to stop.
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::{App as Pages, HttpServer, web};

use majlis_signaling::media::{Forwarder, MediaError, MediaSettings};
use majlis_signaling::socket::{Signaling, SocketSettings};
use tokio::runtime::Handle;

use crate::access;
use crate::api;
use crate::bus::Bus;
use crate::clock::{Clock, Noise};
use crate::config::{Key, Settings};
use crate::jobs::{self, NotifyError};
use crate::lifecycle::{Lifecycle, Reason};
use crate::service::catalogue::Shelf;
use crate::service::crowd::Crowd;
use crate::service::gate::Gate;
use crate::service::keys::Keys;
use crate::service::session_host::SessionHost;
use crate::service::slots::Kept;
use crate::service::{App, ServiceError, deliver};
use crate::store::{Place, Store, StoreError};
use crate::telemetry::{self, Check, Checks, Metrics};
use crate::web::{self as pages, security};
use crate::words::{Library, WordsError};

/// So many threads of a worker may wait for the database at least, however few connections there are:
/// passwords are hashed on them too.
const BLOCKING_LEAST: usize = 4;

/// Why the service did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not ours.
    #[error("{0} cannot be listened on; set server.bind and server.port")]
    Listen(SocketAddr, #[source] io::Error),
    /// The web server.
    #[error("the web server failed")]
    Serve(#[source] io::Error),
    /// The database.
    #[error("the database cannot be used")]
    Store(#[from] StoreError),
    /// A use case.
    #[error("the service cannot start")]
    Service(#[from] ServiceError),
    /// The words.
    #[error("the words cannot be read")]
    Words(#[from] WordsError),
    /// A secret is missing.
    #[error("secrets.{0} is missing: openssl rand -base64 32")]
    Secret(&'static str),
    /// The forwarder of media.
    #[error("video cannot be forwarded; set media.bind")]
    Media(#[from] MediaError),
    /// A transport of notices.
    #[error("notices cannot be sent")]
    Notify(#[from] NotifyError),
}

/// Takes the address that the settings name; the port is known from here on.
pub fn listen(settings: &Settings) -> Result<(TcpListener, SocketAddr), StartError> {
    let wanted = SocketAddr::new(settings.server.bind, settings.server.port);
    let taken = TcpListener::bind(wanted).and_then(|listener| {
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    });
    taken.map_err(|error| StartError::Listen(wanted, error))
}

/// Puts together what every use case is given; the database must be migrated.
pub fn app(settings: Settings, clock: Clock, noise: Noise) -> Result<App, StartError> {
    let place = Place::parse(&settings.database.url.reveal())?;
    let keys = keys(&settings)?;
    Ok(App {
        store: Store::open(&place, settings.database.connections)?,
        is_demo: clock.is_movable(),
        clock,
        noise,
        catalogue: Shelf::new(&settings.calendar),
        gate: Gate::new(&settings.queue),
        crowd: Crowd::default(),
        settings: Arc::new(settings),
        words: Arc::new(Library::load()?),
        keys: Arc::new(keys),
        kept: Kept::default(),
        bus: Bus::new(),
    })
}

/// The keys of the house, from its secrets.
pub fn keys(settings: &Settings) -> Result<Keys, StartError> {
    let secrets = &settings.secrets;
    Ok(Keys::new(
        key("signing", &secrets.signing)?,
        key("lookup", &secrets.lookup)?,
        key("sealing", &secrets.sealing)?,
    )?)
}

fn key<'a>(name: &'static str, key: &'a Key) -> Result<&'a [u8; 32], StartError> {
    key.bytes().ok_or(StartError::Secret(name))
}

/// Serves until the process is asked to stop, then ends everything in order; `ready` is called
/// once the service answers.
pub async fn serve(
    app: App,
    listener: TcpListener,
    metrics: Metrics,
    life: &Lifecycle,
    ready: impl FnOnce(),
) -> Result<Reason, StartError> {
    app.catalogue.reload(&app.store).await?;
    let (signaling, forwarder) = sessions(&app)?;
    jobs::start(&app, &metrics, life)?;
    let delays = jobs::delays::run(app.clone(), signaling.clone(), life.stop());
    life.spawn("delays", delays);
    let rooms = jobs::rooms::run(app.clone(), signaling.clone(), life.stop());
    life.spawn("rooms", rooms);
    let patience = app.settings.server.stop_seconds;
    let server = http(&app, (listener, signaling.clone()), metrics, life)?;
    let handle = server.handle();
    let mut stop = life.stop();
    life.spawn("http", async move {
        if let Err(error) = server.await {
            tracing::error!(%error, "the web server fell");
        }
    });
    ready();
    stop.requested().await;
    tracing::info!("stopping");
    signaling.drain(None).await;
    handle.stop(true).await;
    forwarder.shut_down();
    Ok(life.shut_down(Duration::from_secs(patience)).await)
}

/// The signalling of sessions and the forwarder of their media.
fn sessions(app: &App) -> Result<(Signaling, Forwarder), StartError> {
    let media = &app.settings.media;
    let forwarder = Forwarder::start(&MediaSettings {
        bind: media.bind,
        public: media
            .public_addresses
            .iter()
            .map(|ip| SocketAddr::new(*ip, 0))
            .collect(),
        threads: media.threads,
    })?;
    let public = app.settings.server.public_url.clone();
    let settings = SocketSettings {
        origins: vec![public],
        ..SocketSettings::default()
    };
    let signaling = Signaling::new(
        Arc::new(SessionHost::new(app.clone())),
        Arc::new(forwarder.clone()),
        app.keys.tickets(&app.settings.auth.issuer)?,
        settings,
        Handle::current(),
    );
    Ok((signaling, forwarder))
}

fn http(
    app: &App,
    (listener, signaling): (TcpListener, Signaling),
    metrics: Metrics,
    life: &Lifecycle,
) -> Result<actix_web::dev::Server, StartError> {
    let settings = Arc::clone(&app.settings);
    let data = web::Data::new(app.clone());
    let checks = web::Data::new(checks(app));
    let (metrics, stop) = (web::Data::new(metrics), web::Data::new(life.stop()));
    let limits = web::Data::new(access::Limits::of(&settings));
    let body_bytes_max = settings.server.body_bytes_max;
    let mut server = HttpServer::new(move || {
        Pages::new()
            .app_data(data.clone())
            .app_data(checks.clone())
            .app_data(metrics.clone())
            .app_data(stop.clone())
            .app_data(limits.clone())
            .app_data(web::Data::new(signaling.clone()))
            .app_data(web::PayloadConfig::new(body_bytes_max))
            // The last one is the outermost.
            .wrap(from_fn(access::door))
            .wrap(security::headers())
            .wrap(from_fn(telemetry::observe))
            .configure(|config| signaling.configure(config))
            .configure(routes)
    })
    .disable_signals()
    .shutdown_timeout(settings.server.stop_seconds)
    .worker_max_blocking_threads(blocking_threads(app));
    if settings.server.workers > 0 {
        server = server.workers(settings.server.workers);
    }
    Ok(server.listen(listener).map_err(StartError::Serve)?.run())
}

/// So many threads of a worker may wait for the database: together as many as there are
/// connections. More would only wait for one, and each keeps memory of its own.
fn blocking_threads(app: &App) -> usize {
    let workers = match app.settings.server.workers {
        0 => std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        workers => workers,
    };
    let connections = usize::try_from(app.store.connections()).unwrap_or(usize::MAX);
    connections.div_ceil(workers).max(BLOCKING_LEAST)
}

/// Every address of the program; who may ask for which stands in [`access::ROUTES`].
pub fn routes(config: &mut web::ServiceConfig) {
    config
        // Addresses are tried in this order: first what is asked for most when many come.
        .configure(telemetry::routes)
        .configure(api::routes)
        .configure(pages::assets::routes)
        .configure(pages::language::routes)
        .configure(pages::routes);
}

fn checks(app: &App) -> Checks {
    let app = app.clone();
    Checks(vec![Check::new("database", move || {
        let app = app.clone();
        Box::pin(async move {
            let answer = deliver::backlog(&app).await;
            answer
                .map(|backlog| format!("{} notices wait", backlog.waiting))
                .map_err(|_told_in_the_log| "the database does not answer".to_owned())
        })
    })])
}
