//! The officials' time of a reception session: taken with its first seat, given back with its last.
//!
//! Those rows belong to the session, under the name `reception:OFFICIAL`, because they outlive
//! whoever came first; so nothing a person gives back frees an official whom others meet. They
//! last as long as the longest of the seats in the same cell: a hold that runs out takes them
//! along. Two who come or go at the same moment would each see the other half way, so everything
//! that changes seats does it alone ([`alone`]), on `PostgreSQL` by a lock that ends with the
//! transaction; a process that is killed has changed nothing. Should the lock fail, the key of
//! `occupancy` still lets nobody have a seat twice, or an official whom another has.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::super::schema::occupancy;
use super::super::{Db, StoreError};
use super::add;
use crate::scheduling::ids::{CentreId, OfficialId};
use crate::scheduling::occupancy::{Cell, Resource, Taken, is_officials};

/// What is taken by many at once, so that each chooses what the one before left.
#[derive(Clone, Copy, Debug)]
pub enum Pool<'a> {
    /// The seats of an official's reception sessions.
    Seats(&'a OfficialId),
    /// The desks of a centre.
    Desks(&'a CentreId),
}

/// Waits until nobody else takes or gives back anything of a pool; the lock ends with the
/// transaction. `SQLite` needs none: it has one writer.
pub fn alone(db: &mut Db, pool: Pool<'_>) -> Result<(), StoreError> {
    let Db::Postgres(conn) = db else {
        return Ok(());
    };
    let name = match pool {
        Pool::Seats(lead) => format!("seats:{lead}"),
        Pool::Desks(centre) => format!("desks:{centre}"),
    };
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 10))")
        .bind::<diesel::sql_types::Text, _>(name)
        .execute(conn)?;
    Ok(())
}

/// Under which name a session has its officials' time.
pub(super) fn holder_of(lead: &OfficialId) -> String {
    format!("reception:{lead}")
}

/// Rows of the guard: a resource and a cell each.
type Rows = Vec<(String, Cell)>;

/// Rows of a claim, those of the session apart from the person's own.
pub(super) fn parted(wanted: &[(String, Cell)]) -> (Rows, Rows) {
    wanted
        .iter()
        .cloned()
        .partition(|(resource, _)| is_officials(resource))
}

/// Lets a session have these officials' cells, as far as it has not; false where another has one.
pub(super) fn join(
    db: &mut Db,
    lead: &OfficialId,
    officials: &[(String, Cell)],
) -> Result<bool, StoreError> {
    let holder = holder_of(lead);
    let there = rows_of(db, &holder, span(officials))?;
    let is_missing =
        |(resource, cell): &&(String, Cell)| !there.contains(&(resource.clone(), cell.0));
    let missing: Vec<(String, Cell)> = officials.iter().filter(is_missing).cloned().collect();
    Ok(add(db, &missing, (&holder, None))? == missing.len())
}

/// Whether a session has all these cells; asked after [`settle`], which keeps them from changing.
pub(super) fn has_all(
    db: &mut Db,
    lead: &OfficialId,
    officials: &[(String, Cell)],
) -> Result<bool, StoreError> {
    let there = rows_of(db, &holder_of(lead), span(officials))?;
    Ok(officials
        .iter()
        .all(|(resource, cell)| there.contains(&(resource.clone(), cell.0))))
}

fn span(rows: &[(String, Cell)]) -> (i64, i64) {
    let cells = || rows.iter().map(|(_, cell)| cell.0);
    (cells().min().unwrap_or(0), cells().max().unwrap_or(-1))
}

fn rows_of(
    db: &mut Db,
    holder: &str,
    (first, last): (i64, i64),
) -> Result<Vec<(String, i64)>, StoreError> {
    Ok(occupancy::table
        .filter(occupancy::holder.eq(holder))
        .filter(occupancy::cell.between(first, last))
        .order((occupancy::resource, occupancy::cell))
        .select((occupancy::resource, occupancy::cell))
        .load(db)?)
}

/// Sessions in which somebody has seats: whose, and from which cell to which.
pub(super) type Touched = BTreeMap<OfficialId, (i64, i64)>;

/// The session that a claim of these officials' cells is about.
pub(super) fn touched_by(lead: &OfficialId, officials: &[(String, Cell)]) -> Touched {
    Touched::from([(lead.clone(), span(officials))])
}

/// The sessions in which a holder has seats; each is had alone from then on.
pub(super) fn touched(db: &mut Db, holder: &str) -> Result<Touched, StoreError> {
    let rows: Vec<(String, i64)> = occupancy::table
        .filter(occupancy::holder.eq(holder))
        .filter(occupancy::resource.like("seat:%"))
        .select((occupancy::resource, occupancy::cell))
        .load(db)?;
    let mut touched = Touched::new();
    for (resource, cell) in rows {
        if let Some(Resource::Seat(lead, _)) = Resource::parse(&resource) {
            let span = touched.entry(lead).or_insert((cell, cell));
            *span = (span.0.min(cell), span.1.max(cell));
        }
    }
    for lead in touched.keys() {
        alone(db, Pool::Seats(lead))?;
    }
    Ok(touched)
}

