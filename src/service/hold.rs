//! Holding a slot for a few minutes, while the form is filled.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::catalogue;
use super::claims;
use super::conduct;
use super::crowd;
use super::error::ServiceError;
use super::offers;
use super::pad::Pad;
use super::slots::{self, Scope};
use crate::bus::News;
use crate::scheduling::claim::{Input, Standing};
use crate::scheduling::ids::{HoldId, OfficialId, PersonId};
use crate::scheduling::slot::facts::Wish;
use crate::scheduling::slot::search::{self, Allocation};
use crate::scheduling::slot::{SlotId, SlotKey};
use crate::scheduling::{Mode, Needs, Refusal, Urgency, calendar};
use crate::store::availability::Lock;
use crate::store::hold::{self, Hold};
use crate::store::occupancy::Pool;
use crate::store::person::Person;
use crate::store::{self, Db};

/// Holds a slot, with every resource the needs ask for. A person has one hold: an earlier one is
/// given back, and holding the same slot again gives the same hold.
pub async fn hold_slot(
    app: &App,
    caller: &Caller,
    (slot, needs): (SlotId, Needs),
    now: DateTime<Utc>,
) -> Result<Hold, ServiceError> {
    let person = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let turn = crowd::turn(app, (&person, &slot), now).await?;
    let pad = app.pad(now);
    let of_work = app.clone();
    let held = app
        .store
        .write(move |db| hold_in(&of_work, db, (&person, &slot, &needs), &mut pad.clone()))
        .await;
    turn.ended(&held);
    let held = held?;
    moved(app, &held);
    Ok(held)
}

fn moved(app: &App, held: &Hold) {
    if let Some(official) = &held.official_id {
        app.bus.tell(News::SlotsMoved(official.clone()));
    }
}

fn hold_in(
    app: &App,
    db: &mut Db,
    (person, slot, needs): (&PersonId, &SlotId, &Needs),
    pad: &mut Pad,
) -> Result<Hold, ServiceError> {
    let key = slot.key().ok_or(Refusal::NotFound)?;
    store::person::alone(db, person)?;
    let mut freed = None;
    if let Some(earlier) = hold::of_person(db, person)? {
        let same = earlier.slot_id == slot.as_str() && earlier.needs == needs.to_string();
        if same && earlier.expires_at > pad.at() {
            return Ok(earlier);
        }
        freed = claims::end_hold(db, &earlier, Input::Release, pad)?;
    }
    claims::settle(app, db, key.official.as_ref(), pad)?;
    let known = store::person::find(db, person)?.ok_or(Refusal::NotFound)?;
    let wanted = (&known, slot, needs);
    let allocation = allocation(app, db, wanted, Urgency::Normal, pad)?.open_to_choice()?;
    let starts_at = allocation.slot.key.starts_at;
    conduct::may_book(app, db, (&known, starts_at, None), pad)?;
    let id = pad.id(HoldId::made);
    let until = pad.at() + TimeDelta::minutes(app.settings.booking.hold_minutes);
    let cells = (allocation.takes.as_slice(), id.as_str());
    let outcome = claims::take(db, cells, Input::Hold { until }, pad)?;
    let until = outcome.standing.and_then(Standing::until);
    let expires_at = until.ok_or(Refusal::WrongStage)?;
    let row = Hold {
        id,
        person_id: person.clone(),
        slot_id: slot.as_str().to_owned(),
        official_id: key.official,
        mode: key.mode,
        centre_id: key.centre,
        starts_at: key.starts_at.naive_utc(),
        ends_at: allocation.slot.ends_at.naive_utc(),
        needs: needs.to_string(),
        resources: texts(&allocation),
        expires_at,
        created_at: pad.at(),
        extended_at: None,
    };
    if !hold::add(db, &row)? {
        return Err(Refusal::SlotTaken.into());
    }
    // Last, so that the time given back is not offered where it overlaps the new one.
    if let Some(freed) = freed {
        offers::pass_on(app, db, &freed, pad)?;
    }
    Ok(row)
}

/// With whom a held time is.
pub(super) fn official_of(db: &mut Db, id: &HoldId) -> Result<Option<OfficialId>, ServiceError> {
    Ok(hold::find(db, id)?.and_then(|row| row.official_id))
}

/// The resources of an allocation, comma-separated.
pub(super) fn texts(allocation: &Allocation) -> String {
    let names: Vec<String> = allocation
        .takes
        .iter()
        .map(|take| take.resource.to_string())
        .collect();
    names.join(",")
}

