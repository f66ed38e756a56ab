//! Check 29: whatever task of a line panics, its owner is told and nobody else notices.

use super::Talk;
use crate::media::line::Call;
use crate::media::probe::Probe;
use crate::media::socket::LineRuntime;
use crate::media::{Forwarder, Kind, LineId, MediaSettings, Route};
use std::collections::BTreeSet;
use std::sync::Arc;
use webrtc::runtime::Runtime as _;

/// Where a test lets a line panic.
#[derive(Debug, Clone, Copy)]
pub(in crate::media) enum Task {
    /// In its conversation.
    Talk,
    /// In a task that reads for it: its tracks, its viewers' feedback.
    Reader,
    /// In the driver of its connection.
    Driver,
}

/// Panics there.
pub(super) fn panic_in(line: &Talk, task: Task) {
    let panics = async { panic!("a reader goes wrong, as a test asked") };
    match task {
        Task::Talk => panic!("a conversation goes wrong, as a test asked"),
        Task::Reader => {
            line.spawn(panics);
        }
        Task::Driver => {
            let (mux, door) = (Arc::clone(&line.shared.mux), Arc::clone(&line.door));
            let spawner = line.shared.spawner.clone();
            let runtime = LineRuntime::new(mux, door, spawner, line.news.clone());
            drop(runtime.spawn(Box::pin(panics)));
        }
    }
}

fn forwarder() -> Forwarder {
    Forwarder::start(&MediaSettings {
        bind: "127.0.0.1:0".parse().unwrap(),
        public: vec!["127.0.0.1:0".parse().unwrap()],
        threads: 2,
    })
    .unwrap()
}

fn line(session: &str, participant: &str) -> LineId {
    LineId {
        session: session.to_owned(),
        participant: participant.to_owned(),
    }
}

async fn films(forwarder: &Forwarder, session: &str, name: &str) -> Probe {
    let probe = Probe::join(forwarder, line(session, name)).await.unwrap();
    probe.films().await.unwrap();
    probe
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_panics_ends_alone_wherever_it_does() {
    let forwarder = forwarder();
    let amir = films(&forwarder, "tuesday", "amir").await;
    let nour = films(&forwarder, "tuesday", "nour").await;
    let route = Route {
        from: "amir".to_owned(),
        to: "nour".to_owned(),
    };
    forwarder.route("tuesday", BTreeSet::from([route]));
    for task in [Task::Talk, Task::Reader, Task::Driver] {
        let huda = films(&forwarder, "monday", "huda").await;
        let broken = forwarder.inner.shared.table().line(&line("monday", "huda"));
        broken.unwrap().call(Call::Panic(task));
        let seen = huda.until("the end", |seen| seen.closed).await.unwrap();
        assert!(seen.failed, "she is told why: {task:?}");
        let before = nour.seen().of("amir", Kind::Video).packets;
        let seen = nour
            .until("the picture goes on", |seen| {
                seen.of("amir", Kind::Video).packets > before + 50
            })
            .await
            .unwrap();
        assert_eq!(seen.of("amir", Kind::Video).seams, 0, "{task:?}");
    }
    assert!(!amir.seen().failed && !amir.seen().closed);
    assert_eq!(forwarder.totals().lines, 2);
    drop(films(&forwarder, "monday", "huda").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_datagram_that_makes_the_port_panic_stops_nobody() {
    let forwarder = forwarder();
    let amir = films(&forwarder, "tuesday", "amir").await;
    let stranger = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    for _ in 0..3 {
        let arrived = forwarder.totals().packets_in;
        let to = ("127.0.0.1", forwarder.local_port());
        let stumble = crate::media::mux::tests::STUMBLE;
        stranger.send_to(stumble, to).await.unwrap();
        let look = async {
            let mut tick = tokio::time::interval(std::time::Duration::from_millis(5));
            while forwarder.totals().packets_in < arrived + 200 {
                tick.tick().await;
            }
        };
        let patience = crate::media::probe::PATIENCE;
        tokio::time::timeout(patience, look).await.unwrap();
    }
    assert_eq!(crate::media::mux::tests::stumbles(), 3);
    assert!(!amir.seen().failed && !amir.seen().closed);
}
