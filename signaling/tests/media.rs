//! Headless participants through the forwarder on loopback: what passes, and what does not.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop here"
)]

use majlis_signaling::media::probe::{PATIENCE, Probe, measure_admit};
use majlis_signaling::media::{Forwarder, Kind, LineId, MediaSettings, Route, Totals};
use std::collections::BTreeSet;
use std::time::Duration;

const SESSION: &str = "tuesday";

fn forwarder() -> Forwarder {
    Forwarder::start(&MediaSettings {
        bind: "127.0.0.1:0".parse().unwrap(),
        public: vec!["127.0.0.1:0".parse().unwrap()],
        threads: 2,
    })
    .unwrap()
}

fn line(participant: &str) -> LineId {
    LineId {
        session: SESSION.to_owned(),
        participant: participant.to_owned(),
    }
}

fn routes(routes: &[(&str, &str)]) -> BTreeSet<Route> {
    let route = |(from, to): &(&str, &str)| Route {
        from: (*from).into(),
        to: (*to).into(),
    };
    routes.iter().map(route).collect()
}

/// A participant whose line stands and who sends.
async fn participant(forwarder: &Forwarder, name: &str) -> Probe {
    let probe = Probe::join(forwarder, line(name)).await.unwrap();
    probe
        .until("the line", |seen| seen.connected)
        .await
        .unwrap();
    probe.send(true);
    probe
        .until("the first packets", |seen| seen.announced.len() == 2)
        .await
        .unwrap();
    probe
}

