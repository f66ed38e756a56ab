//! The waiting list, and the offers made to those on it.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{offer, waiting};
use super::{Db, StoreError};
use crate::scheduling::ids::{CentreId, OfferId, OfficialId, PersonId, RequestId, WaitingId};
use crate::scheduling::{Mode, OfferState, WaitingState};

/// Somebody's place on the waiting list; its order is the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = waiting, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Waiting {
    /// Its id.
    pub id: WaitingId,
    /// The request that waits for a time; one place per request.
    pub request_id: RequestId,
    /// Whose it is.
    pub person_id: PersonId,
    /// With whom.
    pub official_id: OfficialId,
    /// How; none is any way.
    pub mode: Option<Mode>,
    /// From which centre; none is any centre.
    pub centre_id: Option<CentreId>,
    /// What is needed.
    pub needs: String,
    /// When it does not suit (JSON of `scheduling::waiting`).
    pub unsuitable: String,
    /// Whether this person is near and can come at short notice.
    pub near: bool,
    /// How far it is.
    pub state: WaitingState,
    /// The offer that is still to be answered.
    pub offer_id: Option<OfferId>,
    /// When the person joined.
    pub joined_at: NaiveDateTime,
    /// When it last changed.
    pub changed_at: NaiveDateTime,
}

/// A freed slot offered to one who waits.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = offer, treat_none_as_default_value = false)]
pub struct Offer {
    /// Its id; the holder of its cells.
    pub id: OfferId,
    /// To whom.
    pub waiting_id: WaitingId,
    /// The hash of the link's secret; the secret itself is only in the message.
    pub token_hash: String,
    /// The slot's opaque id.
    pub slot_id: String,
    /// With whom.
    pub official_id: OfficialId,
    /// How.
    pub mode: Mode,
    /// The centre, where one is involved.
    pub centre_id: Option<CentreId>,
    /// When the slot starts.
    pub starts_at: NaiveDateTime,
    /// When the slot ends.
    pub ends_at: NaiveDateTime,
    /// The needs it was taken for.
    pub needs: String,
    /// The resources it keeps, comma-separated.
    pub resources: String,
    /// Whether it was freed at short notice.
    pub standby: bool,
    /// What became of it.
    pub state: OfferState,
    /// Until when it is exclusive.
    pub expires_at: NaiveDateTime,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it was answered, or passed on.
    pub answered_at: Option<NaiveDateTime>,
}

