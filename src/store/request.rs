//! Requests and their timelines.

use chrono::NaiveDateTime;
use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Nullable, Text, Timestamp};

use super::schema::{request, request_step};
use super::steady::fixed;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::{
    AuditId, CentreId, DepartmentId, OfficialId, PersonId, RepresentationId, RequestId,
};
use crate::scheduling::{Mode, RequestKind, RequestState, Urgency};

/// What a person hands in.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = request, treat_none_as_default_value = false)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// What the person is given at once.
    pub reference: String,
    /// The ministry's own register number.
    pub registration_number: Option<String>,
    /// What is asked for.
    pub kind: RequestKind,
    /// How far it is.
    pub state: RequestState,
    /// Whose request it is.
    pub person_id: PersonId,
    /// Whom the applicant asks to meet.
    pub official_id: Option<OfficialId>,
    /// How they are to meet.
    pub mode: Option<Mode>,
    /// Where the applicant would sit.
    pub centre_id: Option<CentreId>,
    /// Who works on it.
    pub department_id: Option<DepartmentId>,
    /// In a few words.
    pub subject: String,
    /// In full.
    pub details: String,
    /// The needs, as text.
    pub needs: String,
    /// Normal or urgent, decided by a person.
    pub urgency: Urgency,
    /// Why it is urgent, as the applicant says.
    pub urgent_reason: Option<String>,
    /// The applicant, when someone else hands it in (JSON).
    pub applicant: Option<String>,
    /// Whom it is about, encrypted.
    pub person_concerned: Option<String>,
    /// On what basis a representative acts.
    pub basis: Option<String>,
    /// The representation under which it was handed in.
    pub representation_id: Option<RepresentationId>,
    /// Dates that do not suit (JSON).
    pub unavailable: Option<String>,
    /// How it came: `web`, `portal`, `centre`, `phone`, `letter`, `fax`, `email`.
    pub channel: String,
    /// When it was received.
    pub received_at: NaiveDateTime,
    /// When its state last changed.
    pub changed_at: NaiveDateTime,
    /// Rises with each change.
    pub version: i64,
}

/// One step of a request's timeline.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = request_step, treat_none_as_default_value = false)]
pub struct Step {
    /// Its id.
    pub id: AuditId,
    /// The request.
    pub request_id: RequestId,
    /// The state it came to.
    pub state: RequestState,
    /// When.
    pub at: NaiveDateTime,
    /// What the applicant is told beside the state.
    pub text: Option<String>,
}

