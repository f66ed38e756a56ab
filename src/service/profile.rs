//! What a person says of himself or herself; asked for before the first booking.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use super::reseat::{self, Fate};
use crate::bus::News;
use crate::scheduling::Refusal;
use crate::store;
use crate::store::hold::{self, Hold};
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

/// Writes the caller's own profile; which time the caller holds and what became of it, where the
/// profile says what was not known when it was held.
pub async fn save(
    app: &App,
    caller: &Caller,
    profile: Profile,
    now: DateTime<Utc>,
) -> Result<Option<(Hold, Fate)>, ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let (of_work, by, pad) = (app.clone(), caller.clone(), app.pad(now));
    let held = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            person::alone(db, &id)?;
            let was = person::find(db, &id)?.ok_or(Refusal::NotFound)?;
            let known = Person {
                sex: profile.sex,
                ..was.clone()
            };
            let held = reseat::follow(&of_work, db, (was.sex, &known), &mut pad)?;
            person::save_profile(db, &id, &profile)?;
            let thing = format!("person:{id}");
            store::audit::add(db, &audit::deed(&by, "save_profile", &thing, &mut pad))?;
            Ok::<_, ServiceError>(held)
        })
        .await?;
    if let Some((row, fate)) = &held
        && *fate != Fate::Stands
    {
        if let Some(official) = &row.official_id {
            app.bus.tell(News::SlotsMoved(official.clone()));
        }
        app.bus.tell(News::NoticeQueued);
    }
    Ok(held)
}

/// What the caller is filling in, as it was last kept.
pub async fn draft(app: &App, caller: &Caller) -> Result<Option<String>, ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    app.store
        .read(move |db| Ok::<_, ServiceError>(hold::draft(db, &id)?))
        .await
        // One that cannot be opened any more is an empty one.
        .map(|sealed| sealed.and_then(|sealed| app.keys.open(&sealed).ok()))
}

/// Keeps what the caller is filling in, so that nothing typed is lost.
pub async fn keep_draft(
    app: &App,
    caller: &Caller,
    body: String,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let mut pad = app.pad(now);
    // It may name the person whom a request is about.
    let (at, body) = (pad.at(), app.keys.seal(&body, &mut pad)?);
    app.store
        .write(move |db| Ok::<_, ServiceError>(hold::keep_draft(db, &id, &body, at)?))
        .await
}
