//! Why not, against the allocator itself in the random worlds of the search.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use proptest::prelude::*;

use super::relax::relaxations;
use super::{Rule, reasons};
use crate::scheduling::availability::Mode;
use crate::scheduling::ids::{CentreId, OfficialId, ServiceId};
use crate::scheduling::needs::{Need, Needs};
use crate::scheduling::occupancy::{Resource, Take};
use crate::scheduling::person::Section;
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::facts::{Facts, Question, Wish};
use crate::scheduling::slot::search::{allocate, free_slots};
use crate::scheduling::slot::tests::world::{CENTRES, OFFICIALS, SERVICES, any_case};

/// Times on the grid of the windows, off it by some minutes, and anywhere in the weeks around.
fn any_key(
    facts: &Facts,
    (pick, minutes, kind): (usize, i64, u8),
    places: (usize, usize, usize),
) -> SlotKey {
    let (official, mode, centre) = places;
    let official = OfficialId::from(OFFICIALS[official % OFFICIALS.len()]);
    let windows: Vec<_> = facts
        .plans
        .iter()
        .filter(|plan| plan.official == official || kind == 3)
        .flat_map(|plan| &plan.windows)
        .collect();
    let offers: Vec<_> = windows
        .iter()
        .flat_map(|window| window.offers(facts.zone))
        .collect();
    let sunday = facts.plans.first().unwrap().week.first();
    let anywhere = sunday.and_hms_opt(0, 0, 0).unwrap().and_utc() + TimeDelta::minutes(5 * minutes);
    let starts_at = match (kind, offers.get(pick % offers.len().max(1))) {
        (0, _) | (_, None) => anywhere,
        (1, Some(offer)) => offer.starts_at + TimeDelta::minutes(minutes % 60),
        (_, Some(offer)) => offer.starts_at,
    };
    let centres = [Some(CENTRES[0]), Some(CENTRES[1]), None, Some("nowhere")];
    let key = SlotKey {
        starts_at,
        official: Some(official),
        mode: Mode::ALL[mode % Mode::ALL.len()],
        centre: centres[centre % centres.len()].map(CentreId::from),
        service: None,
    };
    if key.mode == Mode::Service {
        at_desks(facts, key, (pick, minutes, kind))
    } else {
        key
    }
}

/// The same at a service, also at none: where desks open, off their times, and anywhere.
fn at_desks(facts: &Facts, key: SlotKey, (pick, minutes, kind): (usize, i64, u8)) -> SlotKey {
    let service = SERVICES.get(pick % (SERVICES.len() + 1)).copied();
    let service = service.map(ServiceId::from);
    let sunday = facts.plans.first().unwrap().week.first();
    let begins = facts
        .places
        .iter()
        .filter(|place| Some(&place.id) == key.centre.as_ref());
    let begins: Vec<_> = begins
        .flat_map(|place| {
            let days = sunday.iter_days().take(7);
            let section = Section::ALL[pick % Section::ALL.len()];
            place.openings(section, days, &facts.days)
        })
        .collect();
    let off_by = if kind == 1 { minutes % 60 } else { 0 };
    let starts_at = match (kind, begins.get(pick % begins.len().max(1))) {
        (0, _) | (_, None) => key.starts_at,
        (_, Some((from, _))) => *from + TimeDelta::minutes(off_by),
    };
    SlotKey {
        starts_at,
        official: None,
        service,
        ..key
    }
}

prop_compose! {
    fn any_asked()(
        (facts, question) in any_case(),
        times in (0_usize..500, -500_i64..2600, 0_u8..8),
        places in (0_usize..2, prop::sample::select(vec![0_usize, 0, 1, 1, 1, 2, 3]), prop::sample::select(vec![0_usize, 0, 1, 1, 2, 3])),
    ) -> (Facts, Question, SlotKey) {
        let key = any_key(&facts, times, places);
        (facts, question, key)
    }
}

fn rules(key: &SlotKey, wish: &Wish, facts: &Facts) -> Vec<Rule> {
    let said = reasons(key, wish, facts).into_iter();
    said.map(|one| one.rule).collect()
}

