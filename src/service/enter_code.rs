//! Entering a one-time code: it proves the mobile, and opens the account of the pair.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::ask_code::SIGN_IN_CODE;
use super::caller::Caller;
use super::error::ServiceError;
use super::keys::TAIL;
use super::pad::Pad;
use super::tokens::{self, SignedIn};
use crate::scheduling::ids::{ChallengeId, PersonId, SignInId};
use crate::scheduling::{IdentityNumber, Mobile, Refusal, digits};
use crate::store::sign_in::{self, Challenge, SignIn};
use crate::store::{Db, person};

/// What a try came to; a wrong one is counted, so it must be committed too.
enum Try {
    Right(Caller),
    Wrong(Refusal),
}

/// Signs in with a code.
///
/// The account is the pair (identity number, mobile): the same identity number from another
/// mobile is another account, sees nothing of this one, and blocks nobody.
pub async fn enter_code(
    app: &App,
    challenge: ChallengeId,
    code: &str,
    now: DateTime<Utc>,
) -> Result<SignedIn, ServiceError> {
    let code_hash = hash(app, SIGN_IN_CODE, (&challenge, code));
    let mut pad = app.pad(now);
    let secret = pad.token();
    let refresh_hash = app.keys.lookup("refresh", &secret);
    let app_of_work = app.clone();
    let outcome = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            try_code(
                &app_of_work,
                db,
                (&challenge, &code_hash, &refresh_hash),
                &mut pad,
            )
        })
        .await?;
    match outcome {
        Try::Wrong(refusal) => Err(refusal.into()),
        Try::Right(caller) => Ok(SignedIn {
            access_token: tokens::issue(app, &caller, now)?,
            refresh_token: caller
                .sign_in()
                .map(|id| tokens::refresh_token(id, &secret))
                .unwrap_or_default(),
            expires_in: tokens::life(app).num_seconds(),
            caller,
        }),
    }
}

fn try_code(
    app: &App,
    db: &mut Db,
    (challenge, code_hash, refresh_hash): (&ChallengeId, &str, &str),
    pad: &mut Pad,
) -> Result<Try, ServiceError> {
    let row = match spend(app, db, (challenge, code_hash), pad)? {
        Ok(row) => row,
        Err(refusal) => return Ok(Try::Wrong(refusal)),
    };
    let id = pad.id(SignInId::made);
    let caller = match row.request_id.clone() {
        Some(request) => Caller::Follower {
            request,
            sign_in: id.clone(),
        },
        None => Caller::Person {
            id: account(app, db, &row, pad)?,
            sign_in: id.clone(),
        },
    };
    sign_in::add(db, &begun(app, id, &caller, refresh_hash, pad))?;
    Ok(Try::Right(caller))
}

/// Uses a code up: the challenge it answers, or why it does not; a wrong try is counted, so that
/// must be committed too.
pub(super) fn spend(
    app: &App,
    db: &mut Db,
    (challenge, code_hash): (&ChallengeId, &str),
    pad: &Pad,
) -> Result<Result<Challenge, Refusal>, ServiceError> {
    let row = sign_in::find_challenge(db, challenge)?.ok_or(Refusal::CodeExpired)?;
    if row.used_at.is_some() || row.expires_at <= pad.at() {
        return Ok(Err(Refusal::CodeExpired));
    }
    if row.tries >= app.settings.auth.otp_tries {
        return Ok(Err(Refusal::TooManyTries));
    }
    if row.code_hash != code_hash {
        sign_in::count_try(db, challenge)?;
        return Ok(Err(Refusal::CodeWrong));
    }
    if !sign_in::use_challenge(db, challenge, pad.at())? {
        return Ok(Err(Refusal::CodeExpired));
    }
    Ok(Ok(row))
}

/// The hash under which a code of that kind is kept.
pub(super) fn hash(app: &App, kind: &str, (challenge, code): (&ChallengeId, &str)) -> String {
    let code = digits::compact(code);
    app.keys.lookup(kind, &format!("{challenge} {code}"))
}

/// The account of the pair that a challenge was sent for, found or made.
pub(super) fn account(
    app: &App,
    db: &mut Db,
    row: &Challenge,
    pad: &mut Pad,
) -> Result<PersonId, ServiceError> {
    let identity_hash = row.identity_hash.as_deref().ok_or(Refusal::CodeExpired)?;
    if let Some(known) = person::of_pair(db, identity_hash, &row.mobile_hash)? {
        return Ok(known.id);
    }
    let sealed = row.identity_sealed.as_deref().ok_or(Refusal::CodeExpired)?;
    let number = IdentityNumber::parse(&app.keys.open(sealed)?)
        .map_err(|_opaque| ServiceError::Broken("a sealed identity number is not one"))?;
    let tail = Mobile::parse(&app.keys.open(&row.mobile_sealed)?)
        .map(|mobile| app.keys.lookup(TAIL, &mobile.tail()))
        .map_err(|_opaque| ServiceError::Broken("a sealed mobile is not one"))?;
    let new = person::Person {
        id: pad.id(PersonId::made),
        identity_hash: Some(identity_hash.to_owned()),
        identity_sealed: row.identity_sealed.clone(),
        mobile_hash: Some(row.mobile_hash.clone()),
        mobile_sealed: Some(row.mobile_sealed.clone()),
        other_document: None,
        proved: false,
        citizenship: Some(number.citizenship()),
        sex: None,
        name: None,
        name_latin: None,
        region: None,
        email: None,
        language: row.language.clone(),
        created_at: pad.at(),
        document_hash: None,
        mobile_tail_hash: Some(tail),
        centre_id: None,
        mobile_shared: false,
    };
    if person::add(db, &new)? {
        return Ok(new.id);
    }
    // Another request made the account in the meantime.
    let known = person::of_pair(db, identity_hash, &row.mobile_hash)?;
    Ok(known.ok_or(Refusal::NotFound)?.id)
}

/// The row of a sign-in that begins now.
pub(super) fn begun(
    app: &App,
    id: SignInId,
    caller: &Caller,
    refresh_hash: &str,
    pad: &Pad,
) -> SignIn {
    let (kind, subject) = match caller {
        Caller::Nobody => ("nobody", String::new()),
        Caller::Person { id, .. } => ("person", id.to_string()),
        Caller::Follower { request, .. } => ("request", request.to_string()),
        Caller::Staff(staff) => ("staff", staff.id.to_string()),
        // An agent who acts for a caller has no sign-in but the agent's own.
        Caller::Agent { agent, .. } => ("staff", agent.id.to_string()),
    };
    SignIn {
        id,
        subject_kind: kind.to_owned(),
        subject_id: subject,
        refresh_hash: refresh_hash.to_owned(),
        previous_hash: None,
        rotated_at: pad.at(),
        created_at: pad.at(),
        ends_at: pad.at() + TimeDelta::days(app.settings.auth.refresh_days),
        revoked_at: None,
    }
}
