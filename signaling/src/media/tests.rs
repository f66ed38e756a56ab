//! Check 22: whatever arrives, nothing stumbles, and what comes out is bounded and ours.

use super::sdp::{self, CANDIDATES_MAX, SECTION_LINES_MAX, SECTIONS_MAX};
use super::stun::{self, Check};
use super::window::Window;
use super::{SDP_BYTES_MAX, peer, vp8};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};

const ANSWER: &str = "v=0\r\no=- 11 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n\
    m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 10.0.0.5\r\n\
    a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=fingerprint:sha-256 AA:BB\r\n\
    a=setup:active\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n\
    a=candidate:1 1 udp 2130706431 10.1.2.3 5000 typ host\r\n\
    a=candidate:2 1 udp 2130706431 2001:db8::3 5000 typ srflx raddr :: rport 9\r\n\
    m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\n";

/// What happens to a text or a datagram on its way: at a place, bytes go, come or change.
#[derive(Clone, Debug)]
enum Harm {
    Cut(usize, usize),
    Insert(usize, Vec<u8>),
    Flip(usize, u8),
    Repeat(usize, usize, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = 0_usize..2_000;
    prop_oneof![
        (at.clone(), 0_usize..200).prop_map(|(at, length)| Harm::Cut(at, length)),
        (at.clone(), proptest::collection::vec(any::<u8>(), 0..40))
            .prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        (at.clone(), 1_u8..).prop_map(|(at, bits)| Harm::Flip(at, bits)),
        (at, 0_usize..400, 0_usize..200)
            .prop_map(|(at, length, times)| Harm::Repeat(at, length, times)),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        let place = |at: usize| at % (bytes.len() + 1);
        match harm {
            Harm::Cut(at, length) => {
                let (from, to) = (place(*at), (place(*at) + length).min(bytes.len()));
                bytes.drain(from..to);
            }
            Harm::Insert(at, more) => {
                let at = place(*at);
                bytes.splice(at..at, more.iter().copied());
            }
            Harm::Flip(at, bits) => {
                let at = place(*at);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= bits;
                }
            }
            Harm::Repeat(at, length, times) => {
                let (from, to) = (place(*at), (place(*at) + length).min(bytes.len()));
                let more = bytes[from..to].repeat(*times);
                bytes.splice(to..to, more);
            }
        }
    }
    bytes
}

fn harmed_text(text: &str, harms: &[Harm]) -> String {
    String::from_utf8_lossy(&harmed(text.as_bytes().to_vec(), harms)).into_owned()
}

fn harms() -> impl Strategy<Value = Vec<Harm>> {
    proptest::collection::vec(harm(), 0..8)
}

fn settings() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        cases: 512,
        ..ProptestConfig::default()
    }
}

