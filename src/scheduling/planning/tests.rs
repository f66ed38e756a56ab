//! Plans of random worlds, booked one after the other by the rules of booking.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::scheduling::ids::PersonId;
use crate::scheduling::needs::{Need, Needs};
use crate::scheduling::person::Section;
use crate::scheduling::plan::{LeftOut, RULE_VERSION, verify};
use crate::scheduling::request::Urgency;
use crate::scheduling::slot::tests::world::any_case;

/// What differs between those who ask: who it is, what is needed, how, which section, how urgent.
type Drawn = (u8, Needs, Option<Mode>, Option<Section>, bool);

fn any_asker() -> impl Strategy<Value = Drawn> {
    let needs = prop::sample::subsequence(
        vec![Need::SignLanguage, Need::Wheelchair, Need::Companions(1)],
        0..=2,
    );
    (
        0_u8..4,
        needs.prop_map(|needs| Needs::of(needs).unwrap()),
        prop::option::of(prop::sample::select(vec![
            Mode::InPerson,
            Mode::Video,
            Mode::Reception,
        ])),
        prop::option::of(prop::sample::select(Section::ALL)),
        any::<bool>(),
    )
}

fn asking(number: usize, (person, needs, mode, section, is_urgent): Drawn, wish: &Wish) -> Asking {
    let urgency = if is_urgent {
        Urgency::Urgent
    } else {
        Urgency::Normal
    };
    Asking {
        request: RequestId::from(format!("request-{number}")),
        rank: Rank {
            urgency: Reverse(urgency),
            past_target: Reverse(0),
            waiting: Reverse(i64::from(person)),
            receipt: format!("R{number}"),
        },
        officials: BTreeSet::new(),
        mode,
        centre: None,
        near: Vec::new(),
        unsuitable: Unsuitable::default(),
        wish: Wish {
            section,
            needs,
            person: Some(PersonId::from(format!("person-{person}"))),
            is_urgent,
            ..wish.clone()
        },
        stands: None,
        by_hand: None,
        clearance: Clearance::Cleared,
    }
}

/// Who asks in a world, and the week of what is asked.
fn problem_of(drawn: Vec<Drawn>, question: &Question, facts: &Facts) -> (Week, Vec<Asking>) {
    let day = calendar::local_day(facts.zone, question.from);
    let all = drawn.into_iter().enumerate();
    let all = all.map(|(number, one)| asking(number, one, &question.wish));
    (Week::containing(day), all.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_planned_can_be_booked_one_after_the_other(
        (facts, question) in any_case(),
        drawn in prop::collection::vec(any_asker(), 1..7),
    ) {
        let (week, asking) = problem_of(drawn, &question, &facts);
        let (problem, plan) = settled(week, &asking, &facts);
        prop_assert_eq!(plan.placed.len() + plan.left_out.len(), asking.len());
        let mut world = facts.clone();
        for placed in &plan.placed {
            let one = asking.iter().find(|one| one.request == placed.request).unwrap();
            let key = slot_of(&placed.given).unwrap();
            prop_assert!(one.mode.is_none_or(|mode| mode == key.mode));
            let found = search::allocate(&key, &one.wish, &world);
            prop_assert!(found.is_ok(), "{key:?}: {found:?}\n{problem:#?}");
            world.take(&found.unwrap());
        }
    }

    #[test]
    fn nobody_for_whom_a_time_is_free_is_told_that_nothing_suits(
        (facts, question) in any_case(),
        drawn in any_asker(),
    ) {
        let (week, asking) = problem_of(vec![drawn], &question, &facts);
        let (_, plan) = settled(week, &asking, &facts);
        let (from, to) = calendar::days_span(facts.zone, week.first(), week.last());
        let whole = Question {
            officials: BTreeSet::new(),
            mode: asking[0].mode,
            centre: None,
            service: None,
            from,
            to,
            limit: TIMES_MAX,
            wish: asking[0].wish.clone(),
        };
        let free = search::free_slots(&whole, &facts);
        let bookable = free.iter().any(|slot| search::allocate(&slot.key, &whole.wish, &facts).is_ok());
        prop_assert_eq!(plan.placed.len(), usize::from(bookable));
    }

    #[test]
    fn by_hand_one_is_given_that_slot_or_told_so(
        (facts, question) in any_case(),
        drawn in prop::collection::vec(any_asker(), 2..6),
        pick in any::<prop::sample::Index>(),
    ) {
        let (week, mut asking) = problem_of(drawn, &question, &facts);
        let usable = usable(week, &asking[0], &facts);
        if usable.is_empty() {
            return Ok(());
        }
        let wanted = pick.get(&usable).id();
        asking[0].by_hand = Some(Hand::At(wanted.clone()));
        asking[1].by_hand = Some(Hand::Dropped);
        let (_, plan) = settled(week, &asking, &facts);
        for placed in &plan.placed {
            prop_assert_ne!(&placed.request, &asking[1].request);
            if placed.request == asking[0].request {
                prop_assert_eq!(slot_of(&placed.given).unwrap().id(), wanted.clone());
            }
        }
        let dropped = (asking[1].request.clone(), LeftOut::Dropped);
        prop_assert!(plan.left_out.contains(&dropped));
    }

    #[test]
    fn who_is_not_let_in_is_planned_by_video_or_told_so_and_takes_nothing_from_others(
        (facts, question) in any_case(),
        drawn in prop::collection::vec(any_asker(), 1..6),
    ) {
        let (week, mut asking) = problem_of(drawn, &question, &facts);
        let cleared = settled(week, &asking, &facts);
        asking[0].clearance = Clearance::Pending;
        prop_assert_eq!(&settled(week, &asking, &facts), &cleared, "who waits is planned");
        let refused = asking[0].request.clone();
        asking[0].clearance = Clearance::Refused;
        let could = usable(week, &asking[0], &facts);
        let is_inside = |key: &SlotKey| clearance::is_asked(key.mode, key.centre.as_ref());
        let (problem, plan) = settled(week, &asking, &facts);
        let given = plan.placed.iter().find(|one| one.request == refused);
        prop_assert!(given.is_none_or(|one| !is_inside(&slot_of(&one.given).unwrap())));
        let all_inside = !could.is_empty() && could.iter().all(|slot| is_inside(&slot.key));
        let certificate = (refused.clone(), LeftOut::NotLetIn);
        prop_assert_eq!(plan.left_out.contains(&certificate), all_inside);
        // Whom it leaves out holds nothing: the others are planned as if it did not ask.
        if all_inside {
            let others: Vec<Asking> = asking.iter().skip(1).cloned().collect();
            let (_, alone) = settled(week, &others, &facts);
            let names = |plan: &Plan| -> Vec<RequestId> {
                plan.placed.iter().map(|one| one.request.clone()).collect()
            };
            prop_assert_eq!(names(&plan), names(&alone));
        }
        let kept = (problem.kept().unwrap(), plan.kept().unwrap());
        prop_assert!(verify(RULE_VERSION, &kept.0, &kept.1).is_ok());
    }
}
