//! Decisions that wait for a second person of the office.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::proposal;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::{RequestId, StaffId};

/// A decision that one person proposed.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = proposal, primary_key(request_id))]
pub struct Proposal {
    /// The request.
    pub request_id: RequestId,
    /// The verdict, as JSON.
    pub body: String,
    /// Who proposed it.
    pub proposed_by: StaffId,
    /// When.
    pub proposed_at: NaiveDateTime,
}

/// Writes one down, over what stood there.
pub fn put(db: &mut Db, row: &Proposal) -> Result<(), StoreError> {
    on_either!(db, |conn| diesel::insert_into(proposal::table)
        .values(row)
        .on_conflict(proposal::request_id)
        .do_update()
        .set(row)
        .execute(conn))?;
    Ok(())
}

/// What is proposed for a request.
pub fn find(db: &mut Db, id: &RequestId) -> Result<Option<Proposal>, StoreError> {
    Ok(proposal::table
        .find(id)
        .select(Proposal::as_select())
        .first(db)
        .optional()?)
}

/// For which of these requests something is proposed.
pub fn among(db: &mut Db, ids: &[RequestId]) -> Result<Vec<RequestId>, StoreError> {
    Ok(proposal::table
        .filter(proposal::request_id.eq_any(ids.iter().map(RequestId::as_str)))
        .select(proposal::request_id)
        .load(db)?)
}

/// Forgets what is proposed for a request; false where nothing is.
pub fn remove(db: &mut Db, id: &RequestId) -> Result<bool, StoreError> {
    Ok(diesel::delete(proposal::table.find(id)).execute(db)? == 1)
}
