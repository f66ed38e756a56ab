//! Who has the time of officials: what many ask at once, in three queries.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::scheduling::ids::{AppointmentId, HoldId, OfficialId, PersonId};
use crate::scheduling::occupancy::{Cell, Resource};
use crate::store::schema::{appointment, hold, occupancy};
use crate::store::{Db, StoreError};

/// An official's cell that an appointment or a hold has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Had {
    person: PersonId,
    until: Option<NaiveDateTime>,
}

impl Had {
    /// Whether it is had at that moment: a hold may have run out.
    pub fn lasts(&self, now: NaiveDateTime) -> bool {
        self.until.is_none_or(|until| until > now)
    }

    /// Whether this person has it.
    pub fn is_of(&self, person: &PersonId) -> bool {
        self.person == *person
    }
}

/// Resource and cell, then the holder, and until when while it is only a hold.
type Row = ((String, i64), (String, Option<NaiveDateTime>));

/// Who has each of these cells, in their order; nothing where nobody has it, and where it is
/// offered to one who waits, which may end without a trace here.
pub fn had(db: &mut Db, wanted: &[(OfficialId, Cell)]) -> Result<Vec<Option<Had>>, StoreError> {
    let name = |official: &OfficialId| Resource::Official(official.clone()).to_string();
    let names: BTreeSet<String> = wanted.iter().map(|(official, _)| name(official)).collect();
    let cells: BTreeSet<i64> = wanted.iter().map(|(_, cell)| cell.0).collect();
    let found = occupancy::table
        .filter(occupancy::resource.eq_any(&names))
        .filter(occupancy::cell.eq_any(&cells))
        .select((
            (occupancy::resource, occupancy::cell),
            (occupancy::holder, occupancy::until),
        ));
    let rows: BTreeMap<_, _> = found.load::<Row>(db)?.into_iter().collect();
    let holders = rows.values().map(|(holder, _)| holder.as_str());
    let people = people(db, &holders.collect())?;
    let had = wanted.iter().map(|(official, cell)| {
        let (holder, until) = rows.get(&(name(official), cell.0))?;
        let person = people.get(holder)?.clone();
        let until = *until;
        Some(Had { person, until })
    });
    Ok(had.collect())
}

/// Whose these appointments and holds are.
fn people(db: &mut Db, holders: &BTreeSet<&str>) -> Result<BTreeMap<String, PersonId>, StoreError> {
    let ids = holders.iter().map(|id| AppointmentId::from(*id));
    let booked: Vec<(AppointmentId, PersonId)> = appointment::table
        .filter(appointment::id.eq_any(ids))
        .select((appointment::id, appointment::person_id))
        .load(db)?;
    let ids = holders.iter().map(|id| HoldId::from(*id));
    let held: Vec<(HoldId, PersonId)> = hold::table
        .filter(hold::id.eq_any(ids))
        .select((hold::id, hold::person_id))
        .load(db)?;
    let booked = booked
        .into_iter()
        .map(|(id, person)| (id.to_string(), person));
    let held = held
        .into_iter()
        .map(|(id, person)| (id.to_string(), person));
    Ok(booked.chain(held).collect())
}
