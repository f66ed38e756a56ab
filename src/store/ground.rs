//! The ground a booking is decided on, in one row: read before it is decided, and again inside
//! the write, where it must be the same.

use chrono::NaiveDateTime;
use diesel::backend::Backend;
use diesel::deserialize::FromSql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Nullable, Text, Timestamp};
use diesel::sqlite::Sqlite;

use super::idempotency::CATALOGUE;
use super::person::Person;
use super::request::Request;
use super::schema::{person, request};
use super::steady::fixed;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::Sex;
use crate::scheduling::ids::{OfficialId, PersonId, RequestId};

/// Who books what for which request.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// The account.
    pub person: &'a PersonId,
    /// The account's request.
    pub request: &'a RequestId,
    /// With whom.
    pub official: &'a OfficialId,
    /// The week of the time, as `2026-W48`.
    pub week: &'a str,
}

/// All that decides a booking and may change under it, but for the cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The account.
    pub person: Person,
    /// The request.
    pub request: Request,
    /// Counts and versions.
    pub marks: Marks,
    /// How many of the official's holds and offers had run out and were not passed on.
    pub over: i64,
}

/// What tells that something else has moved. Nothing is ever deleted that is tallied here, so
/// equal tallies mean that nothing was added and nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Marks {
    /// The version of the official's published week; none where there is none.
    pub week_version: Option<i64>,
    /// The account's appointments.
    pub appointments: Tally,
    /// Blocks of the account or of its identity.
    pub blocks: Tally,
    /// What a booking would have to settle first: other appointments of the request, its place on
    /// the waiting list, the account's hold, and what the account is filling in.
    pub in_the_way: i64,
    /// Which change of the catalogue is the last.
    pub catalogue: Option<String>,
}

/// Three counts in one number, so that the database looks at each row once: of those that stand,
/// of those that do not any more (cancelled, moved, lifted), and of those that were missed. Each has
/// twenty bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally(i64);

impl Tally {
    /// Whether any stands, or was missed.
    #[must_use]
    pub const fn has_any(self) -> bool {
        const OVER: i64 = ((1 << 20) - 1) << 20;
        self.0 & !OVER != 0
    }
}

impl<DB: Backend> Queryable<BigInt, DB> for Tally
where
    i64: FromSql<BigInt, DB>,
{
    type Row = i64;

    fn build(sum: i64) -> diesel::deserialize::Result<Self> {
        Ok(Self(sum))
    }
}

/// Keeps the ground from moving under a write: no other transaction decides what the account may
/// do, and no week of the official is published; both until the transaction ends. One statement
/// that takes the account's lock first, like [`super::person::alone`] before
/// [`super::availability::lock`]. `SQLite` needs none: it has one writer.
pub fn alone(db: &mut Db, spot: Spot<'_>) -> Result<(), StoreError> {
    if let Db::Postgres(conn) = db {
        fixed!(Locking(spot)).execute(conn)?;
    }
    Ok(())
}

/// The two locks in one statement, the account's first.
struct Locking<'a>(Spot<'a>);

impl QueryFragment<Pg> for Locking<'_> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        pass.push_sql("SELECT CASE WHEN pg_advisory_xact_lock(hashtextextended(");
        pass.push_bind_param::<Text, _>(self.0.person)?;
        pass.push_sql(", 13))::text IS NOT NULL");
        pass.push_sql(" THEN pg_advisory_xact_lock_shared(hashtextextended(");
        pass.push_bind_param::<Text, _>(self.0.official)?;
        pass.push_sql(", 4))::text END");
        Ok(())
    }
}

impl QueryId for Locking<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// The marks after the official's week, of the account and the request that are bound first and
/// second. A value is bound once, however often it stands there: to walk through all of that anew
/// for each booking costs more than the database's own work.
macro_rules! marks {
    ($bound:literal) => {
        concat!(
            "), (SELECT CAST(coalesce(sum(CASE WHEN state IN ('cancelled', 'moved') THEN 1048576 \
             WHEN state = 'no_show' THEN 1099511627776 ELSE 1 END), 0) AS BIGINT) \
             FROM appointment WHERE person_id = ",
            $bound,
            "1), \
             (SELECT CAST(coalesce(sum(CASE WHEN lifted_at IS NULL THEN 1 ELSE 1048576 END), 0) \
             AS BIGINT) FROM block \
             WHERE person_id = ",
            $bound,
            "1 OR block.identity_hash = own.identity_hash), \
             (SELECT count(*) FROM appointment WHERE request_id = ",
            $bound,
            "2) + (SELECT count(*) FROM waiting WHERE request_id = ",
            $bound,
            "2 AND state = 'waiting') + (SELECT count(*) FROM hold WHERE person_id = ",
            $bound,
            "1) + (SELECT count(*) FROM draft WHERE person_id = ",
            $bound,
            "1), (SELECT value FROM fact WHERE name = ",
        )
    };
}

/// What of the offers ran out of the official who is bound third, at the moment bound last.
macro_rules! over {
    ($bound:literal) => {
        concat!(
            " AND official_id = ",
            $bound,
            "3) + (SELECT count(*) FROM offer WHERE official_id = ",
            $bound,
            "3 AND state = 'open' AND expires_at <= ",
            $bound,
            "6)",
        )
    };
}

