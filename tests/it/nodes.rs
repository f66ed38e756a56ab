//! Two nodes on one database: what one changes in the calendar, the other knows when it is asked.
use std::collections::BTreeSet;

use majlis::scheduling::slot::hours::HoursOverride;
use majlis::scheduling::slot::{Slot, SlotId};
use majlis::scheduling::{Mode, Refusal, Section};
use majlis::service::book::{For, Which, book};
use majlis::service::calendar::{NewHoliday, add_holiday, override_hours, remove_holiday};
use majlis::service::catalogue::look_round;
use majlis::service::hand_in::hand_in;
use majlis::service::slots::{Ask, answer, free_slots};
use majlis::service::{App, Caller, ServiceError};

use crate::people::{Citizen, NOUR, SAMIRA, day, meeting, refusal};
use crate::world::{Kind, World};

const DAY: &str = "2026-11-24";

fn ask() -> Ask {
    Ask {
        officials: BTreeSet::from(["deputy".into()]),
        mode: Some(Mode::Video),
        centre: Some("madinah".into()),
        section: Some(Section::Women),
        from: Some(day(DAY)),
        to: Some(day(DAY)),
        ..Ask::default()
    }
}

async fn free(node: &App) -> Vec<Slot> {
    free_slots(node, ask(), node.clock.now()).await.unwrap()
}

/// What anybody is told, from what is kept for a moment where it is.
async fn told(node: &App) -> String {
    let write = |slots: &[Slot]| slots.len().to_string();
    let text = answer(node, ask(), node.clock.now(), write).await.unwrap();
    String::from_utf8(text.to_vec()).unwrap()
}

async fn keeps_a_holiday(node: &App, admin: &Caller) -> String {
    let new = NewHoliday {
        days: (day(DAY), day(DAY)),
        names: [("ar".to_owned(), "يوم إجازة".to_owned())].into(),
        is_estimated: false,
    };
    let kept = add_holiday(node, admin, new, node.clock.now()).await;
    kept.unwrap().holiday.id
}

async fn presses(node: &App, who: &Citizen, slot: &SlotId) -> Result<(), ServiceError> {
    let on_node = Citizen {
        app: node.clone(),
        caller: who.caller.clone(),
    };
    on_node.presses_plainly(slot).await.map(drop)
}

/// Books for a request that stands: that is decided ahead of the write.
async fn books(node: &App, who: &Citizen, slot: &SlotId) -> Result<(), ServiceError> {
    let now = node.clock.now();
    let handed = hand_in(node, &who.caller, meeting(""), now).await.unwrap();
    let order = (For::Request(handed.request.id), Which::Slot(slot.clone()));
    book(node, &who.caller, order, now).await.map(drop)
}

#[actix_web::test]
async fn a_holiday_of_one_node_closes_the_day_on_the_other() {
    let world = World::ministry(Kind::Postgres, &[("rules.one_open_meeting", "false")]).await;
    let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
    let admin = world.staff("admin").await.caller;
    let other = world.second_node().await;
    other.clock.set(world.now()).unwrap();
    let slots = free(&other).await;
    let slot = slots[0].id();
    assert_eq!(told(&other).await, slots.len().to_string());

    let id = keeps_a_holiday(&world.app, &admin).await;
    assert_eq!(
        refusal(books(&other, &nour, &slot).await),
        Refusal::SlotTaken
    );
    assert_eq!(
        refusal(presses(&other, &samira, &slot).await),
        Refusal::SlotTaken
    );
    assert_eq!(told(&other).await, "0", "what was kept is dropped");
    assert_eq!(free(&other).await, []);

    remove_holiday(&world.app, &admin, id, world.now())
        .await
        .unwrap();
    assert_eq!(free(&other).await, slots);
    presses(&other, &samira, &slot).await.unwrap();
}

#[actix_web::test]
async fn a_page_of_the_other_node_shows_it_after_the_next_look() {
    let world = World::ministry(Kind::Postgres, &[]).await;
    let admin = world.staff("admin").await.caller;
    let other = world.second_node().await;
    let is_off = || other.catalogue.get().days.holiday(day(DAY)).is_some();
    keeps_a_holiday(&world.app, &admin).await;
    assert!(!is_off(), "it was not asked yet");
    look_round(&other).await.unwrap();
    assert!(is_off());
}

#[actix_web::test]
async fn hours_changed_on_one_node_hold_on_the_other() {
    let world = World::ministry(Kind::Postgres, &[]).await;
    let admin = world.staff("admin").await.caller;
    let other = world.second_node().await;
    assert!(!free(&other).await.is_empty());
    let closed = HoursOverride {
        section: None,
        first: day(DAY),
        last: day(DAY),
        weekdays: BTreeSet::new(),
        hours: Vec::new(),
    };
    let order = ("madinah".into(), closed, "صيانة".to_owned());
    override_hours(&world.app, &admin, order, world.now())
        .await
        .unwrap();
    assert_eq!(free(&other).await, []);
}
