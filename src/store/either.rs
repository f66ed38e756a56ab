//! The connection to either database; private, so that what the derive makes stays unseen.
#![expect(missing_docs, reason = "the derive makes public items without docs")]

use diesel::{PgConnection, SqliteConnection};

/// A connection to one of the two databases; queries are written once against it.
#[derive(diesel::MultiConnection)]
pub enum Db {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}
