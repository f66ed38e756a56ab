//! An official's availability of a week: the published truth and the draft beside it.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::availability;
use super::steady::steady;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::OfficialId;

/// One official's week. `published` and `draft` are the JSON of `scheduling::availability`.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = availability, treat_none_as_null = true)]
#[diesel(primary_key(official_id, week))]
pub struct Availability {
    /// The official.
    pub official_id: OfficialId,
    /// The week, as `2026-W48`.
    pub week: String,
    /// Rises with each publication; 0 before the first.
    pub version: i64,
    /// The published windows.
    pub published: String,
    /// The windows being worked on, if any.
    pub draft: Option<String>,
    /// Rises with each change of the draft.
    pub draft_version: i64,
    /// When it was last published.
    pub published_at: Option<NaiveDateTime>,
}

/// The week of that official.
pub fn find(
    db: &mut Db,
    official: &OfficialId,
    week: &str,
) -> Result<Option<Availability>, StoreError> {
    Ok(availability::table
        .find((official, week))
        .select(Availability::as_select())
        .first(db)
        .optional()?)
}

/// Every official's weeks from one to another, both included.
pub fn between(db: &mut Db, from: &str, to: &str) -> Result<Vec<Availability>, StoreError> {
    Ok(availability::table
        .filter(availability::week.between(from, to))
        .order((availability::official_id, availability::week))
        .select(Availability::as_select())
        .load(db)?)
}

/// These officials' weeks from one to another, both included.
pub fn of_officials(
    db: &mut Db,
    officials: &BTreeSet<OfficialId>,
    from: &str,
    to: &str,
) -> Result<Vec<Availability>, StoreError> {
    let ids = officials.iter().map(OfficialId::as_str);
    let found = availability::table
        .filter(availability::official_id.eq_any(ids))
        .filter(availability::week.between(from, to))
        .order((availability::official_id, availability::week));
    Ok(on_either!(db, |conn| {
        steady(found.select(Availability::as_select())).load(conn)
    })?)
}

/// Adds a week; false where it is there already.
pub fn add(db: &mut Db, row: &Availability) -> Result<bool, StoreError> {
    let added = on_either!(db, |conn| diesel::insert_into(availability::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// Replaces a week if neither its version nor its draft's version has moved; false where one has.
pub fn replace(db: &mut Db, old: &Availability, new: &Availability) -> Result<bool, StoreError> {
    let moved = diesel::update(
        availability::table
            .find((&new.official_id, &new.week))
            .filter(
                availability::version
                    .eq(old.version)
                    .and(availability::draft_version.eq(old.draft_version)),
            ),
    )
    .set(new)
    .execute(db)?;
    Ok(moved == 1)
}

/// Whether nobody else publishes for an official until the transaction ends: whoever publishes
/// waits for bookings under way, and bookings that begin meanwhile wait for the publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// For booking: many at once.
    Shared,
    /// For publishing: alone.
    Alone,
}

/// Takes the lock of an official's weeks until the transaction ends. `SQLite` needs none: it has
/// one writer.
pub fn lock(db: &mut Db, official: &OfficialId, lock: Lock) -> Result<(), StoreError> {
    match db {
        Db::Sqlite(_) => Ok(()),
        Db::Postgres(conn) => {
            let query = match lock {
                Lock::Shared => "SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 4))",
                Lock::Alone => "SELECT pg_advisory_xact_lock(hashtextextended($1, 4))",
            };
            diesel::sql_query(query)
                .bind::<diesel::sql_types::Text, _>(official.as_str())
                .execute(conn)?;
            Ok(())
        }
    }
}
