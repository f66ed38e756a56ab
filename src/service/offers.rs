//! Offering a freed slot to whoever waits first, and passing it on when it is not taken.
//!
//! Everything here happens inside the transaction that freed the slot: there is no moment in
//! which a slot is neither somebody's nor offered, and nothing to lose when a process is killed.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::app::App;
use super::audit;
use super::catalogue;
use super::claims::{self, Freed};
use super::error::ServiceError;
use super::hold::texts;
use super::letters;
use super::notices;
use super::pad::Pad;
use super::slots::{self, Scope};
use crate::scheduling::claim::{Input, step};
use crate::scheduling::ids::{OfferId, OfficialId, RequestId, WaitingId};
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::facts::{Facts, Question, Wish};
use crate::scheduling::slot::search::{self, Allocation};
use crate::scheduling::waiting::{self as rules, Candidate, Days, OfferTimes, Turn, Unsuitable};
use crate::scheduling::{Mode, Needs, OfferState, Refusal, Sex, Urgency, WaitingState, calendar};
use crate::store::availability::Lock;
use crate::store::person::{self, Person};
use crate::store::request::{self, Request};
use crate::store::waiting::{self, Offer, Waiting};
use crate::store::{self, Db};

mod rest;

/// So many who wait for one official are looked at.
pub(in crate::service) const WAITING_MAX: i64 = 5000;
/// So many times are looked at in one stretch.
const TIMES_MAX: usize = 2000;
/// So many pairs of a time and one who waits are looked at in one transaction.
const LOOKS_MAX: usize = 20_000;

/// Somebody who waits, with all that decides what suits.
pub(in crate::service) struct One {
    /// The place on the list.
    pub(in crate::service) place: Waiting,
    /// The request that waits.
    pub(in crate::service) request: Request,
    /// Whose it is.
    pub(in crate::service) person: Person,
    unsuitable: Unsuitable,
    needs: Needs,
}

/// For how long slots are offered in this ministry.
pub(in crate::service) fn times(app: &App) -> OfferTimes {
    let booking = &app.settings.booking;
    OfferTimes {
        usual: TimeDelta::minutes(booking.offer_minutes),
        standby: TimeDelta::minutes(booking.standby_offer_minutes),
        short_notice: TimeDelta::minutes(booking.standby_minutes),
        lead: TimeDelta::minutes(booking.lead_minutes),
    }
}

/// Offers what was freed to those who wait, each time to the first who can use it; how many
/// offers that were. What nobody on the list can use is free for all.
pub(in crate::service) fn pass_on(
    app: &App,
    db: &mut Db,
    freed: &Freed,
    pad: &mut Pad,
) -> Result<usize, ServiceError> {
    let Some(official) = &freed.official else {
        return Ok(0);
    };
    let rows = waiting::of_official(db, official, WAITING_MAX)?;
    if rows.is_empty() {
        return Ok(0);
    }
    // No week is published between reading it and offering its time.
    store::availability::lock(db, official, Lock::Shared)?;
    let mut list = list(db, rows)?;
    let (from, to) = freed.span;
    let asked = waiting::offered(db, official, (from.naive_utc(), to.naive_utc()))?;
    let mut facts = facts(app, db, official, (from, to), pad.now())?;
    let (mut made, mut looks) = (0, 0);
    // Whoever is told later has as long to answer.
    let told_at = freed.told_at.unwrap_or(pad.now());
    for starts_at in open_times(app, &facts, official, (from, to), pad.now()) {
        let Some(until) = times(app).until(starts_at, told_at) else {
            continue;
        };
        let is_standby = times(app).is_standby(starts_at, told_at);
        // A reception session has room for more than one: each of its seats goes to the next.
        loop {
            for one in &mut list {
                let time = (one.who.place.id.clone(), starts_at.naive_utc());
                one.was_asked = one.who.place.offer_id.is_some() || asked.contains(&time);
            }
            let chosen = rules::next(&list, is_standby, |one: &One| {
                looks += 1;
                fit(
                    app,
                    &facts,
                    (official, starts_at),
                    one,
                    usual(app, pad.now()),
                )
            });
            let Some((one, found)) = chosen else { break };
            let (id, offer) = (
                one.place.id.clone(),
                (is_standby, until.naive_utc(), told_at),
            );
            let Some(made_to) = make(app, db, (one, &found), offer, pad)? else {
                break;
            };
            made += 1;
            asked_now(&mut list, &id, made_to);
            facts.take(&found);
            if found.slot.key.mode != Mode::Reception || looks > LOOKS_MAX {
                break;
            }
        }
        if looks > LOOKS_MAX {
            break;
        }
    }
    // What is left of a time that has begun cannot wait.
    if freed.told_at.is_none() && rest::pass_on(app, db, (freed, &facts, &mut list), pad)? {
        made += 1;
    }
    Ok(made)
}

