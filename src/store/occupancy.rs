//! The guard: what is taken, once, for every kind of resource.
//!
//! The primary key (resource, cell) makes a double booking impossible whatever the code above
//! gets wrong. Every write takes its cells in one pass in the key's order, so that two writers
//! meet in the same order and neither waits for the other in a ring.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::occupancy;
use super::{Db, StoreError};
use crate::scheduling::occupancy::Cell;

/// How many rows go into one insert; well below either database's limit of parameters.
const ROWS_MAX: usize = 200;

/// Who has some cells, and until when while it is only a hold.
pub type Holders = BTreeSet<(String, Option<NaiveDateTime>)>;

/// Who has any of these rows' cells, as stored: holds that ran out too.
pub fn standing(db: &mut Db, wanted: &[(String, Cell)]) -> Result<Holders, StoreError> {
    let names: BTreeSet<&str> = wanted
        .iter()
        .map(|(resource, _)| resource.as_str())
        .collect();
    let cells = wanted.iter().map(|(_, cell)| cell.0);
    let (Some(first), Some(last)) = (cells.clone().min(), cells.max()) else {
        return Ok(Holders::new());
    };
    let rows: Vec<(String, i64, String, Option<NaiveDateTime>)> = occupancy::table
        .filter(occupancy::resource.eq_any(names))
        .filter(occupancy::cell.between(first, last))
        .order((occupancy::resource, occupancy::cell))
        .select((
            occupancy::resource,
            occupancy::cell,
            occupancy::holder,
            occupancy::until,
        ))
        .load(db)?;
    let wanted: BTreeSet<(&str, i64)> = wanted
        .iter()
        .map(|(resource, cell)| (resource.as_str(), cell.0))
        .collect();
    Ok(rows
        .into_iter()
        .filter(|(resource, cell, ..)| wanted.contains(&(resource.as_str(), *cell)))
        .map(|(_, _, holder, until)| (holder, until))
        .collect())
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
    let mut added = 0;
    for chunk in wanted.chunks(ROWS_MAX) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|(resource, cell)| {
                (
                    occupancy::resource.eq(resource),
                    occupancy::cell.eq(cell.0),
                    occupancy::holder.eq(holder),
                    occupancy::until.eq(until),
                )
            })
            .collect();
        added += crate::on_either!(db, |conn| diesel::insert_into(occupancy::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(conn))?;
    }
    Ok(added == wanted.len())
}

/// Frees all that those have whose time ran out.
fn free_over(db: &mut Db, standing: &Holders, now: NaiveDateTime) -> Result<(), StoreError> {
    for (over, _) in standing.iter().filter(|(_, until)| until.is_some()) {
        let over = occupancy::table
            .filter(occupancy::holder.eq(over))
            .filter(occupancy::until.le(now));
        diesel::delete(over).execute(db)?;
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
            Turn::Take => insert(db, run, to)?,
        };
        if done != run.len() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn insert(db: &mut Db, run: &[&(String, i64)], holder: &str) -> Result<usize, StoreError> {
    let mut added = 0;
    for chunk in run.chunks(ROWS_MAX) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|(resource, cell)| {
                (
                    occupancy::resource.eq(resource),
                    occupancy::cell.eq(*cell),
                    occupancy::holder.eq(holder),
                )
            })
            .collect();
        added += crate::on_either!(db, |conn| diesel::insert_into(occupancy::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(conn))?;
    }
    Ok(added)
}

/// Frees everything a holder has; how many cells that were.
pub fn release(db: &mut Db, holder: &str) -> Result<usize, StoreError> {
    Ok(diesel::delete(occupancy::table.filter(occupancy::holder.eq(holder))).execute(db)?)
}

/// Gives everything a hold has to an appointment, for good; how many cells that were.
pub fn hand_over(db: &mut Db, from: &str, to: &str) -> Result<usize, StoreError> {
    Ok(
        diesel::update(occupancy::table.filter(occupancy::holder.eq(from)))
            .set((
                occupancy::holder.eq(to),
                occupancy::until.eq(None::<NaiveDateTime>),
            ))
            .execute(db)?,
    )
}

/// Prolongs what a hold has.
pub fn prolong(db: &mut Db, holder: &str, until: NaiveDateTime) -> Result<usize, StoreError> {
    Ok(
        diesel::update(occupancy::table.filter(occupancy::holder.eq(holder)))
            .set(occupancy::until.eq(Some(until)))
            .execute(db)?,
    )
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
    Ok(occupancy::table
        .filter(occupancy::resource.eq_any(resources))
        .filter(occupancy::cell.ge(from.0).and(occupancy::cell.lt(to.0)))
        .filter(occupancy::until.is_null().or(occupancy::until.gt(now)))
        .select((occupancy::resource, occupancy::cell))
        .load(db)?)
}

/// Everything one holder has, in order.
pub fn of_holder(db: &mut Db, holder: &str) -> Result<Vec<(String, i64)>, StoreError> {
    Ok(occupancy::table
        .filter(occupancy::holder.eq(holder))
        .order((occupancy::resource, occupancy::cell))
        .select((occupancy::resource, occupancy::cell))
        .load(db)?)
}
