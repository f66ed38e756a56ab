//! The guard: what is taken, once, for every kind of resource.
//!
//! The primary key (resource, cell) makes a double booking impossible whatever the code above
//! gets wrong. Every write takes its cells in one pass in the key's order, so that two writers
//! meet in the same order and neither waits for the other in a ring.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use diesel::backend::Backend;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Nullable, Text, Timestamp};

use super::schema::occupancy;
use super::steady::steady;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::occupancy::{Cell, Resource, lead_of};

pub use self::had::{Had, had};
pub use self::seats::{Pool, alone, in_session, of_sessions};

mod had;
mod seats;

/// How many rows go into one insert; well below either database's limit of parameters.
const ROWS_MAX: usize = 200;

/// Who has some cells, and until when while it is only a hold.
pub type Holders = BTreeSet<(String, Option<NaiveDateTime>)>;

/// Who has any of these rows' cells, as stored: holds that ran out too. The session that somebody
/// takes a seat of stands in nobody's way there.
pub fn standing(db: &mut Db, wanted: &[(String, Cell)]) -> Result<Holders, StoreError> {
    let names: BTreeSet<&str> = wanted
        .iter()
        .map(|(resource, _)| resource.as_str())
        .collect();
    let cells = wanted.iter().map(|(_, cell)| cell.0);
    let (Some(first), Some(last)) = (cells.clone().min(), cells.max()) else {
        return Ok(Holders::new());
    };
    let found = occupancy::table
        .filter(occupancy::resource.eq_any(names))
        .filter(occupancy::cell.between(first, last))
        .order((occupancy::resource, occupancy::cell))
        .select((
            occupancy::resource,
            occupancy::cell,
            occupancy::holder,
            occupancy::until,
        ));
    let rows: Vec<(String, i64, String, Option<NaiveDateTime>)> = steady(found).load(db)?;
    let session = lead_of(wanted).map(|lead| seats::holder_of(&lead));
    let wanted: BTreeSet<(&str, i64)> = wanted
        .iter()
        .map(|(resource, cell)| (resource.as_str(), cell.0))
        .collect();
    Ok(rows
        .into_iter()
        .filter(|(resource, cell, ..)| wanted.contains(&(resource.as_str(), *cell)))
        .map(|(_, _, holder, until)| (holder, until))
        .filter(|(holder, _)| session.as_ref() != Some(holder))
        .collect())
}

/// The cells of one resource that somebody has for good, from one up to another: holds are not
/// among them.
pub fn kept(
    db: &mut Db,
    resource: &Resource,
    (first, past): (Cell, Cell),
) -> Result<Vec<Cell>, StoreError> {
    let cells: Vec<i64> = occupancy::table
        .filter(occupancy::resource.eq(resource.to_string()))
        .filter(occupancy::cell.ge(first.0))
        .filter(occupancy::cell.lt(past.0))
        .filter(occupancy::until.is_null())
        .order(occupancy::cell)
        .select(occupancy::cell)
        .load(db)?;
    Ok(cells.into_iter().map(Cell).collect())
}

/// Takes all these rows, in the order of the key, or none: false where one is taken.
///
/// `until` is set while the holder is only a hold; holds past it block nobody, so those `standing`
/// in the way are freed first, each with all that it has: half a hold is nobody's. The caller's transaction must be rolled back on false.
pub fn take(
    db: &mut Db,
    (wanted, standing): (&[(String, Cell)], &Holders),
    (holder, until): (&str, Option<NaiveDateTime>),
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    free_over(db, standing, now)?;
    let Some(lead) = lead_of(wanted) else {
        return Ok(add(db, wanted, (holder, until))? == wanted.len());
    };
    alone(db, Pool::Seats(&lead))?;
    let (officials, own) = seats::parted(wanted);
    let is_had =
        seats::join(db, &lead, &officials)? && add(db, &own, (holder, until))? == own.len();
    seats::settle(db, &seats::touched_by(&lead, &officials))?;
    Ok(is_had && seats::has_all(db, &lead, &officials)?)
}

/// Takes those of these rows that nobody has, in the order of the key; how many those were.
pub fn add(
    db: &mut Db,
    wanted: &[(String, Cell)],
    (holder, until): (&str, Option<NaiveDateTime>),
) -> Result<usize, StoreError> {
    let mut added = 0;
    for rows in wanted.chunks(ROWS_MAX) {
        let adding = Adding {
            rows,
            holder,
            until,
        };
        added += on_either!(db, |conn| steady(adding).execute(conn))?;
    }
    Ok(added)
}

/// One insert of some rows; what is taken stays as it is.
#[derive(Clone, Copy)]
struct Adding<'a> {
    rows: &'a [(String, Cell)],
    holder: &'a str,
    until: Option<NaiveDateTime>,
}

