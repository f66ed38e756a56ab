//! The audit trail: who did or looked at what, when, and for what purpose. Only ever added to.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{audit, audit_seal};
use super::steady::fixed;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::AuditId;

/// Any number, the same on every node: the advisory lock under which one node seals.
const CHAIN_LOCK: i64 = 7_231_446_002;

/// One deed or look.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit, treat_none_as_default_value = false)]
pub struct Deed {
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: NaiveDateTime,
    /// Who, as `person:ID`, `staff:ID` or `system`.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// To what, as `request:ID`.
    pub thing: String,
    /// Why a member of staff looked.
    pub purpose: Option<String>,
    /// What else is worth keeping; never a name, number or token.
    pub detail: Option<String>,
}

/// Adds a deed.
pub fn add(db: &mut Db, row: &Deed) -> Result<(), StoreError> {
    on_either!(db, |conn| {
        let rows = diesel::insert_into(audit::table);
        fixed!(rows.values(row)).execute(conn)
    })?;
    Ok(())
}

/// Everything done to a thing, oldest first.
pub fn of_thing(db: &mut Db, thing: &str) -> Result<Vec<Deed>, StoreError> {
    Ok(audit::table
        .filter(audit::thing.eq(thing))
        .order((audit::at, audit::id))
        .select(Deed::as_select())
        .load(db)?)
}

/// Which of these things an actor did that to since a moment, for the same purpose and with the
/// same detail.
pub fn seen_since(
    db: &mut Db,
    like: &Deed,
    things: &[String],
    since: NaiveDateTime,
) -> Result<BTreeSet<String>, StoreError> {
    let found: Vec<String> = audit::table
        .filter(
            audit::actor
                .eq(&like.actor)
                .and(audit::action.eq(&like.action)),
        )
        .filter(audit::at.ge(since).and(audit::at.le(like.at)))
        .filter(audit::purpose.eq(&like.purpose))
        .filter(audit::detail.eq(&like.detail))
        .filter(audit::thing.eq_any(things))
        .select(audit::thing)
        .distinct()
        .load(db)?;
    Ok(found.into_iter().collect())
}

/// How often an actor did something since a moment; for limits on searching.
pub fn count_since(
    db: &mut Db,
    actor: &str,
    action: &str,
    since: NaiveDateTime,
) -> Result<i64, StoreError> {
    Ok(audit::table
        .filter(audit::actor.eq(actor).and(audit::action.eq(action)))
        .filter(audit::at.ge(since))
        .count()
        .get_result(db)?)
}

/// A link of the chain over the trail.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_seal, treat_none_as_default_value = false)]
pub struct Seal {
    /// Its place in the chain, from 1 without a gap.
    pub position: i64,
    /// The deed it covers.
    pub audit_id: AuditId,
    /// The keyed hash over the link before it and the deed.
    pub hash: String,
    /// When it was made.
    pub sealed_at: NaiveDateTime,
}

/// Lets one node seal at a time until the end of the transaction; `SQLite` has one writer anyway.
pub fn lock_chain(db: &mut Db) -> Result<(), StoreError> {
    match db {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => {
            diesel::sql_query(format!("SELECT pg_advisory_xact_lock({CHAIN_LOCK})"))
                .execute(conn)?;
        }
    }
    Ok(())
}

/// The last link, with when its deed was done.
pub fn last_seal(db: &mut Db) -> Result<Option<(Seal, NaiveDateTime)>, StoreError> {
    Ok(audit_seal::table
        .inner_join(audit::table)
        .order(audit_seal::position.desc())
        .select((Seal::as_select(), audit::at))
        .first(db)
        .optional()?)
}

/// Deeds that no link covers yet, oldest first; `since` leaves older ones out.
pub fn unsealed(
    db: &mut Db,
    since: Option<NaiveDateTime>,
    limit: i64,
) -> Result<Vec<Deed>, StoreError> {
    let mut query = audit::table
        .left_join(audit_seal::table)
        .filter(audit_seal::audit_id.is_null())
        .order((audit::at, audit::id))
        .limit(limit)
        .select(Deed::as_select())
        .into_boxed();
    if let Some(since) = since {
        query = query.filter(audit::at.ge(since));
    }
    Ok(query.load(db)?)
}

/// Adds links in the order of their positions.
pub fn add_seals(db: &mut Db, rows: &[Seal]) -> Result<(), StoreError> {
    on_either!(db, |conn| diesel::insert_into(audit_seal::table)
        .values(rows)
        .execute(conn))?;
    Ok(())
}

/// Links after a position with the deeds they cover, in order.
pub fn sealed_after(
    db: &mut Db,
    position: i64,
    limit: i64,
) -> Result<Vec<(Seal, Deed)>, StoreError> {
    Ok(audit_seal::table
        .inner_join(audit::table)
        .filter(audit_seal::position.gt(position))
        .order(audit_seal::position)
        .limit(limit)
        .select((Seal::as_select(), Deed::as_select()))
        .load(db)?)
}

/// How many deeds no link covers although they are older than a moment.
pub fn unsealed_before(db: &mut Db, moment: NaiveDateTime) -> Result<i64, StoreError> {
    Ok(audit::table
        .left_join(audit_seal::table)
        .filter(audit_seal::audit_id.is_null())
        .filter(audit::at.lt(moment))
        .count()
        .get_result(db)?)
}
