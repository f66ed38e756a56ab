//! Brings a database up to date: one tree of portable SQL for both.

use diesel::connection::SimpleConnection as _;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

use super::db::{Db, Place};
use super::error::StoreError;

const STEPS: EmbeddedMigrations = embed_migrations!("migrations");
/// Any number, the same on every node: the advisory lock under which nodes migrate in turn.
const LOCK: i64 = 7_231_446_001;

/// Applies every pending step; safe to run twice, and from two nodes at once.
pub fn run(place: &Place) -> Result<usize, StoreError> {
    let failed =
        |error: Box<dyn std::error::Error + Send + Sync>| StoreError::Migration(error.to_string());
    match place.connect()? {
        Db::Sqlite(mut conn) => {
            // The harness has a transaction of its own per step; SQLite's busy timeout makes a
            // second node wait, and a step that is there already is not run again.
            Ok(conn.run_pending_migrations(STEPS).map_err(failed)?.len())
        }
        Db::Postgres(mut conn) => {
            conn.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?;
            let done = conn
                .run_pending_migrations(STEPS)
                .map_err(failed)
                .map(|steps| steps.len());
            conn.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
            done
        }
    }
}

/// Whether a step is pending.
pub fn is_pending(place: &Place) -> Result<bool, StoreError> {
    let failed =
        |error: Box<dyn std::error::Error + Send + Sync>| StoreError::Migration(error.to_string());
    match place.connect()? {
        Db::Sqlite(mut conn) => conn.has_pending_migration(STEPS).map_err(failed),
        Db::Postgres(mut conn) => conn.has_pending_migration(STEPS).map_err(failed),
    }
}
