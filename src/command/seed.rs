//! `majlis seed`: fills an empty database with a scenario.
use chrono::{DateTime, Utc};

use super::{CommandError, Out};
use crate::clock::{Clock, Noise};
use crate::config::Settings;
use crate::server;
use crate::service::seed::{self, Scenario};
use crate::store::{Place, migrate};

/// What the command line says.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// With what.
    pub scenario: Scenario,
    /// Where luck begins.
    pub seed: u64,
    /// The moment the scenario is seen from; the real time if nothing is said.
    pub now: Option<DateTime<Utc>>,
}

/// Fills it, or says that it is not empty; a new database is brought up to date first.
pub async fn run(settings: Settings, wish: Wish, out: &mut impl Out) -> Result<(), CommandError> {
    migrate::run(&Place::parse(&settings.database.url.reveal())?)?;
    let clock = Clock::movable(wish.now);
    let app = server::app(settings, clock, Noise::seeded(wish.seed))?;
    if !seed::fill(&app, wish.scenario, app.clock.now()).await? {
        return Err(CommandError::NotEmpty);
    }
    out.line(&format!(
        "the database holds the scenario {}",
        wish.scenario
    ));
    Ok(())
}