/// Lets sessions have their officials for as long as anybody has a seat in the same cell, and
/// gives back what no seat needs any more.
pub(super) fn settle(db: &mut Db, touched: &Touched) -> Result<(), StoreError> {
    for (lead, &(first, last)) in touched {
        let holder = holder_of(lead);
        let mut alike: BTreeMap<Sat, Vec<i64>> = BTreeMap::new();
        for (cell, until) in needed(db, lead, (first, last))? {
            alike.entry(until).or_default().push(cell);
        }
        for (sat, cells) in alike {
            let held = occupancy::table
                .filter(occupancy::holder.eq(&holder))
                .filter(occupancy::cell.eq_any(cells));
            let until = match sat {
                Sat::ByNobody => {
                    diesel::delete(held).execute(db)?;
                    continue;
                }
                Sat::Until(until) => Some(until),
                Sat::ForGood => None,
            };
            diesel::update(held)
                .set(occupancy::until.eq(until))
                .execute(db)?;
        }
    }
    Ok(())
}

/// Whether the sessions have their leading officials in all these cells; asked after [`settle`].
pub(super) fn stand(db: &mut Db, touched: &Touched) -> Result<bool, StoreError> {
    for (lead, &(first, last)) in touched {
        let there = rows_of(db, &holder_of(lead), (first, last))?;
        let official = Resource::Official(lead.clone()).to_string();
        if !(first..=last).all(|cell| there.contains(&(official.clone(), cell))) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// For how long somebody sits in a cell; the longest comes last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sat {
    ByNobody,
    Until(NaiveDateTime),
    ForGood,
}

/// For each cell, how long the longest of its seats lasts.
fn needed(
    db: &mut Db,
    lead: &OfficialId,
    (first, last): (i64, i64),
) -> Result<BTreeMap<i64, Sat>, StoreError> {
    let rows: Vec<(String, i64, Option<NaiveDateTime>)> = occupancy::table
        .filter(occupancy::cell.between(first, last))
        .filter(occupancy::resource.like("seat:%"))
        .select((occupancy::resource, occupancy::cell, occupancy::until))
        .load(db)?;
    let nobody = (first..=last).map(|cell| (cell, Sat::ByNobody));
    let mut needed: BTreeMap<i64, Sat> = nobody.collect();
    for (resource, cell, until) in rows {
        let is_own =
            matches!(Resource::parse(&resource), Some(Resource::Seat(whose, _)) if whose == *lead);
        if !is_own {
            continue;
        }
        let sat = until.map_or(Sat::ForGood, Sat::Until);
        let longest = needed.entry(cell).or_insert(sat);
        *longest = sat.max(*longest);
    }
    Ok(needed)
}

/// Of the officials' time that is taken at that moment, what the reception sessions of each
/// official have, from one cell to another (not included).
pub fn of_sessions(
    db: &mut Db,
    (from, to): (Cell, Cell),
    now: NaiveDateTime,
) -> Result<BTreeMap<OfficialId, Taken>, StoreError> {
    let rows: Vec<(String, String, i64)> = occupancy::table
        .filter(occupancy::cell.ge(from.0).and(occupancy::cell.lt(to.0)))
        .filter(occupancy::holder.like("reception:%"))
        .filter(occupancy::until.is_null().or(occupancy::until.gt(now)))
        .select((occupancy::holder, occupancy::resource, occupancy::cell))
        .load(db)?;
    let mut sessions: BTreeMap<OfficialId, Taken> = BTreeMap::new();
    for (holder, resource, cell) in rows {
        if let (Some(lead), Some(resource)) = (
            holder.strip_prefix("reception:"),
            Resource::parse(&resource),
        ) {
            let of_lead = sessions.entry(lead.into()).or_default();
            of_lead.insert(&resource, Cell(cell));
        }
    }
    Ok(sessions)
}

/// The officials who are in an official's reception session in that cell, him among them.
pub fn in_session(db: &mut Db, lead: &OfficialId, at: Cell) -> Result<Vec<OfficialId>, StoreError> {
    let rows = rows_of(db, &holder_of(lead), (at.0, at.0))?;
    let officials = rows
        .iter()
        .filter_map(|(resource, _)| match Resource::parse(resource)? {
            Resource::Official(id) => Some(id),
            Resource::Room(_)
            | Resource::Interpreter(_)
            | Resource::Person(_)
            | Resource::Desk(_)
            | Resource::Seat(..) => None,
        });
    Ok(officials.collect())
}
