//! What the room of a session goes on with after the program was killed, and who is kept out.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{session_bar, session_room};
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::SessionId;

/// Somebody who is not let in again.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = session_bar, primary_key(session_id, participant_id))]
pub struct Bar {
    /// The session.
    pub session_id: SessionId,
    /// Who, as the session calls the person.
    pub participant_id: String,
    /// For the rest of the session; else with no ticket from before `at`.
    pub is_removed: bool,
    /// Since when.
    pub at: NaiveDateTime,
}

/// Keeps where everybody stands, over what stood there.
pub fn keep(
    db: &mut Db,
    id: &SessionId,
    sealed: &str,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let row = (
        session_room::standing_sealed.eq(sealed),
        session_room::kept_at.eq(now),
    );
    on_either!(db, |conn| diesel::insert_into(session_room::table)
        .values((session_room::session_id.eq(id), row))
        .on_conflict(session_room::session_id)
        .do_update()
        .set(row)
        .execute(conn))?;
    Ok(())
}

/// Where everybody stood, sealed.
pub fn standing(db: &mut Db, id: &SessionId) -> Result<Option<String>, StoreError> {
    Ok(session_room::table
        .find(id)
        .select(session_room::standing_sealed)
        .first(db)
        .optional()?)
}

/// Forgets where everybody stood: the session is over.
pub fn forget(db: &mut Db, id: &SessionId) -> Result<(), StoreError> {
    diesel::delete(session_room::table.find(id)).execute(db)?;
    Ok(())
}

/// Says that the rooms of these sessions are open on some node.
pub fn touch(db: &mut Db, ids: &[SessionId], now: NaiveDateTime) -> Result<(), StoreError> {
    let ids: Vec<&str> = ids.iter().map(SessionId::as_str).collect();
    diesel::update(session_room::table.filter(session_room::session_id.eq_any(ids)))
        .set(session_room::kept_at.eq(now))
        .execute(db)?;
    Ok(())
}

/// The sessions of which no node said between those moments that it has the room open.
pub fn lost(
    db: &mut Db,
    (from, to): (NaiveDateTime, NaiveDateTime),
) -> Result<Vec<SessionId>, StoreError> {
    let is_lost = session_room::kept_at
        .lt(from)
        .or(session_room::kept_at.gt(to));
    Ok(session_room::table
        .filter(is_lost)
        .order(session_room::session_id)
        .select(session_room::session_id)
        .load(db)?)
}

/// Keeps somebody out; who was put out for good stays out.
pub fn bar(db: &mut Db, row: &Bar) -> Result<(), StoreError> {
    // The one of a statement, not the one of a table.
    use diesel::query_dsl::methods::FilterDsl as _;

    on_either!(db, |conn| diesel::insert_into(session_bar::table)
        .values(row)
        .on_conflict((session_bar::session_id, session_bar::participant_id))
        .do_update()
        .set(row)
        .filter(session_bar::is_removed.eq(false))
        .execute(conn))?;
    Ok(())
}

/// Everybody who is not let into a session again.
pub fn bars(db: &mut Db, id: &SessionId) -> Result<Vec<Bar>, StoreError> {
    Ok(session_bar::table
        .filter(session_bar::session_id.eq(id))
        .order(session_bar::participant_id)
        .select(Bar::as_select())
        .load(db)?)
}

/// What keeps one person out of a session, if anything does.
pub fn bar_of(db: &mut Db, id: &SessionId, participant: &str) -> Result<Option<Bar>, StoreError> {
    Ok(session_bar::table
        .find((id, participant))
        .select(Bar::as_select())
        .first(db)
        .optional()?)
}
