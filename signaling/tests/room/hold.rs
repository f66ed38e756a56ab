//! Check 13: from the word `hold` on a real socket to the last packet at the real forwarder.

use crate::{
    host::MemoryLines,
    socket::{House, quick},
};
use futures_util::stream::BoxStream;
use majlis_signaling::{
    id::{ParticipantId, SessionId},
    media::{Forwarder, Kind, LineId, MediaSettings, Passed, Route, probe::Probe},
    message::{Candidate, MediaKind},
    room::{LineNews, Path},
    socket::Lines,
};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use tokio::time::Instant;

/// The room's gate is the forwarder's own; the lines themselves are the probes'.
struct Gate {
    forwarder: Forwarder,
    rest: MemoryLines,
}

impl Lines for Gate {
    fn open_line(&self, session: &SessionId, of: &ParticipantId) -> BoxStream<'static, LineNews> {
        self.rest.open_line(session, of)
    }

    fn close_line(&self, _session: &SessionId, _of: &ParticipantId) {}

    fn take_answer(&self, _session: &SessionId, _of: &ParticipantId, _epoch: u64, _sdp: String) {}

    fn take_candidate(&self, _: &SessionId, _: &ParticipantId, _epoch: u64, _: Candidate) {}

    fn restart_line(&self, _session: &SessionId, _of: &ParticipantId) {}

    fn mute_line(&self, session: &SessionId, of: &ParticipantId, kind: MediaKind, on: bool) {
        Lines::mute_line(&self.forwarder, session, of, kind, on);
    }

    fn set_routes(&self, session: &SessionId, routes: BTreeSet<Path>) {
        Lines::set_routes(&self.forwarder, session, routes);
    }

    fn forget(&self, session: &SessionId) {
        Lines::forget(&self.forwarder, session);
    }
}

async fn films(forwarder: &Forwarder, name: &str) -> Probe {
    let line = LineId {
        session: "s1".to_owned(),
        participant: name.to_owned(),
    };
    let probe = Probe::join(forwarder, line).await.unwrap();
    probe.films().await.unwrap();
    probe
}

/// Check 13: hold cuts sound and picture within 100 ms, both ways, and not a packet comes after.
#[actix_web::test]
async fn hold_cuts_media_within_a_tenth_of_a_second() {
    const AT_MOST: Duration = Duration::from_millis(100);
    let forwarder = Forwarder::start(&MediaSettings {
        bind: "127.0.0.1:0".parse().unwrap(),
        public: vec!["127.0.0.1:0".parse().unwrap()],
        threads: 2,
    })
    .unwrap();
    let gate = Gate {
        forwarder: forwarder.clone(),
        rest: MemoryLines::default(),
    };
    let house = House::carried_by(quick(), Arc::new(gate));
    let mut nour = house.enters("nour").await;
    nour.reads("welcome").await;
    let mut amir = house.enters("amir").await;
    let version = amir.reads("welcome").await["participants"][1]["version"].clone();
    let (picture, office) = (
        films(&forwarder, "nour").await,
        films(&forwarder, "amir").await,
    );
    assert_eq!(forwarder.totals().packets_out, 0, "she waits");
    amir.say(json!({"type": "admit", "id": 2, "participant": "nour", "version": version}))
        .await;
    for (viewer, shown) in [(&picture, "amir"), (&office, "nour")] {
        viewer
            .until("sound and picture", |seen| {
                seen.of(shown, Kind::Video).packets > 100
                    && seen.of(shown, Kind::Audio).packets > 20
            })
            .await
            .unwrap();
    }

    let said = Instant::now();
    amir.say(json!({"type": "hold", "id": 3, "participant": "nour"}))
        .await;
    // The cameras run on; the last moment at which the gate let something pass is what counts.
    let passed = || -> BTreeMap<Route, Passed> { forwarder.passed("s1") };
    let (mut last, mut known) = (said, passed());
    let enough = forwarder.totals().packets_in + 400;
    let mut tick = tokio::time::interval(Duration::from_millis(1));
    while forwarder.totals().packets_in < enough {
        tick.tick().await;
        let now = passed();
        if now != known {
            (last, known) = (Instant::now(), now);
        }
    }
    let took = last.duration_since(said);
    assert!(took <= AT_MOST, "it took {took:?}");
    assert_eq!(amir.reads("held").await["participant"], "nour");
    assert_eq!(nour.reads("held").await["participant"], "nour");
    house.close().await;
}
