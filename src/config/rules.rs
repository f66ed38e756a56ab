//! The rules for people: how late one may come, how often one may book, what missing costs.

use serde::Deserialize;

use super::value::within;
use crate::scheduling::rules::NoShowConsequence;

/// Rules for people.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// How long after its start an appointment can still be checked in.
    #[serde(deserialize_with = "within::<0, 240, _, _>")]
    pub late_grace_minutes: i64,
    /// Whether appointments nobody came to are written down as missed by themselves.
    pub no_show_auto: bool,
    /// At most so many appointments of one account in the quota's days; 0: no limit.
    #[serde(deserialize_with = "within::<0, 1000, _, _>")]
    pub quota_count: usize,
    /// The quota's days.
    #[serde(deserialize_with = "within::<1, 366, _, _>")]
    pub quota_days: i64,
    /// Whether an account may have only one open request to meet the same official.
    pub one_open_meeting: bool,
    /// So many missed appointments have a consequence; 0: never.
    #[serde(deserialize_with = "within::<0, 100, _, _>")]
    pub no_show_limit: usize,
    /// In so many days.
    #[serde(deserialize_with = "within::<1, 3660, _, _>")]
    pub no_show_days: i64,
    /// Which consequence.
    pub no_show_consequence: NoShowConsequence,
    /// How long the pause is.
    #[serde(deserialize_with = "within::<1, 366, _, _>")]
    pub no_show_pause_days: i64,
}
