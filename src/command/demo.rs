//! `majlis demo`: the demo ministry on this machine, with a clock that can be moved.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use tokio::runtime::Handle;

use super::{CommandError, Out};
use crate::clock::{Clock, Noise};
use crate::config::{Profile, Settings, Sources, load, own_secrets};
use crate::lifecycle::{Lifecycle, Reason};
use crate::server::{self, StartError};
use crate::service;
use crate::store::{Place, migrate};
use crate::telemetry::{self, Metrics, TelemetryError};

/// The number that the demo's pages say; nobody has it.
const PHONE: &str = "9200 00000";

/// What the command line says.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The port; 0 picks a free one.
    pub port: u16,
    /// Where the database and the secrets are.
    pub data: PathBuf,
    /// When the demo's clock starts; the real time if nothing is said.
    pub now: Option<DateTime<Utc>>,
}

/// The demo's settings: what lies in its folder, then the environment, then the command line.
pub fn settings(
    wish: &Wish,
    environment: BTreeMap<String, String>,
    noise: &Noise,
) -> Result<Settings, CommandError> {
    let secrets = own_secrets(&wish.data, noise)
        .map_err(|error| CommandError::Path(wish.data.clone(), error))?;
    let has_database = environment.contains_key("MAJLIS__DATABASE__URL");
    let has_folder = environment.contains_key("MAJLIS__REQUESTS__ATTACHMENTS_FOLDER");
    let has_phone = environment.contains_key("MAJLIS__MINISTRY__PHONE");
    let sources = Sources {
        profile: Profile::Demo,
        file: Some(secrets),
        environment,
        flags: Vec::new(),
    };
    let sources = sources.with("server.port", wish.port.to_string());
    let sources = if has_phone {
        sources
    } else {
        sources.with("ministry.phone", PHONE.to_owned())
    };
    let sources = if has_folder {
        sources
    } else {
        let folder = wish.data.join("attachments");
        sources.with("requests.attachments_folder", folder.display().to_string())
    };
    let file = database_file(&wish.data);
    Ok(load(&if has_database {
        sources
    } else {
        sources.with("database.url", format!("sqlite:{}", file.display()))
    })?)
}

fn database_file(folder: &Path) -> PathBuf {
    folder.join("majlis.sqlite")
}

/// Serves the demo until a signal comes.
pub async fn run(
    settings: Settings,
    wish: Wish,
    noise: Noise,
    out: &mut impl Out,
) -> Result<(), CommandError> {
    let metrics = Metrics::new().map_err(TelemetryError::Metric)?;
    telemetry::start(&settings.log, &metrics)?;
    let place = Place::parse(&settings.database.url.reveal())?;
    migrate::run(&place)?;
    let (listener, address) = server::listen(&settings)?;
    let settings = settings.listening_on(address);
    tracing::debug!(?settings, "starting");
    let app = server::app(settings, Clock::movable(wish.now), noise)?;
    service::demo::fill(&app, app.clock.now())
        .await
        .map_err(StartError::from)?;
    let life = Lifecycle::new(Handle::current());
    life.stop_on_signals()?;
    let home = app.settings.server.public_url.clone();
    let ready = || {
        for row in table(&home) {
            out.line(&row);
        }
        out.line(&format!("listening on http://{address}"));
    };
    match server::serve(app, listener, metrics, &life, ready).await? {
        Reason::Asked => Ok(()),
        Reason::Fell => Err(CommandError::Fell),
    }
}

/// Page, address, who to sign in as.
const PAGES: [(&str, &str, &str); 12] = [
    ("the citizen's pages", "/", "any identity number and mobile"),
    ("the demo's telephone", "/demo/phone", ""),
    (
        "a centre's day",
        "/centre",
        "video.madinah, reception.madinah, …",
    ),
    ("the call centre", "/calls", "calls"),
    ("who is next", "/office/next", "deputy, minister"),
    ("the office's week", "/office/week", "scheduler, secretary"),
    (
        "the office's requests",
        "/office/requests",
        "scheduler, secretary",
    ),
    (
        "the waiting room",
        "/office/waiting",
        "deputy, minister, secretary",
    ),
    (
        "the figures",
        "/office/figures",
        "deputy, manager.madinah, admin",
    ),
    ("the interface", "/api/docs", ""),
    ("health", "/readyz", ""),
    (
        "all staff sign in with",
        "/staff/sign-in",
        service::demo::PASSWORD,
    ),
];

fn table(home: &str) -> Vec<String> {
    PAGES
        .iter()
        .map(|(page, path, who)| {
            format!("{page:<28}{home}{path:<24}{who}")
                .trim_end()
                .to_owned()
        })
        .collect()
}
