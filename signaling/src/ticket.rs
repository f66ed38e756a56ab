//! What a caller must hold to enter: a signed ticket once, then a resume token until it is used.

use crate::{
    host::{Guest, ResumeHash},
    id::{ParticipantId, SessionId},
    message::Role,
};
use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{Ed25519KeyPair, KeyPair as _},
};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, fmt::Write as _};

/// How long a ticket is good, in seconds.
pub const TICKET_SECONDS: i64 = 60;
/// How far the clocks of two machines may differ, in seconds.
pub const LEEWAY_SECONDS: i64 = 5;
/// The longest ticket that is looked at, in bytes.
pub const TICKET_BYTES_MAX: usize = 4096;
/// How many random bytes a ticket's number has.
pub const JTI_BYTES: usize = 16;
/// How many random bytes a resume token has.
pub const RESUME_BYTES: usize = 32;

/// Why a ticket does not let anybody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTicket {
    /// It is not one of ours, or was changed.
    #[error("the ticket is not one of ours")]
    Forged,
    /// Its time is over, or has not come.
    #[error("the ticket's time is over")]
    Expired,
}

/// A signing key that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signing key is not an Ed25519 key in PKCS#8")]
pub struct BadKey;

/// What a ticket says beside the guest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Who may enter.
    pub guest: Guest,
    /// The ticket's own number, burned at its first use.
    pub jti: String,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    iat: i64,
    exp: i64,
    jti: String,
    session: SessionId,
    sub: ParticipantId,
    role: Role,
    name: String,
    lang: String,
}

/// The keys of one issuer: one signs, it and the retired ones verify.
pub struct TicketKeys {
    issuer: String,
    audience: String,
    kid: String,
    public: Vec<u8>,
    signing: EncodingKey,
    verifying: BTreeMap<String, DecodingKey>,
}

impl fmt::Debug for TicketKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TicketKeys")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

impl TicketKeys {
    /// Takes an Ed25519 key in PKCS#8 (DER), named `kid`, for tickets of `issuer` to `audience`.
    pub fn new(issuer: &str, audience: &str, kid: &str, pkcs8: &[u8]) -> Result<Self, BadKey> {
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8).map_err(|_rejected| BadKey)?;
        let public = pair.public_key().as_ref().to_vec();
        let verifying = DecodingKey::from_ed_der(&public);
        Ok(Self {
            issuer: issuer.to_owned(),
            audience: audience.to_owned(),
            kid: kid.to_owned(),
            public,
            signing: EncodingKey::from_ed_der(pkcs8),
            verifying: BTreeMap::from([(kid.to_owned(), verifying)]),
        })
    }

    /// The 32 public bytes of the signing key, for the day it is retired.
    pub fn public(&self) -> &[u8] {
        &self.public
    }

    /// Also accepts tickets of a retired key: its name and its 32 public bytes.
    #[must_use]
    pub fn and(mut self, kid: &str, public: &[u8]) -> Self {
        self.verifying
            .insert(kid.to_owned(), DecodingKey::from_ed_der(public));
        self
    }

    /// Issues a ticket that is good for `TICKET_SECONDS` from the guest's `issued_at`.
    pub fn issue(
        &self,
        guest: &Guest,
        random: [u8; JTI_BYTES],
    ) -> Result<(String, DateTime<Utc>), BadTicket> {
        let expires_at = guest.issued_at + TimeDelta::seconds(TICKET_SECONDS);
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: self.audience.clone(),
            iat: guest.issued_at.timestamp(),
            exp: expires_at.timestamp(),
            jti: hex(&random),
            session: guest.session.clone(),
            sub: guest.participant.clone(),
            role: guest.role,
            name: guest.name.clone(),
            lang: guest.language.clone(),
        };
        let header = Header {
            kid: Some(self.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let ticket = jsonwebtoken::encode(&header, &claims, &self.signing)
            .map_err(|_why| BadTicket::Forged)?;
        Ok((ticket, expires_at))
    }

    /// Verifies a ticket at `now`; that it is used once only is the host's part.
    pub fn verify(&self, ticket: &str, now: DateTime<Utc>) -> Result<Ticket, BadTicket> {
        if ticket.len() > TICKET_BYTES_MAX {
            return Err(BadTicket::Forged);
        }
        let forged = |_why| BadTicket::Forged;
        let header = jsonwebtoken::decode_header(ticket).map_err(forged)?;
        let key = header
            .kid
            .and_then(|kid| self.verifying.get(&kid))
            .ok_or(BadTicket::Forged)?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[&self.issuer]);
        rules.set_audience(&[&self.audience]);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The crate would ask the system's clock; ours may be another (see `in_time`).
        rules.validate_exp = false;
        rules.validate_nbf = false;
        let claims = jsonwebtoken::decode::<Claims>(ticket, key, &rules)
            .map_err(forged)?
            .claims;
        if claims.jti.is_empty() {
            // A ticket without a number could not be used up.
            return Err(BadTicket::Forged);
        }
        let expires_at = in_time(&claims, now)?;
        let issued_at = DateTime::from_timestamp(claims.iat, 0).ok_or(BadTicket::Forged)?;
        let guest = Guest {
            session: claims.session,
            participant: claims.sub,
            role: claims.role,
            name: claims.name,
            language: claims.lang,
            issued_at,
        };
        Ok(Ticket {
            guest,
            jti: claims.jti,
            expires_at,
        })
    }
}

/// The one place where a ticket's times are compared with the host's clock. There is no `nbf`: a
/// ticket is good from the moment it was issued.
fn in_time(claims: &Claims, now: DateTime<Utc>) -> Result<DateTime<Utc>, BadTicket> {
    let expires_at = DateTime::from_timestamp(claims.exp, 0).ok_or(BadTicket::Forged)?;
    let is_early = claims.iat > now.timestamp().saturating_add(LEEWAY_SECONDS);
    let is_too_long = claims.exp.saturating_sub(claims.iat) > TICKET_SECONDS;
    if expires_at <= now || is_early || is_too_long {
        return Err(BadTicket::Expired);
    }
    Ok(expires_at)
}

/// The secret that gives a place back; it is shown once and kept nowhere.
pub struct ResumeToken(String);

impl fmt::Debug for ResumeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResumeToken(…)")
    }
}

impl ResumeToken {
    /// Makes a token of secret random bytes.
    pub fn new(random: [u8; RESUME_BYTES]) -> Self {
        Self(hex(&random))
    }

    /// Takes a token that a client showed; none when it cannot be one.
    pub fn shown(text: &str) -> Option<Self> {
        let is_token = text.len() == RESUME_BYTES * 2
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_token.then(|| Self(text.to_owned()))
    }

    /// What the host keeps of it.
    pub fn hash(&self) -> ResumeHash {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest(&SHA256, self.0.as_bytes()).as_ref());
        hash
    }

    /// Gives the secret to whom it belongs.
    pub fn reveal(self) -> String {
        self.0
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing into a String cannot fail.
        let _written = write!(text, "{byte:02x}");
    }
    text
}