fn asked_now(list: &mut [Candidate<One, NaiveDateTime>], id: &WaitingId, offer: OfferId) {
    if let Some(one) = list.iter_mut().find(|one| one.who.place.id == *id) {
        one.who.place.offer_id = Some(offer);
    }
}

/// Those of these places whose request still waits for a time.
pub(in crate::service) fn list(
    db: &mut Db,
    rows: Vec<Waiting>,
) -> Result<Vec<Candidate<One, NaiveDateTime>>, ServiceError> {
    let ids: Vec<RequestId> = rows.iter().map(|row| row.request_id.clone()).collect();
    let people: Vec<_> = rows.iter().map(|row| row.person_id.clone()).collect();
    let requests: BTreeMap<RequestId, Request> = request::of_ids(db, &ids)?
        .into_iter()
        .map(|row| (row.id.clone(), row))
        .collect();
    let people: BTreeMap<_, Person> = person::of_ids(db, &people)?
        .into_iter()
        .map(|row| (row.id.clone(), row))
        .collect();
    let candidate = |place: Waiting| {
        let request = requests.get(&place.request_id)?.clone();
        request.state.book().ok()?;
        let person = people.get(&place.person_id)?.clone();
        // Whoever cannot be told is offered nothing.
        person.mobile_sealed.as_ref()?;
        let mut unsuitable: Unsuitable =
            serde_json::from_str(&place.unsuitable).unwrap_or_default();
        let own: Option<Vec<Days>> = request
            .unavailable
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok());
        unsuitable.days.extend(own.unwrap_or_default());
        Some(Candidate {
            turn: Turn::new(
                request.urgency,
                request.received_at,
                request.reference.clone(),
            ),
            is_near: place.near,
            was_asked: place.offer_id.is_some(),
            who: One {
                person,
                needs: Needs::parse(&place.needs).unwrap_or_default(),
                unsuitable,
                request,
                place,
            },
        })
    };
    Ok(rows.into_iter().filter_map(candidate).collect())
}

