//! Statements that the database prepares once per connection.
//!
//! Diesel prepares updates, lists of values and batches anew each time, because in general their
//! text differs from call to call; on `PostgreSQL` that is a second round trip, on `SQLite` a
//! good part of the statement's cost. Where the text has few forms, it can be kept.

use diesel::QueryResult;
use diesel::RunQueryDsl;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};

/// A statement whose text has few forms; it is known again by its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steady<Q>(Q);

/// Keeps a statement prepared. Only for statements with a bounded number of texts: nothing is
/// ever forgotten.
pub(super) const fn steady<Q>(query: Q) -> Steady<Q> {
    Steady(query)
}

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for Steady<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q> QueryId for Steady<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Steady<Q> {
    type SqlType = Q::SqlType;
}

impl<Q, Conn> RunQueryDsl<Conn> for Steady<Q> {}
