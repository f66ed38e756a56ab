//! Texts of notices that an administrator wrote in place of the shipped ones.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::template;
use super::{Db, StoreError};
use crate::scheduling::ids::StaffId;
use crate::scheduling::{Channel, NoticeEvent};

/// The text of one event in one language on one channel.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = template, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Written {
    /// What is told.
    pub event: NoticeEvent,
    /// In which language.
    pub language: String,
    /// How it goes.
    pub channel: Channel,
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The text.
    pub body: String,
    /// Who wrote it.
    pub staff_id: StaffId,
    /// When.
    pub changed_at: NaiveDateTime,
}

/// All of them.
pub fn all(db: &mut Db) -> Result<Vec<Written>, StoreError> {
    Ok(template::table
        .order((template::event, template::language, template::channel))
        .select(Written::as_select())
        .load(db)?)
}

/// Writes a text in place of the one before.
pub fn put(db: &mut Db, row: &Written) -> Result<(), StoreError> {
    crate::on_either!(db, |conn| diesel::insert_into(template::table)
        .values(row)
        .on_conflict((template::event, template::language, template::channel))
        .do_update()
        .set(row)
        .execute(conn))?;
    Ok(())
}

/// Takes a text out, so that the shipped one holds again; false where none stood.
pub fn remove(
    db: &mut Db,
    (event, language, channel): (NoticeEvent, &str, Channel),
) -> Result<bool, StoreError> {
    let one = template::table.find((event, language, channel));
    Ok(diesel::delete(one).execute(db)? == 1)
}
