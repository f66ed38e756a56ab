//! What a person says of himself or herself; asked for before the first booking.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use crate::scheduling::Refusal;
use crate::store;
use crate::store::hold;
use crate::store::person::{self, Person, Profile};

/// The caller's own account.
pub async fn see(app: &App, caller: &Caller) -> Result<Person, ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let found = app
        .store
        .read(move |db| Ok::<_, ServiceError>(person::find(db, &id)?))
        .await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// Writes the caller's own profile.
pub async fn save(
    app: &App,
    caller: &Caller,
    profile: Profile,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let deed = audit::deed(
        caller,
        "save_profile",
        &format!("person:{id}"),
        &mut app.pad(now),
    );
    app.store
        .write(move |db| {
            person::save_profile(db, &id, &profile)?;
            store::audit::add(db, &deed)?;
            Ok::<_, ServiceError>(())
        })
        .await
}

/// What the caller is filling in, as it was last kept.
pub async fn draft(app: &App, caller: &Caller) -> Result<Option<String>, ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    app.store
        .read(move |db| Ok::<_, ServiceError>(hold::draft(db, &id)?))
        .await
}

/// Keeps what the caller is filling in, so that nothing typed is lost.
pub async fn keep_draft(
    app: &App,
    caller: &Caller,
    body: String,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let at = app.pad(now).at();
    app.store
        .write(move |db| Ok::<_, ServiceError>(hold::keep_draft(db, &id, &body, at)?))
        .await
}
