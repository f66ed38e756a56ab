//! A representation is good until its end, and not after it is revoked.

use chrono::{DateTime, TimeDelta, Utc};

use super::is_good;
use crate::scheduling::refusal::Refusal;

#[test]
fn it_is_good_until_its_end() {
    let ends_at: DateTime<Utc> = "2026-11-30T21:00:00Z".parse().unwrap();
    let moment = TimeDelta::seconds(1);
    assert_eq!(is_good(ends_at, false, ends_at - moment), Ok(()));
    let ended = Err(Refusal::RepresentationEnded);
    assert_eq!(is_good(ends_at, false, ends_at), ended);
    assert_eq!(is_good(ends_at, true, ends_at - moment), ended);
}
