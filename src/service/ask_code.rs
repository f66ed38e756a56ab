//! Asking for a one-time code: six digits by SMS to the mobile given.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use super::letters;
use super::notices::{self, Letter, Recipient};
use crate::bus::News;
use crate::scheduling::ids::{ChallengeId, RequestId};
use crate::scheduling::{IdentityNumber, Mobile, NoticeEvent, Refusal};
use crate::store::sign_in::{self, Challenge};

const CODE_DIGITS: usize = 6;
/// The kind under which the codes of sign-ins are kept.
pub(super) const SIGN_IN_CODE: &str = "code";
/// The kind under which the codes of calls are kept: neither opens what the other opens.
pub(super) const CALL_CODE: &str = "call code";

/// What a code is asked for.
#[derive(Clone)]
pub struct Question {
    /// The identity number given; none when a request is followed by its reference.
    pub identity: Option<IdentityNumber>,
    /// Where the code goes.
    pub mobile: Mobile,
    /// The one request the code will open, when it is for following.
    pub request: Option<RequestId>,
    /// The language of the page it is asked from.
    pub language: String,
    /// Whether the caller of a call reads it out to the agent; it is worded so, and signs nobody in.
    pub is_for_call: bool,
}

/// A code on its way.
#[derive(Clone, Debug)]
pub struct Sent {
    /// What the code answers.
    pub challenge: ChallengeId,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
}

/// Sends a code. It says nothing of whether the number or the mobile is known.
pub async fn ask_code(
    app: &App,
    question: Question,
    now: DateTime<Utc>,
) -> Result<Sent, ServiceError> {
    let mut pad = app.pad(now);
    let auth = &app.settings.auth;
    let code = pad.digits(CODE_DIGITS);
    let challenge = pad.id(ChallengeId::made);
    let expires_at = pad.now() + TimeDelta::minutes(auth.otp_minutes);
    let kind = if question.is_for_call {
        CALL_CODE
    } else {
        SIGN_IN_CODE
    };
    let identity = question.identity.as_ref().map(IdentityNumber::as_str);
    let letter = letter(app, &question, (&challenge, &code));
    let row = Challenge {
        id: challenge.clone(),
        identity_hash: identity.map(|text| app.keys.lookup("identity", text)),
        identity_sealed: identity
            .map(|text| app.keys.seal(text, &mut pad))
            .transpose()?,
        mobile_hash: app.keys.lookup("mobile", question.mobile.as_str()),
        mobile_sealed: app.keys.seal(question.mobile.as_str(), &mut pad)?,
        code_hash: app.keys.lookup(kind, &format!("{challenge} {code}")),
        tries: 0,
        request_id: question.request,
        language: question.language.clone(),
        created_at: pad.at(),
        expires_at: expires_at.naive_utc(),
        used_at: None,
    };
    let to = Recipient {
        mobile: Some(question.mobile),
        email: None,
        rung: None,
    };
    let rows = notices::rows(app, &letter, &to, &mut pad)?;
    let most = auth.otp_per_hour;
    let since = pad.at() - TimeDelta::hours(1);
    app.store
        .write(move |db| {
            if sign_in::challenges_since(db, &row.mobile_hash, since)? >= most {
                return Err(ServiceError::from(Refusal::TooManyTries));
            }
            sign_in::add_challenge(db, &row)?;
            notices::queue(db, &rows)?;
            Ok(())
        })
        .await?;
    app.bus.tell(News::NoticeQueued);
    Ok(Sent {
        challenge,
        expires_at,
    })
}

/// The message with the code; what is read to an agent is worded so.
fn letter(app: &App, question: &Question, (challenge, code): (&ChallengeId, &str)) -> Letter {
    let event = if question.is_for_call {
        NoticeEvent::CallCode
    } else {
        NoticeEvent::Code
    };
    Letter {
        event,
        about: format!("challenge:{challenge}"),
        starts_at: None,
        sms: Some(letters::code(app, event, &question.language, code)),
        mail: None,
    }
}
