//! Statements that the database prepares once per connection.
//!
//! Diesel prepares updates, lists of values and batches anew each time, because in general their
//! text differs from call to call; on `PostgreSQL` that is a second round trip, on `SQLite` a
//! good part of the statement's cost. Where the text has few forms, it can be kept. That holds for
//! what is read: whatever is executed Diesel asks through a reference, past our answer, so an update
//! that is to be kept is a fragment of our own (`request::Moving`).

use std::marker::PhantomData;

use diesel::QueryResult;
use diesel::RunQueryDsl;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

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

/// A statement whose text never changes; it is known again by the place in our code where it is
/// written, so that not even its text is put together a second time. Made by [`fixed!`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Fixed<Q, At>(Q, PhantomData<At>);

impl<Q, At> Fixed<Q, At> {
    /// The statement of that place.
    pub(super) const fn at(query: Q) -> Self {
        Self(query, PhantomData)
    }
}

/// Keeps a statement prepared under this place in the code: only for a statement that has one text,
/// whatever is bound to it, and only on the connection of one database (`on_either!`); not in a
/// generic function, where one place is many.
macro_rules! fixed {
    ($query:expr) => {{
        enum Here {}
        $crate::store::steady::Fixed::<_, Here>::at($query)
    }};
}

pub(super) use fixed;

impl<DB: Backend, Q: QueryFragment<DB>, At> QueryFragment<DB> for Fixed<Q, At> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q, At: 'static> QueryId for Fixed<Q, At> {
    type QueryId = At;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Q: Query, At> Query for Fixed<Q, At> {
    type SqlType = Q::SqlType;
}

impl<Q, At, Conn> RunQueryDsl<Conn> for Fixed<Q, At> {}

/// A statement without values. Diesel's own is never kept prepared, since it cannot know its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said(pub(super) &'static str);

impl<DB: Backend> QueryFragment<DB> for Said {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql(self.0);
        Ok(())
    }
}

impl QueryId for Said {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Conn> RunQueryDsl<Conn> for Said {}

/// How many rows a connection to an embedded database has changed since it was opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Changes;

impl<DB: Backend> QueryFragment<DB> for Changes {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql("SELECT total_changes()");
        Ok(())
    }
}

impl QueryId for Changes {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for Changes {
    type SqlType = BigInt;
}

impl<Conn> RunQueryDsl<Conn> for Changes {}
