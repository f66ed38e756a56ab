//! Appointments: allocated slots.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::appointment;
use super::steady::{fixed, steady};
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::appointment::ChangedBy;
use crate::scheduling::ids::{
    AppointmentId, CentreId, OfficialId, PersonId, RequestId, RoomId, StaffId,
};
use crate::scheduling::{AppointmentState, Mode};

/// An allocated slot: with whom, when, where, for whom.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = appointment, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// The reference, counted where a request has had more than one appointment; unique.
    pub number: String,
    /// The reference of the request it came from.
    pub reference: String,
    /// The calendar file's UID: the id of the first of those that moved into each other.
    pub uid: String,
    /// The request.
    pub request_id: RequestId,
    /// Whose it is.
    pub person_id: PersonId,
    /// The slot's opaque id.
    pub slot_id: String,
    /// The official, unless it is a centre's service.
    pub official_id: Option<OfficialId>,
    /// How they meet.
    pub mode: Mode,
    /// The centre, where one is involved.
    pub centre_id: Option<CentreId>,
    /// The video room.
    pub room_id: Option<RoomId>,
    /// The interpreter.
    pub interpreter_id: Option<StaffId>,
    /// The needs, as text.
    pub needs: String,
    /// When it starts.
    pub starts_at: NaiveDateTime,
    /// When it ends.
    pub ends_at: NaiveDateTime,
    /// How far it is.
    pub state: AppointmentState,
    /// The calendar file's SEQUENCE; rises with each change.
    pub sequence: i32,
    /// Why it was cancelled or moved.
    pub reason: Option<String>,
    /// Which appointment took its place.
    pub moved_to: Option<AppointmentId>,
    /// Who cancelled it, moved it, or wrote down that nobody came.
    pub ended_by: Option<ChangedBy>,
    /// What came of it: `promise`, `refer`, `close`, `unheard`.
    pub outcome: Option<String>,
    /// The office's note on what came of it.
    pub outcome_text: Option<String>,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it last changed.
    pub changed_at: NaiveDateTime,
}

/// Adds an appointment; false where its number is used already.
pub fn add(db: &mut Db, row: &Appointment) -> Result<bool, StoreError> {
    let added = on_either!(db, |conn| {
        let rows = diesel::insert_into(appointment::table).values(row);
        fixed!(rows.on_conflict_do_nothing()).execute(conn)
    })?;
    Ok(added == 1)
}

/// The number of a request's next appointment: its reference, then `reference-2` and so on.
pub fn next_number(
    db: &mut Db,
    request: &RequestId,
    reference: &str,
) -> Result<String, StoreError> {
    let before: i64 = appointment::table
        .filter(appointment::request_id.eq(request))
        .count()
        .get_result(db)?;
    Ok(match before {
        0 => reference.to_owned(),
        before => format!("{reference}-{}", before + 1),
    })
}

/// The appointment of that id.
pub fn find(db: &mut Db, id: &AppointmentId) -> Result<Option<Appointment>, StoreError> {
    Ok(appointment::table
        .find(id)
        .select(Appointment::as_select())
        .first(db)
        .optional()?)
}

/// The appointments of a request, newest first.
pub fn of_request(db: &mut Db, id: &RequestId) -> Result<Vec<Appointment>, StoreError> {
    Ok(appointment::table
        .filter(appointment::request_id.eq(id))
        .order(appointment::id.desc())
        .select(Appointment::as_select())
        .load(db)?)
}

/// A person's appointments, by start, latest first.
pub fn of_person(db: &mut Db, id: &PersonId, limit: i64) -> Result<Vec<Appointment>, StoreError> {
    Ok(appointment::table
        .filter(appointment::person_id.eq(id))
        .order(appointment::starts_at.desc())
        .limit(limit)
        .select(Appointment::as_select())
        .load(db)?)
}

/// What an interpreter is booked for that ends after a moment, by start.
pub fn of_interpreter(
    db: &mut Db,
    id: &StaffId,
    since: NaiveDateTime,
    limit: i64,
) -> Result<Vec<Appointment>, StoreError> {
    Ok(appointment::table
        .filter(appointment::interpreter_id.eq(id))
        .filter(appointment::ends_at.gt(since))
        .order((appointment::starts_at, appointment::id))
        .limit(limit)
        .select(Appointment::as_select())
        .load(db)?)
}

/// What starts in a span of time, by start; of one official or one centre where given.
pub fn between(
    db: &mut Db,
    from: NaiveDateTime,
    to: NaiveDateTime,
    official: Option<&OfficialId>,
    centre: Option<&CentreId>,
) -> Result<Vec<Appointment>, StoreError> {
    let mut query = appointment::table
        .filter(
            appointment::starts_at
                .ge(from)
                .and(appointment::starts_at.lt(to)),
        )
        .into_boxed();
    if let Some(official) = official {
        query = query.filter(appointment::official_id.eq(official.as_str().to_owned()));
    }
    if let Some(centre) = centre {
        query = query.filter(appointment::centre_id.eq(centre.as_str().to_owned()));
    }
    let order = (appointment::starts_at, appointment::id);
    Ok(query
        .order(order)
        .select(Appointment::as_select())
        .load(db)?)
}

/// The appointments of an account that begin after an instant and count against it: those that
/// stand, were held or were missed.
pub fn counted(
    db: &mut Db,
    person: &PersonId,
    since: NaiveDateTime,
) -> Result<Vec<(AppointmentId, AppointmentState, NaiveDateTime)>, StoreError> {
    let given_up = [AppointmentState::Cancelled, AppointmentState::Moved];
    let counted = appointment::table
        .filter(appointment::person_id.eq(person))
        .filter(appointment::starts_at.gt(since))
        .filter(appointment::state.ne_all(given_up.map(AppointmentState::as_str)))
        .select((appointment::id, appointment::state, appointment::starts_at));
    Ok(steady(counted).load(db)?)
}

/// Appointments that ended before an instant and to which nobody came, the oldest first.
pub fn overdue(
    db: &mut Db,
    before: NaiveDateTime,
    limit: i64,
) -> Result<Vec<AppointmentId>, StoreError> {
    let waited_for = [AppointmentState::Booked, AppointmentState::Confirmed];
    Ok(appointment::table
        .filter(appointment::state.eq_any(waited_for.map(AppointmentState::as_str)))
        .filter(appointment::ends_at.lt(before))
        .order((appointment::ends_at, appointment::id))
        .limit(limit)
        .select(appointment::id)
        .load(db)?)
}

/// Writes an appointment read in this transaction if its sequence has not moved; false where it has.
pub fn change(db: &mut Db, sequence: i32, row: &Appointment) -> Result<bool, StoreError> {
    let moved = diesel::update(
        appointment::table
            .find(&row.id)
            .filter(appointment::sequence.eq(sequence)),
    )
    .set(row)
    .execute(db)?;
    Ok(moved == 1)
}
