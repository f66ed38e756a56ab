//! What is kept of a plan, so that anybody can compute it anew and compare it byte for byte.

use super::outcome::Plan;
use super::plan;
use super::problem::Problem;

/// The version of the rules by which plans are made. It rises with every change that can give the
/// same problem another plan; a kept plan names the version that made it.
///
/// Version 2 leaves out whoever is not let in; in a problem of version 1 nobody is, so that it is
/// planned now as it was then.
pub const RULE_VERSION: u32 = 2;
/// The first version whose plans these rules still make.
const RULE_VERSION_FIRST: u32 = 1;

/// Why a kept plan could not be verified.
#[derive(Debug, thiserror::Error)]
pub enum Unverified {
    /// It was made by other rules than these.
    #[error(
        "the plan was made by version {made_by} of the rules, and these are version {RULE_VERSION}"
    )]
    OtherRules {
        /// The version that made it.
        made_by: u32,
    },
    /// What was kept cannot be read.
    #[error("what was kept of the plan cannot be read")]
    Unreadable(#[from] serde_json::Error),
    /// It is not what these rules make of what it was made from.
    #[error("the plan is not what its inputs give")]
    Differs,
}

impl Problem {
    /// The problem as it is kept: the same bytes whatever order its parts came in.
    pub fn kept(&self) -> Result<String, serde_json::Error> {
        let mut sorted = self.clone();
        sorted.asks.sort();
        sorted.slots.sort();
        sorted.limits.sort();
        serde_json::to_string(&sorted)
    }
}

impl Plan {
    /// The plan as it is kept.
    pub fn kept(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// Computes a kept plan anew from what it was made from, and compares the bytes.
pub fn verify(rule_version: u32, problem: &str, kept: &str) -> Result<(), Unverified> {
    if !(RULE_VERSION_FIRST..=RULE_VERSION).contains(&rule_version) {
        return Err(Unverified::OtherRules {
            made_by: rule_version,
        });
    }
    let problem: Problem = serde_json::from_str(problem)?;
    if plan(&problem).kept()? == kept {
        Ok(())
    } else {
        Err(Unverified::Differs)
    }
}
