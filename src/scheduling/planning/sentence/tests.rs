//! What is said of a request that is placed and of one that is not.
use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::scheduling::availability::Mode;
use crate::scheduling::plan::{LimitName, Rank, Suits, WeekSlot, plan};
use crate::scheduling::slot::SlotKey;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_500_000, 0).unwrap() + TimeDelta::minutes(minutes)
}

fn key(minutes: i64) -> SlotKey {
    SlotKey {
        starts_at: at(minutes),
        official: Some("minister".into()),
        mode: Mode::InPerson,
        centre: None,
        service: None,
    }
}

fn suits(minutes: i64) -> Suits {
    let where_it_is = LimitName {
        pool: "rooms:madinah:women".to_owned(),
        at: at(minutes),
    };
    Suits {
        slot: key(minutes).id(),
        draws: BTreeSet::from([where_it_is]),
        dislike: 0,
        trip: None,
    }
}

fn ask(name: &str, waiting: i64, times: &[i64]) -> Ask {
    Ask {
        rank: Rank {
            urgency: Reverse(Urgency::Normal),
            past_target: Reverse(0),
            waiting: Reverse(waiting),
            receipt: name.to_owned(),
        },
        request: name.into(),
        suits: times.iter().map(|minutes| suits(*minutes)).collect(),
        stands: None,
        by_hand: None,
        barred: false,
    }
}

#[test]
fn each_is_told_its_number_its_slot_and_why() {
    let times = [0, 30];
    let slots = (0..).zip(times).map(|(number, minutes)| WeekSlot {
        starts_at: at(minutes),
        slot: key(minutes).id(),
        seats: 1,
        number,
    });
    let problem = Problem {
        asks: vec![
            ask("late", 3, &times),
            ask("long", 9, &[0]),
            ask("longer", 11, &[0, 30]),
        ],
        slots: slots.collect(),
        limits: Vec::new(),
    };
    let week = Week::parse("2026-W48").unwrap();
    let said = of_plan(week, &problem, &plan(&problem));
    let order: Vec<_> = said
        .iter()
        .map(|(id, one)| (id.as_str(), one.place.number))
        .collect();
    assert_eq!(order, [("longer", 1), ("long", 2), ("late", 3)]);
    let booked = |minutes: i64| {
        let video = SlotKey {
            mode: Mode::Video,
            centre: Some("madinah".into()),
            ..key(minutes)
        };
        video.id()
    };
    let given: Vec<_> = said
        .iter()
        .map(|(_, one)| match &one.outcome {
            Outcome::Placed {
                slot, is_earliest, ..
            } => Some((slot.clone(), *is_earliest)),
            Outcome::LeftOut { .. } => None,
        })
        .collect();
    assert_eq!(
        given,
        [Some((booked(30), false)), Some((booked(0), true)), None]
    );
    let Outcome::LeftOut { certificate, again } = &said[2].1.outcome else {
        panic!("the last is left out");
    };
    assert_eq!(*certificate, LeftOut::Held { slots: 2, ahead: 2 });
    assert_eq!(again.to_string(), "2026-11-29");
}
