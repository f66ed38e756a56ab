//! Who may not book for a while.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::block;
use super::{Db, StoreError};
use crate::scheduling::ids::{BlockId, PersonId, StaffId};

/// A block of an account, or of a proved identity.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = block)]
pub struct Block {
    /// Its id.
    pub id: BlockId,
    /// The account.
    pub person_id: Option<PersonId>,
    /// Keyed hash of the identity number: every account that proved it.
    pub identity_hash: Option<String>,
    /// Why; read by the office only.
    pub reason: String,
    /// From when.
    pub starts_at: NaiveDateTime,
    /// Until when.
    pub ends_at: NaiveDateTime,
    /// Who of the staff set it.
    pub staff_id: StaffId,
    /// When it was set.
    pub created_at: NaiveDateTime,
    /// When it was lifted, before its end.
    pub lifted_at: Option<NaiveDateTime>,
}

/// Adds a block.
pub fn add(db: &mut Db, row: &Block) -> Result<(), StoreError> {
    diesel::insert_into(block::table).values(row).execute(db)?;
    Ok(())
}

/// The ends of what blocks an account now; by its identity only where that was proved.
pub fn ends(
    db: &mut Db,
    person: &PersonId,
    proved_identity: Option<&str>,
    now: NaiveDateTime,
) -> Result<Vec<NaiveDateTime>, StoreError> {
    let holds = block::starts_at
        .le(now)
        .and(block::ends_at.gt(now))
        .and(block::lifted_at.is_null());
    let of_account = block::table
        .filter(block::person_id.eq(person))
        .filter(holds)
        .select(block::ends_at);
    let mut ends: Vec<NaiveDateTime> = of_account.load(db)?;
    if let Some(identity) = proved_identity {
        let of_identity = block::table
            .filter(block::identity_hash.eq(identity))
            .filter(holds)
            .select(block::ends_at);
        ends.extend(of_identity.load::<NaiveDateTime>(db)?);
    }
    Ok(ends)
}

/// The blocks that hold or are still to begin, the first to end first; at most `limit`.
pub fn standing(db: &mut Db, now: NaiveDateTime, limit: i64) -> Result<Vec<Block>, StoreError> {
    Ok(block::table
        .filter(block::ends_at.gt(now).and(block::lifted_at.is_null()))
        .order((block::ends_at, block::id))
        .limit(limit)
        .select(Block::as_select())
        .load(db)?)
}

/// Lifts a block; false where none stands under that id.
pub fn lift(db: &mut Db, id: &BlockId, now: NaiveDateTime) -> Result<bool, StoreError> {
    let standing = block::table
        .find(id)
        .filter(block::lifted_at.is_null().and(block::ends_at.gt(now)));
    let lifted = diesel::update(standing)
        .set(block::lifted_at.eq(Some(now)))
        .execute(db)?;
    Ok(lifted == 1)
}
