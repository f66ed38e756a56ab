//! Rotating a refresh token; one that comes back a second time ends the sign-in.
//!
//! The next token is made from the one before it and our own key, so that whoever is a moment late
//! with the one before (another tab of the same browser) is handed the very same next one.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::caller::{Caller, StaffCaller, Weeks};
use super::error::ServiceError;
use super::readers;
use super::tokens::{self, SignedIn};
use crate::scheduling::Refusal;
use crate::scheduling::ids::{SignInId, StaffId};
use crate::store::sign_in::{self, SignIn};
use crate::store::{Db, staff};

/// Two tabs of one browser may refresh at the same moment: within this time the token before the
/// last is answered like the last, instead of ending the sign-in.
const TABS_SECONDS: i64 = 10;

enum Turn {
    Given(Caller),
    Refused,
}

/// Gives a new pair of tokens for a refresh token, once, and once more to who is a moment late.
/// The token names its sign-in, so that reuse can be told from noise.
pub async fn refresh(app: &App, token: &str, now: DateTime<Utc>) -> Result<SignedIn, ServiceError> {
    let (id, secret) = token.split_once('.').ok_or(Refusal::SignInNeeded)?;
    let id = SignInId::from(id);
    let old_hash = app.keys.lookup("refresh", secret);
    let new_secret = app.keys.lookup("next refresh", token);
    let new_hash = app.keys.lookup("refresh", &new_secret);
    let at = app.pad(now).at();
    let of_work = id.clone();
    let turn = app
        .store
        .write(move |db| {
            let row = sign_in::find(db, &of_work)?.ok_or(Refusal::SignInNeeded)?;
            if row.revoked_at.is_some() || row.ends_at <= at {
                return Ok(Turn::Refused);
            }
            if sign_in::rotate(db, &of_work, &old_hash, &new_hash, at)? {
                return Ok::<_, ServiceError>(Turn::Given(caller_of(db, &row)?));
            }
            // Read anew: the tab that was quicker may have written since.
            let row = sign_in::find(db, &of_work)?.ok_or(Refusal::SignInNeeded)?;
            let is_before = row.previous_hash.as_deref() == Some(&*old_hash);
            if is_before && at - row.rotated_at < TimeDelta::seconds(TABS_SECONDS) {
                return Ok(Turn::Given(caller_of(db, &row)?));
            }
            sign_in::revoke(db, &of_work, at)?;
            Ok(Turn::Refused)
        })
        .await?;
    let Turn::Given(caller) = turn else {
        return Err(Refusal::SignInNeeded.into());
    };
    let caller = readers::named(app, caller);
    Ok(SignedIn {
        access_token: tokens::issue(app, &caller, now)?,
        refresh_token: tokens::refresh_token(&id, &new_secret),
        expires_in: tokens::life(app).num_seconds(),
        caller,
    })
}

fn caller_of(db: &mut Db, row: &SignIn) -> Result<Caller, ServiceError> {
    let sign_in = row.id.clone();
    let subject = row.subject_id.as_str();
    match row.subject_kind.as_str() {
        "person" => Ok(Caller::Person {
            id: subject.into(),
            sign_in,
        }),
        "request" => Ok(Caller::Follower {
            request: subject.into(),
            sign_in,
        }),
        "staff" => {
            let found = staff::find(db, &StaffId::from(subject))?.filter(|person| person.active);
            let person = found.ok_or(Refusal::SignInNeeded)?;
            Ok(Caller::Staff(StaffCaller {
                id: person.id,
                sign_in,
                role: person.role,
                centre: person.centre_id,
                official: person.official_id,
                weeks: Weeks::default(),
            }))
        }
        _ => Err(Refusal::SignInNeeded.into()),
    }
}
