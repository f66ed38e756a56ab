//! By how much an official's day runs late, as the office says it.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::lateness;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::OfficialId;

/// What is said of one day of an official.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = lateness, primary_key(official_id, day))]
#[diesel(treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Lateness {
    /// Whose day.
    pub official_id: OfficialId,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// By so many minutes; 0 is on time again.
    pub minutes: i32,
    /// What everybody who waits is told.
    pub message: Option<String>,
    /// Since when it is late by just as much.
    pub said_at: NaiveDateTime,
}

/// What is said of a day, if anything was.
pub fn find(
    db: &mut Db,
    official: &OfficialId,
    day: NaiveDate,
) -> Result<Option<Lateness>, StoreError> {
    Ok(lateness::table
        .find((official, day.to_string()))
        .select(Lateness::as_select())
        .first(db)
        .optional()?)
}

/// What is said of a day, of every official of whom anything was.
pub fn of_day(db: &mut Db, day: NaiveDate) -> Result<Vec<Lateness>, StoreError> {
    Ok(lateness::table
        .filter(lateness::day.eq(day.to_string()))
        .order(lateness::official_id)
        .select(Lateness::as_select())
        .load(db)?)
}

/// Writes it down, over what stood there.
pub fn put(db: &mut Db, row: &Lateness) -> Result<(), StoreError> {
    on_either!(db, |conn| diesel::insert_into(lateness::table)
        .values(row)
        .on_conflict((lateness::official_id, lateness::day))
        .do_update()
        .set(row)
        .execute(conn))?;
    Ok(())
}
