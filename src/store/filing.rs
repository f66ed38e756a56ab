//! What staff wrote down about requests, where requests were sent, and the register's numbers.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::{filing, referral, register, reply, request};
use super::{Db, StoreError};
use crate::scheduling::RequestState;
use crate::scheduling::ids::{AuditId, CategoryId, DepartmentId, OfficialId, RequestId, StaffId};
use crate::store::request::{Request, texts_of};

/// What staff wrote down about a request beside the request itself.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = filing, primary_key(request_id))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Filing {
    /// The request.
    pub request_id: RequestId,
    /// What it is about.
    pub category_id: Option<CategoryId>,
    /// The day by which it is to be answered, `YYYY-MM-DD`.
    pub due_on: Option<String>,
    /// The last day on which the representative may act, `YYYY-MM-DD`.
    pub basis_until: Option<String>,
    /// The date on the paper that came, `YYYY-MM-DD`.
    pub dated: Option<String>,
    /// The sender's own number on that paper.
    pub sender_number: Option<String>,
    /// Why the office calls it urgent.
    pub urgency_reason: Option<String>,
}

impl Filing {
    /// Of a request about which nothing is written down.
    #[must_use]
    pub const fn empty(request_id: RequestId) -> Self {
        Self {
            request_id,
            category_id: None,
            due_on: None,
            basis_until: None,
            dated: None,
            sender_number: None,
            urgency_reason: None,
        }
    }

    /// The last day on which the representative may act.
    #[must_use]
    pub fn until(&self) -> Option<NaiveDate> {
        self.basis_until.as_deref().and_then(|day| day.parse().ok())
    }

    /// The day by which it is to be answered.
    #[must_use]
    pub fn due(&self) -> Option<NaiveDate> {
        self.due_on.as_deref().and_then(|day| day.parse().ok())
    }
}

/// A request was sent to a department, or straight to an official's office.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = referral, treat_none_as_default_value = false)]
pub struct Referral {
    /// Its id: that of the step which says so on the timeline.
    pub id: AuditId,
    /// The request.
    pub request_id: RequestId,
    /// The department; none where it went to an office.
    pub department_id: Option<DepartmentId>,
    /// The official whose office it went to.
    pub official_id: Option<OfficialId>,
    /// Who sent it.
    pub staff_id: StaffId,
    /// Why, for staff.
    pub reason: Option<String>,
    /// When.
    pub at: NaiveDateTime,
}

/// What is written down about a request, if anything is.
pub fn find(db: &mut Db, id: &RequestId) -> Result<Option<Filing>, StoreError> {
    Ok(filing::table
        .find(id)
        .select(Filing::as_select())
        .first(db)
        .optional()?)
}

/// Writes it down, over what stood there.
pub fn put(db: &mut Db, row: &Filing) -> Result<(), StoreError> {
    crate::on_either!(db, |conn| diesel::insert_into(filing::table)
        .values(row)
        .on_conflict(filing::request_id)
        .do_update()
        .set(row)
        .execute(conn))?;
    Ok(())
}

/// From when on a request may be late.
#[derive(Clone, Debug)]
pub struct LateBounds {
    /// An answer that was due before this day.
    pub due_before: NaiveDate,
    /// What is not registered and was received before this instant (UTC).
    pub unregistered_since: NaiveDateTime,
    /// What is on its way with no day written down, and was received before this instant (UTC).
    pub undated_since: NaiveDateTime,
}

/// Requests that may be late, the oldest first, each with what is written down about it; of
/// these officials and of none, if officials are given. Those after that one if given, at most so many.
pub fn late(
    db: &mut Db,
    (officials, bounds): (Option<&[OfficialId]>, &LateBounds),
    (after, limit): (Option<&RequestId>, i64),
) -> Result<Vec<(Request, Option<Filing>)>, StoreError> {
    let under_way = [
        RequestState::Registered,
        RequestState::InReview,
        RequestState::Routed,
    ];
    let under_way = under_way.map(RequestState::as_str);
    let waits = request::state
        .eq(RequestState::Received.as_str())
        .and(request::received_at.lt(bounds.unregistered_since));
    let is_due = filing::due_on.lt(bounds.due_before.to_string());
    let is_old = filing::due_on
        .is_null()
        .and(request::received_at.lt(bounds.undated_since));
    let is_late = request::state.eq_any(under_way).and(is_due.or(is_old));
    let mut query = request::table
        .left_join(filing::table)
        .filter(waits.or(is_late))
        .into_boxed();
    if let Some(officials) = officials {
        let theirs = request::official_id.eq_any(texts_of(officials));
        query = query.filter(theirs.or(request::official_id.is_null()));
    }
    if let Some(after) = after {
        query = query.filter(request::id.gt(after.as_str().to_owned()));
    }
    Ok(query
        .order(request::id)
        .limit(limit)
        .select((Request::as_select(), Option::<Filing>::as_select()))
        .load(db)?)
}

/// Writes down that a request was sent somewhere.
pub fn refer(db: &mut Db, row: &Referral) -> Result<(), StoreError> {
    diesel::insert_into(referral::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Where a request was sent, from first to last.
pub fn referrals(db: &mut Db, id: &RequestId) -> Result<Vec<Referral>, StoreError> {
    Ok(referral::table
        .filter(referral::request_id.eq(id))
        .order((referral::at, referral::id))
        .select(Referral::as_select())
        .load(db)?)
}

/// The next number of a period; whoever takes one at the same time gets another.
pub fn next_number(db: &mut Db, period: &str) -> Result<i64, StoreError> {
    crate::on_either!(db, |conn| diesel::insert_into(register::table)
        .values((register::period.eq(period), register::last.eq(1_i64)))
        .on_conflict(register::period)
        .do_update()
        .set(register::last.eq(register::last + 1))
        .execute(conn))?;
    Ok(register::table
        .find(period)
        .select(register::last)
        .first(db)?)
}

/// Writes down that a step of a timeline was written by the applicant.
pub fn add_reply(db: &mut Db, step: &AuditId, request: &RequestId) -> Result<(), StoreError> {
    diesel::insert_into(reply::table)
        .values((reply::id.eq(step), reply::request_id.eq(request)))
        .execute(db)?;
    Ok(())
}

/// The steps of a request that the applicant wrote.
pub fn replies(db: &mut Db, id: &RequestId) -> Result<Vec<AuditId>, StoreError> {
    Ok(reply::table
        .filter(reply::request_id.eq(id))
        .select(reply::id)
        .load(db)?)
}
