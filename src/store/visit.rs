//! Visits to a centre.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::visit;
use super::{Db, StoreError};
use crate::scheduling::ids::{AppointmentId, CentreId, PersonId, VisitId};
use crate::scheduling::{Section, VisitState};

/// One person's stay at a centre, with its clocks.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = visit, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Visit {
    /// Its id.
    pub id: VisitId,
    /// The centre.
    pub centre_id: CentreId,
    /// The section.
    pub section: Section,
    /// The visitor, where known.
    pub person_id: Option<PersonId>,
    /// The appointment the visitor came for.
    pub appointment_id: Option<AppointmentId>,
    /// The queue number.
    pub ticket: String,
    /// How far it is.
    pub state: VisitState,
    /// The desk that called.
    pub desk: Option<String>,
    /// The gate.
    pub entered_at: NaiveDateTime,
    /// The call.
    pub called_at: Option<NaiveDateTime>,
    /// The start of service.
    pub started_at: Option<NaiveDateTime>,
    /// The registration.
    pub registered_at: Option<NaiveDateTime>,
    /// The end of service.
    pub finished_at: Option<NaiveDateTime>,
}

/// Whether a person ever came to that centre.
pub fn was_at(db: &mut Db, person: &PersonId, centre: &CentreId) -> Result<bool, StoreError> {
    let visits: i64 = visit::table
        .filter(visit::person_id.eq(person).and(visit::centre_id.eq(centre)))
        .count()
        .get_result(db)?;
    Ok(visits > 0)
}

/// Adds a visit; false where the appointment has one already.
pub fn add(db: &mut Db, row: &Visit) -> Result<bool, StoreError> {
    let added = crate::on_either!(db, |conn| diesel::insert_into(visit::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// The visit of that id.
pub fn find(db: &mut Db, id: &VisitId) -> Result<Option<Visit>, StoreError> {
    Ok(visit::table
        .find(id)
        .select(Visit::as_select())
        .first(db)
        .optional()?)
}

/// The visit somebody made for an appointment.
pub fn of_appointment(db: &mut Db, id: &AppointmentId) -> Result<Option<Visit>, StoreError> {
    Ok(visit::table
        .filter(visit::appointment_id.eq(id))
        .select(Visit::as_select())
        .first(db)
        .optional()?)
}

/// Visits to a centre in a span of time, by entry.
pub fn between(
    db: &mut Db,
    centre: &CentreId,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> Result<Vec<Visit>, StoreError> {
    Ok(visit::table
        .filter(visit::centre_id.eq(centre))
        .filter(visit::entered_at.ge(from).and(visit::entered_at.lt(to)))
        .order((visit::entered_at, visit::id))
        .select(Visit::as_select())
        .load(db)?)
}

/// Writes a visit if it still stands in that state; false where it moved on.
pub fn change(db: &mut Db, was: VisitState, row: &Visit) -> Result<bool, StoreError> {
    let moved = diesel::update(visit::table.find(&row.id).filter(visit::state.eq(was)))
        .set(row)
        .execute(db)?;
    Ok(moved == 1)
}
