//! Surveys: one link, one answer.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::survey;
use super::{Db, StoreError};
use crate::scheduling::ids::{AppointmentId, CentreId, OfficialId, SurveyId};

/// The rating asked for after a meeting.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = survey, treat_none_as_default_value = false)]
pub struct Survey {
    /// Its id.
    pub id: SurveyId,
    /// The token's hash; the token itself is only in the message.
    pub token_hash: String,
    /// The appointment it is about.
    pub appointment_id: AppointmentId,
    /// The official met.
    pub official_id: Option<OfficialId>,
    /// The centre visited.
    pub centre_id: Option<CentreId>,
    /// The language of the page.
    pub language: String,
    /// When the link was sent.
    pub sent_at: NaiveDateTime,
    /// When it was answered.
    pub answered_at: Option<NaiveDateTime>,
    /// Out of five.
    pub mark: Option<i32>,
    /// Whether anything stood in the way.
    pub obstacle: Option<bool>,
    /// Whether it was the first time.
    pub first_time: Option<bool>,
    /// In the person's own words.
    pub remark: Option<String>,
}

/// One answer.
#[derive(Clone, Debug, AsChangeset)]
#[diesel(table_name = survey)]
pub struct Answer {
    /// When.
    pub answered_at: Option<NaiveDateTime>,
    /// Out of five.
    pub mark: Option<i32>,
    /// Whether anything stood in the way.
    pub obstacle: Option<bool>,
    /// Whether it was the first time.
    pub first_time: Option<bool>,
    /// In the person's own words.
    pub remark: Option<String>,
}

/// Adds a survey; false where the appointment has one.
pub fn add(db: &mut Db, row: &Survey) -> Result<bool, StoreError> {
    let added = crate::on_either!(db, |conn| diesel::insert_into(survey::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// The survey of that token hash.
pub fn of_token(db: &mut Db, token_hash: &str) -> Result<Option<Survey>, StoreError> {
    Ok(survey::table
        .filter(survey::token_hash.eq(token_hash))
        .select(Survey::as_select())
        .first(db)
        .optional()?)
}

/// Writes the answer; false where there is one already.
pub fn answer(db: &mut Db, id: &SurveyId, answer: &Answer) -> Result<bool, StoreError> {
    let written = diesel::update(survey::table.find(id).filter(survey::answered_at.is_null()))
        .set(answer)
        .execute(db)?;
    Ok(written == 1)
}

/// Answers given in a span of time, for the figures.
pub fn answered_between(
    db: &mut Db,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> Result<Vec<Survey>, StoreError> {
    Ok(survey::table
        .filter(survey::answered_at.ge(from).and(survey::answered_at.lt(to)))
        .order(survey::id)
        .select(Survey::as_select())
        .load(db)?)
}
