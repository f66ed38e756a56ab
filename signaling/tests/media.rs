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
    probe.films().await.unwrap();
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

/// One word of a description changed: the certificate the answer vouches for is another.
fn another_certificate(answer: &str) -> String {
    let lines = answer.lines().map(|line| {
        let Some((name, print)) = line
            .strip_prefix("a=fingerprint:")
            .and_then(|line| line.split_once(' '))
        else {
            return line.to_owned();
        };
        let swapped: Vec<&str> = print.split(':').rev().collect();
        format!("a=fingerprint:{name} {}", swapped.join(":"))
    });
    let changed: String = lines.map(|line| line + "\r\n").collect();
    assert_ne!(changed, answer, "there is a fingerprint to change");
    changed
}

/// Check 27: whoever shows another certificate than his answer says is not connected, whatever else
/// is right; an answer passed through unchanged connects.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_is_not_the_answers_never_connects() {
    let forwarder = forwarder();
    let wrong = Probe::join_changed(&forwarder, line("wrong"), another_certificate)
        .await
        .unwrap();
    wrong.send(true);
    let right = Probe::join_changed(&forwarder, line("right"), str::to_owned)
        .await
        .unwrap();
    right.films().await.unwrap();
    // The one that came later is long connected and sends; the wrong one had all that time.
    until_totals(&forwarder, |totals| totals.packets_in > 400).await;
    let seen = wrong.seen();
    assert_eq!((seen.offers, seen.connects), (1, 0), "{seen:?}");
    assert!(seen.announced.is_empty(), "{seen:?}");
    assert!(!right.seen().failed);
}

/// A whole `ClientHello` of DTLS 1.2, as a browser begins its handshake with.
fn client_hello() -> Vec<u8> {
    let mut body = vec![0xfe, 0xfd];
    body.extend([7; 32]);
    // No session, no cookie, two suites, no compression.
    body.extend([0, 0, 0, 4, 0xc0, 0x2b, 0xc0, 0x2f, 1, 0]);
    let extensions: [&[u8]; 4] = [
        &[0x00, 0x0a, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17],
        &[0x00, 0x0b, 0x00, 0x02, 0x01, 0x00],
        &[0x00, 0x0d, 0x00, 0x04, 0x00, 0x02, 0x04, 0x03],
        &[0x00, 0x0e, 0x00, 0x05, 0x00, 0x02, 0x00, 0x01, 0x00],
    ];
    let extensions = extensions.concat();
    body.extend(u16::try_from(extensions.len()).unwrap().to_be_bytes());
    body.extend(extensions);
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    let mut handshake = vec![1];
    handshake.extend(&length[1..]);
    handshake.extend([0; 5]);
    handshake.extend(&length[1..]);
    handshake.extend(body);
    let mut record = vec![22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0];
    record.extend(u16::try_from(handshake.len()).unwrap().to_be_bytes());
    record.extend(handshake);
    record
}

/// Check 27: a stranger who sends one whole `ClientHello` after another while lines are made is not
/// answered, and the lines are made all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_hellos_neither_takes_nor_breaks_a_handshake() {
    let forwarder = forwarder();
    let stranger = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let (to, hello) = (("127.0.0.1", forwarder.local_port()), client_hello());
    let flood = async {
        let mut tick = tokio::time::interval(Duration::from_millis(1));
        loop {
            tick.tick().await;
            stranger.send_to(&hello, to).await.unwrap();
        }
    };
    let making = async {
        until_totals(&forwarder, |totals| totals.datagrams_unknown > 10).await;
        for name in ["huda", "nour", "samir"] {
            let unknown = forwarder.totals().datagrams_unknown;
            let probe = participant(&forwarder, name).await;
            assert!(!probe.seen().failed);
            assert!(forwarder.totals().datagrams_unknown > unknown, "meanwhile");
        }
    };
    tokio::select! {
        () = flood => {}
        () = making => {}
    }
    let mut answer = [0; 64];
    assert!(stranger.try_recv(&mut answer).is_err(), "no word to him");
}

