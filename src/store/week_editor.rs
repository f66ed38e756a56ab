//! Who has the draft of a week open.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::week_editor;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::{OfficialId, StaffId};

/// One member of staff with the editor of a week open.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = week_editor)]
pub struct WeekEditor {
    /// Whose week.
    pub official_id: OfficialId,
    /// Which week, as `2026-W48`.
    pub week: String,
    /// Who.
    pub staff_id: StaffId,
    /// When the page was last heard of.
    pub seen_at: NaiveDateTime,
}

/// Notes that somebody has it open.
pub fn seen(db: &mut Db, row: &WeekEditor) -> Result<(), StoreError> {
    on_either!(db, |conn| diesel::insert_into(week_editor::table)
        .values(row)
        .on_conflict((
            week_editor::official_id,
            week_editor::week,
            week_editor::staff_id
        ))
        .do_update()
        .set(week_editor::seen_at.eq(row.seen_at))
        .execute(conn))?;
    Ok(())
}

/// Who else was heard of since, in a fixed order.
pub fn others(
    db: &mut Db,
    (official, week): (&OfficialId, &str),
    (me, since): (&StaffId, NaiveDateTime),
) -> Result<Vec<WeekEditor>, StoreError> {
    Ok(week_editor::table
        .filter(week_editor::official_id.eq(official))
        .filter(week_editor::week.eq(week))
        .filter(week_editor::staff_id.ne(me))
        .filter(week_editor::seen_at.ge(since))
        .order(week_editor::staff_id)
        .select(WeekEditor::as_select())
        .load(db)?)
}
