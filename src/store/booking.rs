//! The rows that a booking adds beside its cells, in one go.
//!
//! On `PostgreSQL` they are parts of one statement: each statement is a round trip, and while it is
//! on its way the booking keeps others from the same account and week. On `SQLite`, where a
//! statement is a call, they follow one another.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

use super::appointment::{self, Appointment};
use super::audit::{self, Deed};
use super::confirm_link::{self, ConfirmLink};
use super::outbox::{self, Notice};
use super::request::{self, Moving, Request, Step};
use super::schema;
use super::steady::steady;
use super::{Db, StoreError};

/// What a booking writes beside its cells.
#[derive(Clone, Copy, Debug)]
pub struct Booking<'a> {
    /// The appointment.
    pub appointment: &'a Appointment,
    /// Its request, in its new state and in the version that was read.
    pub request: &'a Request,
    /// The step of the request.
    pub step: &'a Step,
    /// The link that confirms it, where it is to be confirmed.
    pub link: Option<&'a ConfirmLink>,
    /// What people are told.
    pub notices: &'a [Notice],
    /// What the audit trail says.
    pub deed: &'a Deed,
}

/// Adds the rows; false where the request has moved since or has that appointment already, and then
/// the caller's transaction must be rolled back.
pub fn add(db: &mut Db, booking: Booking<'_>) -> Result<bool, StoreError> {
    match db {
        Db::Postgres(conn) => at_once(conn, booking),
        Db::Sqlite(_) => one_by_one(db, booking),
    }
}

fn one_by_one(db: &mut Db, booking: Booking<'_>) -> Result<bool, StoreError> {
    if !appointment::add(db, booking.appointment)?
        || !request::change(db, booking.request, booking.step)?
    {
        return Ok(false);
    }
    if let Some(link) = booking.link {
        confirm_link::add(db, link)?;
    }
    for notice in booking.notices {
        outbox::add(db, notice)?;
    }
    audit::add(db, booking.deed)?;
    Ok(true)
}

fn at_once(conn: &mut PgConnection, booking: Booking<'_>) -> Result<bool, StoreError> {
    use schema::{appointment, audit, confirm_link, outbox, request_step};
    let booked = diesel::insert_into(appointment::table).values(booking.appointment);
    let link = booking
        .link
        .map(|link| diesel::insert_into(confirm_link::table).values(link));
    let notice = |row| diesel::insert_into(outbox::table).values(row);
    let rows = AtOnce {
        booked: booked.on_conflict_do_nothing(),
        moved: Moving {
            row: booking.request,
            step: booking.step,
        },
        step: diesel::insert_into(request_step::table).values(booking.step),
        link,
        notices: booking.notices.iter().map(notice).collect::<Vec<_>>(),
        deed: diesel::insert_into(audit::table).values(booking.deed),
    };
    // A text for each number of notices, and one without a link.
    let (booked, moved): (i64, i64) = steady(rows).get_result(conn)?;
    Ok(booked == 1 && moved == 1)
}

/// One statement of several parts; it tells how many appointments were added and requests moved.
struct AtOnce<B, M, S, L, N, D> {
    booked: B,
    moved: M,
    step: S,
    link: Option<L>,
    notices: Vec<N>,
    deed: D,
}

impl<B, M, S, L, N, D> QueryFragment<Pg> for AtOnce<B, M, S, L, N, D>
where
    B: QueryFragment<Pg>,
    M: QueryFragment<Pg>,
    S: QueryFragment<Pg>,
    L: QueryFragment<Pg>,
    N: QueryFragment<Pg>,
    D: QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        pass.push_sql("WITH booked AS (");
        self.booked.walk_ast(pass.reborrow())?;
        pass.push_sql(" RETURNING 1), moved AS (");
        self.moved.walk_ast(pass.reborrow())?;
        pass.push_sql(" RETURNING 1), step AS (");
        self.step.walk_ast(pass.reborrow())?;
        if let Some(link) = &self.link {
            pass.push_sql("), link AS (");
            link.walk_ast(pass.reborrow())?;
        }
        for (place, notice) in self.notices.iter().enumerate() {
            pass.push_sql("), notice_");
            pass.push_sql(&place.to_string());
            pass.push_sql(" AS (");
            notice.walk_ast(pass.reborrow())?;
        }
        pass.push_sql("), deed AS (");
        self.deed.walk_ast(pass.reborrow())?;
        pass.push_sql(") SELECT (SELECT count(*) FROM booked), (SELECT count(*) FROM moved)");
        Ok(())
    }
}

impl<B, M, S, L, N, D> QueryId for AtOnce<B, M, S, L, N, D> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<B, M, S, L, N, D> Query for AtOnce<B, M, S, L, N, D> {
    type SqlType = (BigInt, BigInt);
}