/// What a slot takes for a person, read in this transaction; a reserved time for an urgent
/// request only.
pub(super) fn allocation(
    app: &App,
    db: &mut Db,
    (person, slot, needs): (&Person, &SlotId, &Needs),
    urgency: Urgency,
    pad: &Pad,
) -> Result<Allocation, ServiceError> {
    let lead = TimeDelta::minutes(app.settings.booking.lead_minutes);
    let under = (BTreeSet::new(), lead, urgency);
    allocation_freeing(app, db, (person, slot, needs), under, pad)
}

/// The same, with these cells counted as free, up to `lead` before the slot begins.
pub(super) fn allocation_freeing(
    app: &App,
    db: &mut Db,
    (person, slot, needs): (&Person, &SlotId, &Needs),
    under: (BTreeSet<(String, i64)>, TimeDelta, Urgency),
    pad: &Pad,
) -> Result<Allocation, ServiceError> {
    let key = slot.key().ok_or(Refusal::NotFound)?;
    catalogue::current(app, db)?;
    if let Some(official) = &key.official {
        // No week is published between reading it and taking its time.
        store::availability::lock(db, official, Lock::Shared)?;
    }
    if let Some(pool) = pool_of(&key) {
        store::occupancy::alone(db, pool)?;
    }
    look(app, db, (person, &key, needs), under, pad)
}

/// The same without keeping weeks from being published meanwhile: only a look.
pub(super) fn look(
    app: &App,
    db: &mut Db,
    (person, key, needs): (&Person, &SlotKey, &Needs),
    (freed, lead, urgency): (BTreeSet<(String, i64)>, TimeDelta, Urgency),
    pad: &Pad,
) -> Result<Allocation, ServiceError> {
    let section = person.sex.map(crate::scheduling::Sex::section);
    let zone = app.settings.ministry.zone;
    let day = calendar::local_day(zone, key.starts_at);
    let catalogue = app.catalogue.get();
    let scope = Scope::of_slot(&catalogue, (key, needs), &person.id).freeing(freed);
    let facts = slots::facts(db, (&catalogue, zone), (day, day), &scope, pad.now())?;
    let wanted = (section, needs.clone(), Some(person.id.clone()));
    let wish = Wish {
        is_urgent: urgency == Urgency::Urgent,
        lead,
        ..slots::wish(app, wanted, pad.now())
    };
    Ok(search::allocate(key, &wish, &facts)?)
}

/// What a slot is taken from where many people want the same one: each waits for the one before,
/// and chooses among the seats or desks that are left.
pub(super) fn pool_of(key: &SlotKey) -> Option<Pool<'_>> {
    match key.mode {
        Mode::Reception => key.official.as_ref().map(Pool::Seats),
        Mode::Service => key.centre.as_ref().map(Pool::Desks),
        Mode::InPerson | Mode::Video => None,
    }
}

/// Gives a hold back; one that is not the caller's is not found.
pub async fn release_hold(
    app: &App,
    caller: &Caller,
    id: HoldId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let person = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let (pad, of_work) = (app.pad(now), app.clone());
    let released = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = claims::hold_of(db, &id, &person)?.ok_or(Refusal::NotFound)?;
            if let Some(freed) = claims::end_hold(db, &row, Input::Release, &pad)? {
                offers::pass_on(&of_work, db, &freed, &mut pad)?;
            }
            Ok::<_, ServiceError>(row)
        })
        .await?;
    moved(app, &released);
    app.bus.tell(News::NoticeQueued);
    Ok(())
}

/// Keeps the caller's hold for as long again, once.
pub async fn extend_hold(
    app: &App,
    caller: &Caller,
    id: HoldId,
    now: DateTime<Utc>,
) -> Result<Hold, ServiceError> {
    let person = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let (pad, by) = (app.pad(now), caller.clone());
    let longer = TimeDelta::minutes(app.settings.booking.hold_minutes);
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = claims::hold_of(db, &id, &person)?.ok_or(Refusal::NotFound)?;
            let until = row.expires_at + longer;
            let row = claims::extend(db, row, until, &pad)?;
            let thing = format!("hold:{}", row.id);
            store::audit::add(db, &audit::deed(&by, "extend_hold", &thing, &mut pad))?;
            Ok::<_, ServiceError>(row)
        })
        .await
}

/// The caller's hold, while it lasts.
pub async fn own_hold(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Option<Hold>, ServiceError> {
    let person = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let found = app
        .store
        .read(move |db| Ok::<_, ServiceError>(hold::of_person(db, &person)?))
        .await?;
    Ok(found.filter(|row| row.expires_at > now.naive_utc()))
}