/// Check 28: nobody who proved nothing gets back as much as a byte, whatever he sends, so the port
/// cannot be turned against anybody else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_proved_is_answered_with_fewer_bytes_than_it_brought() {
    let forwarder = forwarder();
    let huda = participant(&forwarder, "huda").await;
    let stranger = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let to = ("127.0.0.1", forwarder.local_port());
    let stun = |kind: [u8; 2], attributes: &[u8]| {
        let mut message = kind.to_vec();
        message.extend(u16::try_from(attributes.len()).unwrap().to_be_bytes());
        message.extend([0x21, 0x12, 0xa4, 0x42]);
        message.extend([9; 12]);
        message.extend(attributes);
        message
    };
    let offer = huda.seen().offer;
    let value = |name: &str| offer.lines().find_map(|line| line.strip_prefix(name));
    let user = format!("{}:guess", value("a=ice-ufrag:").unwrap());
    let mut named = vec![0x00, 0x06, 0x00, u8::try_from(user.len()).unwrap()];
    named.extend(user.as_bytes());
    named.resize(named.len().next_multiple_of(4), 0);
    let mut guessed = named.clone();
    guessed.extend([0x00, 0x08, 0x00, 20]);
    guessed.extend([0; 20]);
    let mut datagrams = vec![
        client_hello(),
        stun([0, 1], &[]),
        stun([0, 1], &named),
        stun([0, 1], &guessed),
        stun([0, 0x11], &guessed),
        stun([1, 1], &guessed),
        stun([1, 0x11], &named),
        // What a TURN server would be asked: to relay, to a peer.
        stun([0, 3], &named),
        stun([0, 8], &guessed),
        vec![0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1],
        // A receiver's report and a wish for a key frame.
        vec![0x80, 201, 0, 1, 0, 0, 0, 1],
        vec![0x81, 206, 0, 2, 0, 0, 0, 1, 0x4d, 0x61, 0, 1],
    ];
    datagrams.extend((0..=255).map(|first| vec![first; 1 + usize::from(first) * 5]));
    let before = forwarder.totals();
    let mut brought = 0;
    for _ in 0..4 {
        for datagram in &datagrams {
            brought += stranger.send_to(datagram, to).await.unwrap();
        }
        let look = forwarder.totals().packets_in + 20;
        until_totals(&forwarder, |totals| totals.packets_in > look).await;
    }
    let sent = u64::try_from(datagrams.len() * 4).unwrap();
    until_totals(&forwarder, |totals| {
        totals.datagrams_unknown >= before.datagrams_unknown + sent
    })
    .await;
    // Were there an answer, it would have come before this much of somebody else's media.
    let arrived = forwarder.totals().packets_in + 200;
    until_totals(&forwarder, |totals| totals.packets_in > arrived).await;
    let (mut answer, mut answered) = ([0; 2_048], 0);
    while let Ok(bytes) = stranger.try_recv(&mut answer) {
        answered += bytes;
    }
    assert_eq!(answered, 0, "for {brought} bytes");
    assert!(!huda.seen().failed && !huda.seen().closed);
}

/// Check 30: the numbers of another's streams make nobody another: what a participant sends counts
/// for his own line alone and goes where his own routes go. (The `mid` says as little: every line
/// is a connection of its own, whose sections bear the same names.)
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_sends_under_anothers_numbers_is_still_himself() {
    let forwarder = forwarder();
    let huda = participant(&forwarder, "huda").await;
    let nour = participant(&forwarder, "nour").await;
    let poser = Probe::join_posing(&forwarder, line("poser"), &huda)
        .await
        .unwrap();
    poser.films().await.unwrap();
    poser
        .until("his packets", |seen| seen.announced.len() == 2)
        .await
        .unwrap();
    forwarder.route(SESSION, routes(&[("huda", "nour")]));
    let enough = |name: &'static str| {
        move |seen: &majlis_signaling::media::probe::Seen| {
            seen.of(name, Kind::Video).packets > 200 && seen.of(name, Kind::Audio).packets > 40
        }
    };
    let seen = nour.until("huda", enough("huda")).await.unwrap();
    for kind in [Kind::Audio, Kind::Video] {
        assert_eq!(seen.of("poser", kind).packets, 0, "he has no route");
        assert_eq!(seen.of("huda", kind).seams, 0, "her stream stays whole");
    }
    let route = |from: &str| Route {
        from: from.to_owned(),
        to: "nour".to_owned(),
    };
    assert_eq!(forwarder.passed(SESSION).get(&route("poser")), None);

    // With a route of his own he is seen, in a slot of his own and as himself.
    forwarder.route(SESSION, routes(&[("huda", "nour"), ("poser", "nour")]));
    let seen = nour.until("both", enough("poser")).await.unwrap();
    assert_ne!(
        seen.mid("huda", Kind::Video),
        seen.mid("poser", Kind::Video)
    );
    for name in ["huda", "poser"] {
        assert_eq!(seen.of(name, Kind::Video).seams, 0, "{name}");
    }
    let passed = forwarder.passed(SESSION);
    assert!(passed[&route("poser")].video_packets > 200);
}
