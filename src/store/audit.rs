//! The audit trail: who did or looked at what, when, and for what purpose. Only ever added to.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::audit;
use super::{Db, StoreError};
use crate::scheduling::ids::AuditId;

/// One deed or look.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit)]
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
    diesel::insert_into(audit::table).values(row).execute(db)?;
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
