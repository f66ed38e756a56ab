//! Moving a request by what has no form of its own yet: registering, taking back, closing.

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

/// Moves a request one step: its owner takes it back, the office registers and closes.
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
            let registration_number = match event {
                RequestEvent::Register => Some(format!("{:07}", request::count(db)?)),
                RequestEvent::Review
                | RequestEvent::Decide(_)
                | RequestEvent::Book
                | RequestEvent::Unbook
                | RequestEvent::Close
                | RequestEvent::Withdraw => was.registration_number.clone(),
            };
            let new = Request {
                state: was.state.after(event)?,
                registration_number,
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
        (
            Caller::Staff(staff),
            RequestEvent::Register | RequestEvent::Review | RequestEvent::Close,
        ) => is_of_office(staff, row),
        (
            Caller::Nobody
            | Caller::Follower { .. }
            | Caller::Person { .. }
            | Caller::Staff(_)
            | Caller::Agent { .. },
            RequestEvent::Register
            | RequestEvent::Review
            | RequestEvent::Decide(_)
            | RequestEvent::Book
            | RequestEvent::Unbook
            | RequestEvent::Close
            | RequestEvent::Withdraw,
        ) => false,
    }
}
