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

/// What a ticket of ours says, for somebody to change one thing of it.
fn claims() -> serde_json::Map<String, serde_json::Value> {
    let whole = serde_json::json!({
        "iss": "majlis", "aud": "signal", "iat": start().timestamp(),
        "exp": start().timestamp() + TICKET_SECONDS, "jti": "1", "session": "s1", "sub": "nour",
        "role": "applicant", "name": "x", "lang": "ar",
    });
    whole.as_object().unwrap().clone()
}

/// Signs whatever is given with our own key, and says what becomes of it.
fn signed(claims: &serde_json::Map<String, serde_json::Value>) -> Result<(), BadTicket> {
    let header = Header {
        kid: Some("k1".to_owned()),
        ..Header::new(Algorithm::EdDSA)
    };
    let text = jsonwebtoken::encode(&header, claims, &EncodingKey::from_ed_der(&KEY)).unwrap();
    keys().verify(&text, start()).map(|_| ())
}

/// Checks 1 and 5: no claim has a default, and least of all the role.
#[test]
fn a_ticket_that_leaves_something_out_is_refused() {
    assert_eq!(signed(&claims()), Ok(()));
    let names: Vec<String> = claims().keys().cloned().collect();
    for name in names {
        let mut less = claims();
        less.remove(&name);
        assert_eq!(signed(&less), Err(BadTicket::Forged), "without {name}");
        let mut empty = claims();
        empty.insert(name.clone(), serde_json::Value::Null);
        assert_eq!(signed(&empty), Err(BadTicket::Forged), "with no {name}");
    }
    for role in ["", "king", "Official", "admin", "official "] {
        let mut other = claims();
        other.insert("role".to_owned(), role.into());
        assert_eq!(signed(&other), Err(BadTicket::Forged), "as {role}");
    }
    let mut unnumbered = claims();
    unnumbered.insert("jti".to_owned(), "".into());
    assert_eq!(signed(&unnumbered), Err(BadTicket::Forged));
}

/// Check 1: only the algorithm of our keys, whatever the ticket's head claims.
#[test]
fn the_public_key_is_no_secret_to_sign_with() {
    let header = Header {
        kid: Some("k1".to_owned()),
        ..Header::new(Algorithm::HS256)
    };
    let key = EncodingKey::from_secret(keys().public());
    let text = jsonwebtoken::encode(&header, &claims(), &key).unwrap();
    let verdict = keys().verify(&text, start()).map(|_| ());
    assert_eq!(verdict, Err(BadTicket::Forged));
    // {"alg":"none","kid":"k1"} before the body of a good ticket, and no signature.
    let (good, _) = keys()
        .issue(&guest("nour", Role::Applicant), [7; 16])
        .unwrap();
    let body = good.split('.').nth(1).unwrap();
    let none = format!("eyJhbGciOiJub25lIiwia2lkIjoiazEifQ.{body}.");
    let verdict = keys().verify(&none, start()).map(|_| ());
    assert_eq!(verdict, Err(BadTicket::Forged));
}

/// Checks 1 and 35: five seconds between two machines are borne, two minutes are not, either way,
/// and no ticket is longer than a minute.
#[test]
fn a_clock_two_minutes_off_is_refused_and_five_seconds_are_borne() {
    let issued = |ahead: i64, good_for: i64| {
        let mut moved = claims();
        let at = start().timestamp() + ahead;
        moved.insert("iat".to_owned(), at.into());
        moved.insert("exp".to_owned(), (at + good_for).into());
        signed(&moved)
    };
    assert_eq!(issued(5, TICKET_SECONDS), Ok(()));
    for (ahead, good_for) in [
        (6, TICKET_SECONDS),
        (120, TICKET_SECONDS),
        (-120, TICKET_SECONDS),
        (0, TICKET_SECONDS + 1),
        (-60, TICKET_SECONDS + 60),
    ] {
        let verdict = issued(ahead, good_for);
        assert_eq!(verdict, Err(BadTicket::Expired), "{ahead} s, {good_for} s");
    }
}
