//! The cells of a slot, taken and given back as [`crate::scheduling::claim`] says: each verb that
//! touches them comes through here, and what is given back goes to whoever waits.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::app::App;
use super::error::ServiceError;
use super::offers;
use super::pad::Pad;
use crate::scheduling::Refusal;
use crate::scheduling::claim::{Input, Outcome, Standing, step};
use crate::scheduling::ids::{HoldId, OfficialId};
use crate::scheduling::occupancy::{self, Cell, Take};
use crate::store::appointment::Appointment;
use crate::store::hold::{self, Hold};
use crate::store::waiting::Offer;
use crate::store::{self, Db};

/// How a hold stands.
pub(in crate::service) const fn of_hold(row: &Hold) -> Standing<NaiveDateTime> {
    Standing::Held {
        until: row.expires_at,
        extended: row.extended_at.is_some(),
    }
}

/// How an offer that is still open stands.
pub(in crate::service) const fn of_offer(row: &Offer) -> Standing<NaiveDateTime> {
    Standing::Offered {
        until: row.expires_at,
    }
}

/// Takes free cells, as the input says; the caller's transaction must be rolled back on a refusal.
pub(in crate::service) fn take(
    db: &mut Db,
    (takes, holder): (&[Take], &str),
    input: Input<NaiveDateTime>,
    pad: &Pad,
) -> Result<Outcome<NaiveDateTime>, ServiceError> {
    let rows = occupancy::rows(takes);
    let standing = store::occupancy::standing(db, &rows)?;
    let others: Vec<Standing<NaiveDateTime>> = standing
        .iter()
        .map(|(_, until)| match until {
            Some(until) => Standing::Held {
                until: *until,
                extended: false,
            },
            // Offers stand in the way like bookings do, until they are passed on.
            None => Standing::Booked,
        })
        .collect();
    let outcome = step(None, &others, input, pad.at())?;
    let until = match outcome.standing {
        Some(Standing::Held { until, .. }) => Some(until),
        Some(Standing::Offered { .. } | Standing::Booked) | None => None,
    };
    if store::occupancy::take(db, (&rows, &standing), (holder, until), pad.at())? {
        Ok(outcome)
    } else {
        Err(Refusal::SlotTaken.into())
    }
}

/// Takes cells that were free when they were looked at, without asking who has them: where all go
/// in, nobody had one. False where one is taken; then nothing was.
pub(in crate::service) fn take_free(
    db: &mut Db,
    (rows, holder): (&[(String, Cell)], &str),
) -> Result<bool, ServiceError> {
    if store::occupancy::add(db, rows, (holder, None))? == rows.len() {
        return Ok(true);
    }
    store::occupancy::release(db, holder)?;
    Ok(false)
}

/// A stretch of an official's time that somebody gave back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) struct Freed {
    /// Whose time.
    pub(in crate::service) official: Option<OfficialId>,
    /// From when to when.
    pub(in crate::service) span: (DateTime<Utc>, DateTime<Utc>),
    /// From when on they are told to whom it is offered, where that is not at once.
    pub(in crate::service) told_at: Option<DateTime<Utc>>,
}

impl Freed {
    fn new(official: Option<OfficialId>, from: NaiveDateTime, to: NaiveDateTime) -> Self {
        Self {
            official,
            span: (from.and_utc(), to.and_utc()),
            told_at: None,
        }
    }

    /// The time of an appointment.
    pub(in crate::service) fn of_appointment(row: &Appointment) -> Self {
        Self::new(row.official_id.clone(), row.starts_at, row.ends_at)
    }

    /// The time of a hold.
    pub(in crate::service) fn of_hold(row: &Hold) -> Self {
        Self::new(row.official_id.clone(), row.starts_at, row.ends_at)
    }

    /// The time of an offer.
    pub(in crate::service) fn of_offer(row: &Offer) -> Self {
        Self::new(Some(row.official_id.clone()), row.starts_at, row.ends_at)
    }
}

/// Gives a hold back, by its owner or because it ran out; nothing where another did it first.
///
/// What was freed is still to be passed on ([`offers::pass_on`]), after whatever else the verb
/// takes.
pub(in crate::service) fn end_hold(
    db: &mut Db,
    row: &Hold,
    input: Input<NaiveDateTime>,
    pad: &Pad,
) -> Result<Option<Freed>, ServiceError> {
    step(Some(of_hold(row)), &[], input, pad.at())?;
    let is_gone = if input == Input::Expire {
        hold::remove_over(db, &row.id, pad.at())?
    } else {
        hold::remove(db, &row.id)?
    };
    if !is_gone {
        return Ok(None);
    }
    store::occupancy::release(db, row.id.as_str())?;
    Ok(Some(Freed::of_hold(row)))
}

/// So many of what ran out are settled on the way of another verb; the job does the rest.
const SETTLED_MAX: i64 = 20;

/// Passes on what ran out of an official's time, so that whoever waits comes before whoever
/// presses now.
pub(in crate::service) fn settle(
    app: &App,
    db: &mut Db,
    official: Option<&OfficialId>,
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    for row in store::waiting::over(db, official, pad.at(), SETTLED_MAX)? {
        offers::lapse(app, db, &row, pad)?;
    }
    for row in hold::over(db, official, pad.at(), SETTLED_MAX)? {
        if let Some(freed) = end_hold(db, &row, Input::Expire, pad)? {
            offers::pass_on(app, db, &freed, pad)?;
        }
    }
    Ok(())
}

/// Prolongs a hold of the person's, once.
pub(in crate::service) fn extend(
    db: &mut Db,
    row: Hold,
    until: NaiveDateTime,
    pad: &Pad,
) -> Result<Hold, ServiceError> {
    let outcome = step(Some(of_hold(&row)), &[], Input::Extend { until }, pad.at())?;
    let until = outcome.standing.and_then(Standing::until);
    let until = until.ok_or(Refusal::WrongStage)?;
    if !hold::extend(db, &row, until, pad.at())? {
        return Err(Refusal::AlreadyExtended.into());
    }
    if store::occupancy::prolong(db, row.id.as_str(), until)? == 0 {
        return Err(Refusal::HoldExpired.into());
    }
    Ok(Hold {
        expires_at: until,
        extended_at: Some(pad.at()),
        ..row
    })
}

/// Hands the cells of a hold or an offer over to an appointment.
pub(in crate::service) fn hand_over(
    db: &mut Db,
    (from, to): (&str, &str),
    (own, input): (Standing<NaiveDateTime>, Input<NaiveDateTime>),
    pad: &Pad,
) -> Result<Outcome<NaiveDateTime>, ServiceError> {
    let outcome = step(Some(own), &[], input, pad.at())?;
    if store::occupancy::hand_over(db, from, to)? == 0 {
        let gone = match own {
            Standing::Offered { .. } => Refusal::LinkSpent,
            Standing::Held { .. } | Standing::Booked => Refusal::HoldExpired,
        };
        return Err(gone.into());
    }
    Ok(outcome)
}

/// The hold of that id, if it is that person's.
pub(in crate::service) fn hold_of(
    db: &mut Db,
    id: &HoldId,
    person: &crate::scheduling::ids::PersonId,
) -> Result<Option<Hold>, ServiceError> {
    Ok(hold::find(db, id)?.filter(|row| row.person_id == *person))
}
