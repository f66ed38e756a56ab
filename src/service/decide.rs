//! Deciding on a request: approve, route, decline, answer, ask.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use self::routing::Destination;
use super::app::App;
use super::audit;
use super::caller::{Caller, StaffCaller};
use super::claims::Freed;
use super::error::ServiceError;
use super::go_on::go_on;
use super::interpreters;
use super::letters;
use super::notices;
use super::offers;
use super::pad::Pad;
use super::requests::is_of_office;
use super::week::cases::settle;
use crate::bus::News;
use crate::scheduling::appointment::ChangedBy;
use crate::scheduling::ids::{DepartmentId, OfficialId, RequestId};
use crate::scheduling::{
    AppointmentEvent, CaseState, Decision, Mode, NoticeEvent, Refusal, RequestEvent, RequestState,
    Urgency, WaitingState,
};
use crate::store::appointment::{self, Appointment};
use crate::store::request::{self, Request};
use crate::store::{self, Db, next_step, person, proposal};

pub(super) mod routing;
pub mod second;
mod urgency;

/// What the office decided.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Verdict {
    /// The decision.
    pub decision: Decision,
    /// Whom the applicant will meet, when that changes.
    pub official: Option<OfficialId>,
    /// How, when that changes.
    pub mode: Option<Mode>,
    /// Who works on it, when it is routed; none: whoever works on its category, or, where an
    /// official is named, straight that official's office.
    pub department: Option<DepartmentId>,
    /// Whether it goes before the others.
    pub urgency: Option<Urgency>,
    /// Why it does; else the reason the applicant gave, or what the applicant is told.
    pub urgency_reason: Option<String>,
    /// Why it is sent where it is sent; for staff.
    pub note: Option<String>,
    /// What the applicant is told; needed to decline, answer and ask.
    pub text: Option<String>,
}

impl Verdict {
    /// The decision alone, with nothing else said.
    #[must_use]
    pub fn of(decision: Decision) -> Self {
        Self {
            decision,
            official: None,
            mode: None,
            department: None,
            urgency: None,
            urgency_reason: None,
            note: None,
            text: None,
        }
    }
}

/// Decides on a request and tells the applicant; where the settings ask for a second person, the
/// decision is only proposed, and the request stays as it is.
pub async fn decide(
    app: &App,
    caller: &Caller,
    (id, verdict): (RequestId, Verdict),
    now: DateTime<Utc>,
) -> Result<Request, ServiceError> {
    check(app, &verdict)?;
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let request = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let order = (&by, &id, &verdict);
            let known = request::find(db, &id)?.ok_or(Refusal::NotFound)?;
            if second::is_asked(&of_work, &known, &verdict) {
                second::propose(&of_work, db, order, &mut pad)
            } else {
                decide_in(&of_work, db, order, &mut pad)
            }
        })
        .await?;
    told(app, &request);
    Ok(request)
}

/// Rings the bell for whoever shows the request, and for what it gave back.
fn told(app: &App, request: &Request) {
    // A decline gives the time back.
    if let Some(official) = &request.official_id {
        app.bus.tell(News::SlotsMoved(official.clone()));
    }
    app.bus.tell(News::RequestMoved(request.id.clone()));
    app.bus.tell(News::NoticeQueued);
}

fn check(app: &App, verdict: &Verdict) -> Result<(), Refusal> {
    let is_said = verdict
        .text
        .as_deref()
        .is_some_and(|text| !text.trim().is_empty());
    let catalogue = app.catalogue.get();
    if let Some(official) = &verdict.official
        && catalogue.official(official).is_none()
    {
        return Err(Refusal::NotFound);
    }
    match verdict.decision {
        Decision::Approve => Ok(()),
        Decision::Route => match &verdict.department {
            Some(id) if catalogue.department(id).is_none() => Err(Refusal::FieldWrong),
            Some(_) | None => Ok(()),
        },
        Decision::Decline | Decision::Answer | Decision::Ask if is_said => Ok(()),
        Decision::Decline | Decision::Answer | Decision::Ask => Err(Refusal::ReasonNeeded),
    }
}

/// A verdict that can be given: on what, where it sends it, and how far it is then.
struct Weighed {
    was: Request,
    sent: Option<Destination>,
    state: RequestState,
}

