//! What somebody owes after a meeting, and until when.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::next_step;
use super::{Db, StoreError};
use crate::scheduling::ids::{AppointmentId, AuditId, DepartmentId, RequestId, StaffId};

/// What is to be done after a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = next_step)]
pub struct NextStep {
    /// The meeting.
    pub appointment_id: AppointmentId,
    /// The request that it was about.
    pub request_id: RequestId,
    /// The step of the request's timeline that says so.
    pub step_id: AuditId,
    /// What is to be done.
    pub text: String,
    /// Who does it; none is the office.
    pub department_id: Option<DepartmentId>,
    /// Until when, `YYYY-MM-DD`.
    pub due_on: String,
    /// Who wrote it down.
    pub made_by: StaffId,
    /// When.
    pub made_at: NaiveDateTime,
    /// When it was reported done, or something else took its place.
    pub done_at: Option<NaiveDateTime>,
    /// Who reported it.
    pub done_by: Option<StaffId>,
}

impl NextStep {
    /// Whether somebody still owes it.
    #[must_use]
    pub const fn is_owed(&self) -> bool {
        self.done_at.is_none()
    }

    /// Until when.
    #[must_use]
    pub fn due(&self) -> Option<NaiveDate> {
        self.due_on.parse().ok()
    }
}

/// Writes one down.
pub fn add(db: &mut Db, row: &NextStep) -> Result<(), StoreError> {
    diesel::insert_into(next_step::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// What was to be done for a request after its meetings, from first to last.
pub fn of_request(db: &mut Db, id: &RequestId) -> Result<Vec<NextStep>, StoreError> {
    Ok(next_step::table
        .filter(next_step::request_id.eq(id))
        .order((next_step::made_at, next_step::appointment_id))
        .select(NextStep::as_select())
        .load(db)?)
}

/// Whether something is still owed for a request.
pub fn is_owed(db: &mut Db, id: &RequestId) -> Result<bool, StoreError> {
    let owed: i64 = next_step::table
        .filter(next_step::request_id.eq(id))
        .filter(next_step::done_at.is_null())
        .count()
        .get_result(db)?;
    Ok(owed > 0)
}

/// Gives what is owed for a request to another department, or to the office.
pub fn hand_over(db: &mut Db, id: &RequestId, to: Option<&DepartmentId>) -> Result<(), StoreError> {
    let owed = next_step::table
        .filter(next_step::request_id.eq(id))
        .filter(next_step::done_at.is_null());
    diesel::update(owed)
        .set(next_step::department_id.eq(to))
        .execute(db)?;
    Ok(())
}

/// Ends everything that is still owed for a request; how much that was.
pub fn end(
    db: &mut Db,
    id: &RequestId,
    (by, at): (&StaffId, NaiveDateTime),
) -> Result<usize, StoreError> {
    let owed = next_step::table
        .filter(next_step::request_id.eq(id))
        .filter(next_step::done_at.is_null());
    Ok(diesel::update(owed)
        .set((
            next_step::done_at.eq(Some(at)),
            next_step::done_by.eq(Some(by)),
        ))
        .execute(db)?)
}
