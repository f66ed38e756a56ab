//! `majlis bench`: the running service against a reference measured in the same run.
mod admit;
mod book;
mod country;
mod figure;
mod folder;
mod grouped;
mod host;
mod load;
mod outbox;
pub mod plan;
mod postgres;
mod rush;
mod slots;
mod town;
pub mod weeks;

use std::collections::BTreeMap;

use clap::ValueEnum;
use tokio::runtime::Handle;

use super::{CommandError, Out};
use crate::clock::Noise;
use crate::config::Problems;
use crate::lifecycle::{Lifecycle, Lost};
use crate::server::StartError;
use crate::service::ServiceError;
use crate::store::StoreError;
use crate::telemetry::{self, Metrics, TelemetryError};

use figure::Figure;

/// How long what a benchmark started may take to end.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// What can be measured; every goal stands in `docs/benchmarks.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Name {
    /// Free slots of one official over eight weeks
    Slots,
    /// The same at the planned size, half full
    SlotsCountry,
    /// Durable bookings on an embedded database
    BookSqlite,
    /// The same against one transaction per booking
    BookGrouped,
    /// Durable bookings on `PostgreSQL`
    BookPostgres,
    /// A hundred thousand tries for five hundred slots
    Rush,
    /// Plans of weeks of four sizes
    Plan,
    /// Notices from the outbox to a gateway
    Outbox,
    /// From `admit` to the first complete key frame
    Admit,
}

/// What the command line says.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Only this one; all if nothing is said.
    pub name: Option<Name>,
    /// Whether a program reads the figures.
    pub json: bool,
}

/// Why a benchmark could not be run to its end.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The settings of the measured service.
    #[error("{0}")]
    Settings(#[from] Problems),
    /// The measured service did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A use case.
    #[error("the town could not be prepared")]
    Service(#[from] ServiceError),
    /// A database.
    #[error("the database cannot be used")]
    Store(#[from] StoreError),
    /// The metrics of the measured service.
    #[error("logging cannot start")]
    Telemetry(#[from] TelemetryError),
    /// The client could not call.
    #[error("the service did not answer")]
    Call(#[from] reqwest::Error),
    /// The service answered something else than what is measured.
    #[error("the service answered {0}: {1}")]
    Answer(u16, String),
    /// The forwarder or a participant.
    #[error("no admission was measured")]
    Admit(#[from] majlis_signaling::media::probe::ProbeError),
    /// The system did not give what is needed.
    #[error("the system refused")]
    System(#[from] std::io::Error),
    /// Work was lost.
    #[error(transparent)]
    Lost(#[from] Lost),
    /// Something that cannot be measured.
    #[error("{0}")]
    Broken(&'static str),
}

/// Measures what is wished for and prints every figure, met or not.
pub async fn run(
    wish: Wish,
    environment: &BTreeMap<String, String>,
    noise: &Noise,
    out: &mut impl Out,
) -> Result<(), CommandError> {
    let life = Lifecycle::new(Handle::current());
    let figures = measure(wish, environment, noise, &life).await;
    life.shut_down(PATIENCE).await;
    let figures = figures?;
    if wish.json {
        out.line(&serde_json::to_string_pretty(&figures).unwrap_or_default());
    } else {
        for line in figure::table(&figures) {
            out.line(&line);
        }
    }
    Ok(())
}

/// The load of `rush`, in a process of its own.
pub async fn load(file: &std::path::Path, out: &mut impl Out) -> Result<(), CommandError> {
    let life = Lifecycle::new(Handle::current());
    let tried = rush::try_all(file, &life, out).await;
    life.shut_down(PATIENCE).await;
    Ok(tried?)
}

async fn measure(
    wish: Wish,
    environment: &BTreeMap<String, String>,
    noise: &Noise,
    life: &Lifecycle,
) -> Result<Vec<Figure>, BenchError> {
    let folder = folder::Folder::new(noise)?;
    let settings = host::settings(&folder, &format!("sqlite:{}/none", folder.path().display()))?;
    let metrics = Metrics::new().map_err(TelemetryError::Metric)?;
    telemetry::start(&settings.log, &metrics)?;
    let mut figures = Vec::new();
    for name in Name::value_variants() {
        if wish.name.is_some_and(|wished| wished != *name) {
            continue;
        }
        match name {
            Name::Slots => figures.push(slots::measure(&folder, life).await?),
            Name::SlotsCountry => figures.extend(country::measure(&folder, life).await?),
            Name::BookGrouped => figures.extend(grouped::measure(&folder, life).await?),
            Name::BookSqlite => figures.push(book::on_sqlite(&folder, life).await?),
            Name::BookPostgres => {
                let url = environment.get("MAJLIS__BENCH__POSTGRES_URL");
                figures.push(book::on_postgres(&folder, url, life).await?);
            }
            Name::Rush => figures.extend(rush::measure(&folder).await?),
            Name::Plan => figures.extend(plan::measure()?),
            Name::Outbox => figures.push(outbox::measure(&folder, life).await?),
            Name::Admit => figures.extend(admit::measure().await?),
        }
    }
    Ok(figures)
}
