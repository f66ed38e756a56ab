//! The evening message: what is true, once, whatever happens in between.
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use majlis::clock::Stopwatch;
use majlis::scheduling::ids::{AuditId, RequestId};
use majlis::scheduling::{NoticeEvent, RequestKind, RequestState};
use majlis::service::hand_in::{NewRequest, Whole, hand_in};
use majlis::service::{App, Request, ServiceError, Step, evening};
use majlis::store::{Place, Store, StoreError, idempotency, outbox, request};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::people::{Citizen, NOUR, meeting};
use crate::postgres;
use crate::tools::Running;
use crate::world::{World, on_both};

/// An enquiry: one may have many of them.
async fn hands_in(world: &World, who: &Citizen) -> Whole {
    let new = NewRequest {
        kind: RequestKind::Enquiry,
        official: None,
        mode: None,
        ..meeting("")
    };
    hand_in(&world.app, &who.caller, new, world.now())
        .await
        .unwrap()
}

/// Writes registration number and department into a request; either may stay away.
async fn files(
    store: &Store,
    at: DateTime<Utc>,
    id: &RequestId,
    number: Option<&str>,
    is_routed: bool,
) {
    let (id, number) = (id.clone(), number.map(str::to_owned));
    let write = store.write(move |db| {
        let was = request::find(db, &id)?.unwrap();
        let new = Request {
            registration_number: number.clone(),
            department_id: is_routed.then(|| "civil".into()),
            state: RequestState::InReview,
            ..was
        };
        let step = Step {
            id: AuditId::from(format!("{}-{}", new.id, new.version)),
            request_id: new.id.clone(),
            state: new.state,
            at: at.naive_utc(),
            text: None,
        };
        assert!(request::change(db, &new, &step)?);
        Ok::<_, StoreError>(())
    });
    write.await.unwrap();
}

/// What was written to somebody about a request in evenings, in order.
async fn told(app: &App, id: &RequestId) -> Vec<(NoticeEvent, String, String)> {
    let about = format!("request:{id}");
    let rows = app
        .store
        .read(move |db| outbox::about(db, &about))
        .await
        .unwrap();
    let of_evening = [NoticeEvent::Registered, NoticeEvent::NotYetRegistered];
    rows.into_iter()
        .filter(|row| of_evening.contains(&row.event))
        .map(|row| (row.event, row.body, row.state))
        .collect()
}

async fn events(app: &App, id: &RequestId) -> Vec<NoticeEvent> {
    told(app, id)
        .await
        .into_iter()
        .map(|(event, _, _)| event)
        .collect()
}

/// From the world's morning at nine.
fn hours(hours: i64) -> TimeDelta {
    TimeDelta::hours(hours)
}

