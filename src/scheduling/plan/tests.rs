//! Plans against an oracle that tries everything, and what the order promises.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{
    Ask, Basis, ByHand, Difference, LeftOut, LimitName, Moved, Plan, Problem, RULE_VERSION, Rank,
    Suits, Told, Unverified, WeekSlot, differences, moves, plan, verify,
};
use crate::scheduling::ids::RequestId;
use crate::scheduling::request::Urgency;
use crate::scheduling::slot::SlotId;

use super::numbered::turn;

mod certificate;
mod oracle;

fn at(number: usize) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(20 * i64::try_from(number).unwrap())
}

fn slot(number: usize) -> SlotId {
    SlotId::from_text(&format!("slot-{number}"))
}

fn limit(pool: usize, number: usize) -> LimitName {
    LimitName {
        pool: format!("pool-{pool}"),
        at: at(number),
    }
}

fn rank(number: u8, urgent: bool, waiting: i64) -> Rank {
    let urgency = if urgent {
        Urgency::Urgent
    } else {
        Urgency::Normal
    };
    Rank {
        urgency: Reverse(urgency),
        past_target: Reverse(waiting.max(3) - 3),
        waiting: Reverse(waiting),
        receipt: format!("R{number:03}"),
    }
}

/// What somebody can use: the slot, whether it draws on the pools, how it is liked.
type Wish = (usize, [bool; 2], u32);

fn suits((number, draws, dislike): Wish, pools: usize) -> Suits {
    // Two slots each are at the same time, as of two officials.
    let time = number / 2;
    let of_pools = draws.iter().enumerate().take(pools);
    Suits {
        slot: slot(number),
        draws: of_pools
            .filter(|(_, draws)| **draws)
            .map(|(pool, _)| limit(pool, time))
            .collect(),
        dislike,
        trip: (pools > 0 && draws[0]).then(|| format!("day-{}", time / 2)),
    }
}

#[derive(Clone, Copy, Debug)]
struct Size {
    asks: usize,
    slots: usize,
    pools: usize,
    with_hands: bool,
}

prop_compose! {
    fn ask(size: Size, number: u8)(
        urgent in prop::bool::weighted(0.3),
        waiting in 0_i64..6,
        draws in prop::array::uniform2(prop::bool::weighted(0.4)),
        wishes in prop::collection::vec((0..size.slots, 0_u32..3), 0..=size.slots),
        stands in prop::option::weighted(0.3, (0..size.slots, 0_usize..4)),
        hand in prop::option::weighted(0.15, (0..size.slots, prop::bool::ANY)),
        barred in prop::bool::weighted(0.1),
    ) -> Ask {
        let by_hand = hand.map(|(number, is_lock)| {
            if is_lock { ByHand::Locked(slot(number)) } else { ByHand::Dropped }
        });
        let stands = stands.map(|(number, told)| (slot(number), Told::ALL[told]));
        // Whoever needs an interpreter needs one in every slot.
        let wishes = wishes.into_iter().filter(|_| !barred);
        let suits = wishes.map(|(number, dislike)| suits((number, draws, dislike), size.pools));
        let first: BTreeMap<SlotId, Suits> = suits.map(|one| (one.slot.clone(), one)).collect();
        Ask {
            rank: rank(number, urgent, waiting),
            request: RequestId::from(format!("request-{number}")),
            suits: first.into_values().collect(),
            stands: stands.filter(|_| size.with_hands),
            by_hand: by_hand.filter(|_| size.with_hands),
            barred,
        }
    }
}

prop_compose! {
    fn week(size: Size)(
        asks in (0..u8::try_from(size.asks).unwrap()).map(|number| ask(size, number)).collect::<Vec<_>>(),
        seats in prop::collection::vec(1_u32..3, size.slots),
        rooms in prop::collection::vec(0_u32..3, size.slots * size.pools),
    ) -> Problem {
        let slots = seats.into_iter().enumerate().map(|(number, seats)| WeekSlot {
            starts_at: at(number / 2),
            slot: slot(number),
            seats,
            number: u32::try_from(number / 2).unwrap(),
        });
        let rooms = rooms.into_iter().enumerate();
        let limits = rooms.map(|(place, room)| (limit(place % size.pools, place / size.pools), room));
        Problem { asks, slots: slots.collect(), limits: limits.collect() }
    }
}