impl<DB> QueryFragment<DB> for Adding<'_>
where
    DB: Backend + HasSqlType<Text> + HasSqlType<BigInt> + HasSqlType<Timestamp>,
    str: ToSql<Text, DB>,
    i64: ToSql<BigInt, DB>,
    Option<NaiveDateTime>: ToSql<Nullable<Timestamp>, DB>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql("INSERT INTO occupancy (resource, cell, holder, until) VALUES ");
        for (place, (resource, cell)) in self.rows.iter().enumerate() {
            pass.push_sql(if place == 0 { "(" } else { ", (" });
            pass.push_bind_param::<Text, str>(resource)?;
            pass.push_sql(", ");
            pass.push_bind_param::<BigInt, i64>(&cell.0)?;
            pass.push_sql(", ");
            pass.push_bind_param::<Text, str>(self.holder)?;
            pass.push_sql(", ");
            pass.push_bind_param::<Nullable<Timestamp>, _>(&self.until)?;
            pass.push_sql(")");
        }
        pass.push_sql(" ON CONFLICT DO NOTHING");
        Ok(())
    }
}

impl QueryId for Adding<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// Frees all that those have whose time ran out.
fn free_over(db: &mut Db, standing: &Holders, now: NaiveDateTime) -> Result<(), StoreError> {
    for (over, until) in standing {
        if until.is_none_or(|until| until > now) {
            continue;
        }
        let touched = seats::touched(db, over)?;
        let rows = occupancy::table
            .filter(occupancy::holder.eq(over))
            .filter(occupancy::until.le(now));
        diesel::delete(rows).execute(db)?;
        seats::settle(db, &touched)?;
    }
    Ok(())
}

/// What one pass does with a row of the guard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Free,
    Keep,
    Take,
}

/// Gives up what `from` has for other rows under `to`, in one pass in the key's order: what both
/// have changes hands, what is new is taken, the rest is freed. False where a new one is taken;
/// the caller's transaction must then be rolled back, and the old rows are as they were.
pub fn swap(
    db: &mut Db,
    (from, to): (&str, &str),
    wanted: &[(String, Cell)],
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    let standing = standing(db, wanted)?;
    free_over(db, &standing, now)?;
    let left = seats::touched(db, from)?;
    let Some(lead) = lead_of(wanted) else {
        let is_had = swap_own(db, (from, to), wanted)?;
        seats::settle(db, &left)?;
        return Ok(is_had);
    };
    alone(db, Pool::Seats(&lead))?;
    let (officials, own) = seats::parted(wanted);
    // Given up first: what nobody else of the old session needs may be what the new one wants.
    let is_had = swap_own(db, (from, to), &own)?;
    seats::settle(db, &left)?;
    let is_joined = seats::join(db, &lead, &officials)?;
    seats::settle(db, &seats::touched_by(&lead, &officials))?;
    Ok(is_had && is_joined && seats::has_all(db, &lead, &officials)?)
}

