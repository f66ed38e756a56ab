//! An appointment's life, drawn whole, and the deadlines around it.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    AppointmentEvent, AppointmentState, ChangedBy, may_change, may_check_in, may_miss, may_move,
};
use crate::scheduling::refusal::Refusal;

/// Every stage in a line, every event in a column: what the stage becomes, or nothing.
#[test]
fn the_whole_life() {
    let line = |name: &str, cells: Vec<&str>| {
        let cells = cells.into_iter().map(|cell| format!(" {cell:<11}"));
        let line = format!("{name:<11}{}", cells.collect::<String>());
        line.trim_end().to_owned()
    };
    let events = AppointmentEvent::ALL;
    let head = events.iter().map(|event| event.as_str()).collect();
    let mut table = vec![line("", head)];
    for &from in AppointmentState::ALL {
        let to =
            |event: &AppointmentEvent| from.after(*event).map_or("·", AppointmentState::as_str);
        table.push(line(from.as_str(), events.iter().map(to).collect()));
    }
    insta::assert_snapshot!(table.join("\n"));
}

#[test]
fn whoever_is_there_is_neither_moved_nor_missed() {
    let lines: Vec<String> = AppointmentState::ALL
        .iter()
        .map(|&state| {
            let said = |answer: Result<(), Refusal>| match answer {
                Ok(()) => "yes",
                Err(refusal) => refusal.code(),
            };
            let late = nine() + TimeDelta::minutes(16);
            let missed = may_miss(state, nine(), late, TimeDelta::minutes(15));
            format!(
                "{state}: move {}, with a session open {}, miss {}",
                said(may_move(state, false)),
                said(may_move(state, true)),
                said(missed)
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
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
    assert_eq!(at(16), Err(Refusal::CameLate));
}
