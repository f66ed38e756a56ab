//! How people are reached whom a text does not reach, or whom nobody rings.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{reach, request};
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::PersonId;

/// What requests of people say who need a sign-language interpreter.
const SIGNS: &str = "%sign_language%";

/// How one person is reached.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = reach, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Reach {
    /// The account.
    pub person_id: PersonId,
    /// A telephone that takes no texts, encrypted.
    pub phone_sealed: Option<String>,
    /// Whether the person is written to and never rung.
    pub text_only: bool,
    /// When it was written down.
    pub changed_at: NaiveDateTime,
}

/// How that person is reached, where anything was said of it.
pub fn find(db: &mut Db, person: &PersonId) -> Result<Option<Reach>, StoreError> {
    Ok(reach::table
        .find(person)
        .select(Reach::as_select())
        .first(db)
        .optional()?)
}

/// Writes down how a person is reached, in place of what was said before.
pub fn save(db: &mut Db, row: &Reach) -> Result<(), StoreError> {
    on_either!(db, |conn| diesel::insert_into(reach::table)
        .values(row)
        .on_conflict(reach::person_id)
        .do_update()
        .set(row)
        .execute(conn))?;
    Ok(())
}

/// Whether a person is never rung: as was said last, and where nothing was said, whoever asked for
/// a sign-language interpreter before.
pub fn is_text_only(db: &mut Db, person: &PersonId) -> Result<bool, StoreError> {
    if let Some(said) = find(db, person)? {
        return Ok(said.text_only);
    }
    let signs: i64 = request::table
        .filter(request::person_id.eq(person))
        .filter(request::needs.like(SIGNS))
        .count()
        .get_result(db)?;
    Ok(signs > 0)
}
