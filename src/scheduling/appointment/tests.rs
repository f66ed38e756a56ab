//! An appointment's life, drawn whole, and the deadlines around it.

use chrono::{DateTime, TimeDelta, Utc};

use super::{AppointmentEvent, AppointmentState, ChangedBy, may_change, may_check_in};
use crate::scheduling::refusal::Refusal;

#[test]
fn the_whole_life() {
    let mut lines = Vec::new();
    for &from in AppointmentState::ALL {
        for &event in AppointmentEvent::ALL {
            if let Ok(to) = from.after(event) {
                lines.push(format!("{from} + {event} = {to}"));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"), @r"
    proposed + book = booked
    proposed + cancel = cancelled
    proposed + move = moved
    booked + confirm = confirmed
    booked + check_in = checked_in
    booked + miss = no_show
    booked + cancel = cancelled
    booked + move = moved
    confirmed + check_in = checked_in
    confirmed + miss = no_show
    confirmed + cancel = cancelled
    confirmed + move = moved
    checked_in + start = in_session
    checked_in + finish = done
    checked_in + miss = no_show
    checked_in + cancel = cancelled
    in_session + break = checked_in
    in_session + finish = done
    ");
}

#[test]
fn what_is_over_holds_nothing_and_stays_over() {
    for state in AppointmentState::ALL
        .iter()
        .filter(|state| !state.holds_resources())
    {
        for &event in AppointmentEvent::ALL {
            assert_eq!(
                state.after(event),
                Err(Refusal::WrongStage),
                "{state} {event}"
            );
        }
    }
}

fn nine() -> DateTime<Utc> {
    "2026-11-22T06:00:00Z".parse().unwrap()
}

#[test]
fn the_applicant_changes_it_until_the_deadline_and_the_office_always() {
    let deadline = TimeDelta::hours(3);
    let at = |hours| nine() - TimeDelta::hours(hours);
    assert_eq!(
        may_change(ChangedBy::Applicant, nine(), at(3), deadline),
        Ok(())
    );
    assert_eq!(
        may_change(ChangedBy::Applicant, nine(), at(2), deadline),
        Err(Refusal::TooLate)
    );
    assert_eq!(
        may_change(ChangedBy::Office, nine(), at(-1), deadline),
        Ok(())
    );
}

#[test]
fn one_checks_in_around_the_hour() {
    let (early, grace) = (TimeDelta::minutes(60), TimeDelta::minutes(15));
    let at = |minutes| may_check_in(nine(), nine() + TimeDelta::minutes(minutes), early, grace);
    assert_eq!(at(-61), Err(Refusal::TooEarly));
    assert_eq!(at(-60), Ok(()));
    assert_eq!(at(15), Ok(()));
    assert_eq!(at(16), Err(Refusal::TooLate));
}
