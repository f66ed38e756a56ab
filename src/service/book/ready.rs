//! A booking made ready: decided and worded from one row that it stands on, and a look at the cells.
//!
//! On an embedded database that is done on a reader's connection, so that the one writer only looks
//! whether what it stands on has moved, takes the cells, and adds the rows.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::{Booked, Rows, Taken};
use crate::scheduling::claim::{Input, step};
use crate::scheduling::ids::{AppointmentId, OfficialId, PersonId, RequestId};
use crate::scheduling::occupancy::{self, Cell, Resource};
use crate::scheduling::slot::SlotId;
use crate::scheduling::slot::search::Allocation;
use crate::scheduling::{Needs, Refusal, Urgency, Week, calendar};
use crate::service::app::App;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::pad::Pad;
use crate::service::{claims, conduct, hold, representations};
use crate::store::Db;
use crate::store::ground::{self, Ground, Spot};

/// A booking that is decided and worded, and not written yet.
pub(super) struct Ready {
    ground: Ground,
    official: OfficialId,
    week: String,
    cells: Vec<(String, Cell)>,
    rows: Rows,
}

type Asked = (Caller, PersonId, RequestId, SlotId);

/// Makes a booking ready, or refuses it; nothing where it has to be decided inside the write.
pub(super) async fn ahead(
    app: &App,
    asked: Asked,
    mut pad: Pad,
) -> Result<Option<Box<Ready>>, ServiceError> {
    let of_work = app.clone();
    app.store
        .read(move |db| made(&of_work, db, &asked, &mut pad))
        .await
}

fn made(
    app: &App,
    db: &mut Db,
    (by, person, request, slot): &Asked,
    pad: &mut Pad,
) -> Result<Option<Box<Ready>>, ServiceError> {
    let Some((key, official)) = slot
        .key()
        .and_then(|key| Some((key.clone(), key.official?)))
    else {
        return Ok(None);
    };
    // What many share is chosen in the write, from what the one before left.
    if hold::pool_of(&key).is_some() {
        return Ok(None);
    }
    let day = calendar::local_day(app.settings.ministry.zone, key.starts_at);
    let week = Week::containing(day).to_string();
    let stands_on = Spot {
        person,
        request,
        official: &official,
        week: &week,
    };
    // Another verb of the account, and a publication, come before or after this, not between.
    ground::alone(db, stands_on)?;
    let Some(ground) = ground::read(db, stands_on, pad.at())?.filter(is_plain) else {
        return Ok(None);
    };
    if ground.marks.catalogue != app.catalogue.get().version {
        // Another node has changed it; it is read anew on the long way.
        return Ok(None);
    }
    let (known, wanted) = (&ground.person, &ground.request);
    if known.name.is_none() || known.sex.is_none() {
        return Err(Refusal::ProfileNeeded.into());
    }
    let needs = Needs::parse(&wanted.needs).unwrap_or_default();
    let lead = TimeDelta::minutes(app.settings.booking.lead_minutes);
    let under = (BTreeSet::new(), lead, Urgency::Normal);
    let found = hold::look(app, db, (known, &key, &needs), under, pad)?.open_to_choice()?;
    if invites(&found) {
        return Ok(None);
    }
    if has_history(&ground) {
        conduct::may_book(app, db, (known, key.starts_at, None), pad)?;
    }
    representations::may_take(db, wanted, key.starts_at)?;
    let outcome = step(None, &[], Input::Book, pad.at())?;
    let taken = Taken {
        tells: outcome.tells,
        ..Taken::of((pad.id(AppointmentId::made), slot, needs), &found)
    };
    let about = (by, known, wanted.clone(), wanted.reference.clone());
    Ok(Some(Box::new(Ready {
        rows: Rows::of(app, about, taken, pad)?,
        cells: occupancy::rows(&found.takes),
        ground,
        official,
        week,
    })))
}

/// Whether a booking on this ground gives nothing back and passes nothing on: only then can it be
/// decided ahead of the write.
const fn is_plain(ground: &Ground) -> bool {
    ground.marks.in_the_way == 0 && ground.over == 0
}

/// Whether the rules for people have anything to look at.
const fn has_history(ground: &Ground) -> bool {
    ground.marks.blocks.has_any() || ground.marks.appointments.has_any()
}

/// Whether somebody else is asked to come.
fn invites(found: &Allocation) -> bool {
    found.takes.iter().any(|take| match take.resource {
        Resource::Interpreter(_) => true,
        Resource::Official(_)
        | Resource::Room(_)
        | Resource::Person(_)
        | Resource::Desk(_)
        | Resource::Seat(..) => false,
    })
}

/// Books what was made ready ahead, or is made ready now; nothing where it cannot be made ready, or
/// where the ground has moved or a cell is taken since, and then the transaction is as it was.
pub(super) fn book(
    app: &App,
    db: &mut Db,
    (asked, ahead): (&Asked, Option<&Ready>),
    pad: &Pad,
) -> Result<Option<Booked>, ServiceError> {
    if let Some(ready) = ahead {
        return if ready.stands(db)? {
            ready.write(db)
        } else {
            Ok(None)
        };
    }
    if app.store.is_embedded() {
        return Ok(None);
    }
    match made(app, db, asked, &mut pad.clone())? {
        Some(ready) => ready.write(db),
        None => Ok(None),
    }
}

impl Ready {
    fn stands(&self, db: &mut Db) -> Result<bool, ServiceError> {
        let stands_on = Spot {
            person: &self.ground.person.id,
            request: &self.ground.request.id,
            official: &self.official,
            week: &self.week,
        };
        Ok(ground::stands(db, (stands_on, &self.ground))?)
    }

    fn write(&self, db: &mut Db) -> Result<Option<Booked>, ServiceError> {
        let holder = self.rows.appointment.id.as_str();
        if !claims::take_free(db, (&self.cells, holder))? {
            return Ok(None);
        }
        self.rows.write(db)?;
        Ok(Some(Booked {
            appointment: self.rows.appointment.clone(),
            request: self.rows.request.clone(),
        }))
    }
}
