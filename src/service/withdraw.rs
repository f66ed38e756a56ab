//! Taking a request back: its applicant needs nothing any more.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use super::go_on::go_on;
use super::notices;
use super::offers;
use crate::bus::News;
use crate::scheduling::ids::RequestId;
use crate::scheduling::{NoticeEvent, Refusal, RequestEvent, WaitingState};
use crate::store;
use crate::store::request::{self, Request};

/// What the audit trail calls it.
const WITHDRAW: &str = "withdraw";

/// Takes one's own request back; it leaves the waiting list, and a message says that it is so.
pub async fn withdraw(
    app: &App,
    caller: &Caller,
    id: RequestId,
    now: DateTime<Utc>,
) -> Result<Request, ServiceError> {
    let owner = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let gone = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let found = request::find(db, &id)?.filter(|row| row.person_id == owner);
            let was = found.ok_or(Refusal::NotFound)?;
            let new = Request {
                state: was.state.after(RequestEvent::Withdraw)?,
                ..was
            };
            go_on(db, (&new, None), &mut pad)?;
            offers::take_off(&of_work, db, (&new.id, WaitingState::Left), &mut pad)?;
            notices::tell(&of_work, db, (NoticeEvent::Withdrawn, &new), &mut pad)?;
            let thing = format!("request:{}", new.id);
            store::audit::add(db, &audit::deed(&by, WITHDRAW, &thing, &mut pad))?;
            Ok::<_, ServiceError>(new)
        })
        .await?;
    app.bus.tell(News::RequestMoved(gone.id.clone()));
    app.bus.tell(News::NoticeQueued);
    if let Some(official) = &gone.official_id {
        app.bus.tell(News::SlotsMoved(official.clone()));
    }
    Ok(gone)
}
