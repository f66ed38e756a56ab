//! Logging a telephone call: how it went, how long it took, which request it was about.

use chrono::{DateTime, Utc};

use super::app::App;
use super::caller::Caller;
use super::error::ServiceError;
use crate::scheduling::call::Way;
use crate::scheduling::ids::{CallId, RequestId};
use crate::scheduling::{Reference, Refusal};
use crate::store::call::{self, Call};
use crate::store::{Db, request};

pub use crate::scheduling::call::Direction;

/// A call as the agent describes it.
#[derive(Clone, Debug)]
pub struct NewCall {
    /// Who called whom.
    pub direction: Direction,
    /// What it was for.
    pub purpose: String,
    /// How long it took.
    pub minutes: i32,
    /// The id or the reference of the request it was about.
    pub request: Option<String>,
}

/// Logs a call of the caller; its id.
pub async fn log_call(
    app: &App,
    caller: &Caller,
    new: NewCall,
    now: DateTime<Utc>,
) -> Result<CallId, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    let pad = app.pad(now);
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let about = new.request.as_deref().map(|named| find(db, named));
            let row = Call {
                id: pad.id(CallId::made),
                direction: new.direction,
                purpose: new.purpose.clone(),
                minutes: new.minutes,
                request_id: about.transpose()?,
                staff_id: staff.clone(),
                at: pad.at(),
                way: Way::Voice,
            };
            call::log(db, &row)?;
            Ok(row.id)
        })
        .await
}

pub(super) fn find(db: &mut Db, named: &str) -> Result<RequestId, ServiceError> {
    let found = match Reference::parse(named) {
        Some(reference) => request::of_reference(db, reference.as_str())?,
        None => request::find(db, &RequestId::from(named))?,
    };
    Ok(found.ok_or(Refusal::NotFound)?.id)
}
