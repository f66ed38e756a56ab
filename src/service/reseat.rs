//! A held time follows what becomes known of its person: a room, a desk or a seat of the section
//! that receives the person, at the same time, or the time is given back and the person is told.
//!
//! A time can be held before it is known whether the person is a man or a woman. Whoever writes
//! that down ([`super::profile`], [`super::register_person`]) has the account alone and asks here
//! first, in the same transaction.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde::Serialize;
use utoipa::ToSchema;

use super::app::App;
use super::audit;
use super::claims;
use super::error::ServiceError;
use super::hold::{allocation_freeing, texts};
use super::offers;
use super::pad::Pad;
use crate::scheduling::claim::Input;
use crate::scheduling::slot::SlotId;
use crate::scheduling::slot::search::Allocation;
use crate::scheduling::{Needs, Sex, Urgency, occupancy};
use crate::store::hold::{self, Hold};
use crate::store::person::Person;
use crate::store::{self, Db};

/// What became of a held time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is held as before.
    Stands,
    /// It is held in another room, at another desk or on another seat.
    Reseated,
    /// The person's section has nothing free at that time: it is held no more.
    GivenBack,
}

/// Lets the hold of a person follow what is known now (`person`) and was not before (`was`); which
/// hold, and what became of it. Nothing where there is none or nothing changes for it.
pub(super) fn follow(
    app: &App,
    db: &mut Db,
    (was, person): (Option<Sex>, &Person),
    pad: &mut Pad,
) -> Result<Option<(Hold, Fate)>, ServiceError> {
    if was == person.sex {
        return Ok(None);
    }
    let found = hold::of_person(db, &person.id)?;
    let Some(held) = found.filter(|row| row.expires_at > pad.at()) else {
        return Ok(None);
    };
    let fate = match place(app, db, (person, &held), pad)? {
        Some(found) if texts(&found) == held.resources => Fate::Stands,
        Some(found) if swap(db, (&held, &found), pad)? => Fate::Reseated,
        // The section has nothing free, or somebody else took it a moment ago.
        Some(_) | None => {
            if let Some(freed) = claims::end_hold(db, &held, Input::Release, pad)? {
                offers::pass_on(app, db, &freed, pad)?;
            }
            Fate::GivenBack
        }
    };
    if fate != Fate::Stands {
        let thing = format!("hold:{}", held.id);
        store::audit::add(db, &audit::own("reseat_hold", &thing, pad))?;
    }
    Ok(Some((held, fate)))
}

/// What the same time takes for the person as known now, with the hold's own cells free; nothing
/// where that section has nothing left.
fn place(
    app: &App,
    db: &mut Db,
    (person, held): (&Person, &Hold),
    pad: &Pad,
) -> Result<Option<Allocation>, ServiceError> {
    let slot = SlotId::from_text(&held.slot_id);
    let needs = Needs::parse(&held.needs).unwrap_or_default();
    let own = store::occupancy::of_holder(db, held.id.as_str())?;
    let freed: BTreeSet<(String, i64)> = own.into_iter().collect();
    // It was held in time.
    let under = (freed, TimeDelta::zero(), Urgency::Normal);
    match allocation_freeing(app, db, (person, &slot, &needs), under, pad) {
        Ok(found) => Ok(Some(found)),
        Err(ServiceError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Takes the new place and gives the old one up, in one pass; the hold lasts as long as it did.
/// False where another transaction has some of it: then the hold has half of it, to be given back.
fn swap(db: &mut Db, (held, found): (&Hold, &Allocation), pad: &Pad) -> Result<bool, ServiceError> {
    let id = held.id.as_str();
    let wanted = occupancy::rows(&found.takes);
    if !store::occupancy::swap(db, (id, id), &wanted, pad.at())?
        || store::occupancy::prolong(db, id, held.expires_at)? == 0
    {
        return Ok(false);
    }
    hold::reseat(db, &held.id, &texts(found))?;
    Ok(true)
}