/// Adds a request with its first step; false where the reference is used already.
pub fn add(db: &mut Db, row: &Request, step: &Step) -> Result<bool, StoreError> {
    let added = on_either!(db, |conn| diesel::insert_into(request::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    if added == 1 {
        add_step(db, step)?;
    }
    Ok(added == 1)
}

/// The request of that id.
pub fn find(db: &mut Db, id: &RequestId) -> Result<Option<Request>, StoreError> {
    Ok(request::table
        .find(id)
        .select(Request::as_select())
        .first(db)
        .optional()?)
}

/// The requests of these ids, in no order.
pub fn of_ids(db: &mut Db, ids: &[RequestId]) -> Result<Vec<Request>, StoreError> {
    let ids = ids.iter().map(RequestId::as_str);
    Ok(request::table
        .filter(request::id.eq_any(ids))
        .select(Request::as_select())
        .load(db)?)
}

/// The request of that reference, in its stored form.
pub fn of_reference(db: &mut Db, reference: &str) -> Result<Option<Request>, StoreError> {
    Ok(request::table
        .filter(request::reference.eq(reference))
        .select(Request::as_select())
        .first(db)
        .optional()?)
}

/// A person's requests, newest first, before `before` if given.
pub fn of_person(
    db: &mut Db,
    person: &PersonId,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<Request>, StoreError> {
    let mut query = request::table
        .filter(request::person_id.eq(person))
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(request::id.lt(before.to_owned()));
    }
    Ok(query
        .order(request::id.desc())
        .limit(limit)
        .select(Request::as_select())
        .load(db)?)
}

/// Requests in these states, oldest first, after `after` if given; of one official if given.
pub fn in_states(
    db: &mut Db,
    states: &[RequestState],
    officials: Option<&[OfficialId]>,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<Request>, StoreError> {
    let states: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    let mut query = request::table
        .filter(request::state.eq_any(states))
        .into_boxed();
    if let Some(officials) = officials {
        let theirs = request::official_id.eq_any(texts_of(officials));
        query = query.filter(theirs.or(request::official_id.is_null()));
    }
    if let Some(after) = after {
        query = query.filter(request::id.gt(after.to_owned()));
    }
    Ok(query
        .order(request::id)
        .limit(limit)
        .select(Request::as_select())
        .load(db)?)
}

/// A person's open meeting requests to one official: those that still may lead to a meeting.
pub fn open_meetings(
    db: &mut Db,
    person: &PersonId,
    official: &OfficialId,
) -> Result<i64, StoreError> {
    let open = RequestState::ALL
        .iter()
        .filter(|state| state.is_open())
        .map(|state| state.as_str());
    Ok(request::table
        .filter(
            request::person_id
                .eq(person)
                .and(request::official_id.eq(official)),
        )
        .filter(request::kind.eq(RequestKind::Meeting))
        .filter(request::state.eq_any(open))
        .count()
        .get_result(db)?)
}

/// The update that moves a request from the version read. Diesel prepares each update anew, since
/// what one sets may differ; what this one sets never does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moving<'a> {
    pub(super) row: &'a Request,
    pub(super) step: &'a Step,
}

impl<DB> QueryFragment<DB> for Moving<'_>
where
    DB: Backend + HasSqlType<Text> + HasSqlType<BigInt> + HasSqlType<Timestamp>,
    RequestState: ToSql<Text, DB>,
    Urgency: ToSql<Text, DB>,
    RequestId: ToSql<Text, DB>,
    Option<OfficialId>: ToSql<Nullable<Text>, DB>,
    Option<Mode>: ToSql<Nullable<Text>, DB>,
    Option<DepartmentId>: ToSql<Nullable<Text>, DB>,
    Option<String>: ToSql<Nullable<Text>, DB>,
    NaiveDateTime: ToSql<Timestamp, DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let Self { row, step } = self;
        pass.push_sql("UPDATE request SET version = version + 1, state = ");
        pass.push_bind_param::<Text, _>(&row.state)?;
        pass.push_sql(", official_id = ");
        pass.push_bind_param::<Nullable<Text>, _>(&row.official_id)?;
        pass.push_sql(", mode = ");
        pass.push_bind_param::<Nullable<Text>, _>(&row.mode)?;
        pass.push_sql(", department_id = ");
        pass.push_bind_param::<Nullable<Text>, _>(&row.department_id)?;
        pass.push_sql(", registration_number = ");
        pass.push_bind_param::<Nullable<Text>, _>(&row.registration_number)?;
        pass.push_sql(", urgency = ");
        pass.push_bind_param::<Text, _>(&row.urgency)?;
        pass.push_sql(", changed_at = ");
        pass.push_bind_param::<Timestamp, _>(&step.at)?;
        pass.push_sql(" WHERE id = ");
        pass.push_bind_param::<Text, _>(&row.id)?;
        pass.push_sql(" AND version = ");
        pass.push_bind_param::<BigInt, _>(&row.version)
    }
}

impl QueryId for Moving<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Conn> RunQueryDsl<Conn> for Moving<'_> {}

/// Moves a request from the version read; false where it has moved since.
pub fn change(db: &mut Db, row: &Request, step: &Step) -> Result<bool, StoreError> {
    let moved = on_either!(db, |conn| fixed!(Moving { row, step }).execute(conn))?;
    if moved == 1 {
        add_step(db, step)?;
    }
    Ok(moved == 1)
}

/// Officials as a query takes them.
pub(super) fn texts_of(officials: &[OfficialId]) -> Vec<String> {
    officials.iter().map(ToString::to_string).collect()
}

/// Whether a number of the register is given already.
pub fn has_number(db: &mut Db, number: &str) -> Result<bool, StoreError> {
    let count: i64 = request::table
        .filter(request::registration_number.eq(number))
        .count()
        .get_result(db)?;
    Ok(count > 0)
}

/// Adds a step without a change of state by `change`.
pub fn add_step(db: &mut Db, step: &Step) -> Result<(), StoreError> {
    on_either!(db, |conn| {
        let rows = diesel::insert_into(request_step::table);
        fixed!(rows.values(step)).execute(conn)
    })?;
    Ok(())
}

/// The timeline, oldest first.
pub fn steps(db: &mut Db, id: &RequestId) -> Result<Vec<Step>, StoreError> {
    Ok(request_step::table
        .filter(request_step::request_id.eq(id))
        .order((request_step::at, request_step::id))
        .select(Step::as_select())
        .load(db)?)
}

/// Requests received in a span of time, for the figures.
pub fn received_between(
    db: &mut Db,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> Result<Vec<Request>, StoreError> {
    Ok(request::table
        .filter(
            request::received_at
                .ge(from)
                .and(request::received_at.lt(to)),
        )
        .order(request::id)
        .select(Request::as_select())
        .load(db)?)
}
