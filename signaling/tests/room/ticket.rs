//! Tickets: ours, in time, for one person; resume tokens: secret, and kept as a hash.

use crate::{
    cast::{guest, start},
    host::{KEY, keys},
};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use majlis_signaling::{
    message::Role,
    ticket::{BadTicket, ResumeToken, TICKET_SECONDS, TicketKeys},
};

#[test]
fn a_ticket_says_who_enters_as_what() {
    let nour = guest("nour", Role::Applicant);
    let (text, expires_at) = keys().issue(&nour, [7; 16]).unwrap();
    let ticket = keys().verify(&text, start()).unwrap();
    assert_eq!(ticket.guest, nour);
    assert_eq!(ticket.jti, "07".repeat(16));
    assert_eq!(ticket.expires_at, expires_at);
}

#[test]
fn a_ticket_is_good_for_a_minute_by_the_hosts_clock() {
    let (text, _) = keys()
        .issue(&guest("nour", Role::Applicant), [7; 16])
        .unwrap();
    let at = |seconds| {
        keys()
            .verify(&text, start() + TimeDelta::seconds(seconds))
            .map(|_| ())
    };
    assert_eq!(at(TICKET_SECONDS - 1), Ok(()));
    assert_eq!(at(TICKET_SECONDS), Err(BadTicket::Expired));
    assert_eq!(at(-60), Err(BadTicket::Expired));
}

#[test]
fn a_ticket_of_somebody_else_is_refused() {
    let nour = guest("nour", Role::Applicant);
    for other in [
        TicketKeys::new("elsewhere", "signal", "k1", &KEY).unwrap(),
        TicketKeys::new("majlis", "another", "k1", &KEY).unwrap(),
        TicketKeys::new("majlis", "signal", "k2", &KEY).unwrap(),
    ] {
        let (text, _) = other.issue(&nour, [7; 16]).unwrap();
        assert_eq!(
            keys().verify(&text, start()).unwrap_err(),
            BadTicket::Forged
        );
    }
    let (text, _) = keys().issue(&nour, [7; 16]).unwrap();
    let changed = text.replacen('e', "f", 1);
    assert_eq!(
        keys().verify(&changed, start()).unwrap_err(),
        BadTicket::Forged
    );
    let unsigned = text.rsplit_once('.').unwrap().0;
    assert_eq!(
        keys().verify(&format!("{unsigned}."), start()).unwrap_err(),
        BadTicket::Forged
    );
}

#[test]
fn another_algorithm_is_refused_whatever_it_signs_with() {
    let header = Header {
        kid: Some("k1".to_owned()),
        ..Header::new(Algorithm::HS256)
    };
    let claims = serde_json::json!({
        "iss": "majlis", "aud": "signal", "iat": start().timestamp(),
        "exp": start().timestamp() + 60, "jti": "1", "session": "s1", "sub": "nour",
        "role": "official", "name": "x", "lang": "ar",
    });
    let key = EncodingKey::from_secret(&KEY);
    let text = jsonwebtoken::encode(&header, &claims, &key).unwrap();
    assert_eq!(
        keys().verify(&text, start()).unwrap_err(),
        BadTicket::Forged
    );
}

#[test]
fn a_retired_key_still_verifies() {
    let old = TicketKeys::new("majlis", "signal", "k0", &KEY).unwrap();
    let (text, _) = old.issue(&guest("nour", Role::Applicant), [1; 16]).unwrap();
    let both = keys().and("k0", keys().public());
    assert!(both.verify(&text, start()).is_ok());
}

#[test]
fn a_resume_token_is_never_shown_by_accident() {
    let token = ResumeToken::new([9; 32]);
    assert_eq!(format!("{token:?}"), "ResumeToken(…)");
    let hash = token.hash();
    let text = token.reveal();
    assert_eq!(text, "09".repeat(32));
    assert_eq!(ResumeToken::shown(&text).unwrap().hash(), hash);
    assert!(ResumeToken::shown("09").is_none());
}