on_both! {
    async fn the_evening_says_what_is_true_and_the_rest_when_it_is(kind) {
        let world = World::ministry(kind, &[]).await;
        let tell = async || evening::tell(&world.app, world.now()).await.unwrap();
        assert_eq!(tell().await, 0, "the first start owes nothing");
        let nour = world.citizen(NOUR).await;
        let one = hands_in(&world, &nour).await.request;
        let two = hands_in(&world, &nour).await.request;
        world.deliver().await;
        files(&world.app.store, world.now(), &one.id, Some("1448/0000123"), true).await;
        files(&world.app.store, world.now(), &two.id, Some("1448/0000124"), false).await;
        world.pass(hours(9));
        assert_eq!(tell().await, 0, "it is six");
        let manager = world.staff("manager.madinah").await.caller;
        let ahead = evening::ahead(&world.app, &manager, world.now()).await.unwrap();
        assert!(ahead.is_near);
        let is_listed = |id: &RequestId| ahead.rows.iter().any(|row| row.id == *id);
        assert!(is_listed(&two.id), "a number without a department is not enough");
        assert!(!is_listed(&one.id));
        world.pass(hours(1));
        assert!(tell().await >= 2);
        assert_eq!(tell().await, 0);
        world.deliver().await;
        let said = told(&world.app, &one.id).await;
        assert_eq!(said.len(), 1);
        assert!(said[0].1.contains("1448/0000123") && said[0].2 == "sent", "{said:?}");
        assert_eq!(events(&world.app, &two.id).await, [NoticeEvent::NotYetRegistered]);
        // It becomes true at night, and is said on the next evening.
        world.pass(hours(1));
        files(&world.app.store, world.now(), &two.id, Some("1448/0000124"), true).await;
        assert_eq!(tell().await, 0);
        world.pass(hours(23));
        assert!(tell().await >= 1);
        let both = [NoticeEvent::NotYetRegistered, NoticeEvent::Registered];
        assert_eq!(events(&world.app, &two.id).await, both);
        assert_eq!(events(&world.app, &one.id).await, [NoticeEvent::Registered]);
    }

    async fn what_is_not_true_any_more_is_not_sent(kind) {
        let world = World::ministry(kind, &[]).await;
        evening::tell(&world.app, world.now()).await.unwrap();
        let nour = world.citizen(NOUR).await;
        let one = hands_in(&world, &nour).await.request;
        world.deliver().await;
        world.pass(hours(10));
        evening::tell(&world.app, world.now()).await.unwrap();
        assert_eq!(told(&world.app, &one.id).await[0].2, "waiting");
        // The gateway was away, and meanwhile somebody registered it.
        files(&world.app.store, world.now(), &one.id, Some("1448/0000125"), true).await;
        world.deliver().await;
        assert_eq!(told(&world.app, &one.id).await[0].2, "dropped");
    }

    /// Days in which two nodes run, stop and start at any time and the clock jumps.
    async fn no_order_of_restarts_and_jumps_says_anything_twice_or_untrue(kind) {
        for seed in 0..4 {
            days_of_luck(kind, seed).await;
        }
    }
}

async fn days_of_luck(kind: crate::world::Kind, seed: u64) {
    let mut luck = StdRng::seed_from_u64(seed);
    let mut world = World::ministry(kind, &[]).await;
    evening::tell(&world.app, world.now()).await.unwrap();
    let mut other = world.second_node().await;
    let nour = world.citizen(NOUR).await;
    // When each got what it lacked.
    let mut filed: BTreeMap<RequestId, Option<DateTime<Utc>>> = BTreeMap::new();
    for _ in 0..40 {
        match luck.random_range(0..6) {
            0 => {
                let new = hands_in(&world, &nour).await.request;
                filed.insert(new.id, None);
            }
            1 => {
                let number = format!("1448/{}", filed.values().flatten().count());
                let open = filed.iter_mut().find(|(_, at)| at.is_none());
                if let Some((id, at)) = open {
                    files(&world.app.store, world.now(), id, Some(&number), true).await;
                    *at = Some(world.now());
                }
            }
            2 => {
                let step = TimeDelta::minutes(luck.random_range(1..1200));
                world.pass(step);
                other
                    .clock
                    .advance(world.now() - other.clock.now())
                    .unwrap();
            }
            3 => {
                world.reopens().await;
                other = world.second_node().await;
                other
                    .clock
                    .advance(world.now() - other.clock.now())
                    .unwrap();
            }
            _ => {
                let now = world.now();
                let both = futures_util::future::join(
                    evening::tell(&world.app, now),
                    evening::tell(&other, now),
                );
                let (one, two) = both.await;
                one.unwrap();
                two.unwrap();
            }
        }
    }
    world.pass(hours(24));
    evening::tell(&world.app, world.now()).await.unwrap();
    for (id, at) in &filed {
        let said = events(&world.app, id).await;
        let first = said.first();
        let allowed: &[&[NoticeEvent]] = &[
            &[NoticeEvent::Registered],
            &[NoticeEvent::NotYetRegistered],
            &[NoticeEvent::NotYetRegistered, NoticeEvent::Registered],
        ];
        assert!(allowed.contains(&said.as_slice()), "seed {seed}: {said:?}");
        assert_eq!(
            at.is_some(),
            said.last() == Some(&NoticeEvent::Registered),
            "seed {seed}: {first:?}"
        );
    }
}

/// So many requests wait for one evening, so that a kill falls between.
const CROWD: u32 = 600;
const PATIENCE: Duration = Duration::from_mins(2);

