//! No address but the configured one leaves, and only usable candidates enter.

use super::{CANDIDATES_MAX, accept, candidate, credentials, publish};
use crate::media::SDP_BYTES_MAX;

const LOCAL: &str = "v=0\r\no=- 11 2 IN IP4 10.0.0.5\r\ns=-\r\n\
    m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 10.0.0.5\r\na=ice-ufrag:abc\r\na=ice-pwd:def\r\n\
    a=candidate:1 1 udp 2130706431 10.0.0.5 4444 typ host\r\na=end-of-candidates\r\n\
    m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n";

#[test]
fn only_the_public_addresses_are_named() {
    let public = [
        "203.0.113.7:5000".parse().unwrap(),
        "[2001:db8::7]:5000".parse().unwrap(),
    ];
    let offer = publish(LOCAL, &public);
    assert!(!offer.contains("10.0.0.5"), "{offer}");
    assert_eq!(offer.matches("a=candidate:").count(), 2);
    assert!(offer.contains("203.0.113.7 5000 typ host"));
    assert!(offer.contains("2001:db8::7 5000 typ host"));
    let candidates = offer.find("a=candidate:").unwrap();
    assert!(
        candidates < offer.find("m=video").unwrap(),
        "they belong to the first section"
    );
}

#[test]
fn the_credentials_are_read() {
    let credentials = credentials(LOCAL).unwrap();
    assert_eq!(
        (credentials.ufrag.as_str(), credentials.password.as_str()),
        ("abc", "def")
    );
}

#[test]
fn usable_candidates_are_of_four_types_over_udp() {
    for kind in ["host", "srflx raddr 10.0.0.1 rport 9", "prflx", "relay"] {
        for address in ["10.1.2.3", "203.0.113.9", "2001:db8::9", "fd00::9"] {
            let text = format!("candidate:1 1 UDP 1 {address} 5000 typ {kind}");
            assert!(candidate(&text).is_some(), "{text}");
        }
    }
    for text in [
        "",
        "candidate:1 1 tcp 1 10.1.2.3 9 typ host tcptype active",
        "candidate:1 2 udp 1 10.1.2.3 5000 typ host",
        "candidate:1 1 udp 1 4d6a.local 5000 typ host",
        "candidate:1 1 udp 1 10.1.2.3 0 typ host",
        "candidate:1 1 udp 1 224.0.0.1 5000 typ host",
        "candidate:1 1 udp 1 255.255.255.255 5000 typ host",
        "candidate:1 1 udp 1 0.0.0.0 5000 typ host",
        "candidate:1 1 udp 1 127.0.0.1 5000 typ host",
        "candidate:1 1 udp 1 169.254.169.254 80 typ host",
        "candidate:1 1 udp 1 ::1 5000 typ host",
        "candidate:1 1 udp 1 :: 5000 typ host",
        "candidate:1 1 udp 1 fe80::1 5000 typ host",
        "candidate:1 1 udp 1 ff02::1 5000 typ host",
        "candidate:1 1 udp 1 ::ffff:127.0.0.1 5000 typ host",
        "candidate:1 1 udp 1 ::ffff:224.0.0.1 5000 typ host",
        "candidate:1 1 udp 1 10.1.2.3 5000 typ strange",
        "candidate:1 1 udp 1 10.1.2.3",
    ] {
        assert_eq!(candidate(text), None, "{text}");
    }
}

#[test]
fn an_answer_keeps_its_lines_and_a_bounded_number_of_candidates() {
    let mut answer = "v=0\r\na=mid:0\r\n".to_owned();
    for port in 1..100 {
        answer.extend([format!(
            "a=candidate:1 1 udp 1 10.1.2.3 {port} typ host\r\n"
        )]);
        answer.extend([format!(
            "a=candidate:1 1 tcp 1 10.1.2.3 {port} typ host\r\n"
        )]);
    }
    let kept = accept(&answer).unwrap();
    assert!(kept.starts_with("v=0\r\na=mid:0\r\n"));
    assert_eq!(kept.matches("a=candidate:").count(), CANDIDATES_MAX);
    assert!(!kept.contains("tcp"));
}

#[test]
fn an_answer_past_the_cap_is_refused() {
    assert_eq!(accept(&"a".repeat(SDP_BYTES_MAX + 1)), None);
}
