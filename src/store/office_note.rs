//! What an office writes to itself about its appointments.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::office_note;
use super::{Db, StoreError};
use crate::scheduling::ids::{AppointmentId, NoteId, StaffId};

/// One note.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = office_note)]
pub struct OfficeNote {
    /// Its id.
    pub id: NoteId,
    /// About which appointment.
    pub appointment_id: AppointmentId,
    /// Who wrote it.
    pub staff_id: StaffId,
    /// What it says, encrypted.
    pub text_sealed: String,
    /// When.
    pub at: NaiveDateTime,
}

/// Adds one.
pub fn add(db: &mut Db, row: &OfficeNote) -> Result<(), StoreError> {
    diesel::insert_into(office_note::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The notes about an appointment, the oldest first.
pub fn of_appointment(db: &mut Db, id: &AppointmentId) -> Result<Vec<OfficeNote>, StoreError> {
    Ok(office_note::table
        .filter(office_note::appointment_id.eq(id))
        .order((office_note::at, office_note::id))
        .select(OfficeNote::as_select())
        .load(db)?)
}
