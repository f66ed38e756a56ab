//! The end of a meeting: what came of it, the request ended or gone on, the survey link sent.

use chrono::{DateTime, NaiveDate, Utc};

use super::app::App;
use super::audit;
use super::caller::{Caller, StaffCaller};
use super::cancel::visible;
use super::decide::routing::{self, Destination};
use super::error::ServiceError;
use super::go_on::{go_on, step};
use super::letters;
use super::notices;
use super::pad::Pad;
use super::requests;
use super::survey::{self, About};
use super::week::cases::settle;
use crate::bus::News;
use crate::scheduling::ids::{AppointmentId, RequestId, SessionId};
use crate::scheduling::outcome::{Next, Owed, Usual, owed};
use crate::scheduling::survey::Asked;
use crate::scheduling::{
    AppointmentEvent, AppointmentState, CaseState, MeetingResult, Mode, NoticeEvent, Refusal,
    RequestEvent, RequestState, SessionEvent, VisitState, calendar,
};
use crate::store::appointment::{self, Appointment};
use crate::store::filing::{self, Filing};
use crate::store::next_step::{self, NextStep};
use crate::store::person;
use crate::store::request::{self, Request, Step};
use crate::store::session::{self, Session};
use crate::store::visit::{self, Visit};
use crate::store::{self, Db};

/// What is said of a meeting's end.
#[derive(Clone, Debug)]
pub struct Said {
    /// What came of it.
    pub result: MeetingResult,
    /// What was promised or decided; the applicant reads it after signing in.
    pub text: Option<String>,
    /// What is to be done next.
    pub next: Next,
}

impl Said {
    /// A result without a word.
    #[must_use]
    pub fn bare(result: MeetingResult) -> Self {
        Self {
            result,
            text: None,
            next: Next::default(),
        }
    }
}

/// What is written down when a meeting ends.
#[derive(Clone, Copy, Default)]
pub(super) struct Ending<'a> {
    /// What came of it, where somebody said so.
    result: Option<MeetingResult>,
    /// What was promised or decided.
    text: Option<&'a str>,
    /// Who wrote it down, and what is owed; none where the meeting just ended.
    by: Option<(&'a StaffCaller, Option<&'a Owed>)>,
}

impl Ending<'_> {
    /// The session ended, with a word of what came of it or without.
    pub(super) fn of_session(result: Option<MeetingResult>) -> Self {
        Self {
            result,
            ..Self::default()
        }
    }
}

/// Writes what came of a meeting: the request ends, or goes on with what is owed. Gives the
/// session, if one is still to be ended for everybody.
pub async fn outcome(
    app: &App,
    caller: &Caller,
    (id, said): (AppointmentId, Said),
    now: DateTime<Utc>,
) -> Result<Option<SessionId>, ServiceError> {
    let catalogue = app.catalogue.get();
    if let Some(named) = &said.next.department
        && catalogue.department(named).is_none()
    {
        return Err(Refusal::NextStepOwner.into());
    }
    let pad = app.pad(now);
    let (of_work, by, of_news) = (app.clone(), caller.clone(), id.clone());
    let (open, request) = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let staff = by.staff().ok_or(Refusal::NotFound)?;
            let row = visible(db, &by, &id)?;
            may_write(db, &row, &said)?;
            let usual = usual(&of_work, db, &row.request_id, pad.now())?;
            let owed = owed(
                said.result,
                (said.text.as_deref(), said.next.clone()),
                &usual,
            )?;
            // What came of this meeting takes the place of what an earlier one left.
            next_step::end(db, &row.request_id, (&staff.id, pad.at()))?;
            let open = session::of_appointment(db, &id)?.filter(|one| one.state.is_open());
            let request = row.request_id.clone();
            let ending = Ending {
                result: Some(said.result),
                text: said.text.as_deref(),
                by: Some((staff, owed.as_ref())),
            };
            finish(&of_work, db, (row, ending), &mut pad)?;
            let thing = format!("appointment:{id}");
            store::audit::add(db, &audit::deed(&by, "outcome", &thing, &mut pad))?;
            Ok::<_, ServiceError>((open.map(|one| one.id), request))
        })
        .await?;
    app.bus.tell(News::AppointmentMoved(of_news));
    app.bus.tell(News::RequestMoved(request));
    app.bus.tell(News::NoticeQueued);
    Ok(open)
}

