//! The call-back list: who is to be rung, of what, by when; tried, and told.

use chrono::{DateTime, TimeDelta, Utc};

use super::{agent, open, reach as reached};
use crate::scheduling::Refusal;
use crate::scheduling::call::{CallBackState, RETRY_MINUTES};
use crate::scheduling::ids::{CallBackId, CallId};
use crate::service::app::App;
use crate::service::audit::{self, log_looks};
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::store::audit::Deed;
use crate::store::call_back::{self, CallBack};
use crate::store::person::{self, Person};
use crate::store::{self, Db, reach};

/// So many stand on the list at the most.
const LIST_MAX: i64 = 200;
/// So many that are done are shown below it.
const DONE_MAX: i64 = 20;
/// After so many calls that nobody took, the slip may go by post.
pub const LETTER_TRIES: i32 = 3;

/// Somebody who is owed a call.
#[derive(Clone, Debug)]
pub struct OwedCall {
    /// What is owed.
    pub row: CallBack,
    /// To whom.
    pub person: Person,
    /// Where to ring; nothing for people who are never rung, and where no telephone is known.
    pub phone: Option<String>,
    /// Whether the person is written to and never rung.
    pub is_text_only: bool,
}

/// How somebody was told.
#[derive(Clone, Debug)]
pub enum How {
    /// In this call, in which the script was passed.
    Call(CallId),
    /// By the printed slip, by post or over the desk.
    Slip,
}

impl OwedCall {
    /// Whether the slip may take the place of a call.
    #[must_use]
    pub const fn may_be_posted(&self) -> bool {
        self.phone.is_none() || self.row.tries >= LETTER_TRIES
    }
}

/// Who is still to be rung, the most urgent first, and who was told last; each shown person is a
/// logged look.
pub async fn list(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<(Vec<OwedCall>, Vec<OwedCall>), ServiceError> {
    agent(caller)?;
    let of_work = app.clone();
    let (waiting, done) = app
        .store
        .read(move |db| {
            let waiting = call_back::waiting(db, LIST_MAX)?;
            let done = call_back::done(db, DONE_MAX)?;
            Ok::<_, ServiceError>((named(&of_work, db, waiting)?, named(&of_work, db, done)?))
        })
        .await?;
    let shown = waiting.iter().chain(&done);
    let things: Vec<String> = shown
        .map(|one| format!("person:{}", one.person.id))
        .collect();
    log_looks(app, caller, (&things, "call_back"), now).await?;
    Ok((waiting, done))
}

fn named(app: &App, db: &mut Db, rows: Vec<CallBack>) -> Result<Vec<OwedCall>, ServiceError> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let person = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
        let is_text_only = reach::is_text_only(db, &person.id)?;
        let phone = reached::phone(app, reach::find(db, &person.id)?.as_ref())?;
        all.push(OwedCall {
            phone: phone.filter(|_| !is_text_only),
            is_text_only,
            person,
            row,
        });
    }
    Ok(all)
}

/// Writes down that nobody answered; the call is due again later.
pub async fn tried(
    app: &App,
    caller: &Caller,
    id: CallBackId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    agent(caller)?;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let again = pad.at() + TimeDelta::minutes(RETRY_MINUTES);
            if !call_back::tried(db, &id, (pad.at(), again))? {
                return Err(ServiceError::from(Refusal::WrongStage));
            }
            let thing = format!("call_back:{id}");
            let deed = audit::deed(&by, "ring_in_vain", &thing, &mut pad.clone());
            Ok(store::audit::add(db, &deed)?)
        })
        .await
}

/// Writes down that somebody was told, once.
pub async fn told(
    app: &App,
    caller: &Caller,
    (id, how): (CallBackId, How),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let staff = agent(caller)?.id;
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    app.store
        .write(move |db| {
            let row = call_back::find(db, &id)?.ok_or(Refusal::NotFound)?;
            if row.state != CallBackState::Waiting {
                return Err(ServiceError::from(Refusal::WrongStage));
            }
            let way = match &how {
                How::Call(call) => {
                    let talk = open(db, &staff, call)?;
                    let is_same = talk.person_id.as_ref() == Some(&row.person_id);
                    if !is_same || talk.passed_at.is_none() {
                        return Err(Refusal::CallerUnchecked.into());
                    }
                    format!("call:{call}")
                }
                How::Slip => {
                    let owed = named(&of_work, db, vec![row])?;
                    if !owed.iter().all(OwedCall::may_be_posted) {
                        return Err(Refusal::WrongStage.into());
                    }
                    "slip".to_owned()
                }
            };
            if !call_back::told(db, &id, (pad.at(), &staff))? {
                return Err(Refusal::WrongStage.into());
            }
            let deed = Deed {
                detail: Some(way),
                ..audit::deed(&by, "told", &format!("call_back:{id}"), &mut pad.clone())
            };
            Ok(store::audit::add(db, &deed)?)
        })
        .await
}
