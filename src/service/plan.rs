//! The plan of a week: computed from the world as it stands, adjusted by hand, published.
//!
//! Nothing is sent and nothing is booked before a plan is published. Every version is kept with all
//! that it was made from, so that what was ever shown can be computed again, byte for byte.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit::{self, log_looks};
use super::caller::{Caller, StaffCaller};
use super::error::ServiceError;
use super::guests;
use super::pad::Pad;
use crate::scheduling::ids::{OfficialId, RequestId};
use crate::scheduling::plan::{Plan, Problem, Told};
use crate::scheduling::planning::sentence::{self, Said};
use crate::scheduling::slot::SlotKey;
use crate::scheduling::{Clearance, Refusal, Week, clearance};
use crate::store::audit::Deed;
use crate::store::person::{self, Person};
use crate::store::plan::{self as rows, Hand, Line};
use crate::store::request::{self, Request};
use crate::store::{Db, StoreError};

pub mod compute;
pub mod publish;
pub mod said;
pub mod verify;
mod world;

pub use crate::store::plan::Plan as Version;

/// Whose plan of which week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whose {
    /// The official whose office plans; none is the whole ministry.
    pub office: Option<OfficialId>,
    /// The week.
    pub week: Week,
}

impl Whose {
    /// The plan that a member of an office keeps: of all where this person is named for all, else of
    /// the official asked for, or of the first one named for where none is.
    pub fn of(
        caller: &Caller,
        (week, asked): (Week, Option<OfficialId>),
    ) -> Result<Self, ServiceError> {
        let staff = caller.staff().ok_or(Refusal::NotFound)?;
        let kept = Self::kept(staff);
        let office = match asked {
            None if keeps_all(staff) => return Ok(Self::everybody(week)),
            None => kept.first().cloned(),
            Some(asked) => kept.iter().find(|id| **id == asked).cloned(),
        };
        Ok(Self {
            office: Some(office.ok_or(Refusal::NotFound)?),
            week,
        })
    }

    /// The officials each of whom has a plan of his own with this member of the office: none where
    /// the plan is of all.
    pub fn kept(staff: &StaffCaller) -> &[OfficialId] {
        if keeps_all(staff) {
            return &[];
        }
        &staff.weeks.named
    }

    /// The plan of the whole ministry.
    pub const fn everybody(week: Week) -> Self {
        Self { office: None, week }
    }

    fn office(&self) -> &str {
        self.office.as_ref().map_or("", OfficialId::as_str)
    }

    fn latest(&self, db: &mut Db) -> Result<Option<Version>, StoreError> {
        rows::latest(db, self.office(), &self.week.to_string())
    }

    /// What was done, for the audit trail; `caller` is none where the program did it by itself.
    fn deed(&self, caller: Option<&Caller>, action: &str, pad: &mut Pad) -> Deed {
        let thing = match &self.office {
            Some(official) => format!("plan:{official} {}", self.week),
            None => format!("plan:{}", self.week),
        };
        match caller {
            Some(caller) => audit::deed(caller, action, &thing, pad),
            None => audit::own(action, &thing, pad),
        }
    }
}

/// Who is planned, and how those who were told a time are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Those who wait for a time; whoever has one keeps it.
    Waiting,
    /// Those too who have a time in the week, with the least disturbance of them.
    Told,
    /// The same as if nobody had been told anything yet: what the order alone would give.
    Fresh,
}

impl Who {
    /// Who was planned in a problem.
    fn of(problem: &Problem) -> Self {
        let standing = problem.asks.iter().filter_map(|ask| ask.stands.as_ref());
        let mut who = Self::Waiting;
        for (_, told) in standing {
            match told {
                Told::Told | Told::Soon => return Self::Told,
                Told::Proposed | Told::Here => who = Self::Fresh,
            }
        }
        who
    }
}

/// Requests with their people.
pub type Cases = BTreeMap<RequestId, (Request, Person)>;

/// One plan for everybody: who is named for all and works for none of them alone.
fn keeps_all(staff: &StaffCaller) -> bool {
    staff.weeks.is_all && staff.official.is_none()
}

/// A week's plan as its office sees it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Whose plan of which week.
    pub whose: Whose,
    /// The newest version.
    pub version: Version,
    /// What it was made from.
    pub problem: Problem,
    /// What came out.
    pub plan: Plan,
    /// What it says of each request, in the order.
    pub said: Vec<(RequestId, Said)>,
    /// The requests with their people.
    pub cases: Cases,
    /// How it stands at the gate of the headquarters with those who come, where that is asked.
    pub clearances: BTreeMap<RequestId, Clearance>,
    /// What was decided by hand.
    pub hands: BTreeMap<RequestId, Hand>,
    /// What publishing it did so far.
    pub lines: BTreeMap<RequestId, Line>,
}

