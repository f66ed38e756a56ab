//! The script: what the caller says is compared, never shown, and a code goes to the mobile that
//! is on the account. Before it is passed the agent is told nothing of any case.

use chrono::{DateTime, Utc};

use super::{agent, open, thing};
use crate::scheduling::call::{Proof, SCRIPT_TRIES_MAX};
use crate::scheduling::ids::{CallId, ChallengeId, PersonId};
use crate::scheduling::{IdentityNumber, Mobile, Reference, Refusal};
use crate::service::app::App;
use crate::service::ask_code::{self, CALL_CODE, Question};
use crate::service::caller::{Caller, StaffCaller};
use crate::service::enter_code;
use crate::service::error::ServiceError;
use crate::service::find_person::ends_so;
use crate::service::pad::Pad;
use crate::service::{audit, letters};
use crate::store::audit::Deed;
use crate::store::call::{self, Conversation};
use crate::store::person::{self, Person};
use crate::store::{self, Db, call_back, request};

/// So many accounts of one identity number at most are looked through.
const ACCOUNTS_MAX: i64 = 50;

/// What the caller said.
#[derive(Clone, Debug)]
pub struct Said {
    /// The identity number; none of people who have none.
    pub identity: Option<IdentityNumber>,
    /// By what the account is found; nothing where a person is rung who is on the list.
    pub known: Option<Known>,
}

/// By what the caller's account is found.
#[derive(Clone, Debug)]
pub enum Known {
    /// The whole mobile; an account that is not there yet is made once the code was read.
    Mobile(Mobile),
    /// The last digits of the mobile.
    Tail(String),
    /// The reference of one of the caller's requests.
    Reference(Reference),
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A code is on its way; the caller reads it out.
    Code,
    /// The caller is who was said.
    Passed,
}

/// An account that is there already, and the language it is written to in.
struct Account {
    id: PersonId,
    language: String,
}

/// What was found: where a code goes, or that none is needed.
enum Found {
    Code(Option<Account>, Mobile),
    Passes(PersonId, Proof),
    Nobody,
}

impl Account {
    fn of(person: Person) -> Self {
        Self {
            id: person.id,
            language: person.language,
        }
    }
}

/// Compares what the caller said. An answer that fits nothing is counted, and after
/// [`SCRIPT_TRIES_MAX`] of them the call has to be ended.
pub async fn compare(
    app: &App,
    caller: &Caller,
    (id, said): (CallId, Said),
    now: DateTime<Utc>,
) -> Result<Next, ServiceError> {
    let staff = agent(caller)?;
    let (of_work, own, of_call) = (app.clone(), staff.clone(), id.clone());
    let wanted = said.clone();
    let found = app
        .store
        .read(move |db| {
            let row = open(db, &own.id, &of_call)?;
            if row.tries >= SCRIPT_TRIES_MAX {
                return Err(Refusal::TooManyTries.into());
            }
            look(&of_work, db, (&row, &wanted))
        })
        .await?;
    match found {
        Found::Nobody => {
            missed(app, caller, &staff, id, now).await?;
            Err(Refusal::CallerUnknown.into())
        }
        Found::Passes(person, proof) => {
            let passing = (person, proof);
            pass(app, caller, (&staff, id, passing), now).await?;
            Ok(Next::Passed)
        }
        Found::Code(known, mobile) => {
            let question = Question {
                identity: said.identity,
                mobile,
                request: None,
                language: known.as_ref().map_or_else(
                    || app.settings.ministry.language.clone(),
                    |one| one.language.clone(),
                ),
                is_for_call: true,
            };
            let sent = ask_code::ask_code(app, question, now).await?;
            let waits = (sent.challenge, known.map(|one| one.id));
            wait(app, (&staff, id, waits)).await?;
            Ok(Next::Code)
        }
    }
}

