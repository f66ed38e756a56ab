//! Who comes to a meeting in person, and whether they are let in.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::guest;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::clearance::Clearance;
use crate::scheduling::ids::{RequestId, StaffId};

/// What is known of one guest of a request.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = guest, primary_key(request_id, position))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Guest {
    /// The request.
    pub request_id: RequestId,
    /// 0 is the account's person, 1 the applicant that person speaks for, from 2 on companions.
    pub position: i32,
    /// A companion's name, encrypted.
    pub name_sealed: Option<String>,
    /// A companion's identity number, encrypted.
    pub identity_sealed: Option<String>,
    /// The plate of the car they come by, encrypted; at position 0.
    pub plate_sealed: Option<String>,
    /// Whether this guest is let in.
    pub clearance: Clearance,
    /// Why not, encrypted.
    pub reason_sealed: Option<String>,
    /// Who decided.
    pub decided_by: Option<StaffId>,
    /// When.
    pub decided_at: Option<NaiveDateTime>,
}

impl Guest {
    /// A guest of whom nothing was said and nothing decided.
    #[must_use]
    pub const fn unknown(request_id: RequestId, position: i32) -> Self {
        Self {
            request_id,
            position,
            name_sealed: None,
            identity_sealed: None,
            plate_sealed: None,
            clearance: Clearance::Pending,
            reason_sealed: None,
            decided_by: None,
            decided_at: None,
        }
    }
}

/// What is known of a request's guests, by position.
pub fn of_request(db: &mut Db, id: &RequestId) -> Result<Vec<Guest>, StoreError> {
    Ok(guest::table
        .filter(guest::request_id.eq(id))
        .order(guest::position)
        .select(Guest::as_select())
        .load(db)?)
}

/// What is known of the guests of these requests, by request and position.
pub fn of_requests(db: &mut Db, ids: &[RequestId]) -> Result<Vec<Guest>, StoreError> {
    Ok(guest::table
        .filter(guest::request_id.eq_any(ids))
        .order((guest::request_id, guest::position))
        .select(Guest::as_select())
        .load(db)?)
}

/// Writes one down, over what stood there.
pub fn put(db: &mut Db, row: &Guest) -> Result<(), StoreError> {
    on_either!(db, |conn| diesel::insert_into(guest::table)
        .values(row)
        .on_conflict((guest::request_id, guest::position))
        .do_update()
        .set(row)
        .execute(conn))?;
    Ok(())
}

/// Forgets the guests of a request from that position on.
pub fn drop_from(db: &mut Db, id: &RequestId, position: i32) -> Result<(), StoreError> {
    let gone = guest::table
        .filter(guest::request_id.eq(id))
        .filter(guest::position.ge(position));
    diesel::delete(gone).execute(db)?;
    Ok(())
}
