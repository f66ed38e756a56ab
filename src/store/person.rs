//! Accounts of people.

use chrono::NaiveDateTime;
use diesel::dsl::exists;
use diesel::prelude::*;

use super::schema::{appointment, person, request, visit};
use super::{Db, StoreError};
use crate::scheduling::ids::{CentreId, PersonId};
use crate::scheduling::{Citizenship, Sex, naming};

/// An account: the pair (identity number, mobile) until the identity is proved.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = person, treat_none_as_default_value = false)]
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
    /// Another document shown at a centre by people with neither card, encrypted.
    pub other_document: Option<String>,
    /// Whether the identity was proved (portal, provider, or a card seen at a centre).
    pub proved: bool,
    /// Citizen or resident, by the identity number's first digit; or neither.
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
    /// Keyed hash of the other document.
    pub document_hash: Option<String>,
    /// Keyed hash of the mobile's last digits.
    pub mobile_tail_hash: Option<String>,
    /// The centre whose staff registered the person.
    pub centre_id: Option<CentreId>,
    /// Whether others read what comes to the mobile: it gets neutral texts only.
    pub mobile_shared: bool,
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
    /// Whether others read what comes to the mobile.
    pub mobile_shared: bool,
}

/// Adds an account; false where the pair, or the other document, has one already.
pub fn add(db: &mut Db, row: &Person) -> Result<bool, StoreError> {
    let key = naming::key(row.name.as_deref(), row.name_latin.as_deref());
    let added = crate::on_either!(db, |conn| diesel::insert_into(person::table)
        .values((row, person::name_key.eq(key.as_deref())))
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// Waits until no other transaction decides what an account may do; the lock ends with the
/// transaction, and what is read after it is what the other left. It comes before any other lock,
/// and a transaction takes one, so that nobody waits in a ring. `SQLite` needs none: it has one
/// writer.
pub fn alone(db: &mut Db, id: &PersonId) -> Result<(), StoreError> {
    if let Db::Postgres(conn) = db {
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 13))")
            .bind::<diesel::sql_types::Text, _>(id.as_str())
            .execute(conn)?;
    }
    Ok(())
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

/// Accounts of that identity number, proved ones first, then oldest first; at most `limit`.
pub fn of_identity(db: &mut Db, identity: &str, limit: i64) -> Result<Vec<Person>, StoreError> {
    Ok(person::table
        .filter(person::identity_hash.eq(identity))
        .order((person::proved.desc(), person::id))
        .limit(limit)
        .select(Person::as_select())
        .load(db)?)
}

/// The account of that other document.
pub fn of_document(db: &mut Db, document: &str) -> Result<Option<Person>, StoreError> {
    Ok(person::table
        .filter(person::document_hash.eq(document))
        .select(Person::as_select())
        .first(db)
        .optional()?)
}

/// What one account is searched by.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// The keyed hash of the mobile's last digits.
    Tail(&'a str),
    /// Words that all stand in the names as they are searched.
    Words(&'a [&'a str]),
}

/// Whom a search may come upon.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Those who have something at this centre.
    pub centre: Option<CentreId>,
    /// Those of this sex, and those of whom it is not known.
    pub sex: Option<Sex>,
}

/// Accounts searched for, oldest first; at most `limit`.
pub fn search(
    db: &mut Db,
    by: By<'_>,
    scope: &Scope,
    limit: i64,
) -> Result<Vec<Person>, StoreError> {
    let mut query = person::table.into_boxed();
    match by {
        By::Tail(hash) => query = query.filter(person::mobile_tail_hash.eq(hash.to_owned())),
        By::Words(words) => {
            for word in words {
                query = query.filter(person::name_key.like(format!("%{word}%")));
            }
        }
    }
    if let Some(sex) = scope.sex {
        query = query.filter(person::sex.eq(sex.as_str()).or(person::sex.is_null()));
    }
    if let Some(centre) = &scope.centre {
        let centre = centre.as_str().to_owned();
        let asked = request::table
            .filter(request::person_id.eq(person::id))
            .filter(request::centre_id.eq(centre.clone()));
        let comes = appointment::table
            .filter(appointment::person_id.eq(person::id))
            .filter(appointment::centre_id.eq(centre.clone()));
        let came = visit::table
            .filter(visit::person_id.eq(person::id.nullable()))
            .filter(visit::centre_id.eq(centre.clone()));
        query = query.filter(
            person::centre_id
                .eq(centre)
                .or(exists(asked))
                .or(exists(comes))
                .or(exists(came)),
        );
    }
    Ok(query
        .order(person::id)
        .limit(limit)
        .select(Person::as_select())
        .load(db)?)
}

/// Writes what staff saw of a person at a centre: names, sex, mobile, and that it was proved.
pub fn complete(db: &mut Db, row: &Person) -> Result<(), StoreError> {
    let key = naming::key(row.name.as_deref(), row.name_latin.as_deref());
    diesel::update(person::table.find(&row.id))
        .set((
            person::name.eq(row.name.as_deref()),
            person::name_latin.eq(row.name_latin.as_deref()),
            person::name_key.eq(key),
            person::sex.eq(row.sex),
            person::mobile_hash.eq(row.mobile_hash.as_deref()),
            person::mobile_sealed.eq(row.mobile_sealed.as_deref()),
            person::mobile_tail_hash.eq(row.mobile_tail_hash.as_deref()),
            person::proved.eq(row.proved),
        ))
        .execute(db)?;
    Ok(())
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
    let key = naming::key(profile.name.as_deref(), profile.name_latin.as_deref());
    diesel::update(person::table.find(id))
        .set((profile, person::name_key.eq(key)))
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
