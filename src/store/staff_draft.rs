//! What a member of staff has typed into a form and not sent yet.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::staff_draft;
use super::{Db, StoreError};
use crate::scheduling::ids::StaffId;

/// What is kept of a form, sealed.
pub fn find(db: &mut Db, staff: &StaffId, form: &str) -> Result<Option<String>, StoreError> {
    Ok(staff_draft::table
        .find((staff, form))
        .select(staff_draft::body)
        .first(db)
        .optional()?)
}

/// Keeps a form, over what stood there.
pub fn keep(
    db: &mut Db,
    (staff, form): (&StaffId, &str),
    body: &str,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    crate::on_either!(db, |conn| diesel::insert_into(staff_draft::table)
        .values((
            staff_draft::staff_id.eq(staff),
            staff_draft::form.eq(form),
            staff_draft::body.eq(body),
            staff_draft::updated_at.eq(now)
        ))
        .on_conflict((staff_draft::staff_id, staff_draft::form))
        .do_update()
        .set((staff_draft::body.eq(body), staff_draft::updated_at.eq(now)))
        .execute(conn))?;
    Ok(())
}

/// Forgets a form.
pub fn drop(db: &mut Db, staff: &StaffId, form: &str) -> Result<(), StoreError> {
    diesel::delete(staff_draft::table.find((staff, form))).execute(db)?;
    Ok(())
}
