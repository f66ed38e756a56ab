//! Calendar feeds of busy blocks: one for each device, of an official or of a room.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::feed;
use super::{Db, StoreError};
use crate::scheduling::ids::{FeedId, OfficialId, RoomId, StaffId};

/// A feed for one device.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = feed)]
pub struct Feed {
    /// Its id.
    pub id: FeedId,
    /// The hash of the secret in its address.
    pub token_hash: String,
    /// Whose device it is.
    pub staff_id: StaffId,
    /// Whose week it shows, where it is an official's.
    pub official_id: Option<OfficialId>,
    /// Which room's week it shows, where it is a room's.
    pub room_id: Option<RoomId>,
    /// What its owner calls the device.
    pub device: String,
    /// When it was made.
    pub made_at: NaiveDateTime,
    /// When it was last asked for, to the hour.
    pub used_at: Option<NaiveDateTime>,
    /// When it was taken back.
    pub revoked_at: Option<NaiveDateTime>,
}

/// Adds one.
pub fn add(db: &mut Db, row: &Feed) -> Result<(), StoreError> {
    diesel::insert_into(feed::table).values(row).execute(db)?;
    Ok(())
}

/// Somebody's feeds that stand, the oldest first.
pub fn of_staff(db: &mut Db, staff: &StaffId) -> Result<Vec<Feed>, StoreError> {
    Ok(feed::table
        .filter(feed::staff_id.eq(staff))
        .filter(feed::revoked_at.is_null())
        .order((feed::made_at, feed::id))
        .select(Feed::as_select())
        .load(db)?)
}

/// The feed that stands behind a secret.
pub fn of_hash(db: &mut Db, hash: &str) -> Result<Option<Feed>, StoreError> {
    Ok(feed::table
        .filter(feed::token_hash.eq(hash))
        .filter(feed::revoked_at.is_null())
        .select(Feed::as_select())
        .first(db)
        .optional()?)
}

/// Takes one of somebody's back; false where no such one stands.
pub fn revoke(
    db: &mut Db,
    (staff, id): (&StaffId, &FeedId),
    at: NaiveDateTime,
) -> Result<bool, StoreError> {
    let theirs = feed::table
        .find(id)
        .filter(feed::staff_id.eq(staff))
        .filter(feed::revoked_at.is_null());
    let gone = diesel::update(theirs)
        .set(feed::revoked_at.eq(Some(at)))
        .execute(db)?;
    Ok(gone == 1)
}

/// Notes that one was asked for.
pub fn used(db: &mut Db, id: &FeedId, at: NaiveDateTime) -> Result<(), StoreError> {
    diesel::update(feed::table.find(id))
        .set(feed::used_at.eq(Some(at)))
        .execute(db)?;
    Ok(())
}
