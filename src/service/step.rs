//! Moving a request by what tells nobody anything: taking it up, taking it back, closing it.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use super::requests::is_of_office;
use crate::bus::News;
use crate::scheduling::ids::{AuditId, RequestId};
use crate::scheduling::{Refusal, RequestEvent};
use crate::store;
use crate::store::request::{self, Request, Step};

/// Moves a request one step: its owner takes it back, the office takes it up and closes it.
pub async fn step(
    app: &App,
    caller: &Caller,
    (id, event, text): (RequestId, RequestEvent, Option<String>),
    now: DateTime<Utc>,
) -> Result<Request, ServiceError> {
    let pad = app.pad(now);
    let by = caller.clone();
    let moved = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let found = request::find(db, &id)?.filter(|row| may(&by, row, event));
            let was = found.ok_or(Refusal::NotFound)?;
            let new = Request {
                state: was.state.after(event)?,
                ..was
            };
            let row = Step {
                id: pad.id(AuditId::made),
                request_id: new.id.clone(),
                state: new.state,
                at: pad.at(),
                text: text.clone(),
            };
            if !request::change(db, &new, &row)? {
                return Err(ServiceError::from(Refusal::WrongStage));
            }
            let thing = format!("request:{}", new.id);
            store::audit::add(db, &audit::deed(&by, new.state.as_str(), &thing, &mut pad))?;
            Ok(new)
        })
        .await?;
    app.bus.tell(News::RequestMoved(moved.id.clone()));
    Ok(moved)
}

fn may(caller: &Caller, row: &Request, event: RequestEvent) -> bool {
    match (caller, event) {
        (Caller::Person { id, .. } | Caller::Agent { person: id, .. }, RequestEvent::Withdraw) => {
            row.person_id == *id
        }
        (Caller::Staff(staff), RequestEvent::Review | RequestEvent::Close) => {
            is_of_office(staff, row)
        }
        (
            Caller::Nobody
            | Caller::Follower { .. }
            | Caller::Person { .. }
            | Caller::Staff(_)
            | Caller::Agent { .. },
            RequestEvent::Register
            | RequestEvent::Review
            | RequestEvent::Decide(_)
            | RequestEvent::PassOn
            | RequestEvent::Book
            | RequestEvent::Unbook
            | RequestEvent::Close
            | RequestEvent::Withdraw,
        ) => false,
    }
}