impl Seen {
    /// How it stands at the gate with a request that is given that slot; none where it is not at
    /// the headquarters, or nobody is asked about.
    #[must_use]
    pub fn clearance(&self, id: &RequestId, slot: &SlotKey) -> Option<Clearance> {
        let is_asked = clearance::is_asked(slot.mode, slot.centre.as_ref());
        self.clearances.get(id).copied().filter(|_| is_asked)
    }
}

/// The newest plan of a week, if there is one; each person shown is a logged look.
pub async fn see(
    app: &App,
    caller: &Caller,
    whose: Whose,
    now: DateTime<Utc>,
) -> Result<Option<Seen>, ServiceError> {
    let found = read(app, whose).await?;
    if let Some(seen) = &found {
        log_cases(app, caller, &seen.cases, now).await?;
    }
    Ok(found)
}

/// The same without a look at anybody: for a program that names nobody.
pub async fn read(app: &App, whose: Whose) -> Result<Option<Seen>, ServiceError> {
    let of_work = app.clone();
    app.store.read(move |db| seen(&of_work, db, whose)).await
}

fn seen(app: &App, db: &mut Db, whose: Whose) -> Result<Option<Seen>, ServiceError> {
    let Some(version) = whose.latest(db)? else {
        return Ok(None);
    };
    let (problem, plan) = (problem_of(&version)?, plan_of(&version)?);
    let hands = rows::hands(db, whose.office(), &whose.week.to_string())?.into_iter();
    let lines = rows::lines(db, &version)?.into_iter();
    let cases = cases(db, &problem)?;
    let requests: Vec<Request> = cases.values().map(|(row, _)| row.clone()).collect();
    Ok(Some(Seen {
        said: sentence::of_plan(whose.week, &problem, &plan),
        clearances: guests::parties(app, db, &requests)?,
        cases,
        hands: hands.map(|row| (row.request_id.clone(), row)).collect(),
        lines: lines.map(|row| (row.request_id.clone(), row)).collect(),
        whose,
        version,
        problem,
        plan,
    }))
}

/// The requests of a problem with their people.
fn cases(db: &mut Db, problem: &Problem) -> Result<Cases, StoreError> {
    let ids: Vec<RequestId> = problem.asks.iter().map(|ask| ask.request.clone()).collect();
    let requests = request::of_ids(db, &ids)?;
    let people: Vec<_> = requests.iter().map(|row| row.person_id.clone()).collect();
    let people: BTreeMap<_, Person> = person::of_ids(db, &people)?
        .into_iter()
        .map(|person| (person.id.clone(), person))
        .collect();
    let with_person = |row: Request| {
        let person = people.get(&row.person_id)?.clone();
        Some((row.id.clone(), (row, person)))
    };
    Ok(requests.into_iter().filter_map(with_person).collect())
}

/// Writes down that the people of these cases were looked at.
async fn log_cases(
    app: &App,
    caller: &Caller,
    cases: &Cases,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let things: Vec<String> = cases.keys().map(|id| format!("request:{id}")).collect();
    log_looks(app, caller, (&things, "plan"), now).await
}

/// How many approved requests wait for a time.
pub async fn waiting(app: &App, whose: Whose) -> Result<usize, ServiceError> {
    app.store
        .read(move |db| Ok(world::waiting(db, &whose)?.len()))
        .await
}

/// What the newest published plan said of a request, as it was said then.
pub async fn of_request(
    app: &App,
    id: RequestId,
) -> Result<Option<(Line, Option<Said>)>, ServiceError> {
    app.store
        .read(move |db| {
            let line = rows::of_request(db, &id)?;
            Ok(line.map(|line| {
                let said = serde_json::from_str(&line.said).ok();
                (line, said)
            }))
        })
        .await
}

fn unreadable(version: &Version, column: &'static str) -> ServiceError {
    let row = format!("{} {} {}", version.office, version.week, version.version);
    ServiceError::from(StoreError::Inconsistent {
        table: "plan",
        column,
        row,
    })
}

/// What a version was made from.
fn problem_of(version: &Version) -> Result<Problem, ServiceError> {
    serde_json::from_str(&version.problem).map_err(|_unreadable| unreadable(version, "problem"))
}

/// What came out of a version.
fn plan_of(version: &Version) -> Result<Plan, ServiceError> {
    serde_json::from_str(&version.result).map_err(|_unreadable| unreadable(version, "result"))
}

/// What is said of a request as it is kept; it always is JSON.
fn as_text(said: &Said) -> String {
    serde_json::to_string(said).unwrap_or_default()
}
