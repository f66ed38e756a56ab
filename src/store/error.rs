//! The database said no: what went wrong, and the two questions anyone asks of it.

use diesel::result::{DatabaseErrorKind, Error as Diesel};

/// The database said no.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A query failed.
    #[error("the database refused a query")]
    Query(#[from] Diesel),
    /// No connection could be made.
    #[error("the database cannot be reached")]
    Connect(#[from] diesel::ConnectionError),
    /// The address is neither `sqlite:PATH` nor `postgres://…`.
    #[error("a database address is sqlite:PATH or postgres://USER@HOST/NAME")]
    Address,
    /// The folder of the database file cannot be made.
    #[error("the folder of the database cannot be made")]
    Folder(#[source] std::io::Error),
    /// No pooled connection came free in time.
    #[error("no database connection came free: {0}")]
    Pool(String),
    /// The thread that did the work is gone.
    #[error("the database work was stopped: {0}")]
    Stopped(String),
    /// A group commit failed; nothing of the group was kept.
    #[error("the commit failed: {0}")]
    Commit(String),
    /// A migration failed.
    #[error("the database could not be brought up to date: {0}")]
    Migration(String),
    /// A row cannot be read back into what it should be.
    #[error("row {row} of {table}.{column} holds what it should not")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The id of the row.
        row: String,
    },
}

impl StoreError {
    /// Whether a unique key said no.
    pub const fn is_conflict(&self) -> bool {
        matches!(
            self,
            Self::Query(Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _))
        )
    }

    /// Whether the database aborted the transaction for another's sake (`PostgreSQL` 40001 and
    /// 40P01, a busy `SQLite`), so that the same work may succeed when run again.
    pub fn is_aborted(&self) -> bool {
        match self {
            Self::Query(Diesel::DatabaseError(DatabaseErrorKind::SerializationFailure, _)) => true,
            Self::Query(Diesel::DatabaseError(_, info)) => {
                let message = info.message();
                message.contains("deadlock detected") || message.contains("database is locked")
            }
            Self::Query(_)
            | Self::Connect(_)
            | Self::Address
            | Self::Folder(_)
            | Self::Pool(_)
            | Self::Stopped(_)
            | Self::Commit(_)
            | Self::Migration(_)
            | Self::Inconsistent { .. } => false,
        }
    }
}
