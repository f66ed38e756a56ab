//! Signing staff in: an argon2 password and, outside the demo, a second factor.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret};

use super::app::App;
use super::audit;
use super::caller::{Caller, StaffCaller, Weeks};
use super::enter_code::begun;
use super::error::ServiceError;
use super::readers;
use super::tokens::{self, SignedIn};
use crate::scheduling::ids::SignInId;
use crate::scheduling::{Refusal, digits};
use crate::store::sign_in;
use crate::store::staff::{self, Staff};

/// Signs a member of staff in. Which of user name, password and code was wrong is not said.
pub async fn sign_in_staff(
    app: &App,
    (username, password, code): (String, String, Option<String>),
    now: DateTime<Utc>,
) -> Result<SignedIn, ServiceError> {
    let name = username.trim().to_lowercase();
    let found = app
        .store
        .read(move |db| Ok::<_, ServiceError>(staff::of_username(db, &name)?))
        .await?;
    let person = check_password(found, password)
        .await?
        .ok_or(Refusal::SignInFailed)?;
    let step = second_factor(app, &person, code.as_deref(), now)?;

    let mut pad = app.pad(now);
    let secret = pad.token();
    let refresh_hash = app.keys.lookup("refresh", &secret);
    let sign_in_id = pad.id(SignInId::made);
    let refresh_token = tokens::refresh_token(&sign_in_id, &secret);
    let caller = Caller::Staff(StaffCaller {
        id: person.id.clone(),
        sign_in: sign_in_id.clone(),
        role: person.role,
        centre: person.centre_id.clone(),
        official: person.official_id.clone(),
        weeks: Weeks::default(),
    });
    let caller = readers::named(app, caller);
    let row = begun(app, sign_in_id, &caller, &refresh_hash, &pad);
    let deed = audit::deed(
        &caller,
        "sign_in",
        &format!("staff:{}", person.id),
        &mut pad,
    );
    app.store
        .write(move |db| {
            if let Some(step) = step
                && !staff::use_totp_step(db, &person.id, step)?
            {
                return Err(ServiceError::from(Refusal::SignInFailed));
            }
            sign_in::add(db, &row)?;
            crate::store::audit::add(db, &deed)?;
            Ok(())
        })
        .await?;
    Ok(SignedIn {
        access_token: tokens::issue(app, &caller, now)?,
        refresh_token,
        expires_in: tokens::life(app).num_seconds(),
        caller,
    })
}

/// The hash of a new password.
pub fn hash_password(password: &str, salt: [u8; 16]) -> Result<String, ServiceError> {
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|_opaque| ServiceError::Broken("a password could not be hashed"))
}

/// Argon2 takes its time on purpose, so it runs on a blocking thread; an unknown user name costs
/// the same, so that the answer's delay tells nothing.
async fn check_password(
    found: Option<Staff>,
    password: String,
) -> Result<Option<Staff>, ServiceError> {
    crate::lifecycle::blocking(move || {
        let Some(person) = found else {
            hash_password(&password, [0; 16])?;
            return Ok(None);
        };
        let hash = PasswordHash::new(&person.password_hash)
            .map_err(|_opaque| ServiceError::Broken("a password hash cannot be read"))?;
        let right = Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok();
        Ok(right.then_some(person))
    })
    .await
    .map_err(|_opaque| ServiceError::Broken("the password check was stopped"))?
}

/// The time step that the code proves, to be burnt; none where no second factor is required.
fn second_factor(
    app: &App,
    person: &Staff,
    code: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Option<i64>, ServiceError> {
    let Some(sealed) = &person.totp_sealed else {
        if app.settings.auth.totp_required {
            return Err(Refusal::NotAllowed.into());
        }
        return Ok(None);
    };
    let Some(code) = code.map(digits::compact).filter(|code| !code.is_empty()) else {
        return Err(Refusal::SecondFactorNeeded.into());
    };
    let secret = Secret::try_from_base32(app.keys.open(sealed)?)
        .map_err(|_opaque| ServiceError::Broken("a second factor's secret cannot be read"))?;
    let totp = Builder::new()
        .with_secret(secret)
        .build()
        .map_err(|_opaque| ServiceError::Broken("a second factor's secret is too short"))?;
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let step = totp.check(&code, seconds).ok_or(Refusal::SignInFailed)?;
    Ok(Some(i64::try_from(step).unwrap_or(i64::MAX)))
}
