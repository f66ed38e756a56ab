//! Appointments whose time a published week took away, until they are settled.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::reschedule_case;
use super::{Db, StoreError};
use crate::scheduling::CaseState;
use crate::scheduling::ids::{AppointmentId, CaseId, OfficialId};

/// One appointment to be settled; at most one open case each.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = reschedule_case)]
pub struct RescheduleCase {
    /// Its id.
    pub id: CaseId,
    /// Which appointment.
    pub appointment_id: AppointmentId,
    /// Whose week.
    pub official_id: OfficialId,
    /// Which week, as `2026-W48`.
    pub week: String,
    /// Why the week was changed.
    pub reason: String,
    /// How far it is.
    pub state: CaseState,
    /// Since when.
    pub created_at: NaiveDateTime,
    /// When it was settled.
    pub closed_at: Option<NaiveDateTime>,
}

/// Adds a case; false where one is open for that appointment.
pub fn add(db: &mut Db, row: &RescheduleCase) -> Result<bool, StoreError> {
    let added = crate::on_either!(db, |conn| diesel::insert_into(reschedule_case::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// The case of that id.
pub fn find(db: &mut Db, id: &CaseId) -> Result<Option<RescheduleCase>, StoreError> {
    Ok(reschedule_case::table
        .find(id)
        .select(RescheduleCase::as_select())
        .first(db)
        .optional()?)
}

/// The open cases of an official, oldest first.
pub fn open(db: &mut Db, official: &OfficialId) -> Result<Vec<RescheduleCase>, StoreError> {
    Ok(reschedule_case::table
        .filter(reschedule_case::official_id.eq(official))
        .filter(reschedule_case::state.eq(CaseState::Open))
        .order(reschedule_case::id)
        .select(RescheduleCase::as_select())
        .load(db)?)
}

/// The open case of an appointment, if it has one.
pub fn open_of(
    db: &mut Db,
    appointment: &AppointmentId,
) -> Result<Option<RescheduleCase>, StoreError> {
    Ok(reschedule_case::table
        .filter(reschedule_case::appointment_id.eq(appointment))
        .filter(reschedule_case::state.eq(CaseState::Open))
        .select(RescheduleCase::as_select())
        .first(db)
        .optional()?)
}

/// Opens a case again that was closed because its time stood again.
pub fn reopen(db: &mut Db, id: &CaseId) -> Result<(), StoreError> {
    let kept = reschedule_case::table
        .find(id)
        .filter(reschedule_case::state.eq(CaseState::Kept));
    diesel::update(kept)
        .set((
            reschedule_case::state.eq(CaseState::Open),
            reschedule_case::closed_at.eq(None::<NaiveDateTime>),
        ))
        .execute(db)?;
    Ok(())
}

/// Closes the open case of an appointment that was moved, cancelled or kept; false where it has
/// none. Whatever settles an appointment calls this in its own transaction.
pub fn close(
    db: &mut Db,
    appointment: &AppointmentId,
    state: CaseState,
    at: NaiveDateTime,
) -> Result<bool, StoreError> {
    let open = reschedule_case::table
        .filter(reschedule_case::appointment_id.eq(appointment))
        .filter(reschedule_case::state.eq(CaseState::Open));
    let closed = diesel::update(open)
        .set((
            reschedule_case::state.eq(state),
            reschedule_case::closed_at.eq(Some(at)),
        ))
        .execute(db)?;
    Ok(closed == 1)
}
