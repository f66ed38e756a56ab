//! What a plan is made from: who asks, the slots of the week, and the limits that cross them.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::scheduling::ids::RequestId;
use crate::scheduling::request::Urgency;
use crate::scheduling::slot::SlotId;
use crate::value;

/// The greatest dislike that is told from a greater one: the tiers of a week of thousands fit into
/// one whole number.
pub const DISLIKE_MAX: u32 = 255;
/// The greatest number in a day that is told from a greater one.
pub const NUMBER_MAX: u32 = 255;

/// The place of a request in the published order; what is less comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rank {
    /// Urgent before normal.
    pub urgency: Reverse<Urgency>,
    /// Who waits longest past the target, in days.
    pub past_target: Reverse<i64>,
    /// Who waits longest, in days.
    pub waiting: Reverse<i64>,
    /// The number of the receipt; no two are the same.
    pub receipt: String,
}

/// A limit that crosses slots: so many may draw on this pool at this time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LimitName {
    /// What there is a number of: the interpreters of a language, the rooms of a section.
    pub pool: String,
    /// When. All that run at one moment draw on the limit of that moment.
    pub at: DateTime<Utc>,
}

/// A slot of the week.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WeekSlot {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// Which.
    pub slot: SlotId,
    /// How many it is for.
    pub seats: u32,
    /// Its number in the official's day, from 0; giving early ones keeps the day short. What is over
    /// [`NUMBER_MAX`] counts as that.
    pub number: u32,
}

/// A slot that a request can be given, with what else it takes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Suits {
    /// Which slot.
    pub slot: SlotId,
    /// The limits it draws on, once each.
    pub draws: BTreeSet<LimitName>,
    /// How far it is from what the person wished; 0 is as wished. What is over [`DISLIKE_MAX`]
    /// counts as that.
    pub dislike: u32,
    /// The trip that an interpreter makes for it, by a name of its own.
    pub trip: Option<String>,
}

value! {
    /// What a person knows of the time the request has.
    pub enum Told {
        /// Nothing: it is a proposal.
        Proposed = "proposed",
        /// The time.
        Told = "told",
        /// The time, and it is less than two days away.
        Soon = "soon",
        /// The person is on the way or there; the time stands.
        Here = "here",
    }
}

impl Told {
    /// What it costs to move such a person (Barták, Müller and Rudová 2004 call it perturbation).
    #[must_use]
    pub const fn disturbance(self) -> u32 {
        match self {
            Self::Proposed => 0,
            Self::Told => 10,
            Self::Soon | Self::Here => 100,
        }
    }
}

/// What the office decided by hand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByHand {
    /// This slot and no other.
    Locked(SlotId),
    /// Not in this week.
    Dropped,
}

/// A request that asks for a place in the week.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ask {
    /// Its place in the order.
    pub rank: Rank,
    /// Which request.
    pub request: RequestId,
    /// What can be given.
    pub suits: BTreeSet<Suits>,
    /// The slot it has, and what its person knows of that.
    pub stands: Option<(SlotId, Told)>,
    /// What the office decided.
    pub by_hand: Option<ByHand>,
    /// Whether all that would suit it is behind a gate at which somebody who comes is not let in;
    /// then nothing suits it. Problems of the first version of the rules say nothing of it.
    #[serde(default)]
    pub barred: bool,
}

/// All that a plan is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Who asks.
    pub asks: Vec<Ask>,
    /// The slots of the week.
    pub slots: Vec<WeekSlot>,
    /// How many may draw on each limit; what is not named has no limit.
    pub limits: Vec<(LimitName, u32)>,
}
