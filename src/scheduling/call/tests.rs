//! By when somebody is rung, and what no call can carry.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Asia::Riyadh;

use super::{OPENS_MINUTES, ring_by};
use crate::scheduling::calendar;
use crate::scheduling::notice::NoticeEvent;

/// A time of Sunday, 22 November 2026 on the wall of Riyadh.
fn at(hour: u16, minute: u16) -> DateTime<Utc> {
    let day = "2026-11-22".parse().unwrap();
    let time = calendar::TimeOfDay::of_minutes(hour * 60 + minute).unwrap();
    calendar::instant(Riyadh, day, time)
}

fn by(event: NoticeEvent, when: DateTime<Utc>) -> Option<DateTime<Utc>> {
    ring_by(event, Riyadh, when)
}

#[test]
fn what_changes_somebodys_way_is_told_within_two_hours() {
    assert_eq!(by(NoticeEvent::Moved, at(9, 30)), Some(at(11, 30)));
    let tomorrow = at(9, 30) + TimeDelta::days(1);
    assert_eq!(by(NoticeEvent::Registered, at(9, 30)), Some(tomorrow));
}

#[test]
fn nobody_is_rung_in_the_night() {
    let late = by(NoticeEvent::Cancelled, at(23, 30)).unwrap();
    assert_eq!(late, at(10, 0) + TimeDelta::days(1));
    assert_eq!(by(NoticeEvent::Booked, at(6, 30)), Some(at(8, 30)));
    for minutes in (0..24 * 60).step_by(7) {
        let when = at(0, 0) + TimeDelta::minutes(minutes);
        for &event in NoticeEvent::ALL {
            if let Some(by) = by(event, when) {
                let is_day = calendar::local_time(Riyadh, by).minutes() >= OPENS_MINUTES;
                assert!(is_day && by > when, "{event} at {when}: {by}");
            }
        }
    }
}

#[test]
fn a_secret_is_never_read_out() {
    for event in [
        NoticeEvent::Code,
        NoticeEvent::CallCode,
        NoticeEvent::Survey,
        NoticeEvent::Invited,
        NoticeEvent::InterpreterLink,
    ] {
        assert_eq!(by(event, at(9, 0)), None, "{event}");
    }
}
