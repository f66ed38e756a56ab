//! Surveys: one link, one answer.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::survey;
use super::{Db, StoreError};
use crate::scheduling::ids::{CentreId, OfficialId, StaffId, SurveyId};
use crate::scheduling::survey::Asked;

/// The rating asked for after a meeting, a visit or a call, or given by a public link.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = survey, treat_none_as_default_value = false)]
pub struct Survey {
    /// Its id.
    pub id: SurveyId,
    /// The token's hash; the token itself is only in the message.
    pub token_hash: String,
    /// After what it is asked.
    pub occasion: Asked,
    /// What it is about, as `appointment:ID`; nothing for a public one.
    pub about: Option<String>,
    /// Whether the case is a protected one: its remark is shown to nobody outside the office.
    pub is_protected: bool,
    /// The official met.
    pub official_id: Option<OfficialId>,
    /// The centre that served.
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
    /// When the manager of the centre followed the remark up.
    pub followed_at: Option<NaiveDateTime>,
    /// Who did.
    pub followed_by: Option<StaffId>,
    /// What was done about it.
    pub followed: Option<String>,
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

/// Adds a survey; false where what it is about has one, or the token was used.
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

/// Remarks about a centre that its manager may read, newest first; at most `limit`.
pub fn remarks(
    db: &mut Db,
    centre: &CentreId,
    is_followed: bool,
    limit: i64,
) -> Result<Vec<Survey>, StoreError> {
    let mut query = survey::table
        .filter(survey::centre_id.eq(centre))
        .filter(survey::remark.is_not_null())
        .filter(survey::is_protected.eq(false))
        .into_boxed();
    if is_followed {
        query = query.filter(survey::followed_at.is_not_null());
    } else {
        query = query.filter(survey::followed_at.is_null());
    }
    Ok(query
        .order((survey::answered_at.desc(), survey::id.desc()))
        .limit(limit)
        .select(Survey::as_select())
        .load(db)?)
}

/// Writes down what was done about a remark, once; false where there is none to follow up at that
/// centre.
pub fn follow(
    db: &mut Db,
    (id, centre): (&SurveyId, &CentreId),
    (at, by, done): (NaiveDateTime, &StaffId, Option<&str>),
) -> Result<bool, StoreError> {
    let open = survey::table
        .find(id)
        .filter(survey::centre_id.eq(centre))
        .filter(survey::remark.is_not_null())
        .filter(survey::is_protected.eq(false))
        .filter(survey::followed_at.is_null());
    let written = diesel::update(open)
        .set((
            survey::followed_at.eq(Some(at)),
            survey::followed_by.eq(Some(by)),
            survey::followed.eq(done),
        ))
        .execute(db)?;
    Ok(written == 1)
}
