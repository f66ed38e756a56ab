//! Conversations with callers, and the log of calls.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{call_log, conversation};
use super::{Db, StoreError};
use crate::scheduling::call::{Direction, Proof, Way};
use crate::scheduling::ids::{CallBackId, CallId, ChallengeId, PersonId, RequestId, StaffId};

/// A logged call.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = call_log, treat_none_as_default_value = false)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// Who called whom.
    pub direction: Direction,
    /// What it was for.
    pub purpose: String,
    /// How long it took, in whole minutes.
    pub minutes: i32,
    /// The request it was about.
    pub request_id: Option<RequestId>,
    /// Who took or made it.
    pub staff_id: StaffId,
    /// When it ended.
    pub at: NaiveDateTime,
    /// By voice or in writing.
    pub way: Way,
}

/// A conversation of an agent with a caller.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = conversation, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Conversation {
    /// Its id, and that of its line in the log.
    pub id: CallId,
    /// The agent.
    pub staff_id: StaffId,
    /// Who called whom.
    pub direction: Direction,
    /// By voice or in writing.
    pub way: Way,
    /// The call that was owed, where this is one.
    pub call_back_id: Option<CallBackId>,
    /// The code that is under way to the caller's mobile.
    pub challenge_id: Option<ChallengeId>,
    /// The caller, once the script was passed.
    pub person_id: Option<PersonId>,
    /// How often the script was tried in vain.
    pub tries: i32,
    /// When it began.
    pub begun_at: NaiveDateTime,
    /// When the script was passed.
    pub passed_at: Option<NaiveDateTime>,
    /// By what.
    pub proof: Option<Proof>,
    /// When it ended.
    pub ended_at: Option<NaiveDateTime>,
}

/// Which lines of the log are asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// From this moment, if given.
    pub from: Option<NaiveDateTime>,
    /// Before this moment, if given.
    pub to: Option<NaiveDateTime>,
    /// Of this agent, if given.
    pub staff: Option<StaffId>,
    /// This way, if given.
    pub direction: Option<Direction>,
    /// For this purpose, if given.
    pub purpose: Option<String>,
    /// About this request, if given.
    pub request: Option<RequestId>,
}

/// Begins a conversation.
pub fn begin(db: &mut Db, row: &Conversation) -> Result<(), StoreError> {
    diesel::insert_into(conversation::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The conversation of that id.
pub fn find(db: &mut Db, id: &CallId) -> Result<Option<Conversation>, StoreError> {
    Ok(conversation::table
        .find(id)
        .select(Conversation::as_select())
        .first(db)
        .optional()?)
}

/// The conversation that an agent has not ended, the newest if there are several.
pub fn open_of(db: &mut Db, staff: &StaffId) -> Result<Option<Conversation>, StoreError> {
    Ok(conversation::table
        .filter(conversation::staff_id.eq(staff))
        .filter(conversation::ended_at.is_null())
        .order(conversation::id.desc())
        .select(Conversation::as_select())
        .first(db)
        .optional()?)
}

/// Writes a conversation that is not over yet; false where it is.
pub fn change(db: &mut Db, row: &Conversation) -> Result<bool, StoreError> {
    let open = conversation::table
        .find(&row.id)
        .filter(conversation::ended_at.is_null());
    Ok(diesel::update(open).set(row).execute(db)? == 1)
}

/// Adds a call to the log.
pub fn log(db: &mut Db, row: &Call) -> Result<(), StoreError> {
    diesel::insert_into(call_log::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The calls asked for, newest first; at most `limit`.
pub fn logged(db: &mut Db, wanted: &Wanted, limit: i64) -> Result<Vec<Call>, StoreError> {
    let mut query = call_log::table.into_boxed();
    if let Some(from) = wanted.from {
        query = query.filter(call_log::at.ge(from));
    }
    if let Some(to) = wanted.to {
        query = query.filter(call_log::at.lt(to));
    }
    if let Some(staff) = &wanted.staff {
        query = query.filter(call_log::staff_id.eq(staff.as_str().to_owned()));
    }
    if let Some(direction) = wanted.direction {
        query = query.filter(call_log::direction.eq(direction.as_str()));
    }
    if let Some(purpose) = &wanted.purpose {
        query = query.filter(call_log::purpose.eq(purpose.clone()));
    }
    if let Some(request) = &wanted.request {
        query = query.filter(call_log::request_id.eq(request.as_str().to_owned()));
    }
    Ok(query
        .order((call_log::at.desc(), call_log::id.desc()))
        .limit(limit)
        .select(Call::as_select())
        .load(db)?)
}