const SMALL: Size = Size {
    asks: 5,
    slots: 4,
    pools: 2,
    with_hands: true,
};
const NO_LIMITS: Size = Size {
    asks: 7,
    slots: 6,
    pools: 0,
    with_hands: false,
};

fn placed(plan: &Plan) -> BTreeSet<RequestId> {
    plan.placed.iter().map(|one| one.request.clone()).collect()
}

fn cases() -> ProptestConfig {
    let count = if std::env::var_os("MAJLIS_SOAK").is_some() {
        50_000
    } else {
        2_000
    };
    ProptestConfig::with_cases(count)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_plan_is_the_best_of_all(problem in week(SMALL)) {
        let plan = plan(&problem);
        prop_assert_eq!(oracle::standing(&problem, &plan), Some(oracle::best(&problem)));
    }

    #[test]
    fn the_order_of_input_changes_nothing(problem in week(SMALL), turned in 0_usize..5) {
        let mut other = problem.clone();
        other.asks.rotate_left(turned.min(problem.asks.len()));
        other.slots.reverse();
        other.limits.reverse();
        prop_assert_eq!(problem.kept().unwrap(), other.kept().unwrap());
        let kept = plan(&problem).kept().unwrap();
        prop_assert_eq!(&kept, &plan(&other).kept().unwrap());
        prop_assert!(verify(RULE_VERSION, &other.kept().unwrap(), &kept).is_ok());
    }

    #[test]
    fn whoever_rises_in_the_order_keeps_the_place(problem in week(SMALL), who in 0_usize..5) {
        let before = placed(&plan(&problem));
        let mut risen = problem.clone();
        risen.asks[who].rank.urgency = Reverse(Urgency::Urgent);
        risen.asks[who].rank.waiting = Reverse(100);
        let request = &problem.asks[who].request;
        prop_assert!(!before.contains(request) || placed(&plan(&risen)).contains(request));
    }

    #[test]
    fn a_week_that_did_not_change_is_planned_without_a_move(problem in week(SMALL)) {
        let first = plan(&problem);
        let mut again = problem;
        for one in &first.placed {
            let ask = again.asks.iter_mut().find(|ask| ask.request == one.request).unwrap();
            ask.stands = Some((one.given.slot.clone(), Told::Told));
            ask.by_hand = None;
        }
        again.asks.retain(|ask| first.placed.iter().any(|one| one.request == ask.request));
        let second = plan(&again);
        let slots = |plan: &Plan| -> BTreeMap<RequestId, SlotId> {
            let each = plan.placed.iter().map(|one| (one.request.clone(), one.given.slot.clone()));
            each.collect()
        };
        prop_assert_eq!(slots(&first), slots(&second));
    }

    #[test]
    fn one_slot_more_takes_nobodys_place(problem in week(NO_LIMITS)) {
        let mut less = problem.clone();
        let gone = less.slots.pop().unwrap();
        for ask in &mut less.asks {
            ask.suits.retain(|one| one.slot != gone.slot);
        }
        prop_assert!(placed(&plan(&less)).is_subset(&placed(&plan(&problem))));
    }

    #[test]
    fn nobody_below_holds_what_one_above_could_use(problem in week(NO_LIMITS)) {
        let plan = plan(&problem);
        for (request, _) in &plan.left_out {
            let above = problem.asks.iter().find(|ask| ask.request == *request).unwrap();
            for one in &plan.placed {
                let below = problem.asks.iter().find(|ask| ask.request == one.request).unwrap();
                let could = above.suits.iter().any(|suit| suit.slot == one.given.slot);
                prop_assert!(!could || below.rank < above.rank, "{request} and {}", one.request);
            }
        }
    }

    #[test]
    fn nobody_below_holds_what_one_above_could_take(problem in week(SMALL)) {
        let plan = plan(&problem);
        let of = |request: &RequestId| problem.asks.iter().find(|ask| ask.request == *request).unwrap();
        for (request, _) in &plan.left_out {
            let above = of(request);
            for (place, one) in plan.placed.iter().enumerate() {
                let below = of(&one.request);
                if (turn(below), &below.rank) < (turn(above), &above.rank) {
                    continue;
                }
                for suit in above.suits.iter().filter(|suit| oracle::may(above, suit)) {
                    let given = plan.placed.iter().enumerate();
                    let given = given.map(|(other, held)| Some(if other == place { suit } else { &held.given }));
                    prop_assert!(!oracle::holds(&problem, &given.collect::<Vec<_>>()), "{request}");
                }
            }
        }
    }

    #[test]
    fn who_is_left_out_is_told_what_is_true(problem in week(SMALL)) {
        let plan = plan(&problem);
        for (request, why) in &plan.left_out {
            prop_assert!(certificate::is_true(&problem, &plan, request, why), "{request}: {why:?}");
        }
    }

    #[test]
    fn of_held_slots_as_many_are_counted_as_can_be_reached(problem in week(NO_LIMITS)) {
        let plan = plan(&problem);
        for (request, why) in &plan.left_out {
            prop_assert!(!matches!(why, LeftOut::Limited { .. } | LeftOut::Dropped), "{why:?}");
            prop_assert!(certificate::is_true(&problem, &plan, request, why), "{request}: {why:?}");
        }
    }
}

