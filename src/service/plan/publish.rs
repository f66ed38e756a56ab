//! Publishing a plan: each request in it is booked as the office books one, and only then told.
//!
//! Every request has its own transaction, in which its appointment, its messages and the line that
//! says so are written together. A publication that was cut off, by a crash or a lost connection,
//! goes on where it was when it is asked for again: what has a line is done.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Version, Whose, as_text, plan_of, problem_of};
use crate::scheduling::Refusal;
use crate::scheduling::appointment::ChangedBy;
use crate::scheduling::ids::{AppointmentId, RequestId};
use crate::scheduling::plan::moves;
use crate::scheduling::planning::sentence::{self, Outcome, Said};
use crate::scheduling::planning::{LineState, PlanState};
use crate::scheduling::slot::SlotId;
use crate::service::allocate::allocate_in;
use crate::service::app::App;
use crate::service::book::{self, Booked};
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::guests;
use crate::service::reschedule::{Move, move_in};
use crate::store::appointment;
use crate::store::plan::{self as rows, Line};
use crate::store::{self, Db, request};

/// What publishing did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Who has an appointment now.
    pub booked: Vec<RequestId>,
    /// Whose time was gone by then, and why; nothing was booked for them and nobody was told.
    pub gone: Vec<(RequestId, String)>,
    /// Who was left out.
    pub left_out: Vec<RequestId>,
}

/// A plan that is being published, and what is still to be done in it.
pub struct Publication {
    version: Version,
    reason: Option<String>,
    todo: Vec<(RequestId, Said)>,
}

/// What is published, and why.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whose plan of which week.
    pub whose: Whose,
    /// The version that was read, where one is named.
    pub expected: Option<i64>,
    /// Why those who have a time are given another; needed where any is.
    pub reason: Option<String>,
}

/// Publishes the newest plan of a week, if it is at that version where one is named; or goes on with
/// it. A time that is gone is not booked, and its request stays as it was.
pub async fn publish(
    app: &App,
    caller: &Caller,
    order: Order,
    now: DateTime<Utc>,
) -> Result<Done, ServiceError> {
    let whose = order.whose.clone();
    let mut publication = begin(app, caller, order, now).await?;
    while publication.next(app, caller, now).await? {}
    finish(app, caller, (whose, publication.version), now).await
}

/// Begins, or takes up what was cut off.
pub async fn begin(
    app: &App,
    caller: &Caller,
    order: Order,
    now: DateTime<Utc>,
) -> Result<Publication, ServiceError> {
    let (pad, by) = (app.pad(now), caller.clone());
    app.store
        .write(move |db| {
            let Order {
                whose,
                expected,
                reason,
            } = &order;
            let version = whose.latest(db)?.ok_or(Refusal::NotFound)?;
            if expected.is_some_and(|expected| expected != version.version) {
                return Err(ServiceError::from(Refusal::PlanChanged));
            }
            match version.state {
                PlanState::Published => return Err(Refusal::WrongStage.into()),
                PlanState::Publishing => {}
                PlanState::Proposed => {
                    let to = (PlanState::Publishing, Some(by.actor()));
                    if !rows::step(db, &version, (to.0, to.1.as_deref()))? {
                        return Err(Refusal::PlanChanged.into());
                    }
                    let deed = whose.deed(Some(&by), "publish_plan", &mut pad.clone());
                    store::audit::add(db, &deed)?;
                }
            }
            if reason.is_none() && !moves(&problem_of(&version)?, &plan_of(&version)?).is_empty() {
                return Err(Refusal::ReasonNeeded.into());
            }
            let version = Version {
                state: PlanState::Publishing,
                ..version
            };
            let todo = todo(db, whose, &version)?;
            let reason = reason.clone();
            Ok(Publication {
                version,
                reason,
                todo,
            })
        })
        .await
}

/// What has no line yet, in the order, the first last.
fn todo(
    db: &mut Db,
    whose: &Whose,
    version: &Version,
) -> Result<Vec<(RequestId, Said)>, ServiceError> {
    let written = rows::lines(db, version)?.into_iter();
    let written: BTreeSet<RequestId> = written.map(|line| line.request_id).collect();
    let all = sentence::of_plan(whose.week, &problem_of(version)?, &plan_of(version)?);
    let mut said: BTreeMap<RequestId, Said> = all.iter().cloned().collect();
    // Those who are placed go in the plan's own order, in which it was rehearsed.
    let placed = plan_of(version)?.placed.into_iter().map(|it| it.request);
    let placed: Vec<_> = placed.filter_map(|id| said.remove_entry(&id)).collect();
    let others = all.into_iter().filter(|(id, _)| said.contains_key(id));
    let mut todo: Vec<_> = placed.into_iter().chain(others).collect();
    todo.retain(|(id, _)| !written.contains(id));
    todo.reverse();
    Ok(todo)
}