/// Whether what came of a meeting can still be written: once, or the words of what was only named
/// when the session ended.
fn may_write(db: &mut Db, row: &Appointment, said: &Said) -> Result<(), ServiceError> {
    let Some(before) = &row.outcome else {
        return Ok(());
    };
    let is_same = before == said.result.as_str() && row.outcome_text.is_none();
    let steps = next_step::of_request(db, &row.request_id)?;
    if is_same && steps.iter().all(|step| step.appointment_id != row.id) {
        return Ok(());
    }
    Err(Refusal::WrongStage.into())
}

/// What stands in for what is not said of the next step of a request.
fn usual(
    app: &App,
    db: &mut Db,
    id: &RequestId,
    now: DateTime<Utc>,
) -> Result<Usual, ServiceError> {
    let filed = filing::find(db, id)?.and_then(|row| row.category_id);
    let catalogue = app.catalogue.get();
    Ok(Usual {
        today: calendar::local_day(app.settings.ministry.zone, now),
        due_on: due_usually(app, now),
        department: filed.and_then(|id| catalogue.tree.department(&id).cloned()),
    })
}

/// The day by which a next step is due where nobody names one.
pub fn due_usually(app: &App, now: DateTime<Utc>) -> NaiveDate {
    let today = calendar::local_day(app.settings.ministry.zone, now);
    let days = app.settings.requests.due_days;
    app.catalogue.get().days.after_working_days(today, days)
}

