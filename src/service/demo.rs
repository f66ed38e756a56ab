//! The demo ministry: the same people, ids and relative days every time.
//!
//! What changes rarely is written as rows; everything a person does goes through the same verbs
//! as in life, so that nothing here can be in a state the rules forbid. A demo that is started
//! again later tops its two weeks and the mobile unit's tour up.

mod categories;
mod days;
mod decisions;
mod desks;
mod ministry;
mod people;
mod planned;
mod weeks;

use chrono::{DateTime, Utc};

use super::app::App;
use super::error::ServiceError;
use crate::store::idempotency;

/// Everybody of the staff signs in with it.
pub const PASSWORD: &str = "majlis-demo";
const FACT: &str = "demo";

/// The officials, centres, rooms, staff and holidays of the demo ministry, and nobody else.
pub(super) async fn ministry(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    ministry::write(app, now).await?;
    days::write(app, now).await
}

/// Fills an empty database with the demo ministry, and publishes two weeks from today on.
pub async fn fill(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let is_new = app
        .store
        .read(|db| Ok::<_, ServiceError>(idempotency::fact(db, FACT)?.is_none()))
        .await?;
    if is_new {
        ministry(app, now).await?;
        desks::write(app).await?;
    }
    desks::tour(app, now).await?;
    app.catalogue.reload(&app.store).await?;
    weeks::publish(app, now).await?;
    if is_new {
        people::act(app, now).await?;
        planned::act(app, now).await?;
        app.store
            .write(|db| Ok::<_, ServiceError>(idempotency::set_fact(db, FACT, "filled")?))
            .await?;
    }
    Ok(())
}