impl Publication {
    /// Does the next request; false where none is left.
    pub async fn next(
        &mut self,
        app: &App,
        caller: &Caller,
        now: DateTime<Utc>,
    ) -> Result<bool, ServiceError> {
        let Some((id, said)) = self.todo.pop() else {
            return Ok(false);
        };
        let slot = match &said.outcome {
            Outcome::Placed { slot, .. } => slot.clone(),
            Outcome::LeftOut { .. } => {
                let line = self.line(&id, LineState::LeftOut, &said);
                write(app, line, now).await?;
                return Ok(true);
            }
        };
        match self.book(app, caller, (&id, slot, &said), now).await {
            Ok(Some(booked)) => book::tell(app, &booked),
            // It keeps its time, or somebody else who publishes the same plan was here first.
            Ok(None) => {}
            Err(error) => {
                let refusal = error.refusal().ok_or(error)?;
                let line = Line {
                    refused: Some(refusal.code().to_owned()),
                    ..self.line(&id, LineState::Gone, &said)
                };
                write(app, line, now).await?;
            }
        }
        Ok(true)
    }

    async fn book(
        &self,
        app: &App,
        caller: &Caller,
        (id, slot, said): (&RequestId, SlotId, &Said),
        now: DateTime<Utc>,
    ) -> Result<Option<Booked>, ServiceError> {
        let line = self.line(id, LineState::Booked, said);
        let (pad, of_work, by, id) = (app.pad(now), app.clone(), caller.clone(), id.clone());
        let reason = self.reason.clone();
        app.store
            .write(move |db| {
                let mut pad = pad.clone();
                if rows::has_line(db, &line)? {
                    return Ok(None);
                }
                let had = appointment::of_request(db, &id)?;
                let had = had.into_iter().find(|row| row.state.holds_resources());
                let (state, appointment, booked) = match had {
                    None => {
                        let booked = allocate_in(&of_work, db, &by, (&id, &slot), &mut pad)?;
                        (
                            LineState::Booked,
                            booked.appointment.id.clone(),
                            Some(booked),
                        )
                    }
                    Some(row) if row.slot_id == slot.as_str() => (LineState::Kept, row.id, None),
                    Some(row) => {
                        let case = request::find(db, &id)?.ok_or(Refusal::NotFound)?;
                        let key = slot.key().ok_or(Refusal::NotFound)?;
                        guests::check_slot(&of_work, db, (&case, &key))?;
                        let wish = Move {
                            id: row.id,
                            slot: slot.clone(),
                            reason: reason.clone(),
                        };
                        let who = (&by, ChangedBy::Office, &wish);
                        let booked = move_in(&of_work, db, who, &mut pad)?;
                        (
                            LineState::Moved,
                            booked.appointment.id.clone(),
                            Some(booked),
                        )
                    }
                };
                let line = Line {
                    state,
                    appointment_id: Some(appointment),
                    at: pad.at(),
                    ..line.clone()
                };
                if !rows::add_line(db, &line)? {
                    return Err(ServiceError::from(Refusal::PlanChanged));
                }
                Ok(booked)
            })
            .await
    }

    fn line(&self, id: &RequestId, state: LineState, said: &Said) -> Line {
        Line {
            office: self.version.office.clone(),
            week: self.version.week.clone(),
            version: self.version.version,
            request_id: id.clone(),
            state,
            appointment_id: None::<AppointmentId>,
            refused: None,
            said: as_text(said),
            at: self.version.made_at,
        }
    }
}

async fn write(app: &App, line: Line, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let pad = app.pad(now);
    app.store
        .write(move |db| {
            let line = Line {
                at: pad.at(),
                ..line.clone()
            };
            rows::add_line(db, &line)?;
            Ok::<_, ServiceError>(())
        })
        .await
}

/// Says that everything of it is done, and what that was.
async fn finish(
    app: &App,
    caller: &Caller,
    (whose, version): (Whose, Version),
    now: DateTime<Utc>,
) -> Result<Done, ServiceError> {
    let (pad, by) = (app.pad(now), caller.clone());
    app.store
        .write(move |db| {
            let to = (PlanState::Published, version.published_by.clone());
            let actor = to.1.unwrap_or_else(|| by.actor());
            if rows::step(db, &version, (to.0, Some(&actor)))? {
                let deed = whose.deed(Some(&by), "plan_published", &mut pad.clone());
                store::audit::add(db, &deed)?;
            }
            let mut done = Done::default();
            for line in rows::lines(db, &version)? {
                match line.state {
                    LineState::Booked | LineState::Moved | LineState::Kept => {
                        done.booked.push(line.request_id);
                    }
                    LineState::Gone => {
                        let why = line.refused.unwrap_or_default();
                        done.gone.push((line.request_id, why));
                    }
                    LineState::LeftOut => done.left_out.push(line.request_id),
                }
            }
            Ok::<_, ServiceError>(done)
        })
        .await
}
