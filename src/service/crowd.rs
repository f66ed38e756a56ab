//! Many before the same time: one at a time tries to take it, and those behind are told that it is
//! taken without trying.
//!
//! A time that somebody took or tried to take a moment ago is looked up first, together with all
//! others that are asked for at that moment. Nothing is refused from memory: the look is into the
//! database, after the call came, and says only what the guard would say. Nothing is granted here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::OwnedMutexGuard;

use super::app::App;
use super::error::ServiceError;
use super::gate::Seat;
use super::hold;
use super::together::Together;
use crate::scheduling::Refusal;
use crate::scheduling::ids::{OfficialId, PersonId, SignInId};
use crate::scheduling::occupancy::Cell;
use crate::scheduling::slot::SlotId;
use crate::store::occupancy::{self, Had};
use crate::store::sign_in;

/// So many times are remembered as sought after; beyond that all are forgotten.
const SOUGHT_MAX: usize = 4096;

/// What those who come at once share; cheap to clone.
#[derive(Clone, Default)]
pub struct Crowd(Arc<Shared>);

#[derive(Default)]
struct Shared {
    /// Until when each sign-in stands.
    sign_ins: Together<SignInId, Option<DateTime<Utc>>>,
    /// Who has an official's time.
    had: Together<(OfficialId, Cell), Option<Had>>,
    /// Whose turn it is at each time.
    turns: Mutex<BTreeMap<SlotId, Arc<tokio::sync::Mutex<()>>>>,
    /// Times that somebody took or was refused: worth a look before anything else is done.
    sought: Mutex<BTreeSet<SlotId>>,
}

/// Somebody's turn at a time, and a seat inside.
pub(super) struct Turn {
    slot: Option<SlotId>,
    crowd: Crowd,
    _before: Option<OwnedMutexGuard<()>>,
    _seat: Seat,
}

impl Turn {
    /// Remembers that the time is sought after when it was taken now or before.
    pub(super) fn ended<T>(self, outcome: &Result<T, ServiceError>) {
        let is_taken = match outcome {
            Ok(_) => true,
            Err(error) => error.refusal() == Some(Refusal::SlotTaken),
        };
        if let Some(slot) = self.slot.filter(|_| is_taken) {
            self.crowd.seek(slot);
        }
    }
}

impl Crowd {
    fn seek(&self, slot: SlotId) {
        let mut sought = self.0.sought.lock().unwrap_or_else(PoisonError::into_inner);
        if sought.len() >= SOUGHT_MAX {
            sought.clear();
        }
        sought.insert(slot);
    }

    fn is_sought(&self, slot: &SlotId) -> bool {
        let sought = self.0.sought.lock().unwrap_or_else(PoisonError::into_inner);
        sought.contains(slot)
    }

    fn turn(&self, slot: &SlotId) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.0.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.len() >= SOUGHT_MAX {
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        Arc::clone(turns.entry(slot.clone()).or_default())
    }
}

/// Waits for one's turn at a time, or refuses because somebody else has it.
pub(super) async fn turn(
    app: &App,
    (person, slot): (&PersonId, &SlotId),
    now: DateTime<Utc>,
) -> Result<Turn, ServiceError> {
    let waits = app.gate.come_in(now)?;
    let Some(official) = sole_official(app, slot, now) else {
        // Many share it, or the rules say something else first.
        return Ok(Turn {
            slot: None,
            crowd: app.crowd.clone(),
            _before: None,
            _seat: waits.seat().await?,
        });
    };
    if app.crowd.is_sought(slot) {
        refuse_had(app, (person, &official), now).await?;
    }
    let turns = app.crowd.turn(slot);
    let own = if let Ok(own) = Arc::clone(&turns).try_lock_owned() {
        own
    } else {
        let own = turns.lock_owned().await;
        if app.crowd.is_sought(slot) {
            refuse_had(app, (person, &official), now).await?;
        }
        own
    };
    Ok(Turn {
        slot: Some(slot.clone()),
        crowd: app.crowd.clone(),
        _before: Some(own),
        _seat: waits.seat().await?,
    })
}

/// The official and the first cell of a time that one person has alone, where it lies within what
/// can be booked.
fn sole_official(app: &App, slot: &SlotId, now: DateTime<Utc>) -> Option<(OfficialId, Cell)> {
    let key = slot.key().filter(|key| hold::pool_of(key).is_none())?;
    let booking = &app.settings.booking;
    let earliest = now + TimeDelta::minutes(booking.lead_minutes);
    let latest = now + TimeDelta::days(booking.bookable_days);
    let is_within = (earliest..latest).contains(&key.starts_at);
    let official = key.official.filter(|_| is_within)?;
    Some((official, Cell::at(key.starts_at)))
}

/// Refuses a time that somebody else has at this moment.
async fn refuse_had(
    app: &App,
    (person, at): (&PersonId, &(OfficialId, Cell)),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let look = |wanted: Vec<(OfficialId, Cell)>| {
        let store = app.store.clone();
        async move {
            let read = move |db: &mut _| Ok(occupancy::had(db, &wanted)?);
            store.read::<_, ServiceError, _>(read).await
        }
    };
    let had = app.crowd.0.had.ask(at.clone(), look).await?;
    match had {
        Some(had) if had.lasts(now.naive_utc()) && !had.is_of(person) => {
            Err(Refusal::SlotTaken.into())
        }
        Some(_) | None => Ok(()),
    }
}

/// Until when a sign-in stands; none where it was revoked or there is none.
pub(super) async fn stands(app: &App, id: SignInId) -> Result<Option<DateTime<Utc>>, ServiceError> {
    let look = |ids: Vec<SignInId>| {
        let store = app.store.clone();
        async move {
            let read = move |db: &mut _| {
                let standing = sign_in::standing(db, &ids)?;
                let ends_at = ids.iter().map(|id| standing.get(id).copied());
                Ok(ends_at.collect())
            };
            store.read::<_, ServiceError, _>(read).await
        }
    };
    app.crowd.0.sign_ins.ask(id, look).await
}
