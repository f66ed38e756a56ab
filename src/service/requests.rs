//! Reading requests: one's own, the one that was followed, the office's list.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit::log_looks;
use super::caller::{Caller, StaffCaller};
use super::categories::suggested;
use super::error::ServiceError;
use super::late::late;
use crate::scheduling::category::is_alike;
use crate::scheduling::ids::{AppointmentId, AuditId, RequestId};
use crate::scheduling::{Refusal, RequestState};
use crate::store::Db;
use crate::store::appointment::{self, Appointment};
use crate::store::filing::{self, Filing, Referral};
use crate::store::next_step::{self, NextStep};
use crate::store::person::{self, Person};
use crate::store::request::{self, Request, Step};

/// So many requests of one person at most are looked through for others about the same.
const ALIKE_READ_MAX: i64 = 50;

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
    /// What staff wrote down about it, if anything.
    pub filing: Option<Filing>,
    /// Where it was sent, from first to last; only where it is read alone.
    pub referrals: Vec<Referral>,
    /// The steps that the applicant wrote; only where it is read alone.
    pub replies: Vec<AuditId>,
    /// What was to be done after its meetings, from first to last; only where it is read alone.
    pub next: Vec<NextStep>,
    /// Whom it is about, where that is somebody else; only where the office reads it alone.
    pub concerned: Option<String>,
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
            alone(db, found.ok_or(Refusal::NotFound)?)
        })
        .await?;
    if matches!(caller, Caller::Follower { .. }) {
        return Ok(without_outcome(case));
    }
    if caller.staff().is_none() {
        return Ok(case);
    }
    let things = [format!("request:{id}")];
    log_looks(app, caller, (&things, purpose), now).await?;
    let sealed = case.request.person_concerned.as_deref();
    Ok(Case {
        concerned: sealed.map(|name| app.keys.open(name)).transpose()?,
        ..case
    })
}

/// The same without the words of what came of its meetings: a code proves a mobile, and those are
/// for whoever signs in.
fn without_outcome(mut case: Case) -> Case {
    let said: Vec<String> = case
        .appointments
        .iter_mut()
        .filter_map(|row| row.outcome_text.take())
        .collect();
    for step in &mut case.steps {
        let is_owed = case.next.iter().any(|one| one.step_id == step.id);
        if is_owed || step.text.as_ref().is_some_and(|text| said.contains(text)) {
            step.text = None;
        }
    }
    for one in &mut case.next {
        one.text.clear();
    }
    case
}

fn may_know(caller: &Caller, row: &Request) -> bool {
    match caller {
        Caller::Nobody => false,
        Caller::Person { id, .. } | Caller::Agent { person: id, .. } => row.person_id == *id,
        Caller::Follower { request, .. } => row.id == *request,
        Caller::Staff(staff) => is_of_office(staff, row),
    }
}

/// Whether a member of an office's staff may read this request: one to an official whose week this
/// person is named for, or to nobody in particular.
pub(super) fn is_of_office(staff: &StaffCaller, row: &Request) -> bool {
    let official = row.official_id.as_ref();
    staff.is_of_office() && official.is_none_or(|id| staff.sees(id))
}

/// Whether a request is of a protected kind: it is about somebody else, or of a protected category.
/// Nobody but the office and the officer who took it is told what it says. Until somebody has said
/// of which category it is, that which its words suggest counts.
pub(super) fn is_protected(app: &App, db: &mut Db, row: &Request) -> Result<bool, ServiceError> {
    if row.person_concerned.is_some() {
        return Ok(true);
    }
    let filed = filing::find(db, &row.id)?.and_then(|row| row.category_id);
    let catalogue = app.catalogue.get();
    Ok(match filed {
        Some(id) => catalogue.tree.is_protected(&id),
        None => suggested(app, (&row.subject, &row.details))
            .iter()
            .any(|one| catalogue.tree.is_protected(&one.id)),
    })
}

pub(super) fn whole(db: &mut Db, row: Request) -> Result<Case, ServiceError> {
    Ok(Case {
        steps: request::steps(db, &row.id)?,
        appointments: appointment::of_request(db, &row.id)?,
        person: person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?,
        filing: filing::find(db, &row.id)?,
        referrals: Vec::new(),
        replies: Vec::new(),
        next: Vec::new(),
        concerned: None,
        request: row,
    })
}

