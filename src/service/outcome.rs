//! The end of a meeting: its outcome, the request closed, the survey link sent.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::cancel::visible;
use super::error::ServiceError;
use super::go_on::go_on;
use super::letters;
use super::notices;
use super::pad::Pad;
use super::requests;
use super::survey::{self, About};
use super::week::cases::settle;
use crate::bus::News;
use crate::scheduling::ids::{AppointmentId, SessionId};
use crate::scheduling::survey::Asked;
use crate::scheduling::{
    AppointmentEvent, AppointmentState, CaseState, Mode, NoticeEvent, Refusal, RequestEvent,
    SessionEvent, VisitState,
};
use crate::store::appointment::{self, Appointment};
use crate::store::person;
use crate::store::request::{self, Request};
use crate::store::session::{self, Session};
use crate::store::visit::{self, Visit};
use crate::store::{self, Db};

/// What may come of a meeting.
pub const RESULTS: &[&str] = &["promise", "refer", "close", "unheard"];

/// Writes what came of a meeting. Gives the session, if one is still to be ended for everybody.
pub async fn outcome(
    app: &App,
    caller: &Caller,
    (id, result, text): (AppointmentId, String, Option<String>),
    now: DateTime<Utc>,
) -> Result<Option<SessionId>, ServiceError> {
    if !RESULTS.contains(&result.as_str()) {
        return Err(Refusal::FieldWrong.into());
    }
    let pad = app.pad(now);
    let (of_work, by, of_news) = (app.clone(), caller.clone(), id.clone());
    let open = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = visible(db, &by, &id)?;
            let open = session::of_appointment(db, &id)?.filter(|one| one.state.is_open());
            finish(
                &of_work,
                db,
                (row, Some(&result), text.as_deref()),
                &mut pad,
            )?;
            let thing = format!("appointment:{id}");
            store::audit::add(db, &audit::deed(&by, "outcome", &thing, &mut pad))?;
            Ok::<_, ServiceError>(open.map(|one| one.id))
        })
        .await?;
    app.bus.tell(News::AppointmentMoved(of_news));
    app.bus.tell(News::NoticeQueued);
    Ok(open)
}

/// Finishes an appointment, once: whoever comes second only adds an outcome that was missing.
pub(super) fn finish(
    app: &App,
    db: &mut Db,
    (row, result, text): (Appointment, Option<&str>, Option<&str>),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let is_first = row.state != AppointmentState::Done;
    let state = if is_first {
        row.state.after(AppointmentEvent::Finish)?
    } else {
        row.state
    };
    let new = Appointment {
        state,
        outcome: result.map(str::to_owned).or(row.outcome.clone()),
        outcome_text: text.map(str::to_owned).or(row.outcome_text.clone()),
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
        return finish(app, db, (found, result, text), pad);
    }
    // Held at its old time after all.
    settle(db, &new.id, CaseState::Kept, pad)?;
    if let Some(open) = session::of_appointment(db, &new.id)?.filter(|one| one.state.is_open()) {
        let ended = Session {
            state: open.state.after(SessionEvent::End)?,
            ended_at: Some(pad.at()),
            outcome: new.outcome.clone(),
            ..open
        };
        session::change(db, &ended)?;
        session::drop_resumes(db, ended.id.as_str(), None)?;
    }
    session::revoke_invites(db, &new.id, pad.at())?;
    if is_first {
        close_request(db, &new, pad)?;
        leave(db, &new, pad)?;
        ask(app, db, &new, pad)?;
    }
    Ok(())
}

fn close_request(db: &mut Db, row: &Appointment, pad: &mut Pad) -> Result<(), ServiceError> {
    let was = request::find(db, &row.request_id)?.ok_or(Refusal::NotFound)?;
    let closed = Request {
        state: was.state.after(RequestEvent::Close)?,
        ..was
    };
    go_on(db, (&closed, None), pad)?;
    Ok(())
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
