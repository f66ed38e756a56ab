//! Access tokens: short-lived JWTs that name a sign-in, and the check of one.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use aws_lc_rs::digest;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use super::app::App;
use super::caller::{Caller, StaffCaller, Weeks};
use super::crowd;
use super::error::ServiceError;
use super::readers;
use crate::scheduling::ids::SignInId;
use crate::scheduling::{Refusal, Role};

/// What an access token says.
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// `person:ID`, `staff:ID` or `request:ID`.
    sub: String,
    sid: String,
    role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    centre: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    official: Option<String>,
    iat: i64,
    exp: i64,
}

/// What a sign-in or a refresh gives.
#[derive(Clone)]
pub struct SignedIn {
    /// The access token, a JWT.
    pub access_token: String,
    /// The refresh token; good once.
    pub refresh_token: String,
    /// Seconds the access token is good for.
    pub expires_in: i64,
    /// Who signed in.
    pub caller: Caller,
}

/// Makes an access token for a caller; nobody gets none.
pub fn issue(app: &App, caller: &Caller, now: DateTime<Utc>) -> Result<String, ServiceError> {
    let sub = match caller {
        Caller::Nobody | Caller::Agent { .. } => return Err(Refusal::SignInNeeded.into()),
        Caller::Person { id, .. } => format!("person:{id}"),
        Caller::Follower { request, .. } => format!("request:{request}"),
        Caller::Staff(staff) => format!("staff:{}", staff.id),
    };
    let staff = caller.staff();
    let claims = Claims {
        iss: app.settings.auth.issuer.clone(),
        aud: app.settings.auth.audience.clone(),
        sub,
        sid: caller
            .sign_in()
            .map(ToString::to_string)
            .unwrap_or_default(),
        role: caller.role().unwrap_or(Role::Applicant),
        centre: staff
            .and_then(|staff| staff.centre.as_ref())
            .map(ToString::to_string),
        official: staff
            .and_then(|staff| staff.official.as_ref())
            .map(ToString::to_string),
        iat: now.timestamp(),
        exp: (now + life(app)).timestamp(),
    };
    let header = Header {
        kid: Some(app.keys.key_id().to_owned()),
        ..Header::new(Algorithm::EdDSA)
    };
    jsonwebtoken::encode(&header, &claims, app.keys.signing())
        .map_err(|_opaque| ServiceError::Broken("an access token could not be signed"))
}

/// A refresh token: the sign-in it is of, and its secret.
pub fn refresh_token(sign_in: &SignInId, secret: &str) -> String {
    format!("{sign_in}.{secret}")
}

/// How long an access token is good.
pub fn life(app: &App) -> TimeDelta {
    TimeDelta::minutes(app.settings.auth.access_minutes)
}

/// Who an access token says is calling, if it is ours, still good, and its sign-in was not
/// revoked. `jsonwebtoken` would ask the system's clock; ours is asked instead.
pub async fn check(app: &App, token: &str, now: DateTime<Utc>) -> Result<Caller, ServiceError> {
    let caller = read(app, token, now)?;
    let Some(sign_in) = caller.sign_in().cloned() else {
        return Err(Refusal::SignInNeeded.into());
    };
    match crowd::stands(app, sign_in).await? {
        Some(ends_at) if ends_at > now => Ok(readers::named(app, caller)),
        Some(_) | None => Err(Refusal::SignInNeeded.into()),
    }
}

fn read(app: &App, token: &str, now: DateTime<Utc>) -> Result<Caller, ServiceError> {
    let (caller, ends_at) = app.keys.seen.once(token, || verified(app, token))?;
    if ends_at <= now.timestamp() {
        return Err(Refusal::SignInNeeded.into());
    }
    Ok(caller)
}

/// Whom a token names and when it runs out, if it is ours.
fn verified(app: &App, token: &str) -> Result<(Caller, i64), ServiceError> {
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_issuer(&[&app.settings.auth.issuer]);
    rules.set_audience(&[&app.settings.auth.audience]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    rules.validate_exp = false;
    rules.validate_nbf = false;
    let claims = jsonwebtoken::decode::<Claims>(token, app.keys.checking(), &rules)
        .map_err(|_opaque| ServiceError::from(Refusal::SignInNeeded))?
        .claims;
    let ends_at = claims.exp;
    let caller = caller_of(claims).ok_or(Refusal::SignInNeeded)?;
    Ok((caller, ends_at))
}

/// So many tokens are remembered; beyond that all are forgotten and checked anew.
const SEEN_MAX: usize = 4096;

/// Tokens whose signature was checked, by their hash: a signature costs more than all else that a
/// call asks of the door, and it does not change. When a token ends, and whether its sign-in
/// stands, is asked each time.
#[derive(Default)]
pub(super) struct Seen(RwLock<BTreeMap<[u8; 32], (Caller, i64)>>);

impl Seen {
    fn once(
        &self,
        token: &str,
        check: impl FnOnce() -> Result<(Caller, i64), ServiceError>,
    ) -> Result<(Caller, i64), ServiceError> {
        let hash = digest::digest(&digest::SHA256, token.as_bytes());
        let Ok(key) = <[u8; 32]>::try_from(hash.as_ref()) else {
            return check();
        };
        {
            let seen = self.0.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(found) = seen.get(&key) {
                return Ok(found.clone());
            }
        }
        let found = check()?;
        let mut seen = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= SEEN_MAX {
            seen.clear();
        }
        seen.insert(key, found.clone());
        Ok(found)
    }
}

fn caller_of(claims: Claims) -> Option<Caller> {
    let (kind, id) = claims.sub.split_once(':')?;
    let sign_in = SignInId::from(claims.sid);
    Some(match kind {
        "person" => Caller::Person {
            id: id.into(),
            sign_in,
        },
        "request" => Caller::Follower {
            request: id.into(),
            sign_in,
        },
        "staff" => Caller::Staff(StaffCaller {
            id: id.into(),
            sign_in,
            role: claims.role,
            centre: claims.centre.map(Into::into),
            official: claims.official.map(Into::into),
            weeks: Weeks::default(),
        }),
        _ => return None,
    })
}
