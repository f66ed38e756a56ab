//! Accounts of people.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::person;
use super::{Db, StoreError};
use crate::scheduling::ids::PersonId;
use crate::scheduling::{Citizenship, Sex};

/// An account: the pair (identity number, mobile) until the identity is proved.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = person)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// Keyed hash of the identity number; none for people who have neither card.
    pub identity_hash: Option<String>,
    /// The identity number, encrypted.
    pub identity_sealed: Option<String>,
    /// Keyed hash of the mobile.
    pub mobile_hash: Option<String>,
    /// The mobile, encrypted.
    pub mobile_sealed: Option<String>,
    /// Another document shown at a centre, by people with neither card.
    pub other_document: Option<String>,
    /// Whether the identity was proved (portal, provider, or a card seen at a centre).
    pub proved: bool,
    /// Citizen or resident, by the identity number's first digit.
    pub citizenship: Option<Citizenship>,
    /// Man or woman, as said by the person.
    pub sex: Option<Sex>,
    /// The name as given.
    pub name: Option<String>,
    /// The name in Latin letters.
    pub name_latin: Option<String>,
    /// The region of residence.
    pub region: Option<String>,
    /// Where mail goes.
    pub email: Option<String>,
    /// The language the person is written to in.
    pub language: String,
    /// When the account was made.
    pub created_at: NaiveDateTime,
}

/// What a person says of himself or herself.
#[derive(Clone, Debug, AsChangeset)]
#[diesel(table_name = person, treat_none_as_null = true)]
pub struct Profile {
    /// Man or woman.
    pub sex: Option<Sex>,
    /// The name as given.
    pub name: Option<String>,
    /// The name in Latin letters.
    pub name_latin: Option<String>,
    /// The region of residence.
    pub region: Option<String>,
    /// Where mail goes.
    pub email: Option<String>,
    /// The language the person is written to in.
    pub language: String,
}

/// Adds an account; false where the pair has one already.
pub fn add(db: &mut Db, row: &Person) -> Result<bool, StoreError> {
    let added = crate::on_either!(db, |conn| diesel::insert_into(person::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// The account of that id.
pub fn find(db: &mut Db, id: &PersonId) -> Result<Option<Person>, StoreError> {
    Ok(person::table
        .find(id)
        .select(Person::as_select())
        .first(db)
        .optional()?)
}

/// The account of that pair.
pub fn of_pair(db: &mut Db, identity: &str, mobile: &str) -> Result<Option<Person>, StoreError> {
    Ok(person::table
        .filter(
            person::identity_hash
                .eq(identity)
                .and(person::mobile_hash.eq(mobile)),
        )
        .select(Person::as_select())
        .first(db)
        .optional()?)
}

/// Accounts of that mobile, oldest first; at most `limit`.
pub fn of_mobile(db: &mut Db, mobile: &str, limit: i64) -> Result<Vec<Person>, StoreError> {
    Ok(person::table
        .filter(person::mobile_hash.eq(mobile))
        .order(person::id)
        .limit(limit)
        .select(Person::as_select())
        .load(db)?)
}

/// Accounts of these ids, in no particular order.
pub fn of_ids(db: &mut Db, ids: &[PersonId]) -> Result<Vec<Person>, StoreError> {
    let ids = ids.iter().map(PersonId::as_str);
    Ok(person::table
        .filter(person::id.eq_any(ids))
        .select(Person::as_select())
        .load(db)?)
}

/// Writes what a person says of himself or herself.
pub fn save_profile(db: &mut Db, id: &PersonId, profile: &Profile) -> Result<(), StoreError> {
    diesel::update(person::table.find(id))
        .set(profile)
        .execute(db)?;
    Ok(())
}

/// Marks the identity as proved.
pub fn prove(db: &mut Db, id: &PersonId) -> Result<(), StoreError> {
    diesel::update(person::table.find(id))
        .set(person::proved.eq(true))
        .execute(db)?;
    Ok(())
}
