//! Holds: a slot kept for a person for a few minutes; and what the person is filling in.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{draft, hold};
use super::{Db, StoreError};
use crate::scheduling::Mode;
use crate::scheduling::ids::{CentreId, HoldId, OfficialId, PersonId};

/// A slot kept for a person.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = hold, treat_none_as_default_value = false)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// For whom; one hold per person.
    pub person_id: PersonId,
    /// The slot's opaque id.
    pub slot_id: String,
    /// The official, unless it is a centre's service.
    pub official_id: Option<OfficialId>,
    /// How they meet.
    pub mode: Mode,
    /// The centre, where one is involved.
    pub centre_id: Option<CentreId>,
    /// When the slot starts.
    pub starts_at: NaiveDateTime,
    /// When the slot ends.
    pub ends_at: NaiveDateTime,
    /// The needs it was taken for.
    pub needs: String,
    /// The resources it keeps, comma-separated.
    pub resources: String,
    /// When it runs out.
    pub expires_at: NaiveDateTime,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it was prolonged, which is done once.
    pub extended_at: Option<NaiveDateTime>,
}

/// Adds a hold; false where the person has one.
pub fn add(db: &mut Db, row: &Hold) -> Result<bool, StoreError> {
    let added = crate::on_either!(db, |conn| diesel::insert_into(hold::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// The hold of that id.
pub fn find(db: &mut Db, id: &HoldId) -> Result<Option<Hold>, StoreError> {
    Ok(hold::table
        .find(id)
        .select(Hold::as_select())
        .first(db)
        .optional()?)
}

/// The hold of that person.
pub fn of_person(db: &mut Db, person: &PersonId) -> Result<Option<Hold>, StoreError> {
    Ok(hold::table
        .filter(hold::person_id.eq(person))
        .select(Hold::as_select())
        .first(db)
        .optional()?)
}

/// Deletes a hold; false where it is gone.
pub fn remove(db: &mut Db, id: &HoldId) -> Result<bool, StoreError> {
    Ok(diesel::delete(hold::table.find(id)).execute(db)? == 1)
}

/// Prolongs a hold that was not prolonged yet and still ends when it did; false where it does not.
pub fn extend(
    db: &mut Db,
    row: &Hold,
    until: NaiveDateTime,
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    let same = hold::table
        .find(&row.id)
        .filter(hold::extended_at.is_null())
        .filter(hold::expires_at.eq(row.expires_at));
    let moved = diesel::update(same)
        .set((hold::expires_at.eq(until), hold::extended_at.eq(Some(now))))
        .execute(db)?;
    Ok(moved == 1)
}

/// Writes down the resources that a hold keeps now.
pub fn reseat(db: &mut Db, id: &HoldId, resources: &str) -> Result<(), StoreError> {
    diesel::update(hold::table.find(id))
        .set(hold::resources.eq(resources))
        .execute(db)?;
    Ok(())
}

/// The holds that ran out, of one official or of all, the oldest first.
pub fn over(
    db: &mut Db,
    official: Option<&OfficialId>,
    now: NaiveDateTime,
    limit: i64,
) -> Result<Vec<Hold>, StoreError> {
    let mut query = hold::table.filter(hold::expires_at.le(now)).into_boxed();
    if let Some(official) = official {
        query = query.filter(hold::official_id.eq(official.as_str().to_owned()));
    }
    Ok(query
        .order(hold::id)
        .limit(limit)
        .select(Hold::as_select())
        .load(db)?)
}

/// Deletes a hold that ran out and was not prolonged meanwhile; false where it is gone.
pub fn remove_over(db: &mut Db, id: &HoldId, now: NaiveDateTime) -> Result<bool, StoreError> {
    let over = hold::table.find(id).filter(hold::expires_at.le(now));
    Ok(diesel::delete(over).execute(db)? == 1)
}

/// When the next hold runs out.
pub fn next_over(db: &mut Db) -> Result<Option<NaiveDateTime>, StoreError> {
    Ok(hold::table
        .select(diesel::dsl::min(hold::expires_at))
        .first(db)?)
}

/// What the person is filling in, as JSON.
pub fn draft(db: &mut Db, person: &PersonId) -> Result<Option<String>, StoreError> {
    Ok(draft::table
        .find(person)
        .select(draft::body)
        .first(db)
        .optional()?)
}

/// Keeps what the person is filling in.
pub fn keep_draft(
    db: &mut Db,
    person: &PersonId,
    body: &str,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    crate::on_either!(db, |conn| diesel::insert_into(draft::table)
        .values((
            draft::person_id.eq(person),
            draft::body.eq(body),
            draft::updated_at.eq(now)
        ))
        .on_conflict(draft::person_id)
        .do_update()
        .set((draft::body.eq(body), draft::updated_at.eq(now)))
        .execute(conn))?;
    Ok(())
}

/// Forgets what the person was filling in.
pub fn drop_draft(db: &mut Db, person: &PersonId) -> Result<(), StoreError> {
    diesel::delete(draft::table.find(person)).execute(db)?;
    Ok(())
}

/// The holds of times with an official that begin in a span, by start.
pub fn of_official(
    db: &mut Db,
    official: &OfficialId,
    (from, to): (NaiveDateTime, NaiveDateTime),
) -> Result<Vec<Hold>, StoreError> {
    Ok(hold::table
        .filter(hold::official_id.eq(official.as_str().to_owned()))
        .filter(hold::starts_at.ge(from).and(hold::starts_at.lt(to)))
        .order((hold::starts_at, hold::id))
        .select(Hold::as_select())
        .load(db)?)
}