/// Finishes an appointment, once: whoever comes second only adds an outcome that was missing.
pub(super) fn finish(
    app: &App,
    db: &mut Db,
    (row, ending): (Appointment, Ending<'_>),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let is_first = row.state != AppointmentState::Done;
    let state = if is_first {
        row.state.after(AppointmentEvent::Finish)?
    } else {
        row.state
    };
    let result = ending.result.map(|result| result.to_string());
    let new = Appointment {
        state,
        outcome: result.or(row.outcome.clone()),
        outcome_text: ending.text.map(str::to_owned).or(row.outcome_text.clone()),
        sequence: row.sequence + 1,
        changed_at: pad.at(),
        ..row.clone()
    };
    if !appointment::change(db, row.sequence, &new)? {
        // The end of the session and the outcome's form come in the same moment: look again.
        let found = appointment::find(db, &row.id)?.ok_or(Refusal::NotFound)?;
        if found.sequence == row.sequence {
            return Err(Refusal::WrongStage.into());
        }
        return finish(app, db, (found, ending), pad);
    }
    // Held at its old time after all.
    settle(db, &new.id, CaseState::Kept, pad)?;
    end_session(db, &new, pad)?;
    if is_first || ending.by.is_some() {
        go_on_after(app, db, (&new, ending), pad)?;
    }
    if is_first {
        leave(db, &new, pad)?;
        ask(app, db, &new, pad)?;
    }
    Ok(())
}

fn end_session(db: &mut Db, row: &Appointment, pad: &Pad) -> Result<(), ServiceError> {
    if let Some(open) = session::of_appointment(db, &row.id)?.filter(|one| one.state.is_open()) {
        let ended = Session {
            state: open.state.after(SessionEvent::End)?,
            ended_at: Some(pad.at()),
            outcome: row.outcome.clone(),
            ..open
        };
        session::change(db, &ended)?;
        session::drop_resumes(db, ended.id.as_str(), None)?;
    }
    session::revoke_invites(db, &row.id, pad.at())?;
    Ok(())
}

/// The request ends with its meeting, or goes on with what is owed; the applicant is told that it
/// can be read what came of it.
fn go_on_after(
    app: &App,
    db: &mut Db,
    (row, ending): (&Appointment, Ending<'_>),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let was = request::find(db, &row.request_id)?.ok_or(Refusal::NotFound)?;
    let event = match ending.result {
        Some(MeetingResult::Promise | MeetingResult::Refer) => RequestEvent::WorkOn,
        Some(MeetingResult::Close | MeetingResult::Unheard) | None => RequestEvent::Close,
    };
    let is_over = event == RequestEvent::Close && was.state == RequestState::Closed;
    let owed = ending.by.and_then(|(staff, owed)| Some((staff, owed?)));
    let department_id = if event == RequestEvent::WorkOn {
        owed.and_then(|(_, owed)| owed.department.clone())
    } else {
        was.department_id.clone()
    };
    let new = Request {
        state: if is_over {
            was.state
        } else {
            was.state.after(event)?
        },
        department_id,
        ..was
    };
    let text = ending.text.map(str::to_owned);
    if !is_over {
        let said = go_on(db, (&new, text), pad)?;
        if let Some((staff, owed)) = owed {
            owe(db, (row, &said), (staff, owed))?;
        }
    } else if text.is_some() {
        request::add_step(db, &step(&new, text, pad))?;
    }
    match ending.result {
        Some(MeetingResult::Promise | MeetingResult::Refer | MeetingResult::Close)
            if ending.by.is_some() =>
        {
            notices::tell(app, db, (NoticeEvent::ResultReady, &new), pad)
        }
        Some(_) | None => Ok(()),
    }
}

/// Writes down who owes what until when: the trail, the day on which it is late, and the step.
fn owe(
    db: &mut Db,
    (row, step): (&Appointment, &Step),
    (staff, owed): (&StaffCaller, &Owed),
) -> Result<(), ServiceError> {
    let due_on = owed.due_on.to_string();
    let filed = filing::find(db, &row.request_id)?;
    let filed = filed.unwrap_or_else(|| Filing::empty(row.request_id.clone()));
    let filed = Filing {
        due_on: Some(due_on.clone()),
        ..filed
    };
    filing::put(db, &filed)?;
    if let Some(department) = &owed.department {
        let to = Destination::Department(department.clone());
        routing::write(db, staff, (step, to, None))?;
    }
    let new = NextStep {
        appointment_id: row.id.clone(),
        request_id: row.request_id.clone(),
        step_id: step.id.clone(),
        text: owed.text.clone(),
        department_id: owed.department.clone(),
        due_on,
        made_by: staff.id.clone(),
        made_at: step.at,
        done_at: None,
        done_by: None,
    };
    Ok(next_step::add(db, &new)?)
}

fn leave(db: &mut Db, row: &Appointment, pad: &Pad) -> Result<(), ServiceError> {
    if let Some(was) = visit::of_appointment(db, &row.id)? {
        let state = was.state;
        let gone = Visit {
            state: VisitState::Finished,
            finished_at: Some(pad.at()),
            ..was
        };
        visit::change(db, state, &gone)?;
    }
    Ok(())
}

/// Sends the survey link, once per appointment.
fn ask(app: &App, db: &mut Db, row: &Appointment, pad: &mut Pad) -> Result<(), ServiceError> {
    let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
    let case = request::find(db, &row.request_id)?.ok_or(Refusal::NotFound)?;
    let about = About {
        asked: if row.mode == Mode::Service {
            Asked::Visit
        } else {
            Asked::Meeting
        },
        thing: format!("appointment:{}", row.id),
        official: row.official_id.clone(),
        centre: row.centre_id.clone(),
        is_protected: requests::is_protected(app, db, &case)?,
    };
    if let Some(link) = survey::ask(app, db, (&known, about), pad)? {
        let letter = letters::with_link(app, NoticeEvent::Survey, (row, &known), &link);
        let to = letters::recipient(app, &known)?;
        notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    }
    Ok(())
}
