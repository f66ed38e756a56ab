//! What an agent sees of a caller who passed the script: who it is, how the requests stand, what
//! can be done about them. Of a protected request no more than reference, state and time.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::{acting, agent, reach as reached};
use crate::scheduling::ids::{CallId, RequestId};
use crate::scheduling::{Mode, Refusal, RequestKind, RequestState};
use crate::service::app::App;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::requests::{self, Case, is_protected};
use crate::store::Db;
use crate::store::appointment::Appointment;
use crate::store::call::{self, Conversation};
use crate::store::call_back::{self, CallBack};
use crate::store::person::{self, Person};
use crate::store::reach;
use crate::store::request::Request;

/// So many requests of a caller are shown.
const CASES_MAX: i64 = 20;

/// A caller who passed the script.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Who.
    pub person: Person,
    /// The caller's requests, newest first.
    pub cases: Vec<CallCase>,
    /// What is still to be told to the caller, oldest first.
    pub owed: Vec<CallBack>,
    /// A telephone that takes no texts.
    pub phone: Option<String>,
    /// Whether the caller is written to and never rung.
    pub is_text_only: bool,
}

/// A request as far as an agent sees one.
#[derive(Clone, Debug)]
pub struct CallCase {
    /// Its id.
    pub id: RequestId,
    /// When it was received (UTC).
    pub received_at: NaiveDateTime,
    /// What the person was given.
    pub reference: String,
    /// How far it is.
    pub state: RequestState,
    /// What it is; nothing of a protected one.
    pub what: Option<What>,
    /// The newest appointment.
    pub appointment: Option<Appointment>,
    /// Whether a time can be booked for it.
    pub may_choose: bool,
}

/// What a request says that is no protected one.
#[derive(Clone, Debug)]
pub struct What {
    /// Its kind.
    pub kind: RequestKind,
    /// In a few words.
    pub subject: String,
}

/// The agent's own conversation, over or not.
pub async fn conversation(
    app: &App,
    caller: &Caller,
    id: CallId,
) -> Result<Conversation, ServiceError> {
    let staff = agent(caller)?.id;
    app.store
        .read(move |db| {
            let own = call::find(db, &id)?.filter(|row| row.staff_id == staff);
            Ok(own.ok_or(Refusal::NotFound)?)
        })
        .await
}

/// The caller, once the script was passed.
pub async fn checked(
    app: &App,
    caller: &Caller,
    id: CallId,
    now: DateTime<Utc>,
) -> Result<Checked, ServiceError> {
    let acting = acting(app, caller, id, now).await?;
    let cases = requests::own(app, &acting, (None, CASES_MAX)).await?;
    let whose = acting.person().ok_or(Refusal::CallerUnchecked)?.clone();
    let of_work = app.clone();
    app.store
        .read(move |db| {
            let known = person::find(db, &whose)?.ok_or(Refusal::NotFound)?;
            Ok(Checked {
                owed: call_back::of_person(db, &whose)?,
                phone: reached::phone(&of_work, reach::find(db, &whose)?.as_ref())?,
                is_text_only: reach::is_text_only(db, &whose)?,
                cases: cases
                    .into_iter()
                    .map(|case| told(&of_work, db, case))
                    .collect::<Result<_, _>>()?,
                person: known,
            })
        })
        .await
}

fn told(app: &App, db: &mut Db, case: Case) -> Result<CallCase, ServiceError> {
    let request = case.request;
    let is_protected = is_protected(app, db, &request)?;
    let what = What {
        kind: request.kind,
        subject: request.subject.clone(),
    };
    Ok(CallCase {
        what: (!is_protected).then_some(what),
        may_choose: may_choose(app, &request),
        appointment: case.appointments.into_iter().next(),
        id: request.id,
        received_at: request.received_at,
        reference: request.reference,
        state: request.state,
    })
}

/// Whether a time can be chosen for a request: its official lets people choose, or it is a seat
/// of a reception session.
fn may_choose(app: &App, request: &Request) -> bool {
    let catalogue = app.catalogue.get();
    let official = request.official_id.as_ref();
    let is_open = official
        .and_then(|id| catalogue.official(id))
        .is_some_and(|one| one.open_to_choice);
    let is_session = request.mode == Some(Mode::Reception);
    request.kind == RequestKind::Meeting && request.state.book().is_ok() && (is_open || is_session)
}
