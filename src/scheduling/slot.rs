//! A slot: one bookable time, named by what it is (official, mode, centre, start) and not stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::scheduling::availability::Mode;
use crate::scheduling::ids::{CentreId, OfficialId, ServiceId};

pub mod desks;
pub mod facts;
pub mod hours;
pub mod receiving;
pub mod search;
pub mod seats;
pub mod times;
mod view;
pub mod why;

/// What a slot is: the same things always make the same id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotKey {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// With whom; none for a centre's own service.
    pub official: Option<OfficialId>,
    /// How.
    pub mode: Mode,
    /// Where the applicant is; none for the headquarters.
    pub centre: Option<CentreId>,
    /// Which of the centre's services; none with an official.
    pub service: Option<ServiceId>,
}

/// The opaque, stable name of a slot that outside programs hand back.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct SlotId(String);

/// A free slot, as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// What it is.
    pub key: SlotKey,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Whether the public chooses it, or the office allocates it.
    pub open_to_choice: bool,
    /// How many people it is for.
    pub capacity: u32,
    /// How many places are left.
    pub free: u32,
}

impl Slot {
    /// The slot's id.
    #[must_use]
    pub fn id(&self) -> SlotId {
        self.key.id()
    }
}

impl SlotKey {
    /// The key as opaque text.
    #[must_use]
    pub fn id(&self) -> SlotId {
        let official = self.official.as_ref().map_or("", OfficialId::as_str);
        let centre = self.centre.as_ref().map_or("", CentreId::as_str);
        let mut plain = format!(
            "{official}|{}|{centre}|{}",
            self.mode,
            self.starts_at.timestamp()
        );
        // Ids from before there were services stay what they were.
        if let Some(service) = &self.service {
            plain.push('|');
            plain.push_str(service.as_str());
        }
        SlotId(URL_SAFE_NO_PAD.encode(plain))
    }
}

impl SlotId {
    /// Takes text from outside as it is; [`SlotId::key`] says whether it names a slot.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the id names, if it is one of ours, letter for letter.
    #[must_use]
    pub fn key(&self) -> Option<SlotKey> {
        let bytes = URL_SAFE_NO_PAD.decode(&self.0).ok()?;
        let plain = String::from_utf8(bytes).ok()?;
        let mut parts = plain.split('|');
        let (official, mode, centre, starts) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let service = parts.next();
        if parts.next().is_some() {
            return None;
        }
        let given = |id: &str| (!id.is_empty()).then(|| id.to_owned());
        let key = SlotKey {
            official: given(official).map(OfficialId::from),
            mode: Mode::parse(mode)?,
            centre: given(centre).map(CentreId::from),
            service: service.and_then(given).map(ServiceId::from),
            starts_at: DateTime::from_timestamp(starts.parse().ok()?, 0)?,
        };
        (key.id() == *self).then_some(key)
    }
}

impl std::fmt::Display for SlotId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
pub(super) mod tests;
