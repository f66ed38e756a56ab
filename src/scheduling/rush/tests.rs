//! Fair by arrival, nobody lost, everybody answered, whatever comes in which order.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn rules() -> Rules {
    Rules {
        patience: TimeDelta::milliseconds(800),
        called: TimeDelta::seconds(60),
        absent: TimeDelta::seconds(90),
        inside: TimeDelta::minutes(10),
        again: (TimeDelta::seconds(5), TimeDelta::seconds(30)),
        calls_least: 1,
        in_line_most: 2000,
        places_most: 1000,
    }
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_327_200 + seconds, 0).unwrap()
}

fn number(said: Said) -> Option<u64> {
    match said {
        Said::Enter => None,
        Said::Wait(place) => Some(place.number),
    }
}

/// Nothing was done, and nobody stands inside.
const CALM: Load = Load {
    finished: 0,
    in_line: 0,
};

/// A line that is raised and calls one number in five seconds at the most.
fn slow() -> Line<u8> {
    let again = (TimeDelta::seconds(1), TimeDelta::seconds(30));
    let mut line = Line::new(Rules { again, ..rules() });
    line.raise(at(0));
    line.pace = 1;
    line.rate = 1;
    line
}

/// The load of a service that can do no more.
const FULL: Load = Load {
    finished: 1,
    in_line: 100,
};

#[test]
fn while_nobody_needs_a_number_everybody_comes_in() {
    let mut line: Line<u8> = Line::new(rules());
    assert!(line.may_enter(&1, at(0)));
    assert!(!line.beat(CALM, at(0)) && !line.is_raised());
    assert!(line.people.is_empty(), "and nothing is kept of them");
}

#[test]
fn numbers_go_by_arrival_and_asking_again_changes_nothing() {
    let mut line = slow();
    assert_eq!(number(line.come(&1, None, at(0))), Some(1));
    assert_eq!(number(line.come(&2, None, at(0))), Some(2));
    assert_eq!(
        number(line.come(&1, None, at(1))),
        Some(1),
        "the same place"
    );
    assert_eq!(number(line.come(&3, None, at(1))), Some(3));
    assert_eq!(line.len(), 3);
    assert!(line.beat(FULL, at(2)));
    assert_eq!(line.come(&1, None, at(2)), Said::Enter);
    assert_eq!(
        number(line.come(&2, None, at(2))),
        Some(1),
        "one fewer before her"
    );
}

#[test]
fn a_called_number_that_stays_away_lapses_and_its_place_is_not_kept() {
    let mut line = slow();
    let Said::Wait(first) = line.come(&1, None, at(0)) else {
        panic!("it waits");
    };
    line.come(&2, None, at(0));
    line.beat(FULL, at(1));
    assert!(matches!(line.people.get(&1), Some(Standing::Called(_))));
    for second in 2..=61 {
        line.come(&2, None, at(second));
        line.beat(FULL, at(second));
    }
    assert!(!line.may_enter(&1, at(61)));
    let Said::Wait(again) = line.come(&1, Some(first.arrival), at(61)) else {
        panic!("a lapsed number does not come in");
    };
    assert!(again.arrival > first.arrival, "it stands at the end again");
}

#[test]
fn a_number_that_nobody_asks_about_is_passed_over() {
    let mut line = slow();
    line.come(&1, None, at(0));
    line.come(&2, None, at(0));
    line.come(&2, None, at(80));
    line.last_beat = Some(at(94));
    line.beat(FULL, at(95));
    assert!(line.may_enter(&2, at(95)) && !line.may_enter(&1, at(95)));
}

#[test]
fn a_place_is_kept_by_what_it_says_where_the_line_was_started_anew() {
    let mut line = slow();
    line.come(&1, None, at(10));
    let early = Arrival(at(5).timestamp_micros());
    assert_eq!(number(line.come(&2, Some(early), at(11))), Some(1));
    let forged = Arrival(at(500).timestamp_micros());
    assert_eq!(
        number(line.come(&3, Some(forged), at(11))),
        Some(3),
        "not the future"
    );
    let yesterday = Arrival(at(-86_400).timestamp_micros());
    assert_eq!(
        number(line.come(&4, Some(yesterday), at(11))),
        Some(4),
        "not another rush"
    );
}

#[test]
fn who_came_in_goes_on_without_another_number() {
    let mut line = slow();
    line.come(&1, None, at(0));
    line.come(&2, None, at(0));
    line.beat(FULL, at(1));
    assert!(line.may_enter(&1, at(2)));
    for second in 3..300 {
        line.come(&2, None, at(second));
        assert!(line.may_enter(&1, at(second)), "{second}");
    }
}

