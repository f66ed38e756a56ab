//! Who sees an official's week, beside the official: accounts of the office, named one by one.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::week_reader;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::{OfficialId, StaffId};

/// One account that is named for an official's week.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = week_reader)]
pub struct WeekReader {
    /// Whose week.
    pub official_id: OfficialId,
    /// Who sees it.
    pub staff_id: StaffId,
    /// Who named this account; none where it came with the data.
    pub named_by: Option<String>,
    /// When.
    pub named_at: NaiveDateTime,
}

/// Names an account; false where it is named already.
pub fn add(db: &mut Db, row: &WeekReader) -> Result<bool, StoreError> {
    let added = on_either!(db, |conn| diesel::insert_into(week_reader::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// Takes a name off; false where it was not named.
pub fn remove(db: &mut Db, official: &OfficialId, staff: &StaffId) -> Result<bool, StoreError> {
    let named = week_reader::table.find((official, staff));
    Ok(diesel::delete(named).execute(db)? == 1)
}

/// Every name, in a fixed order.
pub fn all(db: &mut Db) -> Result<Vec<WeekReader>, StoreError> {
    Ok(week_reader::table
        .order((week_reader::official_id, week_reader::staff_id))
        .select(WeekReader::as_select())
        .load(db)?)
}

/// Who is named for one official, the first named first.
pub fn of_official(db: &mut Db, official: &OfficialId) -> Result<Vec<WeekReader>, StoreError> {
    Ok(week_reader::table
        .filter(week_reader::official_id.eq(official))
        .order((week_reader::named_at, week_reader::staff_id))
        .select(WeekReader::as_select())
        .load(db)?)
}