/// Two officials at the same times, one interpreter: the limit crosses slots.
fn two_officials(signing: u8) -> Problem {
    let slots = (0..4).map(|number| WeekSlot {
        starts_at: at(number / 2),
        slot: slot(number),
        seats: 1,
        number: 0,
    });
    let asks = (0..signing).map(|number| Ask {
        rank: rank(number, false, 9 - i64::from(number)),
        request: RequestId::from(format!("request-{number}")),
        suits: (0..4)
            .map(|each| suits((each, [true, false], 0), 1))
            .collect(),
        stands: None,
        by_hand: None,
        barred: false,
    });
    Problem {
        asks: asks.collect(),
        slots: slots.collect(),
        limits: vec![(limit(0, 0), 1), (limit(0, 1), 1)],
    }
}

#[test]
fn one_interpreter_is_not_given_to_two_at_a_time() {
    let plan = plan(&two_officials(3));
    assert_eq!(plan.placed.len(), 2);
    let times: BTreeSet<&LimitName> = plan
        .placed
        .iter()
        .flat_map(|one| &one.given.draws)
        .collect();
    assert_eq!(times.len(), 2);
    let pools = BTreeSet::from(["pool-0".to_owned()]);
    assert_eq!(
        plan.left_out,
        [("request-2".into(), LeftOut::Limited { pools })]
    );
}

#[test]
fn an_urgent_case_moves_who_was_told_least_and_nobody_who_is_here() {
    let mut problem = two_officials(2);
    problem.limits.clear();
    problem.slots.truncate(2);
    problem.asks[0].stands = Some((slot(0), Told::Here));
    problem.asks[1].stands = Some((slot(1), Told::Told));
    let mut urgent = problem.asks[0].clone();
    urgent.rank = rank(9, true, 50);
    urgent.request = "urgent".into();
    urgent.stands = None;
    problem.asks.push(urgent);
    let full = plan(&problem);
    assert_eq!(
        full.left_out,
        [("urgent".into(), LeftOut::Held { slots: 2, ahead: 2 })]
    );
    problem.slots = two_officials(0).slots;
    let wider = plan(&problem);
    let of = |name: &str| {
        let found = wider.placed.iter().find(|one| one.request.as_str() == name);
        found.unwrap().given.slot.clone()
    };
    assert_eq!((of("request-0"), of("request-1")), (slot(0), slot(1)));
    assert_eq!(wider.placed.len(), 3);
}

