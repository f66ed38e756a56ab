//! Reads the connection checks that arrive at the port: whose they are, and whether that is proved.

use rtc::crypto::{HmacAlgorithm, RTCCrypto};

const HEADER: usize = 20;
const COOKIE: [u8; 4] = [0x21, 0x12, 0xa4, 0x42];
const USERNAME: u16 = 0x0006;
const INTEGRITY: u16 = 0x0008;
const INTEGRITY_BYTES: usize = 20;
/// A check carries half a dozen attributes; one with more is not worth reading.
const ATTRIBUTES_MAX: usize = 32;

/// The number that ties an answer to its question.
pub(super) type Transaction = [u8; 12];

/// A STUN message, as far as the port must know it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Check<'a> {
    /// A question to one of our lines.
    Request(Request<'a>),
    /// An answer to a question of ours.
    Response(Transaction),
    /// A sign of life that asks nothing.
    Indication,
}

/// A question: the user name it is addressed to and the proof it carries.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request<'a> {
    /// The part of the user name that is ours.
    pub(super) ufrag: &'a str,
    /// What the proof covers, before its length field is set right.
    covered: &'a [u8],
    proof: &'a [u8],
}

/// Whether a datagram claims to be STUN; anything else is DTLS or media.
pub(super) fn is_stun(datagram: &[u8]) -> bool {
    datagram.first().is_some_and(|first| *first <= 3)
        && datagram.get(4..8).is_some_and(|cookie| cookie == COOKIE)
}

/// The transaction of a question we are about to send.
pub(super) fn question(datagram: &[u8]) -> Option<Transaction> {
    (is_stun(datagram) && class(datagram)? == 0)
        .then(|| transaction(datagram))
        .flatten()
}

/// Reads a STUN message; nothing when it is not whole.
pub(super) fn read(datagram: &[u8]) -> Option<Check<'_>> {
    if !is_stun(datagram) || usize::from(number(datagram, 2)?) + HEADER != datagram.len() {
        return None;
    }
    match class(datagram)? {
        0 => request(datagram).map(Check::Request),
        1 => Some(Check::Indication),
        _ => transaction(datagram).map(Check::Response),
    }
}

impl Request<'_> {
    /// Whether the proof was made with this password.
    pub(super) fn is_proved(&self, password: &[u8], crypto: &dyn RTCCrypto) -> bool {
        // The length field counts up to the end of the proof, whatever stands behind it.
        let Some((length, head, rest)) = self.parts() else {
            return false;
        };
        crypto
            .new_hmac(HmacAlgorithm::Sha1, password)
            .and_then(|mut mac| mac.verify(&[head, &length, rest], self.proof))
            .is_ok()
    }

    fn parts(&self) -> Option<([u8; 2], &[u8], &[u8])> {
        let length = (self.covered.len() + 4 + INTEGRITY_BYTES).checked_sub(HEADER)?;
        let length = u16::try_from(length).ok()?.to_be_bytes();
        Some((length, self.covered.get(..2)?, self.covered.get(4..)?))
    }
}

fn request(datagram: &[u8]) -> Option<Request<'_>> {
    let mut ufrag = None;
    let mut at = HEADER;
    for _ in 0..ATTRIBUTES_MAX {
        let kind = number(datagram, at)?;
        let length = usize::from(number(datagram, at + 2)?);
        let value = datagram.get(at + 4..at + 4 + length)?;
        if kind == USERNAME {
            ufrag = std::str::from_utf8(value).ok()?.split(':').next();
        }
        if kind == INTEGRITY {
            let covered = datagram.get(..at)?;
            let proof = (value.len() == INTEGRITY_BYTES).then_some(value)?;
            return Some(Request {
                ufrag: ufrag?,
                covered,
                proof,
            });
        }
        at += 4 + length.next_multiple_of(4);
    }
    None
}

/// 0 request, 1 indication, 2 success, 3 error.
fn class(datagram: &[u8]) -> Option<u16> {
    let kind = number(datagram, 0)?;
    Some((kind >> 7 & 0b10) | (kind >> 4 & 0b01))
}

fn transaction(datagram: &[u8]) -> Option<Transaction> {
    datagram.get(8..HEADER)?.try_into().ok()
}

fn number(datagram: &[u8], at: usize) -> Option<u16> {
    let bytes: [u8; 2] = datagram.get(at..at + 2)?.try_into().ok()?;
    Some(u16::from_be_bytes(bytes))
}

#[cfg(test)]
pub(super) mod tests;
