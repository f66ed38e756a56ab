//! Nobody came: what is left of the time goes to somebody who is near, if enough is left.
use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use majlis::scheduling::availability::Stretch;
use majlis::scheduling::slot::{Slot, SlotId};
use majlis::scheduling::{Mode, OfferState, Window, calendar};
use majlis::service::answer::{accept, decline};
use majlis::service::book::Booked;
use majlis::service::miss::miss;
use majlis::service::slots::{Ask, free_slots};
use majlis::service::wait::Wish;
use majlis::service::week;

use crate::people::{Citizen, day, mobile_of, time};
use crate::race::guard_is_sound;
use crate::waiting_list::wish;
use crate::world::{Kind, World, on_both};

const DAY: &str = "2026-11-24";
/// A day of a week that nobody published yet.
const FAR: &str = "2026-12-27";

fn at(text: &str) -> DateTime<Utc> {
    calendar::instant(chrono_tz::Asia::Riyadh, day(FAR), time(text))
}

/// A whole hour with the deputy by video from Madinah.
async fn hour(world: &World) -> SlotId {
    let scheduler = world.staff("scheduler").await.caller;
    let window = Window {
        centres: BTreeSet::from(["madinah".into()]),
        ..Stretch::plain((time("09:00"), time("10:00")), [Mode::Video], 60).on(day(FAR))
    };
    let wish = ("deputy".into(), window);
    week::add(&world.app, &scheduler, wish, world.now())
        .await
        .unwrap();
    let ask = Ask {
        officials: BTreeSet::from(["deputy".into()]),
        mode: Some(Mode::Video),
        from: Some(day(FAR)),
        to: Some(day(FAR)),
        ..Ask::default()
    };
    let free: Vec<Slot> = free_slots(&world.app, ask, world.now()).await.unwrap();
    assert_eq!(free.len(), 1);
    free[0].id()
}

/// The first of four has the hour; the second waits far away, the third and the fourth are near.
async fn four(world: &World) -> (Vec<Citizen>, Booked) {
    let slot = hour(world).await;
    let crowd = world.crowd(4).await;
    let booked = crowd[0].presses_plainly(&slot).await.unwrap();
    for (number, one) in crowd.iter().enumerate().skip(1) {
        world.pass(TimeDelta::minutes(1));
        one.waits(Wish {
            near: number > 1,
            ..wish()
        })
        .await;
    }
    (crowd, booked)
}

/// The centre writes down at that time that nobody came.
async fn misses(world: &World, booked: &Booked, at: DateTime<Utc>) {
    let operator = world.staff("video.madinah").await.caller;
    world.app.clock.set(at).unwrap();
    let id = booked.appointment.id.clone();
    miss(&world.app, &operator, id, world.now()).await.unwrap();
}

async fn town(kind: Kind, percent: &str) -> World {
    let flags = [
        ("calendar.prayer_minutes", "0"),
        ("booking.rest_percent_min", percent),
    ];
    World::ministry(kind, &flags).await
}

on_both! {
    async fn the_rest_of_a_missed_hour_goes_to_who_is_near(kind) {
        let world = town(kind, "50").await;
        let (_, booked) = four(&world).await;
        misses(&world, &booked, at("09:16")).await;
        assert_eq!(world.offered(&mobile_of(1)).await, None, "she is not near");
        let token = world.offered(&mobile_of(2)).await.unwrap();
        let offers = world.offers().await;
        assert_eq!(offers.len(), 1);
        // Five minutes to answer, then the next five-minute mark; 35 of the 60 minutes are left.
        let (from, to) = (offers[0].starts_at.and_utc(), offers[0].ends_at.and_utc());
        assert_eq!((from, to), (at("09:25"), at("10:00")));
        assert_eq!(offers[0].expires_at.and_utc(), at("09:21"));
        guard_is_sound(&world).await;
        let hers = accept(&world.app, &token, world.now()).await.unwrap().appointment;
        assert_eq!((hers.starts_at.and_utc(), hers.ends_at.and_utc()), (from, to));
        assert_eq!(hers.room_id, booked.appointment.room_id, "the room that was kept for it");
        guard_is_sound(&world).await;
    }

    async fn who_does_not_take_it_gives_it_to_the_next_while_enough_is_left(kind) {
        let world = town(kind, "50").await;
        let (_, booked) = four(&world).await;
        misses(&world, &booked, at("09:16")).await;
        let token = world.offered(&mobile_of(2)).await.unwrap();
        world.pass(TimeDelta::minutes(2));
        decline(&world.app, &token, world.now()).await.unwrap();
        assert!(world.offered(&mobile_of(3)).await.is_some());
        let second = world.offers().await.remove(1);
        assert_eq!(second.starts_at.and_utc(), at("09:25"));
        world.pass(TimeDelta::minutes(5));
        world.expires().await;
        let offers = world.offers().await;
        assert_eq!(offers.len(), 2, "nobody is asked twice, and nobody who is far away");
        assert!(offers.iter().all(|row| row.state != OfferState::Open));
        guard_is_sound(&world).await;
    }

    async fn too_little_is_offered_to_nobody(kind) {
        for (percent, missed_at) in [("50", "09:26"), ("0", "09:16"), ("100", "09:16")] {
            let world = town(kind, percent).await;
            let (_, booked) = four(&world).await;
            misses(&world, &booked, at(missed_at)).await;
            assert_eq!(world.offers().await.len(), 0, "{percent}% at {missed_at}");
            guard_is_sound(&world).await;
        }
        // A short time is over before anybody could come.
        let world = town(kind, "50").await;
        let crowd = world.crowd(2).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let booked = crowd[0].presses_plainly(&slot).await.unwrap();
        crowd[1].waits(Wish { near: true, ..wish() }).await;
        let late = booked.appointment.starts_at.and_utc() + TimeDelta::minutes(16);
        misses(&world, &booked, late).await;
        assert_eq!(world.offers().await.len(), 0);
    }
}
