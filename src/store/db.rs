//! The two doors to the database: [`Store::read`] and [`Store::write`].
//!
//! On `PostgreSQL` both take a pooled connection on a blocking thread; a write is retried when
//! the database aborts it for another's sake. On `SQLite` reads come from a pool and writes go to
//! one writer thread that groups what waits into one commit (`writer.rs`).

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::r2d2::{ManageConnection, Pool};
use diesel::{Connection as _, PgConnection, SqliteConnection};

use super::error::StoreError;
use super::writer::{Pace, Writer};
use crate::clock::Stopwatch;

pub use super::either::Db;

/// How often a write that the database aborted is run again before the error is told.
const RETRIES_MAX: u32 = 8;
const POOL_WAIT_SECONDS: u64 = 10;
/// A connection is asked whether it lives when it was not asked for so long: each time would be a
/// round trip more for every query.
const TRUSTED: Duration = Duration::from_secs(1);

/// Runs the same query on the connection inside, whichever it is: for what the enum of both
/// cannot express (`on_conflict`, batch inserts).
#[macro_export]
macro_rules! on_either {
    ($db:expr, |$conn:ident| $query:expr) => {
        match $db {
            $crate::store::db::Db::Sqlite($conn) => $query,
            $crate::store::db::Db::Postgres($conn) => $query,
        }
    };
}

/// Where the database is: `sqlite:PATH` or `postgres://…`.
#[derive(Clone)]
pub enum Place {
    /// A file.
    Sqlite(String),
    /// A server's address.
    Postgres(String),
}

impl Place {
    /// Reads a database address; anything but the two known schemes is refused, so that a typo
    /// cannot make an empty database.
    pub fn parse(url: &str) -> Result<Self, StoreError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.trim_start_matches("//");
            if !path.is_empty() {
                return Ok(Self::Sqlite(path.to_owned()));
            }
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        Err(StoreError::Address)
    }

    /// Opens one connection that is to write much: what it writes stays at hand until it is
    /// committed. Those who only read share the machine's cache; with as much of their own, each
    /// of them would keep a copy of the same pages, so they have half a megabyte.
    pub fn connect_to_write(&self) -> Result<Db, StoreError> {
        let mut db = self.connect()?;
        if let Db::Sqlite(conn) = &mut db {
            conn.batch_execute("PRAGMA cache_size = -16000")?;
        }
        Ok(db)
    }

    /// Opens one connection, ready for use.
    pub fn connect(&self) -> Result<Db, StoreError> {
        match self {
            Self::Sqlite(path) => {
                if let Some(folder) = Path::new(path).parent() {
                    std::fs::create_dir_all(folder).map_err(StoreError::Folder)?;
                }
                let mut conn = SqliteConnection::establish(path)?;
                // The log is carried into the file when it has 32 MB, not 4: each time, whoever books
                // waits for two syncs and the writing of all pages.
                conn.batch_execute(
                    "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
                     PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                     PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 8000; \
                     PRAGMA cache_size = -512;",
                )?;
                Ok(Db::Sqlite(conn))
            }
            Self::Postgres(url) => {
                let mut conn = PgConnection::establish(url)?;
                // A prepared statement keeps its plan, as on SQLite: all of ours go by keys, and to
                // plan one of many parts costs more than to run it.
                conn.batch_execute(
                    "SET TIME ZONE 'UTC'; SET client_min_messages = warning; \
                     SET plan_cache_mode = force_generic_plan; SET jit = off;",
                )?;
                Ok(Db::Postgres(conn))
            }
        }
    }
}

struct Opener(Place);

/// A connection of the pool, and when it was last known to live.
struct Pooled {
    db: Db,
    lived: Stopwatch,
}

impl ManageConnection for Opener {
    type Connection = Pooled;
    type Error = StoreError;

    fn connect(&self) -> Result<Pooled, StoreError> {
        let db = self.0.connect()?;
        let lived = Stopwatch::started();
        Ok(Pooled { db, lived })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), StoreError> {
        if pooled.lived.elapsed() > TRUSTED {
            pooled.db.batch_execute("SELECT 1")?;
            pooled.lived = Stopwatch::started();
        }
        Ok(())
    }

    fn has_broken(&self, _: &mut Pooled) -> bool {
        std::thread::panicking()
    }
}

/// The database, cheap to clone.
#[derive(Clone)]
pub struct Store {
    pool: Pool<Opener>,
    writer: Option<Writer>,
}

