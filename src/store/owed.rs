//! What is owed once: the reminders of an appointment, the evening messages of a request.

use chrono::NaiveDateTime;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::appointment::Appointment;
use super::request::Request;
use super::schema::{appointment, evening, reminder, request};
use super::{Db, StoreError};
use crate::scheduling::ids::{AppointmentId, RequestId};
use crate::scheduling::{AppointmentState, NoticeEvent, RequestState};

/// Appointments that stand, start in a span of time, and whose owner was not reminded `hours`
/// before or nearer; by start, at most `limit`.
pub fn unreminded(
    db: &mut Db,
    (from, to): (NaiveDateTime, NaiveDateTime),
    hours: i32,
    limit: i64,
) -> Result<Vec<Appointment>, StoreError> {
    let stands = [AppointmentState::Booked, AppointmentState::Confirmed];
    let reminded = reminder::table
        .filter(reminder::appointment_id.eq(appointment::id))
        .filter(reminder::hours.le(hours));
    Ok(appointment::table
        .filter(appointment::state.eq_any(stands.map(AppointmentState::as_str)))
        .filter(appointment::starts_at.gt(from))
        .filter(appointment::starts_at.le(to))
        .filter(not(exists(reminded)))
        .order((appointment::starts_at, appointment::id))
        .limit(limit)
        .select(Appointment::as_select())
        .load(db)?)
}

/// Takes the duty of one reminder; false where somebody has it already.
pub fn claim_reminder(
    db: &mut Db,
    id: &AppointmentId,
    hours: i32,
    at: NaiveDateTime,
) -> Result<bool, StoreError> {
    let claimed = crate::on_either!(db, |conn| diesel::insert_into(reminder::table)
        .values((
            reminder::appointment_id.eq(id),
            reminder::hours.eq(hours),
            reminder::queued_at.eq(at),
        ))
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(claimed == 1)
}

/// States in which a request still waits for what the evening message says.
fn under_way() -> impl Iterator<Item = &'static str> {
    RequestState::ALL
        .iter()
        .filter(|state| state.is_open())
        .map(|state| state.as_str())
}

/// Requests under way that were received in a span of time, have registration number and
/// department, and were not told so; oldest first, at most `limit`.
pub fn untold(
    db: &mut Db,
    (from, to): (NaiveDateTime, NaiveDateTime),
    limit: i64,
) -> Result<Vec<Request>, StoreError> {
    let told = evening::table
        .filter(evening::request_id.eq(request::id))
        .filter(evening::event.eq(NoticeEvent::Registered));
    Ok(request::table
        .filter(request::state.eq_any(under_way()))
        .filter(request::received_at.ge(from))
        .filter(request::received_at.lt(to))
        .filter(request::registration_number.is_not_null())
        .filter(request::department_id.is_not_null())
        .filter(not(exists(told)))
        .order((request::received_at, request::id))
        .limit(limit)
        .select(Request::as_select())
        .load(db)?)
}

/// Requests under way that were received in a span of time and have no registration number or no
/// department; only those that nothing was written to in an evening yet, where `is_silent`.
/// Oldest first, at most `limit`.
pub fn unregistered(
    db: &mut Db,
    (from, to): (NaiveDateTime, NaiveDateTime),
    is_silent: bool,
    limit: i64,
) -> Result<Vec<Request>, StoreError> {
    let mut query = request::table
        .filter(request::state.eq_any(under_way()))
        .filter(request::received_at.ge(from))
        .filter(request::received_at.lt(to))
        .filter(
            request::registration_number
                .is_null()
                .or(request::department_id.is_null()),
        )
        .into_boxed();
    if is_silent {
        let told = evening::table.filter(evening::request_id.eq(request::id));
        query = query.filter(not(exists(told)));
    }
    Ok(query
        .order((request::received_at, request::id))
        .limit(limit)
        .select(Request::as_select())
        .load(db)?)
}

/// Takes the duty of one evening message; false where somebody has it already.
pub fn claim_evening(
    db: &mut Db,
    id: &RequestId,
    event: NoticeEvent,
    at: NaiveDateTime,
) -> Result<bool, StoreError> {
    let claimed = crate::on_either!(db, |conn| diesel::insert_into(evening::table)
        .values((
            evening::request_id.eq(id),
            evening::event.eq(event),
            evening::queued_at.eq(at),
        ))
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(claimed == 1)
}