fn facts(
    app: &App,
    db: &mut Db,
    official: &OfficialId,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Result<Facts, ServiceError> {
    let zone = app.settings.ministry.zone;
    let days = (
        calendar::local_day(zone, from),
        calendar::local_day(zone, to),
    );
    let catalogue = catalogue::current(app, db)?;
    let scope = Scope::of_official(official);
    Ok(slots::facts(db, (&catalogue, zone), days, &scope, now)?)
}

/// The times of that stretch that are free and open to choice, in order.
fn open_times(
    app: &App,
    facts: &Facts,
    official: &OfficialId,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Vec<DateTime<Utc>> {
    let question = Question {
        officials: [official.clone()].into(),
        mode: None,
        centre: None,
        service: None,
        from,
        to,
        limit: TIMES_MAX,
        // What is kept for urgent requests is seen too; whether it fits is each one's affair.
        wish: Wish {
            is_urgent: true,
            ..slots::wish(app, (None, Needs::none(), None), now)
        },
    };
    let free = search::free_slots(&question, facts).into_iter();
    let open = free.filter(|slot| slot.open_to_choice);
    let mut times: Vec<_> = open.map(|slot| slot.key.starts_at).collect();
    times.sort_unstable();
    times.dedup();
    times
}

/// When a time is looked at, and how long before its start it can be booked: usually.
fn usual(app: &App, now: DateTime<Utc>) -> (DateTime<Utc>, TimeDelta) {
    (now, TimeDelta::minutes(app.settings.booking.lead_minutes))
}

/// An instant on the wall of a slot's place.
fn wall(app: &App, key: &SlotKey, at: DateTime<Utc>) -> NaiveDateTime {
    let catalogue = app.catalogue.get();
    let zone = catalogue.zone(key.centre.as_ref(), app.settings.ministry.zone);
    at.with_timezone(&zone).naive_local()
}

/// What this person would take of a time; nothing where it cannot be used.
fn fit(
    app: &App,
    facts: &Facts,
    (official, starts_at): (&OfficialId, DateTime<Utc>),
    one: &One,
    (now, lead): (DateTime<Utc>, TimeDelta),
) -> Option<Allocation> {
    let section = one.person.sex.map(Sex::section);
    let by_video = one.place.mode == Some(Mode::Video);
    let person = Some(one.person.id.clone());
    let question = Question {
        officials: [official.clone()].into(),
        mode: one.place.mode,
        centre: one.place.centre_id.clone().filter(|_| by_video),
        service: None,
        from: starts_at,
        to: starts_at + TimeDelta::seconds(1),
        limit: TIMES_MAX,
        wish: Wish {
            is_urgent: one.request.urgency == Urgency::Urgent,
            lead,
            ..slots::wish(app, (section, one.needs.clone(), person), now)
        },
    };
    let suits = |key: &SlotKey| {
        let place = one.place.centre_id.as_ref();
        let is_there = matches!(key.mode, Mode::InPerson | Mode::Reception)
            || place.is_none_or(|centre| key.centre.as_ref() == Some(centre));
        is_there && one.unsuitable.suits(wall(app, key, starts_at))
    };
    let mut free = search::free_slots(&question, facts).into_iter();
    let slot = free.find(|slot| slot.open_to_choice && suits(&slot.key))?;
    let found = search::allocate(&slot.key, &question.wish, facts).ok()?;
    found.open_to_choice().ok()
}

/// Makes an offer and tells; nothing where somebody else was quicker.
fn make(
    app: &App,
    db: &mut Db,
    (one, found): (&One, &Allocation),
    (standby, until, told_at): (bool, NaiveDateTime, DateTime<Utc>),
    pad: &mut Pad,
) -> Result<Option<OfferId>, ServiceError> {
    let id = pad.id(OfferId::made);
    if !waiting::ask(db, &one.place.id, &id)? {
        return Ok(None);
    }
    let cells = (found.takes.as_slice(), id.as_str());
    let outcome = match claims::take(db, cells, Input::Offer { until }, pad) {
        Ok(outcome) => outcome,
        Err(ServiceError::Refused(_)) => {
            // Another transaction took a cell meanwhile; what was got of the rest goes back.
            store::occupancy::release(db, id.as_str())?;
            let place = (&one.place.id, &id);
            waiting::answered(db, place, WaitingState::Waiting, pad.at())?;
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let token = pad.link_token();
    let key = &found.slot.key;
    let row = Offer {
        id: id.clone(),
        waiting_id: one.place.id.clone(),
        token_hash: app.keys.lookup("offer", &token),
        slot_id: key.id().as_str().to_owned(),
        official_id: one.place.official_id.clone(),
        mode: key.mode,
        centre_id: key.centre.clone(),
        starts_at: key.starts_at.naive_utc(),
        ends_at: found.slot.ends_at.naive_utc(),
        needs: one.place.needs.clone(),
        resources: texts(found),
        standby,
        state: OfferState::Open,
        expires_at: until,
        created_at: pad.at(),
        answered_at: None,
    };
    waiting::add_offer(db, &row)?;
    if let Some(event) = outcome.tells {
        let letter = letters::of_offer(app, event, (&row, &one.person), &format!("/o/{token}"));
        let to = letters::recipient(app, &one.person)?;
        notices::queue(db, &notices::rows_from(app, (&letter, told_at), &to, pad)?)?;
    }
    let thing = format!("offer:{id}");
    store::audit::add(db, &audit::own("offer", &thing, pad))?;
    Ok(Some(id))
}

/// Passes an offer on that was not answered in time.
pub(in crate::service) fn lapse(
    app: &App,
    db: &mut Db,
    row: &Offer,
    pad: &mut Pad,
) -> Result<bool, ServiceError> {
    let end = (Input::Expire, OfferState::Lapsed, WaitingState::Waiting);
    give_back(app, db, row, end, pad)
}

/// Ends an open offer and offers its time to the next; false where it was ended before.
pub(in crate::service) fn give_back(
    app: &App,
    db: &mut Db,
    row: &Offer,
    (input, state, place): (Input<NaiveDateTime>, OfferState, WaitingState),
    pad: &mut Pad,
) -> Result<bool, ServiceError> {
    step(Some(claims::of_offer(row)), &[], input, pad.at())?;
    if !waiting::close_offer(db, &row.id, state, pad.at())? {
        return Ok(false);
    }
    store::occupancy::release(db, row.id.as_str())?;
    waiting::answered(db, (&row.waiting_id, &row.id), place, pad.at())?;
    let thing = format!("offer:{}", row.id);
    store::audit::add(db, &audit::own(state.as_str(), &thing, pad))?;
    pass_on(app, db, &Freed::of_offer(row), pad)?;
    Ok(true)
}

/// Takes a request off the list: it has a time now, or waits no more. An offer that it still has
/// goes to the next.
pub(in crate::service) fn take_off(
    app: &App,
    db: &mut Db,
    (id, state): (&RequestId, WaitingState),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let found = waiting::of_request(db, id)?;
    let Some(place) = found.filter(|row| row.state == WaitingState::Waiting) else {
        return Ok(());
    };
    let open = match &place.offer_id {
        Some(offer) => waiting::offer(db, offer)?,
        None => None,
    };
    let changed = Waiting {
        state,
        offer_id: None,
        changed_at: pad.at(),
        ..place
    };
    waiting::change(db, &changed)?;
    if let Some(row) = open.filter(|row| row.state == OfferState::Open) {
        let end = (Input::Decline, OfferState::Declined, state);
        give_back(app, db, &row, end, pad)?;
    }
    Ok(())
}

/// The open offer behind a link's secret.
pub(in crate::service) fn behind(
    app: &App,
    db: &mut Db,
    token: &str,
) -> Result<Offer, ServiceError> {
    let found = waiting::offer_of_token(db, &app.keys.lookup("offer", token))?;
    Ok(found.ok_or(Refusal::LinkSpent)?)
}
