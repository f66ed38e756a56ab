//! How a person is reached: a telephone that takes no texts, or in writing only.

use chrono::{DateTime, Utc};

use crate::scheduling::ids::PersonId;
use crate::scheduling::{Refusal, digits};
use crate::service::app::App;
use crate::service::audit;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::pad::Pad;
use crate::store::reach::{self, Reach};
use crate::store::{self, Db};

/// So few digits at least has a telephone.
const PHONE_DIGITS_MIN: usize = 7;
/// So many digits at most has a telephone.
const PHONE_DIGITS_MAX: usize = 15;

/// How a person is reached, checked already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReach {
    /// A telephone that takes no texts; kept sealed.
    pub phone: Option<String>,
    /// Whether the telephone that was said before stays as it is.
    pub keeps_phone: bool,
    /// Whether the person is written to and never rung.
    pub text_only: bool,
}

/// Reads a telephone that is rung: a landline, or somebody's who takes a message.
#[must_use]
pub fn parse(text: &str) -> Option<String> {
    let plain = digits::compact(text);
    let number = plain.strip_prefix('+').unwrap_or(&plain);
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (PHONE_DIGITS_MIN..=PHONE_DIGITS_MAX).contains(&number.len());
    (is_number && fits).then_some(plain)
}

/// Writes down how the caller is reached: the person, or the agent for the person.
pub async fn set(
    app: &App,
    caller: &Caller,
    new: NewReach,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let whose = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let mut pad = app.pad(now);
    let sealed = new.phone.as_deref();
    let row = Reach {
        person_id: whose.clone(),
        phone_sealed: sealed
            .map(|phone| app.keys.seal(phone, &mut pad))
            .transpose()?,
        text_only: new.text_only,
        changed_at: pad.at(),
    };
    let deed = audit::deed(caller, "set_reach", &format!("person:{whose}"), &mut pad);
    app.store
        .write(move |db| {
            let mut row = row.clone();
            if new.keeps_phone {
                row.phone_sealed = reach::find(db, &whose)?.and_then(|was| was.phone_sealed);
            }
            reach::save(db, &row)?;
            Ok::<_, ServiceError>(store::audit::add(db, &deed)?)
        })
        .await
}

/// Writes down a telephone that staff were told, in a transaction of theirs; whether the person is
/// rung at all stays as it was said.
pub(in crate::service) fn note(
    app: &App,
    db: &mut Db,
    (whose, phone): (&PersonId, &str),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let row = Reach {
        person_id: whose.clone(),
        phone_sealed: Some(app.keys.seal(phone, pad)?),
        text_only: reach::is_text_only(db, whose)?,
        changed_at: pad.at(),
    };
    Ok(reach::save(db, &row)?)
}

/// Whether the caller is written to and never rung.
pub async fn is_text_only(app: &App, caller: &Caller) -> Result<bool, ServiceError> {
    let whose = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    app.store
        .read(move |db| Ok(reach::is_text_only(db, &whose)?))
        .await
}

/// The telephone that takes no texts, where one was said.
pub(in crate::service) fn phone(
    app: &App,
    row: Option<&Reach>,
) -> Result<Option<String>, ServiceError> {
    let sealed = row.and_then(|row| row.phone_sealed.as_deref());
    sealed.map(|sealed| app.keys.open(sealed)).transpose()
}
