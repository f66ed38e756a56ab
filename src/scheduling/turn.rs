//! Whose turn it is with an official.

use chrono::{DateTime, Utc};

use crate::scheduling::appointment::AppointmentState;

/// Where somebody stands who is met today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// How far the appointment is.
    pub state: AppointmentState,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
}

/// Before whom somebody stands: first who is in, then by the hour; but who is not there when the
/// hour has come stands behind those who are. None: it is nobody's turn any more.
fn rank(turn: Turn, now: DateTime<Utc>) -> Option<(u8, DateTime<Utc>)> {
    let class = match turn.state {
        AppointmentState::InSession => 0,
        AppointmentState::CheckedIn => 1,
        AppointmentState::Booked | AppointmentState::Confirmed if turn.starts_at > now => 1,
        AppointmentState::Booked | AppointmentState::Confirmed => 2,
        AppointmentState::Proposed
        | AppointmentState::Done
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => return None,
    };
    Some((class, turn.starts_at))
}

/// Those whose turn is now or comes, in that order; of one hour in the order they were given.
pub fn in_order<T>(all: Vec<T>, now: DateTime<Utc>, turn: impl Fn(&T) -> Turn) -> Vec<T> {
    let ranked = all.into_iter();
    let mut ranked: Vec<_> = ranked
        .filter_map(|one| Some((rank(turn(&one), now)?, one)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests;
