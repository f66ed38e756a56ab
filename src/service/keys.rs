//! What seals identity numbers at rest, keys look-up hashes and signs tokens.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{DecodingKey, EncodingKey};

use majlis_signaling::ticket::TicketKeys;

use super::error::ServiceError;
use super::pad::Pad;
use super::tokens::Seen;

/// The fixed head of an Ed25519 private key in PKCS #8 (RFC 8410); the 32-byte seed follows.
const PKCS8_HEAD: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// Whom tickets into a session are for.
const TICKET_AUDIENCE: &str = "majlis-sessions";

/// The kind under which the last digits of a mobile are looked up.
pub const TAIL: &str = "mobile tail";

/// The keys of the house.
pub struct Keys {
    lookup: hmac::Key,
    sealing: LessSafeKey,
    signing: EncodingKey,
    checking: DecodingKey,
    key_id: String,
    private: Vec<u8>,
    /// Access tokens whose signature was checked.
    pub(super) seen: Seen,
}

impl Keys {
    /// The keys from three secrets of 32 bytes each.
    pub fn new(
        signing: &[u8; 32],
        lookup: &[u8; 32],
        sealing: &[u8; 32],
    ) -> Result<Self, ServiceError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(signing)
            .map_err(|_opaque| ServiceError::Broken("the signing key cannot be used"))?;
        let public = pair.public_key().as_ref();
        let sealing = UnboundKey::new(&AES_256_GCM, sealing)
            .map_err(|_opaque| ServiceError::Broken("the sealing key cannot be used"))?;
        let der: Vec<u8> = PKCS8_HEAD.iter().chain(signing).copied().collect();
        Ok(Self {
            lookup: hmac::Key::new(hmac::HMAC_SHA256, lookup),
            sealing: LessSafeKey::new(sealing),
            signing: EncodingKey::from_ed_der(&der),
            checking: DecodingKey::from_ed_der(public),
            key_id: URL_SAFE_NO_PAD.encode(
                digest::digest(&digest::SHA256, public)
                    .as_ref()
                    .get(..6)
                    .unwrap_or_default(),
            ),
            private: der,
            seen: Seen::default(),
        })
    }

    /// The keyed hash under which a number, code or token is looked up. `kind` keeps equal texts
    /// of different kinds apart.
    pub fn lookup(&self, kind: &str, text: &str) -> String {
        let tag = hmac::sign(&self.lookup, format!("{kind}\0{text}").as_bytes());
        URL_SAFE_NO_PAD.encode(tag.as_ref())
    }

    /// Encrypts a text; the nonce is drawn from the pad and stands in front.
    pub fn seal(&self, text: &str, pad: &mut Pad) -> Result<String, ServiceError> {
        let nonce: [u8; NONCE_LEN] = pad.bytes();
        let mut body = text.as_bytes().to_vec();
        self.sealing
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut body)
            .map_err(|_opaque| ServiceError::Broken("a text could not be sealed"))?;
        let sealed: Vec<u8> = nonce.into_iter().chain(body).collect();
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Reads a sealed text.
    pub fn open(&self, sealed: &str) -> Result<String, ServiceError> {
        const UNREADABLE: ServiceError = ServiceError::Broken("a sealed text cannot be read");
        let bytes = URL_SAFE_NO_PAD
            .decode(sealed)
            .map_err(|_opaque| UNREADABLE)?;
        let (nonce, body) = bytes.split_at_checked(NONCE_LEN).ok_or(UNREADABLE)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_opaque| UNREADABLE)?;
        let mut body = body.to_vec();
        let plain = self
            .sealing
            .open_in_place(nonce, Aad::empty(), &mut body)
            .map_err(|_opaque| UNREADABLE)?;
        String::from_utf8(plain.to_vec()).map_err(|_opaque| UNREADABLE)
    }

    /// Signs access tokens.
    pub const fn signing(&self) -> &EncodingKey {
        &self.signing
    }

    /// Checks access tokens.
    pub const fn checking(&self) -> &DecodingKey {
        &self.checking
    }

    /// Names the signing key in a token's head.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The keys of the signalling module's tickets: the same pair, another audience.
    pub fn tickets(&self, issuer: &str) -> Result<TicketKeys, ServiceError> {
        TicketKeys::new(issuer, TICKET_AUDIENCE, &self.key_id, &self.private)
            .map_err(|_opaque| ServiceError::Broken("the signing key cannot sign tickets"))
    }
}
