//! The ground a booking is decided on, in one row: read before it is decided, and again inside
//! the write, where it must be the same.

use chrono::NaiveDateTime;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::Text;

use super::idempotency::CATALOGUE;
use super::person::Person;
use super::request::Request;
use super::schema::{
    appointment, availability, block, draft, fact, hold, offer, person, request, waiting,
};
use super::steady::fixed;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::{OfficialId, PersonId, RequestId};
use crate::scheduling::{AppointmentState, OfferState, Sex, WaitingState};

/// Who books what for which request.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// The account.
    pub person: &'a PersonId,
    /// The account's request.
    pub request: &'a RequestId,
    /// With whom.
    pub official: &'a OfficialId,
    /// The week of the time, as `2026-W48`.
    pub week: &'a str,
}

/// All that decides a booking and may change under it, but for the cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The account.
    pub person: Person,
    /// The request.
    pub request: Request,
    /// Counts and versions.
    pub marks: Marks,
}

/// What tells that something else has moved. Nothing is ever deleted that is counted here, so
/// equal counts mean that nothing was added.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Marks {
    /// The version of the official's published week; none where there is none.
    pub week_version: Option<i64>,
    /// The account's appointments.
    pub appointments: Option<i64>,
    /// Those of them that were given up: cancelled or moved.
    pub given_up: Option<i64>,
    /// Those of them to which nobody came.
    pub missed: Option<i64>,
    /// The appointments of the request.
    pub of_request: Option<i64>,
    /// Blocks of the account or of its identity, lifted ones too.
    pub blocks: Option<i64>,
    /// Those of them that were lifted.
    pub lifted: Option<i64>,
    /// The account's holds, running or over.
    pub holds: Option<i64>,
    /// What the account is filling in.
    pub drafts: Option<i64>,
    /// The request's place on the waiting list, while it waits.
    pub places: Option<i64>,
    /// The official's holds that ran out and were not passed on.
    pub holds_over: Option<i64>,
    /// The official's offers that ran out and were not passed on.
    pub offers_over: Option<i64>,
    /// Which change of the catalogue is the last.
    pub catalogue: Option<String>,
}

/// Keeps the ground from moving under a write: no other transaction decides what the account may
/// do, and no week of the official is published; both until the transaction ends. One statement
/// that takes the account's lock first, like [`super::person::alone`] before
/// [`super::availability::lock`]. `SQLite` needs none: it has one writer.
pub fn alone(db: &mut Db, spot: Spot<'_>) -> Result<(), StoreError> {
    if let Db::Postgres(conn) = db {
        fixed!(Locking(spot)).execute(conn)?;
    }
    Ok(())
}

/// The two locks in one statement, the account's first.
struct Locking<'a>(Spot<'a>);

impl QueryFragment<Pg> for Locking<'_> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        pass.push_sql("SELECT CASE WHEN pg_advisory_xact_lock(hashtextextended(");
        pass.push_bind_param::<Text, _>(self.0.person)?;
        pass.push_sql(", 13))::text IS NOT NULL");
        pass.push_sql(" THEN pg_advisory_xact_lock_shared(hashtextextended(");
        pass.push_bind_param::<Text, _>(self.0.official)?;
        pass.push_sql(", 4))::text END");
        Ok(())
    }
}

impl QueryId for Locking<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// The marks, and the two rows they are of: one query, whichever columns of the rows are read.
macro_rules! marked {
    ($spot:expr, $now:expr, $($columns:expr),+) => {{
        let spot: Spot<'_> = $spot;
        let now: NaiveDateTime = $now;
        let week = availability::table
            .find((spot.official, spot.week))
            .select(availability::version)
            .single_value();
        let own = || appointment::table.filter(appointment::person_id.eq(spot.person));
        let given_up = appointment::state
            .eq(AppointmentState::Cancelled)
            .or(appointment::state.eq(AppointmentState::Moved));
        let missed = appointment::state.eq(AppointmentState::NoShow);
        let of_request = appointment::table.filter(appointment::request_id.eq(spot.request));
        let blocks = || {
            let of_identity = block::identity_hash.eq(person::identity_hash);
            block::table.filter(block::person_id.eq(spot.person).or(of_identity))
        };
        let lifted = blocks().filter(block::lifted_at.is_not_null());
        let holds = hold::table.filter(hold::person_id.eq(spot.person));
        let places = waiting::table
            .filter(waiting::request_id.eq(spot.request))
            .filter(waiting::state.eq(WaitingState::Waiting));
        let holds_over = hold::table
            .filter(hold::official_id.eq(spot.official))
            .filter(hold::expires_at.le(now));
        let offers_over = offer::table
            .filter(offer::state.eq(OfferState::Open))
            .filter(offer::expires_at.le(now))
            .filter(offer::official_id.eq(spot.official));
        person::table
            .inner_join(request::table.on(request::person_id.eq(person::id)))
            .filter(person::id.eq(spot.person))
            .filter(request::id.eq(spot.request))
            .select((
                $($columns,)+
                (
                    week,
                    own().count().single_value(),
                    own().filter(given_up).count().single_value(),
                    own().filter(missed).count().single_value(),
                    of_request.count().single_value(),
                    blocks().count().single_value(),
                    lifted.count().single_value(),
                    holds.count().single_value(),
                    draft::table.find(spot.person).count().single_value(),
                    places.count().single_value(),
                    holds_over.count().single_value(),
                    offers_over.count().single_value(),
                    fact::table
                        .find(CATALOGUE)
                        .select(fact::value)
                        .single_value(),
                ),
            ))
    }};
}

/// Reads the ground; nothing where the request is not the account's.
pub fn read(db: &mut Db, spot: Spot<'_>, now: NaiveDateTime) -> Result<Option<Ground>, StoreError> {
    let found: Option<(Person, Request, Marks)> = on_either!(db, |conn| {
        let rows = marked!(spot, now, Person::as_select(), Request::as_select());
        fixed!(rows).get_result(conn)
    })
    .optional()?;
    Ok(found.map(|(person, request, marks)| Ground {
        person,
        request,
        marks,
    }))
}

/// Whether all that decides a booking is as it was read. Of the account only what a rule asks for
/// is compared: a letter in the language of a moment ago is no wrong booking.
pub fn stands(
    db: &mut Db,
    (spot, ground): (Spot<'_>, &Ground),
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    let rule = (person::sex, person::identity_hash, person::proved);
    let found: Option<(Rule, i64, Marks)> = on_either!(db, |conn| {
        let rows = marked!(spot, now, rule, request::version);
        fixed!(rows).get_result(conn)
    })
    .optional()?;
    let was = &ground.person;
    let rule = (was.sex, was.identity_hash.clone(), was.proved);
    Ok(found == Some((rule, ground.request.version, ground.marks.clone())))
}

/// What the rules ask of an account: sex, identity, and whether it was proved.
type Rule = (Option<Sex>, Option<String>, bool);
