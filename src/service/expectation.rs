//! What those who wait in video sessions are told of their turn: how many are before them with the
//! same official, and when it is expected to come.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use majlis_signaling::host::Expectation;

use super::app::App;
use super::error::ServiceError;
use super::lateness::today;
use crate::scheduling::expect::{self, expected, usual};
use crate::scheduling::ids::{OfficialId, SessionId};
use crate::scheduling::turn::{self, in_order};
use crate::scheduling::{Refusal, SessionState};
use crate::store::appointment::{self, Appointment};
use crate::store::session::{self, Session};
use crate::store::{Db, lateness};

/// So many of an official's last sessions say how long the next one takes.
const HISTORY_MAX: i64 = 20;

/// What is told in every open session.
pub async fn expectations(
    app: &App,
    now: DateTime<Utc>,
) -> Result<Vec<(SessionId, Expectation)>, ServiceError> {
    let of_work = app.clone();
    app.store.read(move |db| of_all(&of_work, db, now)).await
}

pub(super) fn of_all(
    app: &App,
    db: &mut Db,
    now: DateTime<Utc>,
) -> Result<Vec<(SessionId, Expectation)>, ServiceError> {
    let mut by_official: BTreeMap<OfficialId, Vec<(Session, Appointment)>> = BTreeMap::new();
    for open in session::in_states(db, &[SessionState::Open, SessionState::Live])? {
        let row = appointment::find(db, &open.appointment_id)?.ok_or(Refusal::NotFound)?;
        if let Some(official) = row.official_id.clone() {
            by_official.entry(official).or_default().push((open, row));
        }
    }
    let mut told = Vec::new();
    for (official, open) in by_official {
        told.extend(of_official(app, db, (&official, open), now)?);
    }
    Ok(told)
}

fn of_official(
    app: &App,
    db: &mut Db,
    (official, open): (&OfficialId, Vec<(Session, Appointment)>),
    now: DateTime<Utc>,
) -> Result<Vec<(SessionId, Expectation)>, ServiceError> {
    let open = in_order(open, now, |(_, row)| turn::Turn {
        state: row.state,
        starts_at: row.starts_at.and_utc(),
    });
    let turns: Vec<expect::Turn> = open
        .iter()
        .map(|(session, row)| expect::Turn {
            met_since: session.live_at.map(|at| at.and_utc()),
            starts_at: row.starts_at.and_utc(),
            planned: row.ends_at - row.starts_at,
        })
        .collect();
    let lasted = session::lasted(db, official, HISTORY_MAX)?;
    let late = lateness::find(db, official, today(app, now))?;
    let late = late.map_or(TimeDelta::zero(), |row| {
        TimeDelta::minutes(row.minutes.into())
    });
    let all = expected(&turns, (usual(lasted), late), now);
    let sessions = open.into_iter().map(|(session, _)| session.id);
    Ok(sessions
        .zip(all)
        .map(|(id, one)| {
            let told = one.map_or_else(Expectation::default, |one| Expectation {
                ahead: one.ahead,
                at: Some(one.at),
            });
            (id, told)
        })
        .collect())
}