/// Checks a verdict against the request as it stands, and writes nothing.
fn weigh(
    app: &App,
    db: &mut Db,
    (staff, id, verdict): (&StaffCaller, &RequestId, &Verdict),
) -> Result<Weighed, ServiceError> {
    let found = request::find(db, id)?.filter(|row| is_of_office(staff, row));
    let was = found.ok_or(Refusal::NotFound)?;
    let has_official = verdict.official.is_some() || was.official_id.is_some();
    verdict.decision.fits(was.kind, has_official)?;
    let sent = routing::destination(app, db, (&was, verdict))?;
    let event = match &sent {
        Some(Destination::Office(_)) => RequestEvent::PassOn,
        Some(Destination::Department(_)) | None => RequestEvent::Decide(verdict.decision),
    };
    let state = was.state.after(event)?;
    // What was promised is reported done, and ends the request by that.
    if !state.is_open() && next_step::is_owed(db, id)? {
        return Err(Refusal::StepOwed.into());
    }
    Ok(Weighed { was, sent, state })
}

fn decide_in(
    app: &App,
    db: &mut Db,
    (caller, id, verdict): (&Caller, &RequestId, &Verdict),
    pad: &mut Pad,
) -> Result<Request, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?;
    let Weighed { was, sent, state } = weigh(app, db, (staff, id, verdict))?;
    let version = was.state;
    urgency::check(db, (&was, verdict))?;
    proposal::remove(db, id)?;
    let new = Request {
        state,
        official_id: verdict.official.clone().or(was.official_id.clone()),
        mode: verdict.mode.or(was.mode),
        department_id: match &sent {
            Some(Destination::Department(id)) => Some(id.clone()),
            Some(Destination::Office(_)) => None,
            None => was.department_id.clone(),
        },
        urgency: verdict.urgency.unwrap_or(was.urgency),
        ..was
    };
    let step = go_on(db, (&new, verdict.text.clone()), pad)?;
    if let Some(destination) = sent {
        next_step::hand_over(db, &new.id, new.department_id.as_ref())?;
        routing::write(db, staff, (&step, destination, verdict.note.clone()))?;
    }
    if version == RequestState::Scheduled {
        drop_appointments(app, db, (&new, verdict.text.as_deref()), pad)?;
    }
    if !new.state.is_open() {
        offers::take_off(app, db, (&new.id, WaitingState::Left), pad)?;
    }
    tell(app, db, (&new, verdict.decision), pad)?;
    let thing = format!("request:{}", new.id);
    store::audit::add(
        db,
        &audit::deed(caller, verdict.decision.as_str(), &thing, pad),
    )?;
    Ok(new)
}

/// Tells the applicant what was decided.
fn tell(
    app: &App,
    db: &mut Db,
    (new, decision): (&Request, Decision),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let event = match decision {
        Decision::Approve => NoticeEvent::Approved,
        Decision::Route => NoticeEvent::Routed,
        Decision::Decline => NoticeEvent::Declined,
        Decision::Answer => NoticeEvent::Answered,
        Decision::Ask => NoticeEvent::Asked,
    };
    let known = person::find(db, &new.person_id)?.ok_or(Refusal::NotFound)?;
    let letter = letters::of_request(app, event, (new.id.as_str(), &new.reference), &known);
    let to = letters::recipient(app, &known)?;
    notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    Ok(())
}

/// A request that had a time and is declined gives the time back; who was to come is told.
fn drop_appointments(
    app: &App,
    db: &mut Db,
    (request, text): (&Request, Option<&str>),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    for row in appointment::of_request(db, &request.id)? {
        if let Ok(state) = row.state.after(AppointmentEvent::Cancel) {
            let new = Appointment {
                state,
                sequence: row.sequence + 1,
                ended_by: Some(ChangedBy::Office),
                reason: text.map(str::to_owned),
                changed_at: pad.at(),
                ..row.clone()
            };
            if !appointment::change(db, row.sequence, &new)? {
                return Err(Refusal::WrongStage.into());
            }
            store::occupancy::release(db, row.id.as_str())?;
            store::session::revoke_invites(db, &row.id, pad.at())?;
            let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
            let letter = letters::of_appointment(app, NoticeEvent::Cancelled, &new, &known);
            let to = letters::recipient(app, &known)?;
            notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
            interpreters::free(app, db, (&new, &known), pad)?;
            settle(db, &row.id, CaseState::Cancelled, pad)?;
            offers::pass_on(app, db, &Freed::of_appointment(&row), pad)?;
        }
    }
    Ok(())
}
