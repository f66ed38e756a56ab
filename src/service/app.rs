//! What every verb is given: the database, the clock, luck, settings, words and keys.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::catalogue::Shelf;
use super::crowd::Crowd;
use super::gate::Gate;
use super::keys::Keys;
use super::pad::Pad;
use super::slots::Kept;
use crate::bus::Bus;
use crate::clock::{Clock, Noise};
use crate::config::Settings;
use crate::store::Store;
use crate::words::Library;

/// The parts of the running service; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Luck.
    pub noise: Noise,
    /// Every setting.
    pub settings: Arc<Settings>,
    /// Every language.
    pub words: Arc<Library>,
    /// What seals, signs and looks up.
    pub keys: Arc<Keys>,
    /// Officials, centres, rooms and interpreters.
    pub catalogue: Shelf,
    /// Answers about free slots, kept for a moment.
    pub kept: Kept,
    /// What those who come at once share.
    pub crowd: Crowd,
    /// The gate before bookings.
    pub gate: Gate,
    /// News between parts of the process.
    pub bus: Bus,
    /// Whether this is the demo: its routes exist nowhere else.
    pub is_demo: bool,
}

impl App {
    /// A pad for one verb: its ids and secrets are drawn once, so that a transaction that runs
    /// again writes the same rows.
    pub fn pad(&self, now: DateTime<Utc>) -> Pad {
        Pad::new(now, self.noise.bytes())
    }

    /// What the ministry is called in a language, else in its own.
    pub fn ministry_name(&self, code: &str) -> String {
        let ministry = &self.settings.ministry;
        let name = ministry.name.get(code);
        let name = name.or_else(|| ministry.name.get(&ministry.language));
        name.cloned().unwrap_or_default()
    }

    /// The address of a page of ours, for messages.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.settings.server.public_url)
    }
}
