//! Brings a database up to date: one tree of portable SQL for both, and a small one for each where
//! the two have no common word (triggers).

use diesel::backend::Backend;
use diesel::connection::SimpleConnection as _;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::db::{Db, Place};
use super::error::StoreError;

const STEPS: EmbeddedMigrations = embed_migrations!("migrations");
const SQLITE_STEPS: EmbeddedMigrations = embed_migrations!("migrations_sqlite");
const POSTGRES_STEPS: EmbeddedMigrations = embed_migrations!("migrations_postgres");
/// Any number, the same on every node: the advisory lock under which nodes migrate in turn.
const LOCK: i64 = 7_231_446_001;

/// Applies every pending step; safe to run twice, and from two nodes at once.
pub fn run(place: &Place) -> Result<usize, StoreError> {
    match place.connect()? {
        // The harness has a transaction of its own per step; SQLite's busy timeout makes a
        // second node wait, and a step that is there already is not run again.
        Db::Sqlite(mut conn) => apply(&mut conn, SQLITE_STEPS),
        Db::Postgres(mut conn) => {
            conn.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?;
            let done = apply(&mut conn, POSTGRES_STEPS);
            conn.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
            done
        }
    }
}

/// The portable steps, then those of this kind of database.
fn apply<B: Backend>(
    conn: &mut impl MigrationHarness<B>,
    own: EmbeddedMigrations,
) -> Result<usize, StoreError> {
    let mut done = 0;
    for steps in [STEPS, own] {
        done += conn.run_pending_migrations(steps).map_err(failed)?.len();
    }
    Ok(done)
}

/// Whether a step is pending.
pub fn is_pending(place: &Place) -> Result<bool, StoreError> {
    match place.connect()? {
        Db::Sqlite(mut conn) => has_pending(&mut conn, SQLITE_STEPS),
        Db::Postgres(mut conn) => has_pending(&mut conn, POSTGRES_STEPS),
    }
}

fn has_pending<B: Backend>(
    conn: &mut impl MigrationHarness<B>,
    own: EmbeddedMigrations,
) -> Result<bool, StoreError> {
    Ok(conn.has_pending_migration(STEPS).map_err(failed)?
        || conn.has_pending_migration(own).map_err(failed)?)
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Migration(error.to_string())
}
