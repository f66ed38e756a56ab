//! One-use links that confirm an appointment without a sign-in.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::confirm_link;
use super::steady::fixed;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::AppointmentId;

/// A link that confirms one appointment.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = confirm_link, treat_none_as_default_value = false)]
pub struct ConfirmLink {
    /// The token's hash; the token itself is only in the message.
    pub token_hash: String,
    /// The appointment.
    pub appointment_id: AppointmentId,
    /// When it runs out: as the appointment begins.
    pub expires_at: NaiveDateTime,
    /// When it was used.
    pub used_at: Option<NaiveDateTime>,
}

/// Adds a link.
pub fn add(db: &mut Db, row: &ConfirmLink) -> Result<(), StoreError> {
    on_either!(db, |conn| {
        let rows = diesel::insert_into(confirm_link::table);
        fixed!(rows.values(row)).execute(conn)
    })?;
    Ok(())
}

/// The link of that token hash.
pub fn find(db: &mut Db, hash: &str) -> Result<Option<ConfirmLink>, StoreError> {
    Ok(confirm_link::table
        .find(hash)
        .select(ConfirmLink::as_select())
        .first(db)
        .optional()?)
}

/// The links of an appointment.
pub fn of_appointment(db: &mut Db, id: &AppointmentId) -> Result<Vec<ConfirmLink>, StoreError> {
    Ok(confirm_link::table
        .filter(confirm_link::appointment_id.eq(id))
        .order(confirm_link::token_hash)
        .select(ConfirmLink::as_select())
        .load(db)?)
}

/// Uses a link; false where it was used.
pub fn use_up(db: &mut Db, hash: &str, now: NaiveDateTime) -> Result<bool, StoreError> {
    let unused = confirm_link::table
        .find(hash)
        .filter(confirm_link::used_at.is_null());
    let used = diesel::update(unused)
        .set(confirm_link::used_at.eq(Some(now)))
        .execute(db)?;
    Ok(used == 1)
}
