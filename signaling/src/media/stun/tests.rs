//! Checks that are proved, forged and cut off.

use super::{Check, INTEGRITY, USERNAME, is_stun, question, read};
use rtc::crypto::{HmacAlgorithm, RTCCryptoProvider};
use std::sync::Arc;

fn crypto() -> Arc<dyn RTCCryptoProvider> {
    super::super::peer::crypto().unwrap()
}

fn attribute(message: &mut Vec<u8>, kind: u16, value: &[u8]) {
    message.extend(kind.to_be_bytes());
    message.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
    message.extend(value);
    message.resize(message.len().next_multiple_of(4), 0);
}

fn set_length(message: &mut [u8], length: usize) {
    message[2..4].copy_from_slice(&u16::try_from(length).unwrap().to_be_bytes());
}

/// A check for `user`, proved with `password`, with an attribute behind the proof.
pub(in crate::media) fn check(user: &str, password: &str) -> Vec<u8> {
    let mut message = vec![0x00, 0x01, 0, 0, 0x21, 0x12, 0xa4, 0x42];
    message.extend([7; 12]);
    attribute(&mut message, USERNAME, user.as_bytes());
    let length = message.len() - 20 + 24;
    set_length(&mut message, length);
    let mut proof = [0; 20];
    crypto()
        .crypto()
        .new_hmac(HmacAlgorithm::Sha1, password.as_bytes())
        .unwrap()
        .sign(&[&message], &mut proof)
        .unwrap();
    attribute(&mut message, INTEGRITY, &proof);
    attribute(&mut message, 0x8028, &[1, 2, 3, 4]);
    let length = message.len() - 20;
    set_length(&mut message, length);
    message
}

#[test]
fn a_proved_check_names_our_half_of_the_user() {
    let message = check("ours:theirs", "secret");
    let Some(Check::Request(request)) = read(&message) else {
        panic!("not read")
    };
    assert_eq!(request.ufrag, "ours");
    assert!(request.is_proved(b"secret", crypto().crypto()));
    assert!(!request.is_proved(b"guess", crypto().crypto()));
}

#[test]
fn a_changed_check_is_not_proved() {
    let mut message = check("ours:theirs", "secret");
    message[24] ^= 0x01;
    let Some(Check::Request(request)) = read(&message) else {
        panic!("not read")
    };
    assert!(!request.is_proved(b"secret", crypto().crypto()));
}

#[test]
fn a_cut_off_check_is_nothing_at_any_length() {
    let message = check("ours:theirs", "secret");
    for end in 0..message.len() {
        assert_eq!(read(&message[..end]), None);
    }
}

#[test]
fn a_check_without_proof_is_nothing() {
    let mut message = vec![0x00, 0x01, 0, 0, 0x21, 0x12, 0xa4, 0x42];
    message.extend([7; 12]);
    attribute(&mut message, USERNAME, b"ours:theirs");
    let length = message.len() - 20;
    set_length(&mut message, length);
    assert_eq!(read(&message), None);
}

#[test]
fn answers_and_questions_carry_their_transaction() {
    let mut message = check("ours:theirs", "secret");
    assert_eq!(question(&message), Some([7; 12]));
    message[0] = 0x01;
    assert_eq!(read(&message), Some(Check::Response([7; 12])));
    assert_eq!(question(&message), None);
}

#[test]
fn media_and_handshakes_are_not_stun() {
    assert!(!is_stun(&[0x80, 0x60, 0, 1, 0x21, 0x12, 0xa4, 0x42]));
    assert!(!is_stun(&[22, 254, 253, 0, 0, 0, 0, 0]));
    assert!(!is_stun(&[]));
}
