//! The printed slip of people whom no text reaches: reference, state, the appointment, where to
//! ask. It says nothing of what a request is about, nor whose it is.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit::log_looks;
use super::caller::{Caller, StaffCaller};
use super::error::ServiceError;
use super::find_person::took;
use super::requests::{is_of_office, is_protected};
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Reference, Refusal, Role};
use crate::store::appointment::{self, Appointment};
use crate::store::person::{self, Person};
use crate::store::request::{self, Request};
use crate::store::{Db, staff};

/// What stands on a slip.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The request.
    pub request: Request,
    /// The appointment that lies ahead.
    pub appointment: Option<Appointment>,
    /// Whose it is: the language of the slip, and how it speaks to the reader.
    pub person: Person,
}

/// The slip of a request, for whoever of the staff may hand it over; a logged look.
pub async fn slip(
    app: &App,
    caller: &Caller,
    reference: Reference,
    now: DateTime<Utc>,
) -> Result<Slip, ServiceError> {
    let member = caller.staff().ok_or(Refusal::NotAllowed)?.clone();
    if !allowed(Some(member.role), Action::PrintSlip) {
        return Err(Refusal::NotAllowed.into());
    }
    let (actor, of_work) = (caller.actor(), app.clone());
    let slip = app
        .store
        .read(move |db| {
            let found = request::of_reference(db, reference.as_str())?;
            let case = found.ok_or(Refusal::NotFound)?;
            let whose = person::find(db, &case.person_id)?.ok_or(Refusal::NotFound)?;
            if !may_hand_over(&of_work, db, (&member, &actor), (&case, &whose))? {
                return Err(ServiceError::from(Refusal::NotFound));
            }
            let mut all = appointment::of_request(db, &case.id)?.into_iter();
            Ok(Slip {
                appointment: all
                    .find(|one| one.state.holds_resources() && one.ends_at > now.naive_utc()),
                request: case,
                person: whose,
            })
        })
        .await?;
    let things = [format!("request:{}", slip.request.id)];
    log_looks(app, caller, (&things, "slip"), now).await?;
    Ok(slip)
}

/// The office, whoever took the request, and the desk of its centre where it is no protected one
/// and of the officer's own section.
fn may_hand_over(
    app: &App,
    db: &mut Db,
    (member, actor): (&StaffCaller, &str),
    (case, whose): (&Request, &Person),
) -> Result<bool, ServiceError> {
    if is_of_office(member, case) || took(db, actor, case)? {
        return Ok(true);
    }
    let is_here = member.centre.is_some() && member.centre == case.centre_id;
    if member.role != Role::OperationsOfficer || !is_here || is_protected(app, db, case)? {
        return Ok(false);
    }
    let own = staff::find(db, &member.id)?.and_then(|row| row.sex);
    Ok(match (own, whose.sex) {
        (Some(own), Some(sex)) => own.section() == sex.section(),
        (None, _) | (_, None) => true,
    })
}
