//! The call centre: a caller is checked by a script, and what a checked caller asks for is done
//! by the verbs that the caller would press, under the agent's name and the call's.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::caller::{Caller, StaffCaller};
use super::error::ServiceError;
use crate::scheduling::ids::{CallId, StaffId};
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Refusal};
use crate::store::Db;
use crate::store::call;

pub use crate::store::call::Conversation;
pub use crate::store::written::Written;

pub mod back;
pub mod begin;
pub mod check;
pub mod end;
pub mod log;
pub mod reach;
pub mod see;
pub mod times;
pub mod write;

/// How a call that an agent took over the telephone is named on a request.
pub const CHANNEL: &str = "phone";
/// For so long at most does a passed script hold, in hours.
const CHECK_HOURS_MAX: i64 = 2;

/// Whoever acts for the caller of this call: a caller for every verb of an applicant, once the
/// script was passed, until the call is over.
pub async fn acting(
    app: &App,
    caller: &Caller,
    id: CallId,
    now: DateTime<Utc>,
) -> Result<Caller, ServiceError> {
    let agent = agent(caller)?;
    let staff = agent.id.clone();
    let row = app.store.read(move |db| open(db, &staff, &id)).await?;
    let since = (now - TimeDelta::hours(CHECK_HOURS_MAX)).naive_utc();
    let is_passed = row.passed_at.is_some_and(|at| at > since);
    let person = row.person_id.filter(|_| is_passed);
    Ok(Caller::Agent {
        person: person.ok_or(Refusal::CallerUnchecked)?,
        agent,
        call: row.id,
    })
}

/// The agent who is calling.
fn agent(caller: &Caller) -> Result<StaffCaller, Refusal> {
    let staff = caller.staff().ok_or(Refusal::NotAllowed)?;
    if allowed(Some(staff.role), Action::TakeCalls) {
        Ok(staff.clone())
    } else {
        Err(Refusal::NotAllowed)
    }
}

/// The agent's own conversation, while it is not over.
fn open(db: &mut Db, staff: &StaffId, id: &CallId) -> Result<Conversation, ServiceError> {
    let own = call::find(db, id)?.filter(|row| row.staff_id == *staff);
    let row = own.ok_or(Refusal::NotFound)?;
    if row.ended_at.is_some() {
        return Err(Refusal::CallerUnchecked.into());
    }
    Ok(row)
}

/// The name under which the audit trail keeps what was done in a call.
fn thing(id: &CallId) -> String {
    format!("call:{id}")
}
