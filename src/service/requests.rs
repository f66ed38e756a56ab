//! Reading requests: one's own, the one that was followed, the office's list.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit::log_looks;
use super::caller::{Caller, StaffCaller};
use super::error::ServiceError;
use crate::scheduling::ids::{AppointmentId, OfficialId, RequestId};
use crate::scheduling::{Refusal, RequestState, Role};
use crate::store::Db;
use crate::store::appointment::{self, Appointment};
use crate::store::person::{self, Person};
use crate::store::request::{self, Request, Step};

/// A request with its timeline, its appointments and whose it is.
#[derive(Clone, Debug)]
pub struct Case {
    /// The request.
    pub request: Request,
    /// Its timeline, oldest first.
    pub steps: Vec<Step>,
    /// Its appointments, newest first.
    pub appointments: Vec<Appointment>,
    /// The applicant.
    pub person: Person,
}

/// The caller's own requests, newest first, before that id if given.
pub async fn own(
    app: &App,
    caller: &Caller,
    (before, limit): (Option<String>, i64),
) -> Result<Vec<Case>, ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    app.store
        .read(move |db| {
            let rows = request::of_person(db, &id, before.as_deref(), limit)?;
            rows.into_iter().map(|row| whole(db, row)).collect()
        })
        .await
}

/// One request, if the caller may know of it; a look of staff is logged with its purpose.
pub async fn one(
    app: &App,
    caller: &Caller,
    (id, purpose): (RequestId, &'static str),
    now: DateTime<Utc>,
) -> Result<Case, ServiceError> {
    let (by, of_work) = (caller.clone(), id.clone());
    let case = app
        .store
        .read(move |db| {
            let found = request::find(db, &of_work)?.filter(|row| may_know(&by, row));
            whole(db, found.ok_or(Refusal::NotFound)?)
        })
        .await?;
    if caller.staff().is_some() {
        let things = [format!("request:{id}")];
        log_looks(app, caller, (&things, purpose), now).await?;
    }
    Ok(case)
}

fn may_know(caller: &Caller, row: &Request) -> bool {
    match caller {
        Caller::Nobody => false,
        Caller::Person { id, .. } | Caller::Agent { person: id, .. } => row.person_id == *id,
        Caller::Follower { request, .. } => row.id == *request,
        Caller::Staff(staff) => is_of_office(staff, row),
    }
}

/// Whether a member of an office's staff may read this request: one to that official, or to
/// nobody in particular.
pub(super) fn is_of_office(staff: &StaffCaller, row: &Request) -> bool {
    match staff.role {
        Role::Scheduler | Role::Secretary | Role::Official => {
            staff.official.is_none()
                || row.official_id.is_none()
                || staff.official == row.official_id
        }
        Role::Applicant
        | Role::Receptionist
        | Role::OperationsOfficer
        | Role::VideoOperator
        | Role::CallAgent
        | Role::CentreManager
        | Role::Interpreter
        | Role::Administrator
        | Role::Portal => false,
    }
}

/// Whether a request is of a protected kind: it is about somebody else, and nobody but the office
/// and the officer who took it is told what it says.
pub(super) const fn is_protected(row: &Request) -> bool {
    row.person_concerned.is_some()
}

fn whole(db: &mut Db, row: Request) -> Result<Case, ServiceError> {
    Ok(Case {
        steps: request::steps(db, &row.id)?,
        appointments: appointment::of_request(db, &row.id)?,
        person: person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?,
        request: row,
    })
}

/// The office's requests in these states, oldest first; each shown person is a logged look.
pub async fn office_list(
    app: &App,
    caller: &Caller,
    (states, after, limit): (Vec<RequestState>, Option<String>, i64),
    now: DateTime<Utc>,
) -> Result<Vec<Case>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let official: Option<OfficialId> = staff.official.clone();
    let cases: Vec<Case> = app
        .store
        .read(move |db| {
            let rows = request::in_states(db, &states, official.as_ref(), after.as_deref(), limit)?;
            rows.into_iter()
                .filter(|row| is_of_office(&staff, row))
                .map(|row| whole(db, row))
                .collect::<Result<_, ServiceError>>()
        })
        .await?;
    let things: Vec<String> = cases
        .iter()
        .map(|case| format!("request:{}", case.request.id))
        .collect();
    log_looks(app, caller, (&things, "triage"), now).await?;
    Ok(cases)
}

/// One appointment with its request and person, if the caller may know of it.
pub async fn appointment(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
) -> Result<(Appointment, Person), ServiceError> {
    let by = caller.clone();
    app.store
        .read(move |db| {
            let row = super::cancel::visible(db, &by, &id)?;
            let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
            Ok((row, known))
        })
        .await
}
