//! Four eyes: a decision that stands as proposed until a second person of the office confirms it.
//! Until then the request stays as it is, and nobody is told anything.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::{Verdict, decide_in, told, urgency, weigh};
use crate::scheduling::Refusal;
use crate::scheduling::ids::RequestId;
use crate::service::app::App;
use crate::service::audit;
use crate::service::caller::{Caller, StaffCaller};
use crate::service::error::ServiceError;
use crate::service::pad::Pad;
use crate::service::requests::is_of_office;
use crate::store::audit::Deed;
use crate::store::proposal::{self, Proposal};
use crate::store::request::{self, Request};
use crate::store::{self, Db, staff};

const UNREADABLE: ServiceError = ServiceError::Broken("a proposed decision cannot be read");

/// A decision that waits for a second person.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// What is proposed.
    pub verdict: Verdict,
    /// The name of who proposed it, in the ministry's language.
    pub by: String,
    /// Whether that is the caller, who cannot confirm it.
    pub is_own: bool,
    /// When.
    pub at: NaiveDateTime,
}

/// What is proposed for a request of the caller's office.
pub async fn find(
    app: &App,
    caller: &Caller,
    id: RequestId,
) -> Result<Option<Proposed>, ServiceError> {
    let member = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let language = app.settings.ministry.language.clone();
    app.store
        .read(move |db| {
            own(db, &member, &id)?;
            let Some(row) = proposal::find(db, &id)? else {
                return Ok(None);
            };
            let by = staff::find(db, &row.proposed_by)?.ok_or(UNREADABLE)?;
            Ok(Some(Proposed {
                verdict: verdict(&row)?,
                by: by.names.in_language(&language).to_owned(),
                is_own: row.proposed_by == member.id,
                at: row.proposed_at,
            }))
        })
        .await
}

fn own(db: &mut Db, member: &StaffCaller, id: &RequestId) -> Result<Request, ServiceError> {
    let found = request::find(db, id)?.filter(|row| is_of_office(member, row));
    Ok(found.ok_or(Refusal::NotFound)?)
}

fn verdict(row: &Proposal) -> Result<Verdict, ServiceError> {
    serde_json::from_str(&row.body).map_err(|_unreadable| UNREADABLE)
}

/// Whether a verdict waits for a second person, by what the settings say of such requests.
pub(super) fn is_asked(app: &App, was: &Request, verdict: &Verdict) -> bool {
    let urgency = verdict.urgency.unwrap_or(was.urgency);
    let asked = &app.settings.requests.four_eyes;
    asked.is_asked(was.kind, urgency)
}

/// Writes a verdict down as proposed, over what was proposed before; it is checked as if it held.
pub(super) fn propose(
    app: &App,
    db: &mut Db,
    (caller, id, verdict): (&Caller, &RequestId, &Verdict),
    pad: &mut Pad,
) -> Result<Request, ServiceError> {
    let member = caller.staff().ok_or(Refusal::NotFound)?;
    let weighed = weigh(app, db, (member, id, verdict))?;
    urgency::reason(&weighed.was, verdict)?;
    let body = serde_json::to_string(verdict);
    let row = Proposal {
        request_id: id.clone(),
        body: body.map_err(|_unwritable| UNREADABLE)?,
        proposed_by: member.id.clone(),
        proposed_at: pad.at(),
    };
    proposal::put(db, &row)?;
    let thing = format!("request:{id}");
    let deed = audit::deed(caller, "propose", &thing, pad);
    let detail = Some(verdict.decision.to_string());
    store::audit::add(db, &Deed { detail, ..deed })?;
    Ok(weighed.was)
}

/// Confirms what another person of the office proposed: now it holds, and the applicant is told.
pub async fn confirm(
    app: &App,
    caller: &Caller,
    id: RequestId,
    now: DateTime<Utc>,
) -> Result<Request, ServiceError> {
    let member = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let request = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            own(db, &member, &id)?;
            let row = proposal::find(db, &id)?.ok_or(Refusal::WrongStage)?;
            if row.proposed_by == member.id {
                return Err(ServiceError::from(Refusal::OwnProposal));
            }
            let thing = format!("request:{id}");
            let deed = audit::deed(&by, "second", &thing, &mut pad);
            let detail = Some(format!("proposed by staff:{}", row.proposed_by));
            store::audit::add(db, &Deed { detail, ..deed })?;
            decide_in(&of_work, db, (&by, &id, &verdict(&row)?), &mut pad)
        })
        .await?;
    told(app, &request);
    Ok(request)
}

/// Drops what is proposed: its author takes it back, or a second person does not agree.
pub async fn reject(
    app: &App,
    caller: &Caller,
    id: RequestId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let member = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            own(db, &member, &id)?;
            if !proposal::remove(db, &id)? {
                return Err(ServiceError::from(Refusal::WrongStage));
            }
            let thing = format!("request:{id}");
            let deed = audit::deed(&by, "drop_proposal", &thing, &mut pad.clone());
            Ok(store::audit::add(db, &deed)?)
        })
        .await
}
