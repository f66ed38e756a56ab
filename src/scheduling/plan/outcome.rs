//! What a plan says: who is given what and why, and who is left out and why.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::problem::Suits;
use crate::scheduling::ids::RequestId;
use crate::value;

value! {
    /// What put a request where it stands in the order.
    pub enum Basis {
        /// The person is on the way or there.
        Here = "here",
        /// The office locked it to its slot.
        Locked = "locked",
        /// The person was told a time before, and keeps a place.
        Told = "told",
        /// It is urgent.
        Urgent = "urgent",
        /// It waits for longer than the target.
        PastTarget = "past_target",
        /// It has waited longer than those after it.
        Waiting = "waiting",
    }
}

/// The facts that explain a placed request; each can be checked against the plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Because {
    /// Its place in the order, from 1.
    pub place: usize,
    /// What put it there.
    pub basis: Basis,
    /// How many slots of the week it could be given.
    pub suits: usize,
    /// Whether it keeps the slot that it had.
    pub stays: bool,
    /// How many slots that it would like better have no room for it, as others hold them or what
    /// else they take.
    pub better_held: usize,
    /// How many slots that it would like as well and that are earlier have no room for it.
    pub earlier_held: usize,
    /// How many other slots have room for it; a wish for one of them moves nobody else.
    pub others_free: usize,
}

/// A request that is placed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Placed {
    /// Which request.
    pub request: RequestId,
    /// What it is given.
    pub given: Suits,
    /// Why.
    pub because: Because,
}

/// Why a request is left out; it can be checked against the plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum LeftOut {
    /// The office took it out by hand.
    Dropped,
    /// No slot of the week suits it, or not the one it was locked to.
    NothingSuits,
    /// All slots that suit it are at the headquarters, and somebody who comes is not let in there.
    NotLetIn,
    /// Each slot it can use, and each that those who hold them could move to, is held by a request
    /// that comes before.
    Held {
        /// How many slots those are.
        slots: usize,
        /// How many requests hold them.
        ahead: usize,
    },
    /// There would be a seat, and what else the request needs is used by those who come before.
    Limited {
        /// The pools that have no room: one where more room in it alone would be enough, else
        /// some that are enough together.
        pools: BTreeSet<String>,
    },
}

/// The plan of a week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Who is placed, in the order.
    pub placed: Vec<Placed>,
    /// Who is not, in the order, and why.
    pub left_out: Vec<(RequestId, LeftOut)>,
}