/// The same with what only the page of one request shows.
pub(super) fn alone(db: &mut Db, row: Request) -> Result<Case, ServiceError> {
    Ok(Case {
        referrals: filing::referrals(db, &row.id)?,
        replies: filing::replies(db, &row.id)?,
        next: next_step::of_request(db, &row.id)?,
        ..whole(db, row)?
    })
}

/// The office's open requests that are past their day, the oldest first; each shown person is a
/// logged look. Those after that one if given, at most so many.
pub async fn overdue(
    app: &App,
    caller: &Caller,
    (after, limit): (Option<RequestId>, i64),
    now: DateTime<Utc>,
) -> Result<Vec<Case>, ServiceError> {
    let (of_work, staff) = (
        app.clone(),
        caller.staff().ok_or(Refusal::NotFound)?.clone(),
    );
    let cases: Vec<Case> = app
        .store
        .read(move |db| {
            let page = (after.clone(), limit);
            let rows = late(&of_work, db, &staff, (now, page))?.into_iter();
            rows.map(|row| alone(db, row))
                .collect::<Result<_, ServiceError>>()
        })
        .await?;
    log_shown(app, caller, &cases, now).await?;
    Ok(cases)
}

/// Whether a request in that state waits for the office.
pub const fn waits_for_office(state: RequestState) -> bool {
    match state {
        RequestState::Received
        | RequestState::Registered
        | RequestState::InReview
        | RequestState::Approved => true,
        RequestState::Routed
        | RequestState::Scheduled
        | RequestState::Answered
        | RequestState::Declined
        | RequestState::Closed
        | RequestState::Withdrawn => false,
    }
}

/// How many requests wait for the caller's office, at most so many.
pub async fn open_count(app: &App, caller: &Caller, limit: i64) -> Result<usize, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let states = RequestState::ALL.iter().copied();
    let states: Vec<RequestState> = states.filter(|state| waits_for_office(*state)).collect();
    app.store
        .read(move |db| {
            let officials = staff.weeks.asked();
            let rows = request::in_states(db, &states, officials, None, limit)?.into_iter();
            Ok(rows.filter(|row| is_of_office(&staff, row)).count())
        })
        .await
}

/// How many those are that are past their day, at most so many.
pub async fn overdue_count(
    app: &App,
    caller: &Caller,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<usize, ServiceError> {
    let (of_work, staff) = (
        app.clone(),
        caller.staff().ok_or(Refusal::NotFound)?.clone(),
    );
    app.store
        .read(move |db| Ok(late(&of_work, db, &staff, (now, (None, limit)))?.len()))
        .await
}

/// Other requests of the same person about the same, newest first, as far as the caller's office
/// may read them. Never of another person.
pub async fn alike(app: &App, caller: &Caller, case: &Case) -> Result<Vec<Request>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let request = case.request.clone();
    app.store
        .read(move |db| {
            let all = request::of_person(db, &request.person_id, None, ALIKE_READ_MAX)?;
            let same = |other: &Request| {
                other.id != request.id
                    && is_of_office(&staff, other)
                    && is_alike(&other.subject, &request.subject)
            };
            Ok(all.into_iter().filter(same).collect())
        })
        .await
}

/// The office's requests in these states, oldest first; each shown person is a logged look.
pub async fn office_list(
    app: &App,
    caller: &Caller,
    (states, after, limit): (Vec<RequestState>, Option<String>, i64),
    now: DateTime<Utc>,
) -> Result<Vec<Case>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let cases: Vec<Case> = app
        .store
        .read(move |db| {
            let page = (after.as_deref(), limit);
            let rows = request::in_states(db, &states, staff.weeks.asked(), page.0, page.1)?;
            rows.into_iter()
                .filter(|row| is_of_office(&staff, row))
                .map(|row| whole(db, row))
                .collect::<Result<_, ServiceError>>()
        })
        .await?;
    log_shown(app, caller, &cases, now).await?;
    Ok(cases)
}

pub(super) async fn log_shown(
    app: &App,
    caller: &Caller,
    cases: &[Case],
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let things: Vec<String> = cases
        .iter()
        .map(|case| format!("request:{}", case.request.id))
        .collect();
    log_looks(app, caller, (&things, "triage"), now).await
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
