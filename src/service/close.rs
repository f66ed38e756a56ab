//! Closing a request with its result, which the applicant is told.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use super::go_on::go_on;
use super::notices;
use super::requests::is_of_office;
use crate::bus::News;
use crate::scheduling::ids::RequestId;
use crate::scheduling::{NoticeEvent, Refusal, RequestEvent, RequestState};
use crate::store::request::{self, Request};
use crate::store::{self, next_step};

/// What the audit trail calls it.
const CLOSE: &str = "close";

/// Closes a request on which a department worked, or that was answered, with all that was owed
/// after its meeting; what came of it is said.
/// A request with a time is closed by what its meeting came to.
pub async fn close(
    app: &App,
    caller: &Caller,
    (id, result): (RequestId, String),
    now: DateTime<Utc>,
) -> Result<Request, ServiceError> {
    if result.trim().is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let closed = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let staff = by.staff().ok_or(Refusal::NotFound)?;
            let found = request::find(db, &id)?.filter(|row| is_of_office(staff, row));
            let was = found.ok_or(Refusal::NotFound)?;
            if was.state == RequestState::Scheduled {
                return Err(ServiceError::from(Refusal::WrongStage));
            }
            let new = Request {
                state: was.state.after(RequestEvent::Close)?,
                ..was
            };
            go_on(db, (&new, Some(result.clone())), &mut pad)?;
            // What was owed after a meeting is done by this.
            next_step::end(db, &new.id, (&staff.id, pad.at()))?;
            notices::tell(&of_work, db, (NoticeEvent::Closed, &new), &mut pad)?;
            let thing = format!("request:{}", new.id);
            store::audit::add(db, &audit::deed(&by, CLOSE, &thing, &mut pad))?;
            Ok(new)
        })
        .await?;
    app.bus.tell(News::RequestMoved(closed.id.clone()));
    app.bus.tell(News::NoticeQueued);
    Ok(closed)
}
