//! Leasing what is due, in one statement.
//!
//! Diesel builds and prepares an update of a list of ids anew each time; this one has one text, is
//! prepared once, and gives the rows that it took.

use chrono::NaiveDateTime;
use diesel::backend::Backend;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Timestamp};
use diesel::sqlite::Sqlite;

use super::super::schema::outbox;

/// Takes up to `limit` rows that are due now and makes them due again when the lease has ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leasing {
    pub(super) now: NaiveDateTime,
    pub(super) until: NaiveDateTime,
    pub(super) limit: i64,
}

impl Query for Leasing {
    type SqlType = outbox::SqlType;
}

impl<DB> QueryFragment<DB> for Leasing
where
    DB: Backend + Leases + HasSqlType<Timestamp> + HasSqlType<BigInt>,
    NaiveDateTime: ToSql<Timestamp, DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql("UPDATE outbox SET tries = tries + 1, due_at = ");
        pass.push_bind_param::<Timestamp, _>(&self.until)?;
        // By the index alone: an order among those due at one moment would sort all of them for
        // each batch, and in the evening thousands are. The state is no bound value, so that the
        // index of what waits is known to fit.
        pass.push_sql(DB::AMONG);
        pass.push_sql("SELECT id FROM outbox WHERE state = 'waiting' AND due_at <= ");
        pass.push_bind_param::<Timestamp, _>(&self.now)?;
        pass.push_sql(" ORDER BY due_at LIMIT ");
        pass.push_bind_param::<BigInt, _>(&self.limit)?;
        pass.push_sql(DB::ALONE);
        pass.push_sql(
            " RETURNING id, event, channel, recipient_sealed, recipient_hash, subject, body, \
             attachment, about, state, tries, due_at, created_at, sent_at, error",
        );
        Ok(())
    }
}

/// How each database takes rows for one caller only.
pub(super) trait Leases {
    /// What stands before the rows that are due.
    const AMONG: &'static str;
    /// What stands after them.
    const ALONE: &'static str;
}

/// What another node is leasing at the same moment is that node's. A list is computed once; rows
/// that are joined may be asked for again, and each time others would be locked.
impl Leases for Pg {
    const AMONG: &'static str = " WHERE id = ANY(ARRAY(";
    const ALONE: &'static str = " FOR UPDATE SKIP LOCKED))";
}

/// One process writes an embedded database.
impl Leases for Sqlite {
    const AMONG: &'static str = " WHERE id IN (";
    const ALONE: &'static str = ")";
}
