//! How long admission takes: from the opened gate to a complete picture on both sides.

use super::{Probe, ProbeError};
use crate::media::{Forwarder, LineId, MediaSettings, Route, THREADS_MIN};
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::time::Instant;

const SESSION: &str = "measured";
const OFFICE: &str = "office";
const CITIZEN: &str = "citizen";
/// The phase of the camera's frames at which a round begins is spread over one frame.
const PHASE_STEP_MS: u64 = 7;
const FRAME_MS: u64 = 33;

/// Both ways of being admitted, one figure per round.
#[derive(Debug, Clone, Default)]
pub struct AdmitFigures {
    /// From `admit` to the later of the two first complete key frames, on lines that were warm.
    pub warm: Vec<Duration>,
    /// The same for a citizen whose line is only opened at `admit`.
    pub cold: Vec<Duration>,
}

impl AdmitFigures {
    /// The smallest figure that this share, in percent, of all do not exceed.
    pub fn percentile(figures: &[Duration], percent: usize) -> Option<Duration> {
        let mut sorted = figures.to_vec();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied()
    }
}

/// Admits a citizen `rounds` times over warm lines and as often over cold ones, on a forwarder of
/// its own, with cameras of thirty frames a second. Must run inside a tokio runtime.
pub async fn measure_admit(rounds: usize) -> Result<AdmitFigures, ProbeError> {
    let forwarder = Forwarder::start(&MediaSettings {
        bind: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        public: vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 0))],
        threads: THREADS_MIN,
    })?;
    let office = Probe::join(&forwarder, line(OFFICE)).await?;
    office.send(true);
    office
        .until("the office's line", |seen| seen.connected)
        .await?;
    let warm = warm_rounds(&forwarder, &office, rounds).await?;
    let cold = cold_rounds(&forwarder, &office, rounds).await?;
    office.leave().await?;
    forwarder.shut_down();
    Ok(AdmitFigures { warm, cold })
}

async fn warm_rounds(
    forwarder: &Forwarder,
    office: &Probe,
    rounds: usize,
) -> Result<Vec<Duration>, ProbeError> {
    let citizen = Probe::join(forwarder, line(CITIZEN)).await?;
    citizen
        .until("the citizen's line", |seen| seen.connected)
        .await?;
    let mut figures = Vec::with_capacity(rounds);
    for round in 0..rounds {
        next_phase(round).await;
        let before = (office.filmed(), citizen.filmed());
        let start = Instant::now();
        citizen.send(true);
        forwarder.route(SESSION, both_ways());
        figures.push(pictured(office, &citizen, before).await? - start);
        forwarder.route(SESSION, BTreeSet::new());
        citizen.send(false);
    }
    citizen.leave().await?;
    Ok(figures)
}

async fn cold_rounds(
    forwarder: &Forwarder,
    office: &Probe,
    rounds: usize,
) -> Result<Vec<Duration>, ProbeError> {
    forwarder.route(SESSION, both_ways());
    let mut figures = Vec::with_capacity(rounds);
    for round in 0..rounds {
        next_phase(round).await;
        let filmed = office.filmed();
        let start = Instant::now();
        let citizen = Probe::join(forwarder, line(CITIZEN)).await?;
        let before = (filmed, citizen.filmed());
        citizen.send(true);
        figures.push(pictured(office, &citizen, before).await? - start);
        citizen.leave().await?;
    }
    Ok(figures)
}

/// When both had a key frame filmed after `before`.
async fn pictured(
    office: &Probe,
    citizen: &Probe,
    before: (u32, u32),
) -> Result<Instant, ProbeError> {
    let at_citizen = key_frame(citizen, OFFICE, before.0).await?;
    let at_office = key_frame(office, CITIZEN, before.1).await?;
    Ok(at_citizen.max(at_office))
}

async fn key_frame(at: &Probe, of: &str, after: u32) -> Result<Instant, ProbeError> {
    let mut when = None;
    at.until("a key frame", |seen| {
        when = seen.key_frame_after(of, after);
        when.is_some()
    })
    .await?;
    when.ok_or(ProbeError::Late("a key frame"))
}

async fn next_phase(round: usize) {
    let round = u64::try_from(round).unwrap_or_default();
    tokio::time::sleep(Duration::from_millis(round * PHASE_STEP_MS % FRAME_MS)).await;
}

fn line(participant: &str) -> LineId {
    LineId {
        session: SESSION.to_owned(),
        participant: participant.to_owned(),
    }
}

fn both_ways() -> BTreeSet<Route> {
    let route = |from: &str, to: &str| Route {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    [route(OFFICE, CITIZEN), route(CITIZEN, OFFICE)].into()
}
