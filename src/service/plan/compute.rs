//! Computing the plan of a week, and deciding in it by hand.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::world;
use super::{Cases, Version, Who, Whose, cases, log_cases, plan_of, problem_of};
use crate::scheduling::ids::RequestId;
use crate::scheduling::plan::{Plan, Problem, RULE_VERSION};
use crate::scheduling::planning::{self, Hand, PlanState, slot_of};
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Refusal, calendar};
use crate::service::app::App;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::store::plan::{self as rows, Hand as HandRow};
use crate::store::{self, Db};

/// What the office decides for one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The slot that the plan gives it, and no other.
    Lock,
    /// This slot, and no other.
    Move(SlotId),
    /// Not in this week.
    Drop,
    /// Whatever the order gives it.
    Release,
}

/// What was computed and is not kept yet.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it was made from.
    pub problem: Problem,
    /// What came out.
    pub plan: Plan,
}

/// Computes the plan of a week from the world as it stands, and keeps it as the newest version;
/// which one that is. `caller` is none where the program does it by itself.
pub async fn compute(
    app: &App,
    caller: Option<&Caller>,
    (whose, who): (Whose, Who),
    now: DateTime<Utc>,
) -> Result<i64, ServiceError> {
    make(app, caller, (whose, Some(who)), (None, None), now).await
}

/// Computes it and keeps nothing.
pub async fn dry_run(
    app: &App,
    (whose, who): (Whose, Who),
    now: DateTime<Utc>,
) -> Result<Draft, ServiceError> {
    let of_work = app.clone();
    app.store
        .read(move |db| {
            let hands = hands(db, &whose)?;
            draft(&of_work, db, (&whose, who), &hands, now)
        })
        .await
}

/// What the plan of a week would be, with whose requests those are.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The plan.
    pub draft: Draft,
    /// The requests in it.
    pub cases: Cases,
}

/// The same for a person who reads it; each person shown is a logged look.
pub async fn answer(
    app: &App,
    caller: &Caller,
    wanted: (Whose, Who),
    now: DateTime<Utc>,
) -> Result<Answer, ServiceError> {
    let draft = dry_run(app, wanted, now).await?;
    let problem = draft.problem.clone();
    let cases = app
        .store
        .read(move |db| Ok::<_, ServiceError>(cases(db, &problem)?))
        .await?;
    log_cases(app, caller, &cases, now).await?;
    Ok(Answer { draft, cases })
}

/// Decides for one request by hand and computes anew, if the plan is still at the version that was
/// read. What cannot be is refused, and nothing changes.
pub async fn change(
    app: &App,
    caller: &Caller,
    (whose, expected): (Whose, i64),
    wanted: (RequestId, Change),
    now: DateTime<Utc>,
) -> Result<i64, ServiceError> {
    let with = (Some(expected), Some(wanted));
    make(app, Some(caller), (whose, None), with, now).await
}

async fn make(
    app: &App,
    caller: Option<&Caller>,
    (whose, who): (Whose, Option<Who>),
    (expected, wanted): (Option<i64>, Option<(RequestId, Change)>),
    now: DateTime<Utc>,
) -> Result<i64, ServiceError> {
    let zone = app.settings.ministry.zone;
    if whose.week.last() < calendar::local_day(zone, now) {
        return Err(Refusal::TooLate.into());
    }
    let (of_work, of_read) = (app.clone(), whose.clone());
    let of_change = wanted.clone();
    let (before, draft) = app
        .store
        .read(move |db| {
            let before = of_read.latest(db)?;
            may_change(before.as_ref(), expected)?;
            let mut hands = hands(db, &of_read)?;
            if let Some((id, change)) = &of_change {
                decide(&mut hands, before.as_ref(), (id, change))?;
            }
            let who = match (who, &before) {
                (Some(who), _) => who,
                (None, Some(before)) => Who::of(&problem_of(before)?),
                (None, None) => Who::Waiting,
            };
            let draft = draft(&of_work, db, (&of_read, who), &hands, now)?;
            if let Some((id, _)) = &of_change {
                is_kept(&draft, (id, hands.get(id)))?;
            }
            Ok::<_, ServiceError>((before, (draft, hands)))
        })
        .await?;
    let (draft, hands) = draft;
    let actor = caller.map_or_else(|| "system".to_owned(), Caller::actor);
    let version = Version {
        office: whose.office().to_owned(),
        week: whose.week.to_string(),
        version: before.map_or(0, |row| row.version) + 1,
        state: PlanState::Proposed,
        rules: i32::try_from(RULE_VERSION).unwrap_or(i32::MAX),
        problem: kept(draft.problem.kept())?,
        result: kept(draft.plan.kept())?,
        made_by: actor.clone(),
        made_at: app.pad(now).at(),
        published_by: None,
    };
    let hand = wanted.map(|(id, _)| hand_row(&version, (id.clone(), hands.get(&id)), actor));
    let (pad, by, number) = (app.pad(now), caller.cloned(), version.version);
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if !rows::add(db, &version)? {
                return Err(ServiceError::from(Refusal::PlanChanged));
            }
            let action = match &hand {
                Some((row, true)) => rows::set_hand(db, row).map(|()| "plan_by_hand")?,
                Some((row, false)) => rows::free_hand(db, row).map(|()| "plan_by_hand")?,
                None => "plan_week",
            };
            store::audit::add(db, &whose.deed(by.as_ref(), action, &mut pad))?;
            Ok(number)
        })
        .await
}