#[test]
fn the_turn_is_who_stands_then_who_was_told_then_the_order() {
    let mut problem = two_officials(1);
    let ask = &mut problem.asks[0];
    assert_eq!(turn(ask), 3);
    ask.stands = Some((slot(0), Told::Proposed));
    assert_eq!(turn(ask), 3);
    ask.stands = Some((slot(0), Told::Soon));
    assert_eq!(turn(ask), 2);
    ask.by_hand = Some(ByHand::Locked(slot(1)));
    assert_eq!(turn(ask), 1);
    ask.stands = Some((slot(0), Told::Here));
    assert_eq!(turn(ask), 0);
}

#[test]
fn a_kept_plan_is_verified_by_its_own_rules_only() {
    let problem = two_officials(3);
    let (inputs, result) = (problem.kept().unwrap(), plan(&problem).kept().unwrap());
    assert!(verify(RULE_VERSION, &inputs, &result).is_ok());
    let touched = result.replace("request-0", "request-9");
    let differs = verify(RULE_VERSION, &inputs, &touched);
    assert!(matches!(differs, Err(Unverified::Differs)), "{differs:?}");
    let older = verify(0, &inputs, &result);
    assert!(
        matches!(older, Err(Unverified::OtherRules { made_by: 0 })),
        "{older:?}"
    );
    // What the first version kept said nothing of a gate, and is planned as it was.
    let first = inputs.replace(",\"barred\":false", "");
    assert_ne!(first, inputs);
    assert!(verify(1, &first, &result).is_ok());
    let newer = verify(RULE_VERSION + 1, &inputs, &result);
    assert!(
        matches!(newer, Err(Unverified::OtherRules { .. })),
        "{newer:?}"
    );
    let torn = verify(RULE_VERSION, "{", &result);
    assert!(matches!(torn, Err(Unverified::Unreadable(_))), "{torn:?}");
}

#[test]
fn who_would_move_is_told_apart_by_what_they_know() {
    let mut problem = two_officials(3);
    let told = [(0, Told::Told), (1, Told::Proposed), (3, Told::Soon)];
    for (ask, (number, told)) in problem.asks.iter_mut().zip(told) {
        ask.stands = Some((slot(number), told));
    }
    let stands = Plan::default();
    let plan = plan(&problem);
    // One interpreter at a time: who was told keeps the slot, and of the two at the first hour
    // the proposal gives way.
    assert_eq!(
        moves(&problem, &plan),
        [Moved {
            request: "request-1".into(),
            from: slot(1),
            to: None,
            told: Told::Proposed,
            disturbance: 0,
        }]
    );
    assert_eq!(
        differences(&stands, &plan),
        [("request-0", 0), ("request-2", 3)].map(|(request, number)| Difference {
            request: request.into(),
            one: None,
            other: Some(slot(number)),
        })
    );
    assert_eq!(differences(&plan, &plan), []);
}

#[test]
fn who_is_placed_can_be_told_why() {
    let mut problem = two_officials(2);
    problem.slots.truncate(3);
    for ask in &mut problem.asks {
        ask.suits.retain(|suit| suit.slot != slot(3));
    }
    problem.asks[1].rank.past_target = Reverse(0);
    let plan = plan(&problem);
    let [first, second] = [0, 1].map(|one| plan.placed[one].because.clone());
    assert_eq!((first.place, first.basis), (1, Basis::PastTarget));
    assert_eq!((second.place, second.basis), (2, Basis::Waiting));
    let early = plan
        .placed
        .iter()
        .find(|one| one.given.slot != slot(2))
        .unwrap();
    // The other seat of the first hour is free, but the interpreter sits in this one.
    assert_eq!((early.because.suits, early.because.others_free), (3, 1));
    let late = plan
        .placed
        .iter()
        .find(|one| one.given.slot == slot(2))
        .unwrap();
    assert_eq!(
        (late.because.earlier_held, late.because.better_held),
        (2, 0)
    );
    assert!(!late.because.stays);
}
