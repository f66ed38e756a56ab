//! Signing in: one-time codes for people, passwords for staff, refreshing, signing out.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made, local, shown};
use super::rules::Rules;
use crate::scheduling::ids::ChallengeId;
use crate::service::ask_code::{self, Question, Sent};
use crate::service::tokens::SignedIn;
use crate::service::{enter_code, refresh, sign_in_staff, sign_out};

/// Who asks for a code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Ten digits of an identity or residence card.
    #[schema(example = "1084327653")]
    pub identity_number: String,
    /// A Saudi mobile, in any form people write it in.
    #[schema(example = "0501234567")]
    pub mobile: String,
}

/// A code on its way.
#[derive(Serialize, ToSchema)]
pub struct CodeSent {
    /// What the code answers.
    pub challenge_id: ChallengeId,
    /// Until when it is good.
    pub expires_at: DateTime<FixedOffset>,
}

impl CodeSent {
    /// A code on its way, as it is answered.
    pub fn of(call: &Call, sent: &Sent) -> Self {
        Self {
            challenge_id: sent.challenge.clone(),
            expires_at: local(sent.expires_at, call.zone()),
        }
    }
}

/// The code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Six digits.
    #[schema(example = "271828")]
    pub code: String,
}

/// A member of staff.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffPair {
    /// The user name.
    #[schema(example = "secretary")]
    pub username: String,
    /// The password.
    pub password: String,
    /// The second factor's six digits, where one is set up.
    pub totp: Option<String>,
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// The token, good once.
    pub refresh_token: String,
}

/// The tokens of a sign-in.
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    /// Goes into `Authorization: Bearer`.
    pub access_token: String,
    /// Gives the next pair, once.
    pub refresh_token: String,
    /// Seconds the access token is good for.
    pub expires_in: i64,
}

impl From<SignedIn> for Tokens {
    fn from(signed_in: SignedIn) -> Self {
        Self {
            access_token: signed_in.access_token,
            refresh_token: signed_in.refresh_token,
            expires_in: signed_in.expires_in,
        }
    }
}

/// Sends a one-time code by SMS; it says nothing of whether the pair is known.
#[utoipa::path(
    post, path = "/api/v1/auth/otp", tag = "Signing in", request_body = Pair,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses((status = 202, description = "The code is on its way", body = CodeSent))
)]
pub async fn ask(call: Call, body: Body<Pair>) -> Answer {
    let mut rules = Rules::default();
    let identity = rules.identity("identity_number", &body.value.identity_number);
    let mobile = rules.mobile("mobile", &body.value.mobile);
    let (Some(identity), Some(mobile)) = (identity, mobile) else {
        return Err(rules.failure());
    };
    let question = Question {
        identity: Some(identity),
        mobile,
        request: None,
        language: call.words.lang().code().to_owned(),
        is_for_call: false,
    };
    let work = async {
        let sent = ask_code::ask_code(&call.app, question, call.now).await?;
        Ok(Made::accepted(&CodeSent::of(&call, &sent)))
    };
    call.once(&body.raw, work).await
}

/// Signs in with the code; for a followed request, reads that request only.
#[utoipa::path(
    post, path = "/api/v1/auth/otp/{challenge_id}", tag = "Signing in", request_body = Code,
    params(("challenge_id" = String, Path, description = "From asking for the code")),
    responses((status = 200, description = "Signed in", body = Tokens))
)]
pub async fn enter(call: Call, id: web::Path<String>, body: Body<Code>) -> Answer {
    let challenge = ChallengeId::from(id.into_inner());
    let signed_in =
        enter_code::enter_code(&call.app, challenge, &body.value.code, call.now).await?;
    shown(&Tokens::from(signed_in))
}

/// Signs a member of staff in.
#[utoipa::path(
    post, path = "/api/v1/auth/staff", tag = "Signing in", request_body = StaffPair,
    responses((status = 200, description = "Signed in", body = Tokens))
)]
pub async fn staff(call: Call, body: Body<StaffPair>) -> Answer {
    let given = body.value;
    let given = (given.username, given.password, given.totp);
    let signed_in = sign_in_staff::sign_in_staff(&call.app, given, call.now).await?;
    shown(&Tokens::from(signed_in))
}

/// Gives the next pair of tokens; a token that comes back a second time ends the sign-in.
#[utoipa::path(
    post, path = "/api/v1/auth/refresh", tag = "Signing in", request_body = Refresh,
    responses((status = 200, description = "The next pair", body = Tokens))
)]
pub async fn again(call: Call, body: Body<Refresh>) -> Answer {
    let token = &body.value.refresh_token;
    let signed_in = refresh::refresh(&call.app, token, call.now).await?;
    shown(&Tokens::from(signed_in))
}

/// Ends the caller's sign-in, and with it every token of it.
#[utoipa::path(
    post, path = "/api/v1/auth/logout", tag = "Signing in",
    responses((status = 204, description = "Signed out"))
)]
pub async fn leave(call: Call) -> Answer {
    sign_out::sign_out(&call.app, &call.caller, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}
