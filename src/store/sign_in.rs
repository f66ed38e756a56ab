//! Sign-ins with their rotating refresh tokens, and one-time-code challenges.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::{challenge, sign_in};
use super::{Db, StoreError};
use crate::scheduling::ids::{ChallengeId, RequestId, SignInId};

/// One sign-in, from the code or password to the sign-out.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = sign_in, treat_none_as_default_value = false)]
pub struct SignIn {
    /// Its id; access tokens name it, so that they can be revoked.
    pub id: SignInId,
    /// `person`, `staff` or `request` (a token that reads one request only).
    pub subject_kind: String,
    /// Whose it is.
    pub subject_id: String,
    /// The current refresh token's hash.
    pub refresh_hash: String,
    /// The refresh token's hash before the last rotation.
    pub previous_hash: Option<String>,
    /// When it was last rotated.
    pub rotated_at: NaiveDateTime,
    /// When it began.
    pub created_at: NaiveDateTime,
    /// When it ends by itself.
    pub ends_at: NaiveDateTime,
    /// When it was revoked.
    pub revoked_at: Option<NaiveDateTime>,
}

/// A one-time code sent to a mobile.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = challenge)]
pub struct Challenge {
    /// Its id.
    pub id: ChallengeId,
    /// Keyed hash of the identity number given.
    pub identity_hash: Option<String>,
    /// The identity number given, encrypted.
    pub identity_sealed: Option<String>,
    /// Keyed hash of the mobile.
    pub mobile_hash: String,
    /// The mobile, encrypted.
    pub mobile_sealed: String,
    /// Keyed hash of the code.
    pub code_hash: String,
    /// How often a wrong code was given.
    pub tries: i32,
    /// The one request it opens, when it is for tracking.
    pub request_id: Option<RequestId>,
    /// The language of the page it was asked from.
    pub language: String,
    /// When it was sent.
    pub created_at: NaiveDateTime,
    /// When it runs out.
    pub expires_at: NaiveDateTime,
    /// When it was used.
    pub used_at: Option<NaiveDateTime>,
}

/// Adds a sign-in.
pub fn add(db: &mut Db, row: &SignIn) -> Result<(), StoreError> {
    diesel::insert_into(sign_in::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The sign-in of that id.
pub fn find(db: &mut Db, id: &SignInId) -> Result<Option<SignIn>, StoreError> {
    Ok(sign_in::table
        .find(id)
        .select(SignIn::as_select())
        .first(db)
        .optional()?)
}

/// Until when those of these sign-ins stand that were not revoked.
pub fn standing(
    db: &mut Db,
    ids: &[SignInId],
) -> Result<BTreeMap<SignInId, DateTime<Utc>>, StoreError> {
    let found = sign_in::table
        .filter(sign_in::id.eq_any(ids))
        .filter(sign_in::revoked_at.is_null())
        .select((sign_in::id, sign_in::ends_at));
    let rows: Vec<(SignInId, NaiveDateTime)> = found.load(db)?;
    let ends = rows
        .into_iter()
        .map(|(id, ends_at)| (id, ends_at.and_utc()));
    Ok(ends.collect())
}

/// Rotates the refresh token if it is still that one; false where another was quicker.
pub fn rotate(
    db: &mut Db,
    id: &SignInId,
    old_hash: &str,
    new_hash: &str,
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    let moved = diesel::update(
        sign_in::table.find(id).filter(
            sign_in::refresh_hash
                .eq(old_hash)
                .and(sign_in::revoked_at.is_null()),
        ),
    )
    .set((
        sign_in::refresh_hash.eq(new_hash),
        sign_in::previous_hash.eq(Some(old_hash)),
        sign_in::rotated_at.eq(now),
    ))
    .execute(db)?;
    Ok(moved == 1)
}

/// Revokes one sign-in.
pub fn revoke(db: &mut Db, id: &SignInId, now: NaiveDateTime) -> Result<(), StoreError> {
    diesel::update(
        sign_in::table
            .find(id)
            .filter(sign_in::revoked_at.is_null()),
    )
    .set(sign_in::revoked_at.eq(Some(now)))
    .execute(db)?;
    Ok(())
}

/// Revokes every sign-in of one subject.
pub fn revoke_all(
    db: &mut Db,
    kind: &str,
    subject: &str,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::update(
        sign_in::table
            .filter(
                sign_in::subject_kind
                    .eq(kind)
                    .and(sign_in::subject_id.eq(subject)),
            )
            .filter(sign_in::revoked_at.is_null()),
    )
    .set(sign_in::revoked_at.eq(Some(now)))
    .execute(db)?;
    Ok(())
}

/// Adds a challenge.
pub fn add_challenge(db: &mut Db, row: &Challenge) -> Result<(), StoreError> {
    diesel::insert_into(challenge::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The challenge of that id.
pub fn find_challenge(db: &mut Db, id: &ChallengeId) -> Result<Option<Challenge>, StoreError> {
    Ok(challenge::table
        .find(id)
        .select(Challenge::as_select())
        .first(db)
        .optional()?)
}

/// How many challenges went to a mobile since a moment.
pub fn challenges_since(
    db: &mut Db,
    mobile_hash: &str,
    since: NaiveDateTime,
) -> Result<i64, StoreError> {
    Ok(challenge::table
        .filter(
            challenge::mobile_hash
                .eq(mobile_hash)
                .and(challenge::created_at.ge(since)),
        )
        .count()
        .get_result(db)?)
}

/// Counts a wrong code.
pub fn count_try(db: &mut Db, id: &ChallengeId) -> Result<(), StoreError> {
    diesel::update(challenge::table.find(id))
        .set(challenge::tries.eq(challenge::tries + 1))
        .execute(db)?;
    Ok(())
}

/// Uses a challenge; false where it was used already.
pub fn use_challenge(
    db: &mut Db,
    id: &ChallengeId,
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    let used = diesel::update(
        challenge::table
            .find(id)
            .filter(challenge::used_at.is_null()),
    )
    .set(challenge::used_at.eq(Some(now)))
    .execute(db)?;
    Ok(used == 1)
}