/// The same for what the two have themselves.
fn swap_own(
    db: &mut Db,
    (from, to): (&str, &str),
    wanted: &[(String, Cell)],
) -> Result<bool, StoreError> {
    let old: BTreeSet<(String, i64)> = of_holder(db, from)?.into_iter().collect();
    let new: BTreeSet<(String, i64)> = wanted
        .iter()
        .map(|(resource, cell)| (resource.clone(), cell.0))
        .collect();
    let turn = |row: &(String, i64)| match (old.contains(row), new.contains(row)) {
        (true, true) => Turn::Keep,
        (true, false) => Turn::Free,
        (false, _) => Turn::Take,
    };
    let all: Vec<&(String, i64)> = old.union(&new).collect();
    for run in all.chunk_by(|one, next| one.0 == next.0 && turn(one) == turn(next)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        // Between the ends of a run lies nothing else that `from` has.
        let held = occupancy::table
            .filter(occupancy::resource.eq(&first.0))
            .filter(occupancy::cell.between(first.1, last.1))
            .filter(occupancy::holder.eq(from));
        let done = match turn(first) {
            Turn::Free => diesel::delete(held).execute(db)?,
            Turn::Keep => {
                let handed = (
                    occupancy::holder.eq(to),
                    occupancy::until.eq(None::<NaiveDateTime>),
                );
                diesel::update(held).set(handed).execute(db)?
            }
            Turn::Take => {
                let rows: Vec<(String, Cell)> = run
                    .iter()
                    .map(|(resource, cell)| (resource.clone(), Cell(*cell)))
                    .collect();
                add(db, &rows, (to, None))?
            }
        };
        if done != run.len() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Frees everything a holder has; how many cells that were.
pub fn release(db: &mut Db, holder: &str) -> Result<usize, StoreError> {
    let touched = seats::touched(db, holder)?;
    let freed = occupancy::table.filter(occupancy::holder.eq(holder));
    let freed = diesel::delete(freed).execute(db)?;
    seats::settle(db, &touched)?;
    Ok(freed)
}

/// Gives everything a hold has to an appointment, for good; how many cells that were.
pub fn hand_over(db: &mut Db, from: &str, to: &str) -> Result<usize, StoreError> {
    let touched = seats::touched(db, from)?;
    let handed = (
        occupancy::holder.eq(to),
        occupancy::until.eq(None::<NaiveDateTime>),
    );
    let held = occupancy::table.filter(occupancy::holder.eq(from));
    let handed = diesel::update(held).set(handed).execute(db)?;
    seats::settle(db, &touched)?;
    Ok(if seats::stand(db, &touched)? {
        handed
    } else {
        0
    })
}

/// Prolongs what a hold has.
pub fn prolong(db: &mut Db, holder: &str, until: NaiveDateTime) -> Result<usize, StoreError> {
    let touched = seats::touched(db, holder)?;
    let prolonged = diesel::update(occupancy::table.filter(occupancy::holder.eq(holder)))
        .set(occupancy::until.eq(Some(until)))
        .execute(db)?;
    seats::settle(db, &touched)?;
    Ok(if seats::stand(db, &touched)? {
        prolonged
    } else {
        0
    })
}

/// What is taken from one cell to another (not included) at that moment, as stored.
pub fn taken(
    db: &mut Db,
    from: Cell,
    to: Cell,
    now: NaiveDateTime,
) -> Result<Vec<(String, i64)>, StoreError> {
    Ok(occupancy::table
        .filter(occupancy::cell.ge(from.0).and(occupancy::cell.lt(to.0)))
        .filter(occupancy::until.is_null().or(occupancy::until.gt(now)))
        .select((occupancy::resource, occupancy::cell))
        .load(db)?)
}

/// The same of some resources only, by their names.
pub fn taken_of(
    db: &mut Db,
    resources: &[String],
    (from, to): (Cell, Cell),
    now: NaiveDateTime,
) -> Result<Vec<(String, i64)>, StoreError> {
    let found = occupancy::table
        .filter(occupancy::resource.eq_any(resources))
        .filter(occupancy::cell.ge(from.0).and(occupancy::cell.lt(to.0)))
        .filter(occupancy::until.is_null().or(occupancy::until.gt(now)))
        .select((occupancy::resource, occupancy::cell));
    Ok(on_either!(db, |conn| steady(found).load(conn))?)
}

/// So many names go into one question at least; more go in steps of as many, so that the question
/// has few forms to be kept prepared.
const NAMES_STEP: usize = 64;

/// The same over weeks: of each of these resources, all its taken cells, put together by the
/// database. A row for each cell is what an answer over eight weeks spent most of its time on.
pub fn taken_over(
    db: &mut Db,
    mut resources: Vec<String>,
    (from, to): (Cell, Cell),
    now: NaiveDateTime,
) -> Result<Vec<(String, Vec<Cell>)>, StoreError> {
    let Some(last) = resources.last().cloned() else {
        return Ok(Vec::new());
    };
    resources.resize(resources.len().next_multiple_of(NAMES_STEP), last);
    let put_together = |text: &'static str| {
        occupancy::table
            .filter(occupancy::resource.eq_any(&resources))
            .filter(occupancy::cell.ge(from.0).and(occupancy::cell.lt(to.0)))
            .filter(occupancy::until.is_null().or(occupancy::until.gt(now)))
            .group_by(occupancy::resource)
            .select((occupancy::resource, sql::<Text>(text)))
    };
    let found: Vec<(String, String)> = match db {
        Db::Sqlite(conn) => steady(put_together("group_concat(cell)")).load(conn)?,
        Db::Postgres(conn) => steady(put_together("string_agg(cell::text, ',')")).load(conn)?,
    };
    let cells = |text: &str| {
        let each = text.split(',').filter_map(|cell| cell.parse().ok());
        let mut cells: Vec<Cell> = each.map(Cell).collect();
        cells.sort_unstable();
        cells
    };
    let found = found.into_iter();
    Ok(found.map(|(name, text)| (name, cells(&text))).collect())
}

/// Everything one holder has, in order.
pub fn of_holder(db: &mut Db, holder: &str) -> Result<Vec<(String, i64)>, StoreError> {
    Ok(occupancy::table
        .filter(occupancy::holder.eq(holder))
        .order((occupancy::resource, occupancy::cell))
        .select((occupancy::resource, occupancy::cell))
        .load(db)?)
}