/// Every word of a description that is an address.
fn addresses(text: &str) -> BTreeSet<IpAddr> {
    text.split([' ', '\r', '\n', ':'])
        .chain(text.split_ascii_whitespace())
        .filter_map(|word| word.parse().ok())
        .collect()
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn an_answer_is_taken_within_its_bounds_or_not_at_all(harms in harms()) {
        let answer = harmed_text(ANSWER, &harms);
        if let Some(kept) = sdp::accept(&answer) {
            prop_assert!(answer.len() <= SDP_BYTES_MAX && kept.len() <= 2 * answer.len() + 2);
            prop_assert!(kept.matches("\na=candidate:").count() <= CANDIDATES_MAX);
            let lines = |mark: &str| kept.lines().filter(|line| line.starts_with(mark)).count();
            prop_assert!(lines("m=") <= SECTIONS_MAX);
            let most = (SECTIONS_MAX + 1) * SECTION_LINES_MAX + CANDIDATES_MAX;
            prop_assert!(kept.lines().count() <= most);
            if kept.len() <= SDP_BYTES_MAX {
                prop_assert_eq!(sdp::accept(&kept), Some(kept));
            }
        }
    }

    #[test]
    fn an_offer_names_our_addresses_whatever_the_connection_wrote(
        harms in harms(), ours in any::<[u8; 4]>(), other in any::<[u8; 16]>(),
    ) {
        let public = [SocketAddr::new(ours.into(), 7_800), SocketAddr::new(other.into(), 7_800)];
        let local = harmed_text(ANSWER, &harms);
        let offer = sdp::publish(&local, &public);
        prop_assert!(offer.len() <= 8 * local.len() + 512);
        let candidates = |line: &&str| line.starts_with("a=candidate:");
        let named: Vec<&str> = offer.lines().filter(candidates).collect();
        prop_assert!(named.len() <= public.len(), "{named:?}");
        for line in &named {
            prop_assert!(public.iter().any(|address| line.contains(&address.ip().to_string())));
        }
    }

    #[test]
    fn no_address_of_a_connection_survives(
        v4 in any::<[u8; 4]>(), v6 in any::<[u8; 16]>(), kind in 0_usize..4,
    ) {
        let public: SocketAddr = "203.0.113.7:7800".parse().unwrap();
        for inner in [IpAddr::from(v4), IpAddr::from(v6)] {
            let family = if inner.is_ipv4() { "IP4" } else { "IP6" };
            let line = [
                format!("c=IN {family} {inner}"),
                format!("a=rtcp:9 IN {family} {inner}"),
                format!("a=candidate:1 1 udp 1 {inner} 9 typ srflx raddr {inner} rport 9"),
                format!("a=remote-candidates:1 {inner} 9"),
            ][kind].clone();
            let local = format!(
                "v=0\r\no=- 1 2 IN {family} {inner}\r\ns=-\r\n{line}\r\nm=audio 9 X 111\r\n{line}\r\n"
            );
            let named = addresses(&sdp::publish(&local, &[public]));
            let allowed = BTreeSet::from([public.ip(), IpAddr::from([0; 4])]);
            prop_assert!(named.is_subset(&allowed), "{named:?}");
        }
    }

    #[test]
    fn a_candidate_of_a_client_is_an_address_a_check_can_go_to(
        harms in harms(), v4 in any::<[u8; 4]>(), v6 in any::<[u8; 16]>(), port: u16,
    ) {
        for ip in [IpAddr::from(v4), IpAddr::from(v6)] {
            let whole = format!("candidate:1 1 udp 2130706431 {ip} {port} typ host");
            for text in [harmed_text(&whole, &harms), whole] {
                let Some(address) = sdp::candidate(&text) else { continue };
                let ip = address.ip().to_canonical();
                prop_assert!(address.port() != 0 && !ip.is_loopback());
                prop_assert!(!ip.is_unspecified() && !ip.is_multicast());
            }
        }
        let _credentials = sdp::credentials(&harmed_text(ANSWER, &harms));
    }

    #[test]
    fn a_harmed_check_is_never_proved(harms in harms()) {
        let whole = stun::tests::check("ours:theirs", "secret");
        let datagram = harmed(whole.clone(), &harms);
        let crypto = peer::crypto().unwrap();
        if let Some(Check::Request(request)) = stun::read(&datagram)
            && request.is_proved(b"secret", crypto.crypto())
        {
            // What the proof covers came through whole; only what stands behind it may differ.
            let covered = whole.len() - 8;
            prop_assert_eq!(&datagram[4..covered], &whole[4..covered]);
        }
        let _question = stun::question(&datagram);
    }

    #[test]
    fn no_datagram_makes_the_port_stumble(mut bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _read = stun::read(&bytes);
        // Most random bytes are no STUN; the same with its marks set are.
        if bytes.len() >= 20 {
            bytes[0] &= 0x03;
            bytes[4..8].copy_from_slice(&[0x21, 0x12, 0xa4, 0x42]);
            let length = u16::try_from(bytes.len() - 20).unwrap();
            bytes[2..4].copy_from_slice(&length.to_be_bytes());
            let _read = stun::read(&bytes);
        }
    }

    #[test]
    fn no_payload_makes_the_picture_reader_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
        let starts = vp8::starts_key_frame(&bytes);
        prop_assert!(!starts || bytes[0] & 0x17 == 0x10);
        prop_assert!(!starts || bytes.len() >= 2);
    }

    #[test]
    fn no_packet_passes_the_window_twice(numbers in proptest::collection::vec(
        prop_oneof![3 => 0_u16..600, 2 => 65_000_u16.., 1 => any::<u16>()], 0..600,
    )) {
        let mut window = Window::default();
        let mut passed = BTreeSet::new();
        for number in numbers {
            if let Some(place) = window.admit(number) {
                prop_assert_eq!(place.rem_euclid(1 << 16), i64::from(number));
                prop_assert!(passed.insert(place), "{} passed twice", place);
            }
        }
    }
}

#[test]
fn an_answer_with_too_many_sections_or_lines_is_refused() {
    let sections = |number: usize| format!("v=0\r\n{}", "m=audio 9 X 111\r\n".repeat(number));
    assert!(sdp::accept(&sections(SECTIONS_MAX)).is_some());
    assert_eq!(sdp::accept(&sections(SECTIONS_MAX + 1)), None);
    let lines = |number: usize| format!("m=audio 9 X 111\r\n{}", "a=x\r\n".repeat(number));
    assert!(sdp::accept(&lines(SECTION_LINES_MAX - 1)).is_some());
    assert_eq!(sdp::accept(&lines(SECTION_LINES_MAX)), None);
    // What stands before the first section is bounded as well.
    let head = "a=x\r\n".repeat(SECTION_LINES_MAX + 1);
    assert_eq!(sdp::accept(&head), None);
}
