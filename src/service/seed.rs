//! Filling an empty database with a scenario: the same seed and the same moment give the same
//! rows.

mod country;
mod folk;
mod year;

use chrono::{DateTime, Utc};

use super::app::App;
use super::demo;
use super::error::ServiceError;
use crate::store::{bulk, idempotency};
use crate::value;

value! {
    /// What a database can be filled with.
    pub enum Scenario {
        /// The demo ministry.
        Demo = "demo",
        /// The planned size: thirty centres, a hundred rooms, twenty officials, eight weeks half
        /// full.
        Country = "country",
        /// The published figures of a year, 2013, as history that was imported.
        PublishedYear = "published-year",
    }
}

/// Fills the database; false where it is not empty, and then nothing was written.
pub async fn fill(app: &App, scenario: Scenario, now: DateTime<Utc>) -> Result<bool, ServiceError> {
    let is_empty = app
        .store
        .read(|db| Ok::<_, ServiceError>(bulk::is_empty(db)?))
        .await?;
    if !is_empty {
        return Ok(false);
    }
    match scenario {
        Scenario::Demo => demo::fill(app, now).await?,
        Scenario::Country => country::fill(app, now).await?,
        Scenario::PublishedYear => year::fill(app, now).await?,
    }
    app.store
        .write(move |db| {
            Ok::<_, ServiceError>(idempotency::set_fact(db, "seed", scenario.as_str())?)
        })
        .await?;
    Ok(true)
}