fn kept(text: Result<String, serde_json::Error>) -> Result<String, ServiceError> {
    text.map_err(|_unwritable| ServiceError::Broken("a plan could not be written down"))
}

/// Whether a plan may be made after that one.
fn may_change(before: Option<&Version>, expected: Option<i64>) -> Result<(), Refusal> {
    let version = before.map_or(0, |row| row.version);
    if expected.is_some_and(|expected| expected != version) {
        return Err(Refusal::PlanChanged);
    }
    match before.map(|row| row.state) {
        Some(PlanState::Publishing) => Err(Refusal::PlanUnfinished),
        Some(PlanState::Proposed | PlanState::Published) | None => Ok(()),
    }
}

/// What is decided by hand so far.
fn hands(db: &mut Db, whose: &Whose) -> Result<BTreeMap<RequestId, Hand>, ServiceError> {
    let found = rows::hands(db, whose.office(), &whose.week.to_string())?;
    let hand = |row: HandRow| {
        let hand = match row.slot_id {
            Some(slot) => Hand::At(SlotId::from_text(&slot)),
            None => Hand::Dropped,
        };
        (row.request_id, hand)
    };
    Ok(found.into_iter().map(hand).collect())
}

/// Puts a decision among the others.
fn decide(
    hands: &mut BTreeMap<RequestId, Hand>,
    before: Option<&Version>,
    (id, change): (&RequestId, &Change),
) -> Result<(), ServiceError> {
    let before = plan_of(before.ok_or(Refusal::NotFound)?)?;
    let hand = match change {
        Change::Release => {
            hands.remove(id);
            return Ok(());
        }
        Change::Drop => Hand::Dropped,
        Change::Move(slot) => Hand::At(slot.clone()),
        Change::Lock => {
            let placed = before.placed.iter().find(|placed| placed.request == *id);
            let key = placed.and_then(|placed| slot_of(&placed.given));
            Hand::At(key.ok_or(Refusal::PlanUnfit)?.id())
        }
    };
    hands.insert(id.clone(), hand);
    Ok(())
}

fn draft(
    app: &App,
    db: &mut Db,
    scope: (&Whose, Who),
    hands: &BTreeMap<RequestId, Hand>,
    now: DateTime<Utc>,
) -> Result<Draft, ServiceError> {
    let world = world::world(app, db, scope, hands, now)?;
    let (problem, plan) = planning::settled(scope.0.week, &world.asking, &world.facts);
    Ok(Draft { problem, plan })
}

/// Whether what was decided by hand stands in what came out.
fn is_kept(draft: &Draft, (id, hand): (&RequestId, Option<&Hand>)) -> Result<(), Refusal> {
    if draft.problem.asks.iter().all(|ask| ask.request != *id) {
        return Err(Refusal::NotFound);
    }
    let mut placed = draft.plan.placed.iter();
    let key = placed
        .find(|placed| placed.request == *id)
        .and_then(|placed| slot_of(&placed.given));
    match hand {
        Some(Hand::At(slot)) if key.map(|key| key.id()) != Some(slot.clone()) => {
            Err(Refusal::PlanUnfit)
        }
        Some(_) | None => Ok(()),
    }
}

/// The row of a decision, and whether there is one at all any more.
fn hand_row(
    version: &Version,
    (request_id, hand): (RequestId, Option<&Hand>),
    decided_by: String,
) -> (HandRow, bool) {
    let slot_id = match hand {
        Some(Hand::At(slot)) => Some(slot.as_str().to_owned()),
        Some(Hand::Dropped) | None => None,
    };
    let row = HandRow {
        office: version.office.clone(),
        week: version.week.clone(),
        request_id,
        slot_id,
        decided_by,
        decided_at: version.made_at,
    };
    (row, hand.is_some())
}
