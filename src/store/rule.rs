//! What weeks are filled from: rules, dated exceptions, templates. Each is JSON in one column.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::de::DeserializeOwned;

use super::schema::{availability_exception, availability_rule, week_template};
use super::{Db, StoreError, Texts};
use crate::scheduling::availability::{Exception, Template, WeeklyRule};
use crate::scheduling::ids::{ExceptionId, OfficialId, RuleId, TemplateId};

/// A weekly rule of an official.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = availability_rule)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// Whose.
    pub official_id: OfficialId,
    /// The JSON of a `WeeklyRule`.
    pub body: String,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: NaiveDateTime,
    /// When it was taken out of use.
    pub ended_at: Option<NaiveDateTime>,
}

/// A dated exception to an official's rules.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = availability_exception)]
pub struct DatedException {
    /// Its id.
    pub id: ExceptionId,
    /// Whose.
    pub official_id: OfficialId,
    /// The first day, `YYYY-MM-DD`.
    pub first_day: String,
    /// The last day, `YYYY-MM-DD`.
    pub last_day: String,
    /// The JSON of an `Exception`.
    pub body: String,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: NaiveDateTime,
    /// When it was taken out of use.
    pub ended_at: Option<NaiveDateTime>,
}

/// A kind of week.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = week_template)]
pub struct WeekTemplate {
    /// Its id.
    pub id: TemplateId,
    /// The order in lists.
    pub position: i32,
    /// The name, per language.
    pub names: Texts,
    /// The JSON of a `Template`.
    pub body: String,
}

impl Rule {
    /// The rule itself.
    pub fn value(&self) -> Result<WeeklyRule, StoreError> {
        read(&self.body, "availability_rule", self.id.as_str())
    }
}

impl DatedException {
    /// The exception itself.
    pub fn value(&self) -> Result<Exception, StoreError> {
        read(&self.body, "availability_exception", self.id.as_str())
    }
}

impl WeekTemplate {
    /// The template itself.
    pub fn value(&self) -> Result<Template, StoreError> {
        read(&self.body, "week_template", self.id.as_str())
    }
}

fn read<T: DeserializeOwned>(body: &str, table: &'static str, row: &str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|_unreadable| StoreError::Inconsistent {
        table,
        column: "body",
        row: row.to_owned(),
    })
}

/// The rules of an official that are in use, in the order in which they were made.
pub fn rules(db: &mut Db, official: &OfficialId) -> Result<Vec<Rule>, StoreError> {
    Ok(availability_rule::table
        .filter(availability_rule::official_id.eq(official))
        .filter(availability_rule::ended_at.is_null())
        .order(availability_rule::id)
        .select(Rule::as_select())
        .load(db)?)
}

/// Adds a rule.
pub fn add_rule(db: &mut Db, row: &Rule) -> Result<(), StoreError> {
    diesel::insert_into(availability_rule::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Takes a rule of an official out of use; false where there is none.
pub fn end_rule(
    db: &mut Db,
    (official, id): (&OfficialId, &RuleId),
    at: NaiveDateTime,
) -> Result<bool, StoreError> {
    let row = availability_rule::table
        .find(id)
        .filter(availability_rule::official_id.eq(official))
        .filter(availability_rule::ended_at.is_null());
    let ended = diesel::update(row)
        .set(availability_rule::ended_at.eq(Some(at)))
        .execute(db)?;
    Ok(ended == 1)
}

/// The exceptions of an official that are in use and touch these days (`YYYY-MM-DD`, both
/// included), in the order in which they were made.
pub fn exceptions(
    db: &mut Db,
    official: &OfficialId,
    (first, last): (&str, &str),
) -> Result<Vec<DatedException>, StoreError> {
    Ok(availability_exception::table
        .filter(availability_exception::official_id.eq(official))
        .filter(availability_exception::last_day.ge(first))
        .filter(availability_exception::first_day.le(last))
        .filter(availability_exception::ended_at.is_null())
        .order(availability_exception::id)
        .select(DatedException::as_select())
        .load(db)?)
}

/// Adds an exception.
pub fn add_exception(db: &mut Db, row: &DatedException) -> Result<(), StoreError> {
    diesel::insert_into(availability_exception::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Takes an exception of an official out of use; false where there is none.
pub fn end_exception(
    db: &mut Db,
    (official, id): (&OfficialId, &ExceptionId),
    at: NaiveDateTime,
) -> Result<bool, StoreError> {
    let row = availability_exception::table
        .find(id)
        .filter(availability_exception::official_id.eq(official))
        .filter(availability_exception::ended_at.is_null());
    let ended = diesel::update(row)
        .set(availability_exception::ended_at.eq(Some(at)))
        .execute(db)?;
    Ok(ended == 1)
}

/// The kinds of week, in order.
pub fn templates(db: &mut Db) -> Result<Vec<WeekTemplate>, StoreError> {
    Ok(week_template::table
        .order((week_template::position, week_template::id))
        .select(WeekTemplate::as_select())
        .load(db)?)
}

/// The kind of week of that id.
pub fn template(db: &mut Db, id: &TemplateId) -> Result<Option<WeekTemplate>, StoreError> {
    Ok(week_template::table
        .find(id)
        .select(WeekTemplate::as_select())
        .first(db)
        .optional()?)
}

/// Adds a kind of week.
pub fn add_template(db: &mut Db, row: &WeekTemplate) -> Result<(), StoreError> {
    diesel::insert_into(week_template::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Writes the names and the body of a kind of week if they still are what was read; false where
/// somebody else was quicker.
pub fn replace_template(
    db: &mut Db,
    old: &WeekTemplate,
    new: &WeekTemplate,
) -> Result<bool, StoreError> {
    let as_read = week_template::table
        .find(&old.id)
        .filter(week_template::names.eq(&old.names))
        .filter(week_template::body.eq(&old.body));
    let changed = diesel::update(as_read)
        .set((
            week_template::names.eq(&new.names),
            week_template::body.eq(&new.body),
        ))
        .execute(db)?;
    Ok(changed == 1)
}

/// Removes a kind of week; false where there is none.
pub fn remove_template(db: &mut Db, id: &TemplateId) -> Result<bool, StoreError> {
    let removed = diesel::delete(week_template::table.find(id)).execute(db)?;
    Ok(removed == 1)
}
