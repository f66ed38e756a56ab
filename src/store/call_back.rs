//! Calls that are owed to people whom no text reaches.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::call_back;
use super::{Db, StoreError};
use crate::scheduling::NoticeEvent;
use crate::scheduling::call::CallBackState;
use crate::scheduling::ids::{CallBackId, PersonId, StaffId};

/// One call that is owed to one person about one event.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = call_back, treat_none_as_default_value = false)]
pub struct CallBack {
    /// Its id.
    pub id: CallBackId,
    /// Who is to be rung.
    pub person_id: PersonId,
    /// What happened.
    pub event: NoticeEvent,
    /// What it is about, as `request:ID`.
    pub about: String,
    /// What is to be said, once the script is passed.
    pub text: String,
    /// How it stands.
    pub state: CallBackState,
    /// How often nobody answered.
    pub tries: i32,
    /// By when the person is to be rung.
    pub due_at: NaiveDateTime,
    /// Since when it is owed.
    pub created_at: NaiveDateTime,
    /// When it was last tried.
    pub tried_at: Option<NaiveDateTime>,
    /// When the person was told.
    pub done_at: Option<NaiveDateTime>,
    /// By whom.
    pub done_by: Option<StaffId>,
}

/// Writes down a call that is owed.
pub fn add(db: &mut Db, row: &CallBack) -> Result<(), StoreError> {
    diesel::insert_into(call_back::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The owed call of that id.
pub fn find(db: &mut Db, id: &CallBackId) -> Result<Option<CallBack>, StoreError> {
    Ok(call_back::table
        .find(id)
        .select(CallBack::as_select())
        .first(db)
        .optional()?)
}

/// Whether a call is still owed, and nobody tried it.
pub fn is_untried(db: &mut Db, id: &CallBackId) -> Result<bool, StoreError> {
    let found = find(db, id)?;
    Ok(found.is_some_and(|row| row.state == CallBackState::Waiting && row.tries == 0))
}

/// Takes a call off the list that nobody tried yet; false where somebody did, or it is not there.
pub fn remove_untried(db: &mut Db, id: &CallBackId) -> Result<bool, StoreError> {
    let untried = call_back::table
        .find(id)
        .filter(call_back::state.eq(CallBackState::Waiting))
        .filter(call_back::tries.eq(0));
    Ok(diesel::delete(untried).execute(db)? == 1)
}

/// The calls still owed, the most urgent first; at most `limit`.
pub fn waiting(db: &mut Db, limit: i64) -> Result<Vec<CallBack>, StoreError> {
    Ok(call_back::table
        .filter(call_back::state.eq(CallBackState::Waiting))
        .order((call_back::due_at, call_back::id))
        .limit(limit)
        .select(CallBack::as_select())
        .load(db)?)
}

/// The calls still owed to one person, oldest first.
pub fn of_person(db: &mut Db, person: &PersonId) -> Result<Vec<CallBack>, StoreError> {
    Ok(call_back::table
        .filter(call_back::person_id.eq(person))
        .filter(call_back::state.eq(CallBackState::Waiting))
        .order((call_back::created_at, call_back::id))
        .select(CallBack::as_select())
        .load(db)?)
}

/// The last calls that were owed and are done, newest first; at most `limit`.
pub fn done(db: &mut Db, limit: i64) -> Result<Vec<CallBack>, StoreError> {
    Ok(call_back::table
        .filter(call_back::state.eq(CallBackState::Done))
        .order((call_back::done_at.desc(), call_back::id.desc()))
        .limit(limit)
        .select(CallBack::as_select())
        .load(db)?)
}

/// Writes down that nobody answered; false where the call is owed no more.
pub fn tried(
    db: &mut Db,
    id: &CallBackId,
    (at, again_at): (NaiveDateTime, NaiveDateTime),
) -> Result<bool, StoreError> {
    let owed = call_back::table
        .find(id)
        .filter(call_back::state.eq(CallBackState::Waiting));
    let written = diesel::update(owed)
        .set((
            call_back::tries.eq(call_back::tries + 1),
            call_back::tried_at.eq(Some(at)),
            call_back::due_at.eq(again_at),
        ))
        .execute(db)?;
    Ok(written == 1)
}

/// Writes down that the person was told, once; false where that was done before.
pub fn told(
    db: &mut Db,
    id: &CallBackId,
    (at, by): (NaiveDateTime, &StaffId),
) -> Result<bool, StoreError> {
    let owed = call_back::table
        .find(id)
        .filter(call_back::state.eq(CallBackState::Waiting));
    let written = diesel::update(owed)
        .set((
            call_back::state.eq(CallBackState::Done),
            call_back::done_at.eq(Some(at)),
            call_back::done_by.eq(Some(by)),
        ))
        .execute(db)?;
    Ok(written == 1)
}