#[test]
fn it_calls_faster_while_nobody_waits_inside_and_slower_while_too_many_do() {
    let mut line: Line<u16> = Line::new(rules());
    line.raise(at(0));
    (0..900).for_each(|who| {
        line.come(&who, None, at(0));
    });
    let start = line.pace;
    let busy = Load {
        finished: 100,
        in_line: 500,
    };
    (1..6).for_each(|second| {
        line.beat(busy, at(second));
    });
    assert!(line.pace < start && line.pace <= 100, "{}", line.pace);
    let slowest = line.pace;
    (6..12).for_each(|second| {
        line.beat(CALM, at(second));
    });
    assert!(line.pace > slowest);
}

#[test]
fn when_nobody_waits_any_more_the_line_is_over() {
    let mut line = slow();
    line.come(&1, None, at(0));
    line.beat(FULL, at(1));
    assert_eq!(line.come(&1, None, at(2)), Said::Enter);
    line.beat(CALM, at(3));
    assert!(!line.is_raised() && line.is_empty() && line.people.is_empty());
}

#[test]
fn beyond_the_places_there_are_one_is_asked_to_come_again_and_keeps_the_arrival() {
    let mut line: Line<u8> = Line::new(Rules {
        places_most: 1,
        ..rules()
    });
    line.raise(at(0));
    line.come(&1, None, at(0));
    let Said::Wait(beyond) = line.come(&2, None, at(1)) else {
        panic!("it waits");
    };
    assert_eq!((beyond.number, line.len()), (2, 1));
    line.beat(CALM, at(2));
    let Said::Wait(kept) = line.come(&2, Some(beyond.arrival), at(3)) else {
        panic!("it waits");
    };
    assert_eq!((kept.arrival, line.len()), (beyond.arrival, 1));
}

/// What happens: somebody comes or asks again, or seconds pass under some load.
#[derive(Clone, Debug)]
enum Event {
    Comes(u8),
    Passes(i64, Load),
}

fn event() -> impl Strategy<Value = Event> {
    let load = (0..50_u64, 0..200_usize);
    let load = load.prop_map(|(finished, in_line)| Load { finished, in_line });
    prop_oneof![
        4 => (0..40_u8).prop_map(Event::Comes),
        1 => (1..40_i64, load).prop_map(|(seconds, load)| Event::Passes(seconds, load)),
    ]
}

proptest! {
    /// Nobody is called before somebody who came earlier and still asks; a number only ever
    /// falls; whoever keeps asking comes in.
    #[test]
    fn fair_by_arrival_and_nobody_lost(events in prop::collection::vec(event(), 1..200)) {
        let mut line = slow();
        let mut now = at(0);
        let mut told: BTreeMap<u8, Place> = BTreeMap::new();
        for event in events {
            match event {
                Event::Comes(who) => match line.come(&who, None, now) {
                    Said::Enter => { told.remove(&who); }
                    Said::Wait(place) => {
                        prop_assert!(place.number >= 1 && place.again >= line.rules.again.0);
                        if let Some(before) = told.get(&who)
                            && before.arrival == place.arrival
                        {
                            prop_assert!(place.number <= before.number);
                        }
                        told.insert(who, place);
                    }
                },
                Event::Passes(seconds, load) => {
                    now += TimeDelta::seconds(seconds);
                    let before = line.waiting.clone();
                    line.beat(load, now);
                    let last_called = before.iter()
                        .filter(|(_, one)| matches!(line.people.get(&one.who), Some(Standing::Called(_))))
                        .map(|(arrival, _)| *arrival)
                        .max();
                    for (arrival, one) in &before {
                        let is_present = one.seen_at + line.rules.absent > now;
                        if is_present && Some(*arrival) < last_called {
                            let is_waiting = line.waiting.contains_key(arrival);
                            prop_assert!(!is_waiting, "an earlier one was passed over");
                        }
                    }
                }
            }
            let arrivals: Vec<Arrival> = line.waiting.keys().copied().collect();
            prop_assert!(arrivals.is_sorted());
            for (arrival, one) in &line.waiting {
                prop_assert!(matches!(line.people.get(&one.who), Some(Standing::Waiting(own)) if own == arrival));
            }
        }
        // Everybody who is still there asks until the end: each comes in.
        let mut left: Vec<u8> = line.waiting.values().map(|one| one.who).collect();
        let mut seconds = 0;
        while !left.is_empty() {
            prop_assert!(seconds < 600, "{left:?} never came in");
            seconds += 1;
            now += BEAT;
            line.beat(CALM, now);
            left.retain(|who| line.come(who, None, now) != Said::Enter);
        }
    }
}
