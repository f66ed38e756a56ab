//! Publications of weeks that can be undone for some minutes.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::publication;
use super::{Db, StoreError};
use crate::scheduling::ids::OfficialId;

/// One publication of an official's week.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = publication, treat_none_as_default_value = false)]
pub struct Publication {
    /// Whose week.
    pub official_id: OfficialId,
    /// Which week, as `2026-W48`.
    pub week: String,
    /// The version of the week that it made.
    pub version: i64,
    /// The published week that it replaced, as JSON.
    pub former: String,
    /// What it set going, as JSON.
    pub traces: String,
    /// When.
    pub published_at: NaiveDateTime,
    /// Until when it can be undone.
    pub undo_until: NaiveDateTime,
    /// When it was undone.
    pub undone_at: Option<NaiveDateTime>,
}

/// Adds a publication.
pub fn add(db: &mut Db, row: &Publication) -> Result<(), StoreError> {
    crate::on_either!(db, |conn| diesel::insert_into(publication::table)
        .values(row)
        .execute(conn))?;
    Ok(())
}

/// The publication that made that version of a week.
pub fn find(
    db: &mut Db,
    (official, week): (&OfficialId, &str),
    version: i64,
) -> Result<Option<Publication>, StoreError> {
    Ok(publication::table
        .find((official, week, version))
        .select(Publication::as_select())
        .first(db)
        .optional()?)
}

/// Notes that a publication was undone; false where it was before.
pub fn undone(db: &mut Db, row: &Publication, at: NaiveDateTime) -> Result<bool, StoreError> {
    let standing = publication::table
        .find((&row.official_id, &row.week, row.version))
        .filter(publication::undone_at.is_null());
    let noted = diesel::update(standing)
        .set(publication::undone_at.eq(Some(at)))
        .execute(db)?;
    Ok(noted == 1)
}