/// The running program at that hour; killed when it is dropped.
fn node(folder: &Path, database: &str, now: &str) -> Running {
    let mut child = Command::new(env!("CARGO_BIN_EXE_majlis"))
        .env_clear()
        .current_dir(folder)
        .env("MAJLIS__DATABASE__URL", database)
        .env("MAJLIS__MEDIA__BIND", "127.0.0.1:0")
        .args(["demo", "--port", "0", "--now", now, "--data"])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let running = Running(child);
    assert!(lines.any(|line| line.unwrap().starts_with("listening on ")));
    running
}

/// How many evening messages of these requests stand in the outbox, sent or not.
async fn count(store: &Store, ids: &[RequestId]) -> Vec<(usize, bool)> {
    let ids = ids.to_vec();
    let read = store.read(move |db| {
        ids.iter()
            .map(|id| {
                let rows = outbox::about(db, &format!("request:{id}"))?;
                let mine = rows
                    .iter()
                    .filter(|row| row.event == NoticeEvent::Registered);
                let all_sent = mine.clone().all(|row| row.state == "sent");
                Ok((mine.count(), all_sent))
            })
            .collect::<Result<Vec<_>, StoreError>>()
    });
    read.await.unwrap()
}

async fn killed_in_the_evening(folder: &Path, database: &str) {
    // The first start writes down from when on messages are owed.
    let first = node(folder, database, "2026-11-22T18:00:00+03:00");
    let store = Store::open(&Place::parse(database).unwrap(), 2).unwrap();
    let patience = Stopwatch::started();
    while store
        .read(|db| idempotency::fact(db, "evening_owed_since"))
        .await
        .unwrap()
        .is_none()
    {
        assert!(patience.elapsed() < PATIENCE, "no evening is known");
        tokio::task::yield_now().await;
    }
    drop(first);
    let ids = crowd(&store).await;
    let evening = "2026-11-22T19:00:30+03:00";
    for _ in 0..3 {
        let before = count(&store, &ids)
            .await
            .iter()
            .filter(|(some, _)| *some > 0)
            .count();
        let running = node(folder, database, evening);
        let patience = Stopwatch::started();
        while count(&store, &ids)
            .await
            .iter()
            .filter(|(some, _)| *some > 0)
            .count()
            == before
            && before < ids.len()
        {
            assert!(patience.elapsed() < PATIENCE, "nothing is written");
        }
        drop(running);
    }
    let _running = node(folder, database, evening);
    let patience = Stopwatch::started();
    loop {
        let counts = count(&store, &ids).await;
        assert!(
            counts.iter().all(|(some, _)| *some <= 1),
            "somebody was written to twice"
        );
        if counts.iter().all(|counted| *counted == (1, true)) {
            return;
        }
        assert!(patience.elapsed() < PATIENCE, "somebody was not written to");
    }
}

/// Requests with number and department, handed in this afternoon by one person of the demo.
async fn crowd(store: &Store) -> Vec<RequestId> {
    let write = store.write(|db| {
        let states = [
            RequestState::Received,
            RequestState::Registered,
            RequestState::InReview,
            RequestState::Approved,
            RequestState::Scheduled,
        ];
        let like = request::in_states(db, &states, None, None, 1)?.remove(0);
        let received_at = "2026-11-22T14:00:00".parse().unwrap();
        let mut ids = Vec::new();
        for number in 0..CROWD {
            let id = RequestId::from(format!("evening-{number:04}"));
            let row = Request {
                id: id.clone(),
                reference: format!("E{number:07}"),
                registration_number: Some(format!("1448/{number:07}")),
                department_id: Some("civil".into()),
                state: RequestState::InReview,
                received_at,
                ..like.clone()
            };
            let step = Step {
                id: AuditId::from(format!("evening-{number:04}")),
                request_id: id.clone(),
                state: row.state,
                at: received_at,
                text: None,
            };
            assert!(request::add(db, &row, &step)?);
            ids.push(id);
        }
        Ok::<_, ServiceError>(ids)
    });
    write.await.unwrap()
}

#[actix_web::test]
async fn kills_in_the_evening_repeat_and_lose_nothing_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("majlis.sqlite");
    killed_in_the_evening(folder.path(), &format!("sqlite:{}", file.display())).await;
}

#[actix_web::test]
async fn kills_in_the_evening_repeat_and_lose_nothing_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    killed_in_the_evening(folder.path(), &postgres::empty()).await;
}