/// Looks again and again, as long as patience lasts.
async fn until_totals(forwarder: &Forwarder, is_it: impl Fn(&Totals) -> bool) -> Totals {
    let look = async {
        let mut tick = tokio::time::interval(Duration::from_millis(5));
        loop {
            tick.tick().await;
            let totals = forwarder.totals();
            if is_it(&totals) {
                return totals;
            }
        }
    };
    tokio::time::timeout(PATIENCE, look)
        .await
        .expect("the totals never were as expected")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn not_one_packet_passes_before_admission_and_all_pass_after() {
    let forwarder = forwarder();
    let huda = participant(&forwarder, "huda").await;
    let nour = participant(&forwarder, "nour").await;
    let arrived = forwarder.totals().packets_in;
    until_totals(&forwarder, |totals| totals.packets_in > arrived + 200).await;
    assert_eq!(forwarder.totals().packets_out, 0);
    assert!(forwarder.passed(SESSION).is_empty());
    assert!(huda.seen().heard.is_empty() && nour.seen().heard.is_empty());
    assert!(
        nour.seen()
            .down
            .iter()
            .all(|down| down.participant.is_none())
    );

    forwarder.route(SESSION, routes(&[("huda", "nour"), ("nour", "huda")]));
    for (viewer, shown) in [(&huda, "nour"), (&nour, "huda")] {
        let seen = viewer
            .until("both kinds", |seen| {
                seen.of(shown, Kind::Video).packets > 100
                    && seen.of(shown, Kind::Audio).packets > 20
            })
            .await
            .unwrap();
        let video = seen.of(shown, Kind::Video);
        assert!(video.began_with_key_frame, "{video:?}");
        assert!(video.key_frames >= 1, "{video:?}");
        assert_eq!(video.seams, 0, "{video:?}");
        assert_eq!(seen.of(shown, Kind::Audio).seams, 0);
        assert_eq!(seen.offers, 1, "two people never renegotiate");
        assert!(seen.mid(shown, Kind::Video).is_some());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_gate_lets_nothing_pass_and_opens_again_without_a_seam() {
    let forwarder = forwarder();
    let huda = participant(&forwarder, "huda").await;
    let nour = participant(&forwarder, "nour").await;
    let open = routes(&[("huda", "nour"), ("nour", "huda")]);
    forwarder.route(SESSION, open.clone());
    nour.until("huda", |seen| seen.of("huda", Kind::Video).key_frames > 0)
        .await
        .unwrap();
    forwarder.route(SESSION, BTreeSet::new());
    let passed = forwarder.passed(SESSION);
    let arrived = forwarder.totals().packets_in;
    until_totals(&forwarder, |totals| totals.packets_in > arrived + 200).await;
    assert_eq!(forwarder.passed(SESSION), passed, "held means held");
    nour.until("nobody shown", |seen| {
        seen.mid("huda", Kind::Video).is_none()
    })
    .await
    .unwrap();

    let before = huda.filmed();
    forwarder.route(SESSION, open);
    let seen = nour
        .until("a new key frame", |seen| {
            seen.key_frame_after("huda", before).is_some()
        })
        .await
        .unwrap();
    assert_eq!(seen.of("huda", Kind::Video).seams, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_third_participant_adds_a_slot_and_everyone_sees_everyone() {
    let forwarder = forwarder();
    let names = ["huda", "nour", "samir"];
    let mut probes = Vec::new();
    for name in names {
        probes.push(participant(&forwarder, name).await);
    }
    let mut all = Vec::new();
    for from in names {
        all.extend(names.iter().filter(|to| **to != from).map(|to| (from, *to)));
    }
    forwarder.route(SESSION, routes(&all));
    for (probe, me) in probes.iter().zip(names) {
        for other in names.iter().filter(|other| **other != me) {
            let seen = probe
                .until("the others", |seen| {
                    let video = seen.of(other, Kind::Video);
                    video.key_frames > 0 && seen.of(other, Kind::Audio).packets > 5
                })
                .await
                .unwrap();
            assert!(seen.of(other, Kind::Video).began_with_key_frame);
        }
        let seen = probe.seen();
        assert_eq!(seen.offers, 2, "one slot from the start, one added");
        assert_ne!(
            seen.mid(names[0], Kind::Video),
            seen.mid(names[1], Kind::Video)
        );
    }

    // Somebody else takes the slot of one who left, without a new offer and without a seam.
    forwarder.route(SESSION, routes(&[("samir", "nour")]));
    let nour = &probes[1];
    let samir = probes[2].filmed();
    let seen = nour
        .until("samir alone", |seen| {
            seen.mid("huda", Kind::Video).is_none()
                && seen.key_frame_after("samir", samir).is_some()
                || seen.of("samir", Kind::Video).packets > 200
        })
        .await
        .unwrap();
    assert_eq!(seen.offers, 2);
    assert_eq!(seen.of("samir", Kind::Video).seams, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slot_that_changes_hands_stays_one_stream() {
    let forwarder = forwarder();
    let huda = participant(&forwarder, "huda").await;
    let samir = participant(&forwarder, "samir").await;
    let nour = participant(&forwarder, "nour").await;
    forwarder.route(SESSION, routes(&[("huda", "nour")]));
    nour.until("huda", |seen| seen.of("huda", Kind::Video).packets > 50)
        .await
        .unwrap();
    forwarder.route(SESSION, routes(&[("samir", "nour")]));
    let seen = nour
        .until("samir", |seen| {
            seen.of("samir", Kind::Video).packets > 50 && seen.of("samir", Kind::Audio).packets > 5
        })
        .await
        .unwrap();
    assert_eq!(seen.offers, 1, "the slot was used again");
    assert!(seen.of("samir", Kind::Video).began_with_key_frame);
    assert_eq!(
        seen.of("samir", Kind::Video).seams,
        0,
        "numbers and time went on"
    );
    assert_eq!(
        seen.of("samir", Kind::Audio).seams,
        0,
        "numbers and time went on"
    );
    drop((huda, samir));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_muted_is_dropped_at_the_forwarder() {
    let forwarder = forwarder();
    let huda = participant(&forwarder, "huda").await;
    let nour = participant(&forwarder, "nour").await;
    forwarder.mute(&line("huda"), Kind::Audio, true);
    forwarder.route(SESSION, routes(&[("huda", "nour")]));
    nour.until("the picture", |seen| {
        seen.of("huda", Kind::Video).packets > 100
    })
    .await
    .unwrap();
    assert_eq!(nour.seen().of("huda", Kind::Audio).packets, 0);
    assert!(forwarder.totals().dropped_muted > 0);

    forwarder.mute(&line("huda"), Kind::Audio, false);
    forwarder.mute(&line("huda"), Kind::Video, true);
    let heard = |packets| {
        move |seen: &majlis_signaling::media::probe::Seen| {
            seen.of("huda", Kind::Audio).packets > packets
        }
    };
    nour.until("the sound", heard(0)).await.unwrap();
    let before = forwarder.passed(SESSION).into_values().next().unwrap();
    nour.until(
        "more sound",
        heard(nour.seen().of("huda", Kind::Audio).packets + 20),
    )
    .await
    .unwrap();
    let after = forwarder.passed(SESSION).into_values().next().unwrap();
    assert_eq!(
        before.video_packets, after.video_packets,
        "no picture passed"
    );

    let filmed = huda.filmed();
    forwarder.mute(&line("huda"), Kind::Video, false);
    let seen = nour
        .until("the picture again", |seen| {
            seen.key_frame_after("huda", filmed).is_some()
        })
        .await
        .unwrap();
    assert_eq!(
        seen.of("huda", Kind::Video).seams,
        0,
        "a pause is not a loss"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_port_and_one_address_serve_every_line() {
    let forwarder = Forwarder::start(&MediaSettings {
        bind: "0.0.0.0:0".parse().unwrap(),
        public: vec!["127.0.0.1:0".parse().unwrap()],
        threads: 2,
    })
    .unwrap();
    let port = forwarder.local_port();
    let mut probes = Vec::new();
    for name in ["huda", "nour", "samir"] {
        let probe = participant(&forwarder, name).await;
        let offer = probe.seen().offer;
        let candidates: Vec<&str> = offer
            .lines()
            .filter(|line| line.starts_with("a=candidate:"))
            .collect();
        assert_eq!(candidates.len(), 1, "{offer}");
        assert!(
            candidates[0].contains(&format!(" 127.0.0.1 {port} typ host")),
            "{offer}"
        );
        let addresses: BTreeSet<&str> = offer
            .split_ascii_whitespace()
            .filter(|word| word.parse::<std::net::IpAddr>().is_ok())
            .collect();
        assert!(
            addresses.is_subset(&["127.0.0.1", "0.0.0.0"].into()),
            "{addresses:?}"
        );
        assert!(
            !offer.contains("video/rtx") && !offer.contains(" rtx/"),
            "{offer}"
        );
        for other in ["huda", "nour", "samir"] {
            assert!(!offer.contains(other), "nobody is named to anyone: {offer}");
        }
        probes.push(probe);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_ends_leaves_the_others_and_its_place_can_be_taken_again() {
    let forwarder = forwarder();
    let huda = participant(&forwarder, "huda").await;
    let nour = participant(&forwarder, "nour").await;
    forwarder.route(SESSION, routes(&[("huda", "nour"), ("nour", "huda")]));
    huda.until("nour", |seen| seen.of("nour", Kind::Video).key_frames > 0)
        .await
        .unwrap();
    nour.leave().await.unwrap();
    until_totals(&forwarder, |totals| totals.lines == 1).await;
    assert!(!huda.seen().closed && !huda.seen().failed);

    let before = huda.filmed();
    let nour = participant(&forwarder, "nour").await;
    nour.until("huda", |seen| {
        seen.key_frame_after("huda", before).is_some()
    })
    .await
    .unwrap();
    let known = huda.seen().of("nour", Kind::Video).packets;
    let seen = huda
        .until("nour", |seen| {
            seen.of("nour", Kind::Video).packets > known + 50
        })
        .await
        .unwrap();
    assert_eq!(seen.offers, 1);
    assert_eq!(
        seen.of("nour", Kind::Video).seams,
        0,
        "her new line goes on in the old slot"
    );
    forwarder.end(SESSION);
    huda.until("the end", |seen| seen.closed).await.unwrap();
    nour.until("the end", |seen| seen.closed).await.unwrap();
    until_totals(&forwarder, |totals| totals.lines == 0).await;
    assert!(forwarder.passed(SESSION).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_survives_new_credentials() {
    let forwarder = forwarder();
    let huda = participant(&forwarder, "huda").await;
    let nour = participant(&forwarder, "nour").await;
    forwarder.route(SESSION, routes(&[("huda", "nour")]));
    nour.until("huda", |seen| seen.of("huda", Kind::Video).key_frames > 0)
        .await
        .unwrap();
    forwarder.restart(&line("nour"));
    nour.until("a second offer", |seen| seen.offers == 2)
        .await
        .unwrap();
    let known = nour.seen().of("huda", Kind::Video).packets;
    nour.until("packets after the restart", |seen| {
        seen.of("huda", Kind::Video).packets > known + 200
    })
    .await
    .unwrap();
    assert!(!nour.seen().failed);
    drop(huda);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_answer_ends_its_own_line_alone() {
    let forwarder = forwarder();
    let huda = participant(&forwarder, "huda").await;
    let (events, mut incoming) = tokio::sync::mpsc::channel(16);
    forwarder.open(line("nour"), events);
    let mut last = None;
    while let Some((_, event)) = incoming.recv().await {
        if let majlis_signaling::media::LineEvent::Offer { epoch, .. } = &event {
            forwarder.answer(&line("nour"), epoch + 1, "of another time".into());
            forwarder.candidate(&line("nour"), *epoch, "candidate:nonsense".into());
            forwarder.answer(&line("nour"), *epoch, "v=0\r\nm=nonsense".into());
        }
        last = Some(event);
    }
    assert_eq!(last, Some(majlis_signaling::media::LineEvent::Closed));
    assert_eq!(forwarder.totals().candidates_refused, 1);
    assert!(!huda.seen().closed && !huda.seen().failed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_are_not_heard() {
    let forwarder = forwarder();
    let huda = participant(&forwarder, "huda").await;
    let stranger = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let to = ("127.0.0.1", forwarder.local_port());
    let offer = huda.seen().offer;
    let ufrag = offer
        .lines()
        .find_map(|line| line.strip_prefix("a=ice-ufrag:"))
        .unwrap();
    let mut check = vec![0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xa4, 0x42];
    check.extend([9; 12]);
    let user = format!("{ufrag}:guess");
    check.extend([0x00, 0x06, 0x00, u8::try_from(user.len()).unwrap()]);
    check.extend(user.as_bytes());
    check.resize(check.len().next_multiple_of(4), 0);
    check.extend([0x00, 0x08, 0x00, 20]);
    check.extend([0; 20]);
    let length = u16::try_from(check.len() - 20).unwrap().to_be_bytes();
    check[2..4].copy_from_slice(&length);
    let before = forwarder.totals();
    stranger.send_to(&check, to).await.unwrap();
    stranger.send_to(&[22, 254, 253, 0, 0], to).await.unwrap();
    stranger
        .send_to(&[0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1], to)
        .await
        .unwrap();
    until_totals(&forwarder, |totals| {
        totals.checks_refused > before.checks_refused
            && totals.datagrams_unknown >= before.datagrams_unknown + 3
    })
    .await;
    let mut answer = [0; 64];
    assert!(
        stranger.try_recv(&mut answer).is_err(),
        "nothing is answered to a stranger"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn admission_can_be_measured() {
    let figures = measure_admit(3).await.unwrap();
    assert_eq!((figures.warm.len(), figures.cold.len()), (3, 3));
    let longest = figures.warm.iter().chain(&figures.cold).max().unwrap();
    assert!(*longest < PATIENCE, "{figures:?}");
}
