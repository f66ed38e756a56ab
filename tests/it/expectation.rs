//! What those who wait in video sessions hear of their turn: how many are before them, and when it
//! comes by what it took here before.
use chrono::{DateTime, TimeDelta, Utc};
use majlis::scheduling::Sex;
use majlis::scheduling::lateness::Word;
use majlis::service::book::Booked;
use majlis::service::expectation::expectations;
use majlis::service::lateness;
use majlis::service::session_events::keep;
use majlis::store::session::Session;
use majlis_signaling::message::By;
use majlis_signaling::room::Event;

use crate::day::{DAY, comes_at, opens};
use crate::people::{NOUR, Papers, SAMIRA, day};
use crate::world::{World, on_both};

const FLAGS: &[(&str, &str)] = &[("calendar.prayer_minutes", "0")];

/// Who comes after the two others.
const HUDA: Papers = Papers {
    identity: "1034567899",
    mobile: "+966500000203",
    name: "هدى العوفي",
    sex: Sex::Woman,
};

async fn happens(world: &World, session: &Session, event: Event) {
    keep(&world.app, (session.id.clone(), event), world.now())
        .await
        .unwrap();
}

/// How many are before, and in how many minutes the turn comes; nothing for whoever is met.
async fn told(world: &World, session: &Session) -> Option<(u32, i64)> {
    let all = expectations(&world.app, world.now()).await.unwrap();
    let (_, one) = all.into_iter().find(|(id, _)| *id == session.id).unwrap();
    Some((one.ahead, (one.at? - world.now()).num_minutes()))
}

fn minutes_after(booked: &Booked, minutes: i64) -> DateTime<Utc> {
    booked.appointment.starts_at.and_utc() + TimeDelta::minutes(minutes)
}

on_both! {
    async fn the_turn_is_told_by_what_it_took_here_before(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let nour = comes_at(&world, NOUR, "10:00").await;
        let samira = comes_at(&world, SAMIRA, "10:30").await;
        let huda = comes_at(&world, HUDA, "11:00").await;
        world.app.clock.set(minutes_after(&nour, 0)).unwrap();
        let first = opens(&world, &nour).await;
        let second = opens(&world, &samira).await;
        assert_eq!(told(&world, &first).await, Some((0, 0)));
        assert_eq!(told(&world, &second).await, Some((1, 30)), "nobody before the hour that was booked");

        // The first is met, and it takes longer than planned: it is said again at each moment.
        happens(&world, &first, Event::Live).await;
        assert_eq!(told(&world, &first).await, None);
        assert_eq!(told(&world, &second).await, Some((0, 30)));
        world.app.clock.set(minutes_after(&nour, 45)).unwrap();
        assert_eq!(told(&world, &second).await, Some((0, 0)));
        world.app.clock.set(minutes_after(&nour, 50)).unwrap();
        happens(&world, &first, Event::Ended { by: By::Office, participant: None, outcome: None }).await;

        // It took fifty minutes, and that is what the next one is given.
        happens(&world, &second, Event::Live).await;
        let third = opens(&world, &huda).await;
        assert_eq!(told(&world, &third).await, Some((0, 50)));
        let secretary = world.staff("secretary").await.caller;
        let order = ("deputy".into(), day(DAY), Word { minutes: 75, message: None });
        lateness::say(&world.app, &secretary, order, world.now()).await.unwrap();
        assert_eq!(told(&world, &third).await, Some((0, 85)), "the office knows better");
    }
}
