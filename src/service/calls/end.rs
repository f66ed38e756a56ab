//! Ending a conversation: its line in the log, and the survey for a caller who was known.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::{agent, open, thing};
use crate::bus::News;
use crate::scheduling::Refusal;
use crate::scheduling::call::{CallPurpose, Direction};
use crate::scheduling::ids::{CallId, CentreId, PersonId, RequestId};
use crate::scheduling::survey::Asked;
use crate::service::app::App;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::log_call::find;
use crate::service::pad::Pad;
use crate::service::survey::{self, About};
use crate::service::{audit, requests};
use crate::store::call::{self, Call, Conversation};
use crate::store::request::Request;
use crate::store::{self, Db, person, request};

/// What an agent says of a conversation at its end.
#[derive(Clone, Debug)]
pub struct Ending {
    /// What it was for.
    pub purpose: CallPurpose,
    /// The reference of the request it was about.
    pub request: Option<String>,
}

/// Ends a conversation and logs it, once.
pub async fn end(
    app: &App,
    caller: &Caller,
    (id, ending): (CallId, Ending),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let staff = agent(caller)?.id;
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = open(db, &staff, &id)?;
            let about = ending.request.as_deref().map(|named| find(db, named));
            let about = about.transpose()?;
            let over = Conversation {
                ended_at: Some(pad.at()),
                ..row.clone()
            };
            if !call::change(db, &over)? {
                return Err(ServiceError::from(Refusal::WrongStage));
            }
            let line = Call {
                id: row.id.clone(),
                direction: row.direction,
                purpose: ending.purpose.to_string(),
                minutes: minutes(row.begun_at, pad.at()),
                request_id: about.clone(),
                staff_id: staff.clone(),
                at: pad.at(),
                way: row.way,
            };
            call::log(db, &line)?;
            let deed = audit::deed(&by, "end_call", &thing(&row.id), &mut pad);
            store::audit::add(db, &deed)?;
            let is_known = row.direction == Direction::In && row.passed_at.is_some();
            match row.person_id.clone().filter(|_| is_known) {
                Some(whose) => ask(&of_work, db, (&row.id, &whose, about.as_ref()), &mut pad),
                None => Ok(()),
            }
        })
        .await?;
    app.bus.tell(News::NoticeQueued);
    Ok(())
}

/// Sends the survey link to a caller who was known.
fn ask(
    app: &App,
    db: &mut Db,
    (id, whose, about): (&CallId, &PersonId, Option<&RequestId>),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let known = person::find(db, whose)?.ok_or(Refusal::NotFound)?;
    let case = about.map(|id| request::find(db, id)).transpose()?.flatten();
    let is_protected = match &case {
        Some(case) => requests::is_protected(app, db, case)?,
        None => false,
    };
    let about = About {
        asked: Asked::Call,
        thing: thing(id),
        official: None,
        centre: answers_for(app, case.as_ref()),
        is_protected,
    };
    survey::send(app, db, (&known, about), pad)
}

/// The centre whose manager reads what is remarked on a call: that of the request it was about, else
/// the one that answers for the call centre.
fn answers_for(app: &App, case: Option<&Request>) -> Option<CentreId> {
    let of_request = case.and_then(|case| case.centre_id.clone());
    let of_calls = || CentreId::from(app.settings.ministry.calls_centre.as_str());
    let centre = of_request.unwrap_or_else(of_calls);
    let is_known = app.catalogue.get().centre(&centre).is_some();
    is_known.then_some(centre)
}

/// How long a conversation took, in begun minutes, one at least.
fn minutes(begun: NaiveDateTime, over: NaiveDateTime) -> i32 {
    let seconds = (over - begun).num_seconds().max(1);
    i32::try_from((seconds + 59) / 60).unwrap_or(i32::MAX)
}