/// Some columns of the account and the request, and the marks.
struct Marked<'a, Q> {
    rows: Q,
    spot: Spot<'a>,
}

/// The same, and how much ran out until now.
struct WithOver<'a, Q>(Marked<'a, Q>, NaiveDateTime);

/// How each database names a value that is bound.
trait Names {
    const MARKS: &'static str;
    const OVER: &'static str;
}

impl Names for Pg {
    const MARKS: &'static str = marks!("$");
    const OVER: &'static str = over!("$");
}

impl Names for Sqlite {
    const MARKS: &'static str = marks!("?");
    const OVER: &'static str = over!("?");
}

impl<Q> Marked<'_, Q> {
    fn walk<'b, DB>(
        &'b self,
        over: Option<&'b NaiveDateTime>,
        mut pass: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()>
    where
        DB: Backend + Names + HasSqlType<Timestamp>,
        Q: QueryFragment<DB>,
        str: ToSql<Text, DB>,
        OfficialId: ToSql<Text, DB>,
        NaiveDateTime: ToSql<Timestamp, DB>,
    {
        // Its two values, the account and the request, are the first that are bound.
        pass.push_sql("WITH own AS (");
        self.rows.walk_ast(pass.reborrow())?;
        pass.push_sql(") SELECT own.*, (SELECT version FROM availability WHERE official_id = ");
        pass.push_bind_param::<Text, _>(self.spot.official)?;
        pass.push_sql(" AND week = ");
        pass.push_bind_param::<Text, _>(self.spot.week)?;
        pass.push_sql(DB::MARKS);
        pass.push_bind_param::<Text, str>(CATALOGUE)?;
        if let Some(now) = over {
            pass.push_sql("), (SELECT count(*) FROM hold WHERE expires_at <= ");
            pass.push_bind_param::<Timestamp, _>(now)?;
            pass.push_sql(DB::OVER);
        } else {
            pass.push_sql(")");
        }
        pass.push_sql(" FROM own");
        Ok(())
    }
}

impl<DB, Q> QueryFragment<DB> for Marked<'_, Q>
where
    DB: Backend + Names + HasSqlType<Timestamp>,
    Q: QueryFragment<DB>,
    str: ToSql<Text, DB>,
    OfficialId: ToSql<Text, DB>,
    NaiveDateTime: ToSql<Timestamp, DB>,
{
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.walk(None, pass)
    }
}

impl<DB, Q> QueryFragment<DB> for WithOver<'_, Q>
where
    DB: Backend + Names + HasSqlType<Timestamp>,
    Q: QueryFragment<DB>,
    str: ToSql<Text, DB>,
    OfficialId: ToSql<Text, DB>,
    NaiveDateTime: ToSql<Timestamp, DB>,
{
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk(Some(&self.1), pass)
    }
}

impl<Q> QueryId for Marked<'_, Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> QueryId for WithOver<'_, Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

type OfMarks = (Nullable<BigInt>, BigInt, BigInt, BigInt, Nullable<Text>);

impl<Q: Query> Query for Marked<'_, Q> {
    type SqlType = (Q::SqlType, OfMarks);
}

impl<Q: Query> Query for WithOver<'_, Q> {
    type SqlType = (Q::SqlType, OfMarks, BigInt);
}

/// Those columns of the account and of its request.
macro_rules! own {
    ($spot:expr, $($columns:expr),+) => {{
        let spot: Spot<'_> = $spot;
        let rows = person::table
            .inner_join(request::table.on(request::person_id.eq(person::id)))
            .filter(person::id.eq(spot.person))
            .filter(request::id.eq(spot.request))
            .select(($($columns,)+));
        Marked { rows, spot }
    }};
}

/// The columns of a row; they are the same whichever database is named.
fn columns<T: Selectable<Sqlite>>() -> T::SelectExpression {
    T::construct_selection()
}

/// Reads the ground; nothing where the request is not the account's.
pub fn read(db: &mut Db, spot: Spot<'_>, now: NaiveDateTime) -> Result<Option<Ground>, StoreError> {
    let found: Option<((Person, Request), Marks, i64)> = on_either!(db, |conn| {
        let rows = own!(spot, columns::<Person>(), columns::<Request>());
        fixed!(WithOver(rows, now)).get_result(conn)
    })
    .optional()?;
    Ok(found.map(|((person, request), marks, over)| Ground {
        person,
        request,
        marks,
        over,
    }))
}

/// Whether all that decides a booking is as it was read. Of the account only what a rule asks for
/// is compared: a letter in the language of a moment ago is no wrong booking. What had run out by
/// then has, and nothing more.
pub fn stands(db: &mut Db, (spot, ground): (Spot<'_>, &Ground)) -> Result<bool, StoreError> {
    let found: Option<(Rule, Marks)> = on_either!(db, |conn| {
        fixed!(own!(
            spot,
            person::sex,
            person::identity_hash,
            person::proved,
            request::version
        ))
        .get_result(conn)
    })
    .optional()?;
    let was = &ground.person;
    let rule = (
        was.sex,
        was.identity_hash.clone(),
        was.proved,
        ground.request.version,
    );
    Ok(found == Some((rule, ground.marks.clone())))
}

/// What the rules ask of an account (sex, identity, and whether it was proved), and the version of
/// the request.
type Rule = (Option<Sex>, Option<String>, bool, i64);
