//! `majlis migrate`: brings the configured database up to date.
use super::{CommandError, Out};
use crate::config::Settings;
use crate::store::{Place, migrate};

/// Applies what is pending; safe to run twice, and from two nodes at once.
pub fn run(settings: &Settings, out: &mut impl Out) -> Result<(), CommandError> {
    let place = Place::parse(&settings.database.url.reveal())?;
    match migrate::run(&place)? {
        0 => out.line("the database is up to date"),
        steps => out.line(&format!(
            "the database is up to date; steps applied: {steps}"
        )),
    }
    Ok(())
}
