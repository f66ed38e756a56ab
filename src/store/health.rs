//! What an operator asks of the database itself.
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::{Db, StoreError};

/// The database's own time, to the second.
pub fn clock(db: &mut Db) -> Result<DateTime<Utc>, StoreError> {
    let at: NaiveDateTime =
        crate::on_either!(db, |conn| diesel::select(diesel::dsl::now).get_result(conn))?;
    Ok(at.and_utc())
}