impl Store {
    /// Opens the database with that many pooled connections; it must be migrated already.
    pub fn open(place: &Place, connections: u32) -> Result<Self, StoreError> {
        Self::open_at(place, connections, Pace::default())
    }

    /// The same with another pace of the embedded database's writer.
    pub fn open_at(place: &Place, connections: u32, writer: Pace) -> Result<Self, StoreError> {
        let connections = match place {
            Place::Sqlite(_) => connections.min(readers_most()),
            Place::Postgres(_) => connections,
        };
        let pool = Pool::builder()
            .max_size(connections.max(1))
            .min_idle(Some(1))
            .test_on_check_out(matches!(place, Place::Postgres(_)))
            .connection_timeout(Duration::from_secs(POOL_WAIT_SECONDS))
            .build(Opener(place.clone()))
            .map_err(|error| StoreError::Pool(error.to_string()))?;
        let writer = match place {
            Place::Sqlite(_) => Some(Writer::start(place.connect_to_write()?, writer)?),
            Place::Postgres(_) => None,
        };
        Ok(Self { pool, writer })
    }

    /// Reads; the closure sees one connection and changes nothing.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Db) -> Result<T, E> + Send + 'static,
    {
        let pool = self.pool.clone();
        blocking(move || work(&mut pool.get().map_err(|e| StoreError::Pool(e.to_string()))?.db))
            .await
    }

    /// Writes in one transaction; an error rolls all of it back. The closure may run again, so
    /// it touches nothing but the database.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + AsStoreError + Send + 'static,
        F: FnMut(&mut Db) -> Result<T, E> + Send + 'static,
    {
        if let Some(writer) = &self.writer {
            return writer.run(work).await;
        }
        let pool = self.pool.clone();
        blocking(move || {
            let mut pooled = pool.get().map_err(|e| StoreError::Pool(e.to_string()))?;
            write_retrying(&mut pooled.db, work)
        })
        .await
    }

    /// How many connections there may be for reading (on `PostgreSQL`: for everything).
    pub fn connections(&self) -> u32 {
        self.pool.max_size()
    }

    /// Whether the database is `SQLite`.
    pub const fn is_embedded(&self) -> bool {
        self.writer.is_some()
    }
}

/// Readers of an embedded database work on this machine's cores: more of them only wait for each
/// other, and each keeps pages and memory of its own.
fn readers_most() -> u32 {
    const PER_CORE: u32 = 4;
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    u32::try_from(cores)
        .unwrap_or(u32::MAX)
        .saturating_mul(PER_CORE)
}

/// The store's own error inside a caller's error, if that is what it is.
pub trait AsStoreError {
    /// The store's error, if this is one.
    fn as_store_error(&self) -> Option<&StoreError>;
}

impl AsStoreError for StoreError {
    fn as_store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}

fn write_retrying<T, E, F>(db: &mut Db, mut work: F) -> Result<T, E>
where
    E: From<StoreError> + AsStoreError,
    F: FnMut(&mut Db) -> Result<T, E>,
{
    let mut tries = 0;
    loop {
        tries += 1;
        let outcome = write_once(db, &mut work);
        match outcome {
            Err(error)
                if tries < RETRIES_MAX
                    && error.as_store_error().is_some_and(StoreError::is_aborted) => {}
            done => return done,
        }
    }
}

fn write_once<T, E, F>(db: &mut Db, work: &mut F) -> Result<T, E>
where
    E: From<StoreError>,
    F: FnMut(&mut Db) -> Result<T, E>,
{
    db.batch_execute("BEGIN").map_err(StoreError::from)?;
    match work(db) {
        Ok(value) => match db.batch_execute("COMMIT") {
            Ok(()) => Ok(value),
            Err(error) => {
                roll_back(db);
                Err(StoreError::from(error).into())
            }
        },
        Err(error) => {
            roll_back(db);
            Err(error)
        }
    }
}

fn roll_back(db: &mut Db) {
    if let Err(error) = db.batch_execute("ROLLBACK") {
        tracing::warn!(error = %error, "a transaction could not be rolled back");
    }
}

async fn blocking<T, E, F>(work: F) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: FnOnce() -> Result<T, E> + Send + 'static,
{
    match crate::lifecycle::blocking(work).await {
        Ok(outcome) => outcome,
        Err(error) => Err(StoreError::Stopped(error.to_string()).into()),
    }
}
