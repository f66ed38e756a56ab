//! The edges of the process: health, limits, what never reaches a log, and the clock.
use chrono::TimeDelta;
use majlis::clock::{Clock, ClockError, Noise};

use crate::house::House;
use crate::world::{World, on_both};

on_both! {
    async fn the_service_says_that_it_lives_and_can_serve(kind) {
        let world = World::empty(kind, &[("server.port", "0")]);
        let house = House::of(&world).await;
        assert_eq!(house.get("/healthz").await, (200, r#"{"status":"ok"}"#.to_owned()));
        let (status, parts) = house.get("/readyz").await;
        assert_eq!(status, 200, "{parts}");
        assert!(parts.contains(r#""name":"database""#), "{parts}");
    }
}

#[actix_web::test]
async fn one_address_may_not_ask_forever() {
    let flags = [
        ("server.port", "0"),
        ("limits.enabled", "true"),
        ("limits.read_per_minute", "3"),
    ];
    let world = World::empty(crate::world::Kind::Sqlite, &flags);
    let house = House::of(&world).await;
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(house.get("/language/en").await.0);
    }
    assert!(!answers[..3].contains(&429), "{answers:?}");
    assert_eq!(answers[3..], [429, 429]);
    assert_ne!(house.get("/healthz").await.0, 429);
}

#[actix_web::test]
async fn metrics_name_the_route_and_never_the_secret_in_it() {
    let world = World::empty(crate::world::Kind::Sqlite, &[("server.port", "0")]);
    let house = House::of(&world).await;
    house.get("/s/0123-secret?ticket=0456-secret").await;
    let text = world.metrics.text();
    assert!(text.contains("majlis_http_seconds"), "{text}");
    assert!(!text.contains("-secret"), "{text}");
}

#[test]
fn a_clock_moves_forward_only_and_every_clone_shows_the_same() {
    let clock = Clock::stopped(World::morning());
    let clone = clock.clone();
    let moves = clone.moves();
    assert_eq!(clock.now(), World::morning());
    let later = clock.advance(TimeDelta::hours(2)).unwrap();
    assert_eq!(clone.now(), later);
    assert!(moves.has_changed().unwrap());
    assert_eq!(clock.set(World::morning()), Err(ClockError::Backward));
    assert_eq!(
        clock.advance(TimeDelta::seconds(-1)),
        Err(ClockError::Backward)
    );
    assert_eq!(
        Clock::system().advance(TimeDelta::zero()),
        Err(ClockError::NotMovable)
    );
}

#[test]
fn the_demo_clock_ticks_from_where_it_was_set() {
    let clock = Clock::movable(Some(World::morning()));
    let first = clock.now();
    assert!(first >= World::morning());
    assert!(first < World::morning() + TimeDelta::minutes(5));
    assert!(clock.now() >= first);
}

#[test]
fn the_same_seed_draws_the_same() {
    let (one, two) = (Noise::seeded(7), Noise::seeded(7));
    assert_eq!(one.bytes::<16>(), two.bytes::<16>());
    assert_eq!(one.digits(6), two.digits(6));
    assert_ne!(one.token(), one.token());
    assert!((0..100).all(|_| one.below(3) < 3));
}
