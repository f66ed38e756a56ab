//! Following a request by its reference: a code goes to the mobile that is on it.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::ask_code::{self, Question, Sent};
use super::error::ServiceError;
use super::letters;
use crate::scheduling::ids::{ChallengeId, RequestId};
use crate::scheduling::{Reference, Refusal};
use crate::store::person::{self, Person};
use crate::store::request;
use crate::store::sign_in::{self, Challenge};

/// Sends a code for following a request.
///
/// The answer is the same whether there is such a request or not: an unknown reference, or a
/// mobile that was sent too many codes already, gets a challenge that no code opens, and every
/// reference can be asked for equally often.
pub async fn track(
    app: &App,
    reference: &Reference,
    language: &str,
    now: DateTime<Utc>,
) -> Result<Sent, ServiceError> {
    let closed = closed_challenge(app, reference, language, now)?;
    let answer = Sent {
        challenge: closed.id.clone(),
        expires_at: closed.expires_at.and_utc(),
    };
    let Some((request, known)) = find(app, reference.clone(), closed).await? else {
        return Ok(answer);
    };
    let Some(mobile) = letters::recipient(app, &known)?.mobile else {
        return Ok(answer);
    };
    let question = Question {
        identity: None,
        mobile,
        request: Some(request),
        language: known.language,
        is_for_call: false,
    };
    match ask_code::ask_code(app, question, now).await {
        Ok(sent) => Ok(sent),
        Err(ServiceError::Refused(Refusal::TooManyTries)) => Ok(answer),
        Err(error) => Err(error),
    }
}

/// A challenge whose code nobody is told; it also counts how often a reference was asked for.
fn closed_challenge(
    app: &App,
    reference: &Reference,
    language: &str,
    now: DateTime<Utc>,
) -> Result<Challenge, ServiceError> {
    let mut pad = app.pad(now);
    let id = pad.id(ChallengeId::made);
    let expires_at = pad.at() + TimeDelta::minutes(app.settings.auth.otp_minutes);
    Ok(Challenge {
        identity_hash: None,
        identity_sealed: None,
        mobile_hash: app.keys.lookup("reference", reference.as_str()),
        mobile_sealed: app.keys.seal(reference.as_str(), &mut pad)?,
        code_hash: app.keys.lookup("code", &pad.token()),
        tries: 0,
        request_id: None,
        language: language.to_owned(),
        created_at: pad.at(),
        expires_at,
        used_at: None,
        id,
    })
}

async fn find(
    app: &App,
    reference: Reference,
    closed: Challenge,
) -> Result<Option<(RequestId, Person)>, ServiceError> {
    let most = app.settings.auth.otp_per_hour;
    let since = closed.created_at - TimeDelta::hours(1);
    app.store
        .write(move |db| {
            if sign_in::challenges_since(db, &closed.mobile_hash, since)? >= most {
                return Err(ServiceError::from(Refusal::TooManyTries));
            }
            sign_in::add_challenge(db, &closed)?;
            let Some(found) = request::of_reference(db, reference.as_str())? else {
                return Ok(None);
            };
            let known = person::find(db, &found.person_id)?;
            Ok(known.map(|known| (found.id, known)))
        })
        .await
}
