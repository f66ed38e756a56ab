//! The rules for people, asked in the transaction of what they allow.
//!
//! Whoever asks inside a write has the account alone first ([`crate::store::person::alone`]): two
//! verbs of one account at the same moment would each be allowed the last that is left.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use super::pad::Pad;
use crate::scheduling::AppointmentState;
use crate::scheduling::ids::{AppointmentId, OfficialId};
use crate::scheduling::rules::{History, No, Policy};
use crate::store::person::Person;
use crate::store::{Db, appointment, block, request};

/// The rules as they are set.
fn policy(app: &App) -> Policy {
    let rules = &app.settings.rules;
    Policy {
        quota_count: rules.quota_count,
        quota_span: TimeDelta::days(rules.quota_days),
        one_open_meeting: rules.one_open_meeting,
        no_show_limit: rules.no_show_limit,
        no_show_span: TimeDelta::days(rules.no_show_days),
        no_show_consequence: rules.no_show_consequence,
        no_show_pause: TimeDelta::days(rules.no_show_pause_days),
    }
}

/// Whether the account may ask to meet that official.
pub(super) fn may_ask(
    app: &App,
    db: &mut Db,
    wish: (&Person, Option<&OfficialId>),
    pad: &Pad,
) -> Result<(), ServiceError> {
    let no = no_asking(app, db, wish, pad)?;
    no.map_or(Ok(()), |no| Err(told(app, no)))
}

/// What stands in the way of asking to meet that official, if anything.
pub(super) fn no_asking(
    app: &App,
    db: &mut Db,
    (person, official): (&Person, Option<&OfficialId>),
    pad: &Pad,
) -> Result<Option<No>, ServiceError> {
    let open = match official {
        Some(official) => request::open_meetings(db, &person.id, official)?,
        None => 0,
    };
    let history = History {
        blocked_until: blocks(db, person, pad)?,
        ..History::default()
    };
    Ok(policy(app).may_ask(open, &history, pad.now()).err())
}

/// Whether the account may choose a time that begins then; `but` one appointment, which it would
/// replace.
pub(super) fn may_book(
    app: &App,
    db: &mut Db,
    wish: (&Person, DateTime<Utc>, Option<&AppointmentId>),
    pad: &Pad,
) -> Result<(), ServiceError> {
    let no = no_booking(app, db, wish, pad)?;
    no.map_or(Ok(()), |no| Err(told(app, no)))
}

/// What stands in the way of choosing a time that begins then, if anything.
pub(super) fn no_booking(
    app: &App,
    db: &mut Db,
    (person, starts_at, but): (&Person, DateTime<Utc>, Option<&AppointmentId>),
    pad: &Pad,
) -> Result<Option<No>, ServiceError> {
    let policy = policy(app);
    let since = pad.now().min(starts_at) - policy.quota_span.max(policy.no_show_span);
    let mut history = History {
        blocked_until: blocks(db, person, pad)?,
        ..History::default()
    };
    for (id, state, begin) in appointment::counted(db, &person.id, since.naive_utc())? {
        if but == Some(&id) {
            continue;
        }
        history.appointments.push(begin.and_utc());
        if state == AppointmentState::NoShow {
            history.missed.push(begin.and_utc());
        }
    }
    Ok(policy.may_book(starts_at, &history, pad.now()).err())
}

fn blocks(db: &mut Db, person: &Person, pad: &Pad) -> Result<Vec<DateTime<Utc>>, ServiceError> {
    let proved = person.identity_hash.as_deref().filter(|_| person.proved);
    let ends = block::ends(db, &person.id, proved, pad.at())?;
    Ok(ends.iter().map(NaiveDateTime::and_utc).collect())
}

/// A no with its end on the ministry's wall, where it ends by itself.
fn told(app: &App, no: No) -> ServiceError {
    let zone = app.settings.ministry.zone;
    match no.until {
        Some(until) => {
            ServiceError::RefusedUntil(no.refusal, until.with_timezone(&zone).naive_local())
        }
        None => no.refusal.into(),
    }
}
