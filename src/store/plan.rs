//! The plans of weeks, what was decided in them by hand, and what publishing them did.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{plan, plan_hand, plan_line};
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::{AppointmentId, RequestId};
use crate::scheduling::planning::{LineState, PlanState};

/// One version of a week's plan. `problem` and `result` are the JSON of `scheduling::plan`.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan, treat_none_as_default_value = false)]
pub struct Plan {
    /// For whose office: the official's id, or blank for the whole ministry.
    pub office: String,
    /// The week, as `2026-W48`.
    pub week: String,
    /// Rises by one with every computation.
    pub version: i64,
    /// How far it is.
    pub state: PlanState,
    /// The version of the rules it was computed under.
    pub rules: i32,
    /// What it was made from.
    pub problem: String,
    /// What came out.
    pub result: String,
    /// Who had it computed, as the audit trail names people.
    pub made_by: String,
    /// When.
    pub made_at: NaiveDateTime,
    /// Who published it.
    pub published_by: Option<String>,
}

/// What the office decided by hand for a request in a week.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_hand, treat_none_as_default_value = false)]
pub struct Hand {
    /// For whose office.
    pub office: String,
    /// In which week.
    pub week: String,
    /// For which request.
    pub request_id: RequestId,
    /// This slot and no other; none: not in this week.
    pub slot_id: Option<String>,
    /// Who decided it.
    pub decided_by: String,
    /// When.
    pub decided_at: NaiveDateTime,
}

/// What publishing a plan did for one request.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_line, treat_none_as_default_value = false)]
pub struct Line {
    /// For whose office.
    pub office: String,
    /// In which week.
    pub week: String,
    /// Of which version.
    pub version: i64,
    /// For which request.
    pub request_id: RequestId,
    /// What was done.
    pub state: LineState,
    /// The appointment that was made or moved to.
    pub appointment_id: Option<AppointmentId>,
    /// The code of what stood in the way.
    pub refused: Option<String>,
    /// What is said of it: the JSON of `scheduling::planning::sentence`.
    pub said: String,
    /// When.
    pub at: NaiveDateTime,
}

/// The newest version of a week's plan.
pub fn latest(db: &mut Db, office: &str, week: &str) -> Result<Option<Plan>, StoreError> {
    Ok(plan::table
        .filter(plan::office.eq(office).and(plan::week.eq(week)))
        .order(plan::version.desc())
        .select(Plan::as_select())
        .first(db)
        .optional()?)
}

/// Every version of a week's plan, the oldest first.
pub fn versions(db: &mut Db, office: &str, week: &str) -> Result<Vec<Plan>, StoreError> {
    Ok(plan::table
        .filter(plan::office.eq(office).and(plan::week.eq(week)))
        .order(plan::version)
        .select(Plan::as_select())
        .load(db)?)
}

/// Adds a version; false where somebody else was first.
pub fn add(db: &mut Db, row: &Plan) -> Result<bool, StoreError> {
    let added = on_either!(db, |conn| diesel::insert_into(plan::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// Brings a plan from one state to the next; false where it is not in that state any more.
pub fn step(
    db: &mut Db,
    row: &Plan,
    (to, by): (PlanState, Option<&str>),
) -> Result<bool, StoreError> {
    let standing = plan::table
        .find((&row.office, &row.week, row.version))
        .filter(plan::state.eq(row.state));
    let moved = diesel::update(standing)
        .set((plan::state.eq(to), plan::published_by.eq(by)))
        .execute(db)?;
    Ok(moved == 1)
}

/// What is decided by hand in a week, by the request.
pub fn hands(db: &mut Db, office: &str, week: &str) -> Result<Vec<Hand>, StoreError> {
    Ok(plan_hand::table
        .filter(plan_hand::office.eq(office).and(plan_hand::week.eq(week)))
        .order(plan_hand::request_id)
        .select(Hand::as_select())
        .load(db)?)
}

/// Writes a decision in place of the one before.
pub fn set_hand(db: &mut Db, row: &Hand) -> Result<(), StoreError> {
    free_hand(db, row)?;
    diesel::insert_into(plan_hand::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Takes back what was decided for a request in a week.
pub fn free_hand(db: &mut Db, row: &Hand) -> Result<(), StoreError> {
    diesel::delete(plan_hand::table.find((&row.office, &row.week, &row.request_id))).execute(db)?;
    Ok(())
}

/// What publishing a version did so far, by the request.
pub fn lines(db: &mut Db, of: &Plan) -> Result<Vec<Line>, StoreError> {
    Ok(plan_line::table
        .filter(plan_line::office.eq(&of.office))
        .filter(plan_line::week.eq(&of.week))
        .filter(plan_line::version.eq(of.version))
        .order(plan_line::request_id)
        .select(Line::as_select())
        .load(db)?)
}

/// Adds what was done for a request; false where that is written already.
pub fn add_line(db: &mut Db, row: &Line) -> Result<bool, StoreError> {
    let added = on_either!(db, |conn| diesel::insert_into(plan_line::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// What the newest published plan said of a request.
pub fn of_request(db: &mut Db, id: &RequestId) -> Result<Option<Line>, StoreError> {
    Ok(plan_line::table
        .filter(plan_line::request_id.eq(id))
        .order((plan_line::at.desc(), plan_line::version.desc()))
        .select(Line::as_select())
        .first(db)
        .optional()?)
}

/// Whether something is written of that line's request already.
pub fn has_line(db: &mut Db, line: &Line) -> Result<bool, StoreError> {
    let key = (&line.office, &line.week, line.version, &line.request_id);
    let count: i64 = plan_line::table.find(key).count().get_result(db)?;
    Ok(count > 0)
}