fn look(
    app: &App,
    db: &mut Db,
    (row, said): (&Conversation, &Said),
) -> Result<Found, ServiceError> {
    let hash = said
        .identity
        .as_ref()
        .map(|number| app.keys.lookup("identity", number.as_str()));
    let reaches = |one: &Person| letters::recipient(app, one).map(|to| to.mobile);
    if let Some(id) = &row.call_back_id {
        let owed = call_back::find(db, id)?.ok_or(Refusal::NotFound)?;
        let one = person::find(db, &owed.person_id)?.ok_or(Refusal::NotFound)?;
        let is_same = match (&one.identity_hash, &said.known) {
            (Some(known), _) => Some(known) == hash.as_ref(),
            (None, Some(Known::Reference(reference))) => {
                let case = request::of_reference(db, reference.as_str())?;
                case.is_some_and(|case| case.person_id == one.id)
            }
            (None, Some(Known::Mobile(_) | Known::Tail(_)) | None) => false,
        };
        return Ok(if is_same {
            Found::Passes(one.id, Proof::Rung)
        } else {
            Found::Nobody
        });
    }
    match (&said.known, hash) {
        (Some(Known::Mobile(mobile)), Some(hash)) => {
            let mobile_hash = app.keys.lookup("mobile", mobile.as_str());
            let known = person::of_pair(db, &hash, &mobile_hash)?;
            Ok(Found::Code(known.map(Account::of), mobile.clone()))
        }
        (Some(Known::Tail(tail)), Some(hash)) => {
            let all = person::of_identity(db, &hash, ACCOUNTS_MAX)?;
            let one = all.into_iter().find(|one| ends_so(app, one, tail));
            let Some(one) = one else {
                return Ok(Found::Nobody);
            };
            let mobile = reaches(&one)?;
            let known = Some(Account::of(one));
            Ok(mobile.map_or(Found::Nobody, |mobile| Found::Code(known, mobile)))
        }
        (Some(Known::Reference(reference)), hash) => {
            let case = request::of_reference(db, reference.as_str())?;
            let one = case.map(|case| person::find(db, &case.person_id));
            let one = one.transpose()?.flatten();
            let Some(one) = one.filter(|one| one.identity_hash == hash) else {
                return Ok(Found::Nobody);
            };
            Ok(match (reaches(&one)?, hash) {
                (Some(mobile), _) => Found::Code(Some(Account::of(one)), mobile),
                (None, Some(_)) => Found::Passes(one.id, Proof::Slip),
                // A slip alone is a piece of paper that anybody may have found.
                (None, None) => Found::Nobody,
            })
        }
        (Some(Known::Mobile(_) | Known::Tail(_)) | None, _) => Ok(Found::Nobody),
    }
}

/// Takes the code that the caller read out.
pub async fn enter(
    app: &App,
    caller: &Caller,
    (id, code): (CallId, String),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let staff = agent(caller)?;
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let refused = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = open(db, &staff.id, &id)?;
            let challenge = row.challenge_id.clone().ok_or(Refusal::CodeExpired)?;
            let hash = enter_code::hash(&of_work, CALL_CODE, (&challenge, &code));
            let spent = match enter_code::spend(&of_work, db, (&challenge, &hash), &pad)? {
                Ok(spent) => spent,
                Err(refusal) => return Ok(Some(refusal)),
            };
            let person = match row.person_id.clone() {
                Some(known) => known,
                None => enter_code::account(&of_work, db, &spent, &mut pad)?,
            };
            passed(db, (&by, row, (person, Proof::Code)), &mut pad)?;
            Ok::<_, ServiceError>(None)
        })
        .await?;
    refused.map_or(Ok(()), |refusal| Err(refusal.into()))
}

async fn missed(
    app: &App,
    caller: &Caller,
    staff: &StaffCaller,
    id: CallId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let pad = app.pad(now);
    let (by, own) = (caller.clone(), staff.id.clone());
    app.store
        .write(move |db| {
            let row = open(db, &own, &id)?;
            let tries = row.tries + 1;
            call::change(db, &Conversation { tries, ..row })?;
            let deed = audit::deed(&by, "check_caller_failed", &thing(&id), &mut pad.clone());
            Ok(store::audit::add(db, &deed)?)
        })
        .await
}

async fn wait(
    app: &App,
    (staff, id, (challenge, person)): (&StaffCaller, CallId, (ChallengeId, Option<PersonId>)),
) -> Result<(), ServiceError> {
    let own = staff.id.clone();
    app.store
        .write(move |db| {
            let row = open(db, &own, &id)?;
            let new = Conversation {
                challenge_id: Some(challenge.clone()),
                person_id: person.clone(),
                passed_at: None,
                proof: None,
                ..row
            };
            call::change(db, &new)?;
            Ok(())
        })
        .await
}

async fn pass(
    app: &App,
    caller: &Caller,
    (staff, id, passing): (&StaffCaller, CallId, (PersonId, Proof)),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let pad = app.pad(now);
    let (by, own) = (caller.clone(), staff.id.clone());
    app.store
        .write(move |db| {
            let row = open(db, &own, &id)?;
            passed(db, (&by, row, passing.clone()), &mut pad.clone())
        })
        .await
}

/// Writes down that the script was passed: by what, by whom, for whom.
fn passed(
    db: &mut Db,
    (by, row, (person, proof)): (&Caller, Conversation, (PersonId, Proof)),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let of_call = thing(&row.id);
    let new = Conversation {
        person_id: Some(person.clone()),
        passed_at: Some(pad.at()),
        proof: Some(proof),
        ..row
    };
    if !call::change(db, &new)? {
        return Err(Refusal::CallerUnchecked.into());
    }
    let deed = Deed {
        purpose: Some("phone".to_owned()),
        detail: Some(format!("{proof} person:{person}")),
        ..audit::deed(by, "check_caller", &of_call, pad)
    };
    store::audit::add(db, &deed)?;
    let look = audit::look(by, &format!("person:{person}"), "phone", pad);
    Ok(store::audit::add(db, &look)?)
}
