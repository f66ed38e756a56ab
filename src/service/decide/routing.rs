//! Where a request is sent: to a department, or straight to an official's office; with a trail.

use super::Verdict;
use crate::scheduling::ids::{DepartmentId, OfficialId};
use crate::scheduling::{Decision, Refusal};
use crate::service::app::App;
use crate::service::caller::StaffCaller;
use crate::service::error::ServiceError;
use crate::store::Db;
use crate::store::filing::{self, Referral};
use crate::store::request::{Request, Step};

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) enum Destination {
    /// To a department.
    Department(DepartmentId),
    /// Straight to the office of an official.
    Office(OfficialId),
}

/// Where a verdict sends a request, if it sends it anywhere: to the department it names, to the
/// office it names, or to whoever works on the request's category.
pub(super) fn destination(
    app: &App,
    db: &mut Db,
    (was, verdict): (&Request, &Verdict),
) -> Result<Option<Destination>, ServiceError> {
    if verdict.decision != Decision::Route {
        return Ok(None);
    }
    if let Some(id) = &verdict.department {
        return Ok(Some(Destination::Department(id.clone())));
    }
    if let Some(id) = &verdict.official {
        return Ok(Some(Destination::Office(id.clone())));
    }
    let filed = filing::find(db, &was.id)?.and_then(|filing| filing.category_id);
    let catalogue = app.catalogue.get();
    let department = filed.and_then(|id| catalogue.tree.department(&id).cloned());
    let department = department.ok_or(Refusal::FieldWrong)?;
    Ok(Some(Destination::Department(department)))
}

/// Writes the trail.
pub(in crate::service) fn write(
    db: &mut Db,
    staff: &StaffCaller,
    (step, destination, reason): (&Step, Destination, Option<String>),
) -> Result<(), ServiceError> {
    let (department_id, official_id) = match destination {
        Destination::Department(id) => (Some(id), None),
        Destination::Office(id) => (None, Some(id)),
    };
    filing::refer(
        db,
        &Referral {
            id: step.id.clone(),
            request_id: step.request_id.clone(),
            department_id,
            official_id,
            staff_id: staff.id.clone(),
            reason,
            at: step.at,
        },
    )?;
    Ok(())
}
