//! What another order would change, and what is counted of groups.
use super::*;
use crate::scheduling::plan::{Rank, Suits, WeekSlot};
use crate::scheduling::planning::sentence::Place;

fn ask(name: &str, (urgent, past, waiting): (bool, i64, i64)) -> Ask {
    let urgency = if urgent {
        Urgency::Urgent
    } else {
        Urgency::Normal
    };
    let only = Suits {
        slot: SlotId::from_text("one"),
        draws: BTreeSet::new(),
        dislike: 0,
        trip: None,
    };
    Ask {
        rank: Rank {
            urgency: Reverse(urgency),
            past_target: Reverse(past),
            waiting: Reverse(waiting),
            receipt: name.to_owned(),
        },
        request: name.into(),
        suits: BTreeSet::from([only]),
        stands: None,
        by_hand: None,
        barred: false,
    }
}

#[test]
fn each_order_gives_the_one_slot_to_whom_it_puts_first() {
    let slot = WeekSlot {
        starts_at: chrono::DateTime::UNIX_EPOCH,
        slot: SlotId::from_text("one"),
        seats: 1,
        number: 0,
    };
    let problem = Problem {
        asks: vec![
            ask("past", (false, 4, 19)),
            ask("long", (false, 0, 30)),
            ask("urgent", (true, 0, 1)),
        ],
        slots: vec![slot],
        limits: Vec::new(),
    };
    let now = plan(&problem);
    assert_eq!(now.placed[0].request.as_str(), "urgent");
    let first = |switch| {
        let other = plan(&switched(&problem, switch));
        other.placed[0].request.to_string()
    };
    assert_eq!(first(Switch::NobodyUrgent), "past");
    assert_eq!(first(Switch::HalfUrgent), "urgent");
    assert_eq!(first(Switch::NoTarget), "urgent");
    assert_eq!(first(Switch::OnlyWaiting), "long");
    let prices = prices(&problem, &now);
    let of = |switch| *prices.iter().find(|price| price.switch == switch).unwrap();
    let price = of(Switch::NobodyUrgent);
    assert_eq!(
        (price.placed, price.gain, price.lose, price.moved),
        (1, 1, 1, 0)
    );
    assert_eq!(
        (of(Switch::HalfUrgent).gain, of(Switch::HalfUrgent).lose),
        (0, 0)
    );
}

#[test]
fn a_group_is_counted_with_its_middle() {
    let said = |number, waiting| {
        let place = Place {
            number,
            of: 3,
            is_urgent: false,
            past_target: 0,
            waiting,
        };
        let outcome = Outcome::LeftOut {
            certificate: crate::scheduling::plan::LeftOut::NothingSuits,
            again: chrono::NaiveDate::from_ymd_opt(2026, 12, 6).unwrap(),
        };
        Said { place, outcome }
    };
    let all = [
        ("a".into(), said(1, 30)),
        ("b".into(), said(2, 4)),
        ("c".into(), said(3, 9)),
    ];
    let kind = |id: &RequestId| (id.as_str() != "c").then(|| "both".to_owned());
    let groups = groups(&all, kind);
    let expected = Group {
        asking: 2,
        placed: 0,
        waiting: 4,
        number: 1,
    };
    assert_eq!(groups, BTreeMap::from([("both".to_owned(), expected)]));
}
