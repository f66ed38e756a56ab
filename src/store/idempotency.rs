//! Answers already given to a creating POST, and facts about the database itself.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{fact, idempotency};
use super::{Db, StoreError};

/// The fact that says which change of the catalogue is the last.
pub const CATALOGUE: &str = "catalogue";

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nobody used it: it is the caller's now, who must `keep` or `forget` it.
    Fresh,
    /// Somebody is at work under it.
    InFlight,
    /// It was used with another body.
    Other,
    /// The answer given before.
    Answered {
        /// The status code.
        status: i32,
        /// The body.
        body: String,
    },
}

/// Claims a key for a request of that fingerprint, or says what is known of it.
pub fn claim(
    db: &mut Db,
    caller: &str,
    key: &str,
    fingerprint: &str,
    now: NaiveDateTime,
) -> Result<Known, StoreError> {
    let added = crate::on_either!(db, |conn| diesel::insert_into(idempotency::table)
        .values((
            idempotency::caller.eq(caller),
            idempotency::key.eq(key),
            idempotency::fingerprint.eq(fingerprint),
            idempotency::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(conn))?;
    if added == 1 {
        return Ok(Known::Fresh);
    }
    let row: (String, Option<i32>, Option<String>) = idempotency::table
        .find((caller, key))
        .select((
            idempotency::fingerprint,
            idempotency::status,
            idempotency::body,
        ))
        .first(db)?;
    Ok(match row {
        (print, _, _) if print != fingerprint => Known::Other,
        (_, Some(status), body) => Known::Answered {
            status,
            body: body.unwrap_or_default(),
        },
        (_, None, _) => Known::InFlight,
    })
}

/// Keeps the answer given under a key.
pub fn keep(
    db: &mut Db,
    caller: &str,
    key: &str,
    status: i32,
    body: &str,
) -> Result<(), StoreError> {
    let answered = diesel::update(idempotency::table.find((caller, key))).set((
        idempotency::status.eq(Some(status)),
        idempotency::body.eq(Some(body)),
    ));
    answered.execute(db)?;
    Ok(())
}

/// Gives a key back: the work under it failed.
pub fn forget(db: &mut Db, caller: &str, key: &str) -> Result<(), StoreError> {
    diesel::delete(idempotency::table.find((caller, key))).execute(db)?;
    Ok(())
}

/// Gives a key back whose work began before a moment and never answered.
pub fn forget_lost(
    db: &mut Db,
    caller: &str,
    key: &str,
    before: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::delete(
        idempotency::table
            .find((caller, key))
            .filter(idempotency::status.is_null())
            .filter(idempotency::created_at.lt(before)),
    )
    .execute(db)?;
    Ok(())
}

/// Forgets answers older than a moment.
pub fn sweep(db: &mut Db, before: NaiveDateTime) -> Result<usize, StoreError> {
    Ok(
        diesel::delete(idempotency::table.filter(idempotency::created_at.lt(before)))
            .execute(db)?,
    )
}

/// A fact about the database itself.
pub fn fact(db: &mut Db, name: &str) -> Result<Option<String>, StoreError> {
    Ok(fact::table
        .find(name)
        .select(fact::value)
        .first(db)
        .optional()?)
}

/// Writes a fact about the database itself.
pub fn set_fact(db: &mut Db, name: &str, value: &str) -> Result<(), StoreError> {
    crate::on_either!(db, |conn| diesel::insert_into(fact::table)
        .values((fact::name.eq(name), fact::value.eq(value)))
        .on_conflict(fact::name)
        .do_update()
        .set(fact::value.eq(value))
        .execute(conn))?;
    Ok(())
}
