//! Handing in a request: received at once, with a reference and a receipt.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::app::App;
use super::attachments;
use super::audit;
use super::caller::Caller;
use super::conduct;
use super::error::ServiceError;
use super::filing::Entry;
use super::go_on::step;
use super::letters;
use super::notices;
use super::pad::Pad;
use super::representations;
use crate::bus::News;
use crate::scheduling::ids::{
    AttachmentId, CentreId, OfficialId, PersonId, RepresentationId, RequestId,
};
use crate::scheduling::{
    Mode, Needs, NoticeEvent, Reference, Refusal, RequestKind, RequestState, Urgency,
};
use crate::store::filing::{self, Filing};
use crate::store::person::{self, Person};
use crate::store::request::{self, Request, Step};
use crate::store::{self, Db};

/// What the audit trail calls it.
pub(super) const HAND_IN: &str = "hand_in";
/// How often a new reference is drawn when the one before is taken.
const REFERENCES_MAX: usize = 5;

/// What a person hands in, checked already.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// What is asked for.
    pub kind: RequestKind,
    /// Whom the applicant asks to meet.
    pub official: Option<OfficialId>,
    /// How.
    pub mode: Option<Mode>,
    /// From which centre.
    pub centre: Option<CentreId>,
    /// In a few words.
    pub subject: String,
    /// In full.
    pub details: String,
    /// What the applicant needs.
    pub needs: Needs,
    /// Why it is urgent, as the applicant says; a person decides whether it is.
    pub urgent_reason: Option<String>,
    /// The applicant, when someone else hands it in.
    pub applicant: Option<String>,
    /// Whom it is about; kept sealed.
    pub person_concerned: Option<String>,
    /// On what basis a representative acts.
    pub basis: Option<String>,
    /// The representation under which it is handed in; applicant and basis are then its own.
    pub representation: Option<RepresentationId>,
    /// Days that do not suit.
    pub unavailable: Vec<Span>,
    /// How it came: `web`, `portal`, `centre`, …
    pub channel: &'static str,
    /// What came with it.
    pub came: Came,
}

/// What came with a request beside its words.
#[derive(Clone, Debug, Default)]
pub struct Came {
    /// Papers of the caller's draft that go with it.
    pub attachments: Vec<AttachmentId>,
    /// The last day on which the representative may act.
    pub basis_until: Option<NaiveDate>,
    /// The date on a paper that was sent in.
    pub dated: Option<NaiveDate>,
    /// The sender's own number on it.
    pub sender_number: Option<String>,
    /// How it is entered in the register at once; none: later.
    pub entry: Option<Entry>,
}

/// Days that do not suit, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

/// A request with its timeline.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The request.
    pub request: Request,
    /// Its steps, oldest first.
    pub steps: Vec<Step>,
}

/// Hands a request in for the caller.
pub async fn hand_in(
    app: &App,
    caller: &Caller,
    new: NewRequest,
    now: DateTime<Utc>,
) -> Result<Whole, ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let whole = app
        .store
        .write(move |db| {
            person::alone(db, &id)?;
            let known = person::find(db, &id)?.ok_or(Refusal::NotFound)?;
            let mut pad = pad.clone();
            let whole = take(&of_work, db, (&by, &known, &new), &mut pad)?;
            store::hold::drop_draft(db, &id)?;
            Ok::<_, ServiceError>(whole)
        })
        .await?;
    tell(app, &whole);
    Ok(whole)
}

/// Receives a request, queues its receipt, and writes down who handed it in.
pub(super) fn take(
    app: &App,
    db: &mut Db,
    (by, known, new): (&Caller, &Person, &NewRequest),
    pad: &mut Pad,
) -> Result<Whole, ServiceError> {
    let mut whole = receive(app, db, (by, known, new), pad)?;
    if let Some(entry) = &new.came.entry {
        whole.request = super::filing::enter(app, db, (whole.request, entry), (by, pad))?;
        whole.steps = request::steps(db, &whole.request.id)?;
    }
    let about = (whole.request.id.as_str(), whole.request.reference.as_str());
    let letter = letters::of_request(app, NoticeEvent::Received, about, known);
    let to = letters::recipient(app, known)?;
    notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    let thing = format!("request:{}", whole.request.id);
    store::audit::add(db, &audit::deed(by, HAND_IN, &thing, pad))?;
    Ok(whole)
}

/// Tells the house of a request that was handed in.
pub(super) fn tell(app: &App, whole: &Whole) {
    app.bus.tell(News::NoticeQueued);
    app.bus.tell(News::RequestMoved(whole.request.id.clone()));
}

/// Writes a new request with its first step, under a reference nobody has.
pub(super) fn receive(
    app: &App,
    db: &mut Db,
    (by, person, new): (&Caller, &Person, &NewRequest),
    pad: &mut Pad,
) -> Result<Whole, ServiceError> {
    if new.kind == RequestKind::Meeting {
        conduct::may_ask(app, db, (person, new.official.as_ref()), pad)?;
    }
    let mut row = row(app, &person.id, new, pad)?;
    if let Some(id) = &new.representation {
        let stands = representations::good(app, db, (person, id), pad.now())?;
        row.applicant = Some(stands.applicant);
        row.basis = Some(stands.row.basis.to_string());
        row.representation_id = Some(stands.row.id);
    }
    let step = step(&row, None, pad);
    for _ in 0..REFERENCES_MAX {
        Reference::made(pad.bytes())
            .as_str()
            .clone_into(&mut row.reference);
        if request::add(db, &row, &step)? {
            attachments::give(db, (by, &new.came.attachments), &row.id)?;
            note(db, &row.id, &new.came)?;
            return Ok(Whole {
                request: row,
                steps: vec![step],
            });
        }
    }
    Err(ServiceError::Broken("no free reference was drawn"))
}

/// Writes down what is known of the paper and of the basis, if anything is.
fn note(db: &mut Db, id: &RequestId, came: &Came) -> Result<(), ServiceError> {
    if came.basis_until.is_none() && came.dated.is_none() && came.sender_number.is_none() {
        return Ok(());
    }
    filing::put(
        db,
        &Filing {
            basis_until: came.basis_until.map(|day| day.to_string()),
            dated: came.dated.map(|day| day.to_string()),
            sender_number: came.sender_number.clone(),
            ..Filing::empty(id.clone())
        },
    )?;
    Ok(())
}

fn row(
    app: &App,
    person: &PersonId,
    new: &NewRequest,
    pad: &mut Pad,
) -> Result<Request, ServiceError> {
    let unavailable = (!new.unavailable.is_empty())
        .then(|| serde_json::to_string(&new.unavailable).unwrap_or_default());
    let concerned = new.person_concerned.as_deref();
    Ok(Request {
        id: pad.id(RequestId::made),
        reference: String::new(),
        registration_number: None,
        kind: new.kind,
        state: RequestState::Received,
        person_id: person.clone(),
        official_id: new.official.clone(),
        mode: new.mode,
        centre_id: new.centre.clone(),
        department_id: None,
        subject: new.subject.clone(),
        details: new.details.clone(),
        needs: new.needs.to_string(),
        urgency: Urgency::Normal,
        urgent_reason: new.urgent_reason.clone(),
        applicant: new.applicant.clone(),
        person_concerned: concerned.map(|name| app.keys.seal(name, pad)).transpose()?,
        basis: new.basis.clone(),
        representation_id: None,
        unavailable,
        channel: new.channel.to_owned(),
        received_at: pad.at(),
        changed_at: pad.at(),
        version: 1,
    })
}