/// A wheelchair is needed, and the only room that it gets into is taken: seldom by chance.
fn with_the_fitting_room_taken(mut facts: Facts, wish: Wish) -> Vec<Rule> {
    let wish = Wish {
        needs: Needs::of([Need::Wheelchair]).unwrap(),
        ..wish
    };
    let asked = Question {
        officials: BTreeSet::new(),
        mode: Some(Mode::Video),
        centre: None,
        service: None,
        from: wish.now,
        to: wish.now + wish.horizon,
        limit: 1,
        wish: wish.clone(),
    };
    let Some(slot) = free_slots(&asked, &facts).pop() else {
        return Vec::new();
    };
    let mut takes = allocate(&slot.key, &wish, &facts).unwrap().takes;
    takes.retain(|take| matches!(take.resource, Resource::Room(_)));
    facts.taken.take(&takes);
    rules(&slot.key, &wish, &facts)
}

/// Every desk of a place is taken at a time that is to be had.
fn with_the_desks_taken(mut facts: Facts, wish: &Wish) -> Vec<Rule> {
    let asked = Question {
        officials: BTreeSet::new(),
        mode: Some(Mode::Service),
        centre: None,
        service: None,
        from: wish.now,
        to: wish.now + wish.horizon,
        limit: 1,
        wish: wish.clone(),
    };
    let Some(slot) = free_slots(&asked, &facts).pop() else {
        return Vec::new();
    };
    let desks = facts.places.iter().flat_map(|place| &place.desks);
    let takes: Vec<Take> = desks
        .map(|desk| Take {
            resource: Resource::Desk(desk.id.clone()),
            starts_at: slot.key.starts_at,
            ends_at: slot.ends_at,
        })
        .collect();
    facts.taken.take(&takes);
    rules(&slot.key, wish, &facts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn why_says_what_the_allocator_says((facts, question, key) in any_asked()) {
        let wish = &question.wish;
        let said = reasons(&key, wish, &facts);
        let first = said.first().map(|reason| reason.rule.refusal());
        prop_assert_eq!(allocate(&key, wish, &facts).err(), first, "{:?}", said);
    }

    #[test]
    fn each_relaxation_is_to_be_had((facts, question, key) in any_asked()) {
        let wish = &question.wish;
        let said = reasons(&key, wish, &facts);
        for one in relaxations(&said, (&key, wish), (&facts, &facts), false) {
            let (relaxed, changed) = one.change.applied(wish, &facts);
            let given = allocate(&one.slot.key, &relaxed, &changed);
            prop_assert_eq!(given.map(|given| given.slot), Ok(one.slot), "{:?}", one.change);
        }
    }

    #[test]
    fn the_nearest_time_is_the_nearest((facts, question, key) in any_asked()) {
        use super::relax::Change;
        let wish = &question.wish;
        let said = reasons(&key, wish, &facts);
        let found = relaxations(&said, (&key, wish), (&facts, &facts), false);
        let found = found.into_iter().find(|one| one.change == Change::Time);
        let asked = Question {
            officials: key.official.iter().cloned().collect(),
            mode: Some(key.mode),
            centre: key.centre.clone(),
            service: key.service.clone(),
            from: wish.now,
            to: wish.now + wish.horizon,
            ..question.clone()
        };
        let free = free_slots(&asked, &facts).into_iter().filter(|slot| slot.key.centre == key.centre);
        let far = free.map(|slot| (slot.key.starts_at - key.starts_at).abs()).min();
        let said_far = found.map(|one| (one.slot.key.starts_at - key.starts_at).abs());
        if said.is_empty() {
            prop_assert_eq!(said_far, None);
        } else {
            prop_assert_eq!(said_far, far);
        }
    }
}

#[test]
fn the_random_worlds_meet_every_rule_of_the_allocator() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..4000 {
        let (facts, question, key) = any_asked().new_tree(&mut runner).unwrap().current();
        seen.extend(rules(&key, &question.wish, &facts));
        seen.extend(with_the_desks_taken(facts.clone(), &question.wish));
        seen.extend(with_the_fitting_room_taken(facts, question.wish));
    }
    let of_people = [
        Rule::ByOffice,
        Rule::ProfileNeeded,
        Rule::Blocked,
        Rule::MissedPause,
        Rule::MissedOfficeOnly,
        Rule::Quota,
        Rule::RequestOpen,
        Rule::RepresentationEnded,
        Rule::WrongStage,
    ];
    let unseen: Vec<&Rule> = Rule::ALL
        .iter()
        .filter(|rule| !seen.contains(rule) && !of_people.contains(rule))
        .collect();
    assert!(unseen.is_empty(), "never said: {unseen:?}");
}
