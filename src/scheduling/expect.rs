//! When those who wait for an official may expect to be met: from how long it took here before.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};

/// One whose link to an official is open, in the order of the turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Since when the person is met; none while the person waits.
    pub met_since: Option<DateTime<Utc>>,
    /// When the meeting was to begin.
    pub starts_at: DateTime<Utc>,
    /// How long it was to take.
    pub planned: TimeDelta,
}

/// What one who waits is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// So many wait before.
    pub ahead: u32,
    /// The turn is expected to come then, to the minute; never in the past.
    pub at: DateTime<Utc>,
}

/// How long it usually takes: the middle one of those that were; none while there were none.
pub fn usual(mut lasted: Vec<TimeDelta>) -> Option<TimeDelta> {
    lasted.retain(|one| *one > TimeDelta::zero());
    lasted.sort_unstable();
    lasted.get(lasted.len() / 2).copied()
}

/// What each of them is told, in the same order; nothing whoever is met already. `late` is by how
/// much the office says the day is behind.
pub fn expected(
    turns: &[Turn],
    (usual, late): (Option<TimeDelta>, TimeDelta),
    now: DateTime<Utc>,
) -> Vec<Option<Expected>> {
    let takes = |turn: &Turn| usual.unwrap_or(turn.planned);
    let met = turns
        .iter()
        .filter_map(|turn| Some(turn.met_since? + takes(turn)));
    let mut free_at = met.max().unwrap_or(now).max(now);
    let mut ahead = 0;
    let mut told = Vec::new();
    for turn in turns {
        if turn.met_since.is_some() {
            told.push(None);
            continue;
        }
        // Nobody is promised to be met before the hour that was booked.
        let begins = free_at.max(turn.starts_at + late);
        let at = begins
            .duration_round_up(TimeDelta::minutes(1))
            .unwrap_or(begins);
        told.push(Some(Expected { ahead, at }));
        free_at = begins + takes(turn);
        ahead += 1;
    }
    told
}

#[cfg(test)]
mod tests;
