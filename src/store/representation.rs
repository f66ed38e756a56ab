//! Who acts for whom, as staff wrote it down with the document before them.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::representation;
use super::{Db, StoreError};
use crate::scheduling::Basis;
use crate::scheduling::ids::{PersonId, RepresentationId, StaffId};

/// A representation.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = representation)]
pub struct Representation {
    /// Its id.
    pub id: RepresentationId,
    /// Who acts.
    pub person_id: PersonId,
    /// For whom, where the applicant has an account.
    pub applicant_id: Option<PersonId>,
    /// The applicant's name, encrypted.
    pub applicant_sealed: String,
    /// On what basis.
    pub basis: Basis,
    /// The document that was seen: its kind and number.
    pub document: String,
    /// Until when.
    pub ends_at: NaiveDateTime,
    /// Who of the staff saw it.
    pub staff_id: StaffId,
    /// When it was written down.
    pub created_at: NaiveDateTime,
    /// When it was revoked, before its end.
    pub revoked_at: Option<NaiveDateTime>,
}

/// Adds a representation.
pub fn add(db: &mut Db, row: &Representation) -> Result<(), StoreError> {
    diesel::insert_into(representation::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The representation of that id.
pub fn find(db: &mut Db, id: &RepresentationId) -> Result<Option<Representation>, StoreError> {
    Ok(representation::table
        .find(id)
        .select(Representation::as_select())
        .first(db)
        .optional()?)
}

/// What stands for a representative, the first to end first; at most `limit`.
pub fn standing(
    db: &mut Db,
    person: &PersonId,
    now: NaiveDateTime,
    limit: i64,
) -> Result<Vec<Representation>, StoreError> {
    Ok(representation::table
        .filter(representation::person_id.eq(person))
        .filter(
            representation::ends_at
                .gt(now)
                .and(representation::revoked_at.is_null()),
        )
        .order((representation::ends_at, representation::id))
        .limit(limit)
        .select(Representation::as_select())
        .load(db)?)
}

/// Revokes a representation; false where none stands under that id.
pub fn revoke(db: &mut Db, id: &RepresentationId, now: NaiveDateTime) -> Result<bool, StoreError> {
    let standing = representation::table
        .find(id)
        .filter(representation::revoked_at.is_null());
    let revoked = diesel::update(standing)
        .set(representation::revoked_at.eq(Some(now)))
        .execute(db)?;
    Ok(revoked == 1)
}
