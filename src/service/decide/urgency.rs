//! What goes before the others does so with a reason, which stays with the request.

use super::Verdict;
use crate::scheduling::{Refusal, Urgency};
use crate::service::error::ServiceError;
use crate::store::Db;
use crate::store::filing::{self, Filing};
use crate::store::request::Request;

/// Keeps the reason of a request that becomes urgent, and refuses it without one: what the office
/// wrote, else what the applicant gave as reason, else what the applicant is told.
pub(super) fn check(db: &mut Db, (was, verdict): (&Request, &Verdict)) -> Result<(), ServiceError> {
    let Some(reason) = reason(was, verdict)? else {
        return Ok(());
    };
    let row = filing::find(db, &was.id)?.unwrap_or_else(|| Filing::empty(was.id.clone()));
    filing::put(
        db,
        &Filing {
            urgency_reason: Some(reason),
            ..row
        },
    )?;
    Ok(())
}

/// The reason of a request that becomes urgent; none where it does not.
pub(super) fn reason(was: &Request, verdict: &Verdict) -> Result<Option<String>, Refusal> {
    if verdict.urgency != Some(Urgency::Urgent) || was.urgency == Urgency::Urgent {
        return Ok(None);
    }
    let said = [&verdict.urgency_reason, &was.urgent_reason, &verdict.text];
    let reason = said
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty());
    let reason = reason.ok_or(Refusal::UrgencyReason)?;
    Ok(Some(reason.clone()))
}
