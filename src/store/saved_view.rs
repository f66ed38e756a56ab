//! The lists of requests that members of staff saved.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::saved_view;
use super::{Db, StoreError};
use crate::scheduling::ids::{StaffId, ViewId};

/// A list as somebody wants to see it again.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = saved_view)]
pub struct SavedView {
    /// Its id.
    pub id: ViewId,
    /// Whose it is.
    pub staff_id: StaffId,
    /// What it is called.
    pub name: String,
    /// What the list's address asks for.
    pub query: String,
    /// When it was saved.
    pub created_at: NaiveDateTime,
}

/// Adds one.
pub fn add(db: &mut Db, row: &SavedView) -> Result<(), StoreError> {
    diesel::insert_into(saved_view::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Somebody's, the oldest first.
pub fn of_staff(db: &mut Db, staff: &StaffId) -> Result<Vec<SavedView>, StoreError> {
    Ok(saved_view::table
        .filter(saved_view::staff_id.eq(staff))
        .order((saved_view::created_at, saved_view::id))
        .select(SavedView::as_select())
        .load(db)?)
}

/// Forgets one of somebody's; false where there is no such one.
pub fn remove(db: &mut Db, staff: &StaffId, id: &ViewId) -> Result<bool, StoreError> {
    let theirs = saved_view::table
        .find(id)
        .filter(saved_view::staff_id.eq(staff));
    Ok(diesel::delete(theirs).execute(db)? == 1)
}
