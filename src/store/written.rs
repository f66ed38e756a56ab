//! What people who cannot telephone and the call centre write to each other.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::written;
use super::{Db, StoreError};
use crate::scheduling::ids::{PersonId, StaffId, WrittenId};

/// One thing that was written.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = written, treat_none_as_default_value = false)]
pub struct Written {
    /// Its id.
    pub id: WrittenId,
    /// Whose conversation it is in.
    pub person_id: PersonId,
    /// The agent who wrote it; none where the person did.
    pub staff_id: Option<StaffId>,
    /// What it says.
    pub text: String,
    /// When.
    pub at: NaiveDateTime,
}

/// Adds what was written.
pub fn add(db: &mut Db, row: &Written) -> Result<(), StoreError> {
    diesel::insert_into(written::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// What was written with a person, newest first; at most `limit`.
pub fn of_person(db: &mut Db, person: &PersonId, limit: i64) -> Result<Vec<Written>, StoreError> {
    Ok(written::table
        .filter(written::person_id.eq(person))
        .order(written::id.desc())
        .limit(limit)
        .select(Written::as_select())
        .load(db)?)
}

/// What was written last with anybody, newest first; at most `limit`.
pub fn newest(db: &mut Db, limit: i64) -> Result<Vec<Written>, StoreError> {
    Ok(written::table
        .order(written::id.desc())
        .limit(limit)
        .select(Written::as_select())
        .load(db)?)
}