/// Adds a place; false where the request has one.
pub fn add(db: &mut Db, row: &Waiting) -> Result<bool, StoreError> {
    let added = crate::on_either!(db, |conn| diesel::insert_into(waiting::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// Writes a place as it is now.
pub fn change(db: &mut Db, row: &Waiting) -> Result<(), StoreError> {
    diesel::update(waiting::table.find(&row.id))
        .set(row)
        .execute(db)?;
    Ok(())
}

/// The place of that id.
pub fn find(db: &mut Db, id: &WaitingId) -> Result<Option<Waiting>, StoreError> {
    Ok(waiting::table
        .find(id)
        .select(Waiting::as_select())
        .first(db)
        .optional()?)
}

/// The place of that request.
pub fn of_request(db: &mut Db, id: &RequestId) -> Result<Option<Waiting>, StoreError> {
    Ok(waiting::table
        .filter(waiting::request_id.eq(id))
        .select(Waiting::as_select())
        .first(db)
        .optional()?)
}

/// A person's places, those that still wait, oldest first.
pub fn of_person(db: &mut Db, id: &PersonId) -> Result<Vec<Waiting>, StoreError> {
    Ok(waiting::table
        .filter(waiting::person_id.eq(id))
        .filter(waiting::state.eq(WaitingState::Waiting))
        .order(waiting::id)
        .select(Waiting::as_select())
        .load(db)?)
}

/// Who waits for an official, oldest place first; the published order is the requests' affair.
pub fn of_official(
    db: &mut Db,
    official: &OfficialId,
    limit: i64,
) -> Result<Vec<Waiting>, StoreError> {
    Ok(waiting::table
        .filter(waiting::official_id.eq(official))
        .filter(waiting::state.eq(WaitingState::Waiting))
        .order(waiting::id)
        .limit(limit)
        .select(Waiting::as_select())
        .load(db)?)
}

/// The officials for whom anybody waits.
pub fn officials(db: &mut Db) -> Result<Vec<OfficialId>, StoreError> {
    Ok(waiting::table
        .filter(waiting::state.eq(WaitingState::Waiting))
        .select(waiting::official_id)
        .distinct()
        .order(waiting::official_id)
        .load(db)?)
}

/// Notes that somebody who waits has an offer to answer; false where there is one already, or
/// nobody waits any more.
pub fn ask(db: &mut Db, id: &WaitingId, offer: &OfferId) -> Result<bool, StoreError> {
    let free = waiting::table
        .find(id)
        .filter(waiting::offer_id.is_null())
        .filter(waiting::state.eq(WaitingState::Waiting));
    let asked = diesel::update(free)
        .set(waiting::offer_id.eq(Some(offer)))
        .execute(db)?;
    Ok(asked == 1)
}

/// Notes that an offer is answered, and how far the one who had it is now.
pub fn answered(
    db: &mut Db,
    (id, offer): (&WaitingId, &OfferId),
    state: WaitingState,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let asked = waiting::table
        .find(id)
        .filter(waiting::offer_id.eq(Some(offer)));
    diesel::update(asked)
        .set((
            waiting::offer_id.eq(None::<OfferId>),
            waiting::state.eq(state),
            waiting::changed_at.eq(now),
        ))
        .execute(db)?;
    Ok(())
}

/// Adds an offer.
pub fn add_offer(db: &mut Db, row: &Offer) -> Result<(), StoreError> {
    diesel::insert_into(offer::table).values(row).execute(db)?;
    Ok(())
}

/// The offer of that id.
pub fn offer(db: &mut Db, id: &OfferId) -> Result<Option<Offer>, StoreError> {
    Ok(offer::table
        .find(id)
        .select(Offer::as_select())
        .first(db)
        .optional()?)
}

/// The offer of that token hash.
pub fn offer_of_token(db: &mut Db, token_hash: &str) -> Result<Option<Offer>, StoreError> {
    Ok(offer::table
        .filter(offer::token_hash.eq(token_hash))
        .select(Offer::as_select())
        .first(db)
        .optional()?)
}

/// Closes an offer that is still open; false where somebody closed it.
pub fn close_offer(
    db: &mut Db,
    id: &OfferId,
    state: OfferState,
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    let open = offer::table
        .find(id)
        .filter(offer::state.eq(OfferState::Open));
    let closed = diesel::update(open)
        .set((offer::state.eq(state), offer::answered_at.eq(Some(now))))
        .execute(db)?;
    Ok(closed == 1)
}

/// The offers that ran out, of one official or of all, the oldest first.
pub fn over(
    db: &mut Db,
    official: Option<&OfficialId>,
    now: NaiveDateTime,
    limit: i64,
) -> Result<Vec<Offer>, StoreError> {
    let mut query = offer::table
        .filter(offer::state.eq(OfferState::Open))
        .filter(offer::expires_at.le(now))
        .into_boxed();
    if let Some(official) = official {
        query = query.filter(offer::official_id.eq(official.as_str().to_owned()));
    }
    Ok(query
        .order(offer::id)
        .limit(limit)
        .select(Offer::as_select())
        .load(db)?)
}

/// When the next offer runs out.
pub fn next_over(db: &mut Db) -> Result<Option<NaiveDateTime>, StoreError> {
    Ok(offer::table
        .filter(offer::state.eq(OfferState::Open))
        .select(diesel::dsl::min(offer::expires_at))
        .first(db)?)
}

/// The offers of an official's times in a span that are still to be answered.
pub fn open_offers(
    db: &mut Db,
    official: &OfficialId,
    (from, to): (NaiveDateTime, NaiveDateTime),
) -> Result<Vec<Offer>, StoreError> {
    Ok(offer::table
        .filter(offer::state.eq(OfferState::Open))
        .filter(offer::official_id.eq(official))
        .filter(offer::starts_at.ge(from).and(offer::starts_at.lt(to)))
        .order(offer::id)
        .select(Offer::as_select())
        .load(db)?)
}

/// Which times of an official in a span were offered, and to whom; an offer that was taken back
/// before anybody was told is none.
pub fn offered(
    db: &mut Db,
    official: &OfficialId,
    (from, to): (NaiveDateTime, NaiveDateTime),
) -> Result<BTreeSet<(WaitingId, NaiveDateTime)>, StoreError> {
    let rows: Vec<(WaitingId, NaiveDateTime)> = offer::table
        .filter(offer::official_id.eq(official))
        .filter(offer::starts_at.ge(from).and(offer::starts_at.lt(to)))
        .filter(offer::state.ne(OfferState::Withdrawn))
        .select((offer::waiting_id, offer::starts_at))
        .load(db)?;
    Ok(rows.into_iter().collect())
}
