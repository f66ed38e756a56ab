//! Beginning a conversation: somebody rings, somebody is rung back, somebody wrote.

use chrono::{DateTime, TimeDelta, Utc};

use super::{agent, thing};
use crate::scheduling::Refusal;
use crate::scheduling::call::{CallBackState, Direction, Proof, Way};
use crate::scheduling::ids::{CallBackId, CallId, PersonId, StaffId};
use crate::service::app::App;
use crate::service::audit;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::pad::Pad;
use crate::store::call::{self, Conversation};
use crate::store::{self, Db, call_back, reach, written};

/// For so long does what somebody wrote under a sign-in prove who writes, in hours.
const WRITTEN_HOURS_MAX: i64 = 24;

/// So many messages at most are looked through for that.
const LINES_MAX: i64 = 50;

/// How a conversation begins.
#[derive(Clone, Debug)]
pub enum Begin {
    /// The telephone rang.
    Incoming,
    /// Somebody is rung who is owed a call.
    Owed(CallBackId),
    /// Somebody wrote who cannot telephone.
    Written(PersonId),
}

/// Begins a conversation of the calling agent; who has one under way is given that one.
pub async fn begin(
    app: &App,
    caller: &Caller,
    how: Begin,
    now: DateTime<Utc>,
) -> Result<CallId, ServiceError> {
    let staff = agent(caller)?.id;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            if let Some(row) = call::open_of(db, &staff)? {
                return Ok(row.id);
            }
            let mut pad = pad.clone();
            let row = match &how {
                Begin::Incoming => blank(&staff, (Direction::In, Way::Voice), &mut pad),
                Begin::Owed(id) => rung(db, &staff, id, &mut pad)?,
                Begin::Written(person) => answered(db, &staff, person, &mut pad)?,
            };
            call::begin(db, &row)?;
            let deed = audit::deed(&by, "begin_call", &thing(&row.id), &mut pad);
            store::audit::add(db, &deed)?;
            Ok::<_, ServiceError>(row.id)
        })
        .await
}

/// The conversation that the agent has under way.
pub async fn under_way(app: &App, caller: &Caller) -> Result<Option<Conversation>, ServiceError> {
    let staff = agent(caller)?.id;
    app.store
        .read(move |db| Ok(call::open_of(db, &staff)?))
        .await
}

fn blank(staff: &StaffId, (direction, way): (Direction, Way), pad: &mut Pad) -> Conversation {
    Conversation {
        id: pad.id(CallId::made),
        staff_id: staff.clone(),
        direction,
        way,
        call_back_id: None,
        challenge_id: None,
        person_id: None,
        tries: 0,
        begun_at: pad.at(),
        passed_at: None,
        proof: None,
        ended_at: None,
    }
}

/// A call to somebody who is owed one; people who cannot hear are never rung.
fn rung(
    db: &mut Db,
    staff: &StaffId,
    id: &CallBackId,
    pad: &mut Pad,
) -> Result<Conversation, ServiceError> {
    let owed = call_back::find(db, id)?.ok_or(Refusal::NotFound)?;
    if owed.state != CallBackState::Waiting {
        return Err(Refusal::WrongStage.into());
    }
    if reach::is_text_only(db, &owed.person_id)? {
        return Err(Refusal::TextOnly.into());
    }
    Ok(Conversation {
        call_back_id: Some(owed.id),
        ..blank(staff, (Direction::Out, Way::Voice), pad)
    })
}

/// A conversation in writing: who wrote was signed in, which proves as much as a code.
fn answered(
    db: &mut Db,
    staff: &StaffId,
    person: &PersonId,
    pad: &mut Pad,
) -> Result<Conversation, ServiceError> {
    let since = pad.at() - TimeDelta::hours(WRITTEN_HOURS_MAX);
    let lines = written::of_person(db, person, LINES_MAX)?;
    let wrote = |line: &written::Written| line.staff_id.is_none() && line.at > since;
    if !lines.iter().any(wrote) {
        return Err(Refusal::CallerUnchecked.into());
    }
    Ok(Conversation {
        person_id: Some(person.clone()),
        passed_at: Some(pad.at()),
        proof: Some(Proof::SignIn),
        ..blank(staff, (Direction::In, Way::Text), pad)
    })
}
