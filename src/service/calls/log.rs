//! The log of calls, in and out, as it is looked through.

use chrono::NaiveDate;

use crate::scheduling::call::{CallPurpose, Direction};
use crate::scheduling::ids::{RequestId, StaffId};
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Reference, Refusal, calendar};
use crate::service::app::App;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::store::call::{self, Call, Wanted};
use crate::store::{Texts, request, staff};

/// So many lines are shown at the most.
const LINES_MAX: i64 = 200;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// From this local day.
    pub from: Option<NaiveDate>,
    /// To this local day, included.
    pub to: Option<NaiveDate>,
    /// This way.
    pub direction: Option<Direction>,
    /// For this purpose.
    pub purpose: Option<CallPurpose>,
    /// About the request of this reference.
    pub reference: Option<Reference>,
    /// The caller's own calls only.
    pub is_own: bool,
}

/// A line of the log.
#[derive(Clone, Debug)]
pub struct Line {
    /// The call.
    pub call: Call,
    /// The reference of the request it was about.
    pub reference: Option<String>,
    /// The agent's names.
    pub agent: Option<Texts>,
}

/// The lines that were looked for, newest first.
pub async fn list(app: &App, caller: &Caller, filter: Filter) -> Result<Vec<Line>, ServiceError> {
    let member = caller.staff().ok_or(Refusal::NotAllowed)?;
    if !allowed(Some(member.role), Action::SeeCallLog) {
        return Err(Refusal::NotAllowed.into());
    }
    let zone = app.settings.ministry.zone;
    let own: Option<StaffId> = filter.is_own.then(|| member.id.clone());
    let start = move |day: NaiveDate| calendar::days_span(zone, day, day).0.naive_utc();
    let end = move |day: NaiveDate| calendar::days_span(zone, day, day).1.naive_utc();
    app.store
        .read(move |db| {
            let mut about: Option<RequestId> = None;
            if let Some(reference) = &filter.reference {
                let Some(found) = request::of_reference(db, reference.as_str())? else {
                    return Ok(Vec::new());
                };
                about = Some(found.id);
            }
            let wanted = Wanted {
                from: filter.from.map(start),
                to: filter.to.map(end),
                staff: own.clone(),
                direction: filter.direction,
                purpose: filter.purpose.map(|purpose| purpose.to_string()),
                request: about,
            };
            let rows = call::logged(db, &wanted, LINES_MAX)?;
            let ids: Vec<RequestId> = rows
                .iter()
                .filter_map(|row| row.request_id.clone())
                .collect();
            let cases = request::of_ids(db, &ids)?;
            rows.into_iter()
                .map(|row| {
                    let case = cases
                        .iter()
                        .find(|one| Some(&one.id) == row.request_id.as_ref());
                    Ok(Line {
                        reference: case.map(|one| one.reference.clone()),
                        agent: staff::find(db, &row.staff_id)?.map(|one| one.names),
                        call: row,
                    })
                })
                .collect::<Result<_, ServiceError>>()
        })
        .await
}
