//! The service is killed while it publishes a week's plan and started again: the publication goes
//! on behind what was done, and nobody is booked or told twice.
//!
//! `MAJLIS_SOAK=1` (`make soak`) kills twenty times on each database instead of twice.
use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use majlis::clock::Stopwatch;
use majlis::scheduling::NoticeEvent;
use majlis::scheduling::ids::RequestId;
use majlis::scheduling::planning::{LineState, PlanState};
use majlis::service::Appointment;
use majlis::service::demo::PASSWORD;
use majlis::store::plan::{self as rows, Line, Plan};
use majlis::store::{Place, Store, StoreError, appointment, outbox};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::guard;
use crate::kill::{Node, PATIENCE, kills};
use crate::plans::WEEK;
use crate::postgres;
use crate::world::World;

/// So many requests wait for a time in the demo.
const ASKS: u32 = 10;

impl Node {
    async fn scheduler(&self) -> String {
        let asked = json!({"username": "scheduler", "password": PASSWORD});
        let signed = self.sends("/api/v1/auth/staff", None, &asked).await;
        let (status, signed) = signed.unwrap();
        assert_eq!(status, StatusCode::OK, "{signed}");
        signed["access_token"].as_str().unwrap().to_owned()
    }

    async fn plans(&self, token: &str) -> Value {
        let path = format!("/api/v1/weeks/{WEEK}/plan");
        let (status, plan) = self.sends(&path, Some(token), &json!({})).await.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{plan}");
        plan
    }

    async fn publishes(&self, token: &str) -> reqwest::Result<(StatusCode, Value)> {
        let path = format!("/api/v1/weeks/{WEEK}/plan/publish");
        self.sends(&path, Some(token), &json!({})).await
    }
}

/// The plan as it is kept, and what publishing it did so far.
async fn kept(store: &Store) -> (Plan, Vec<Line>) {
    let read = store.read(|db| {
        let plan = rows::latest(db, "", WEEK)?.unwrap();
        let lines = rows::lines(db, &plan)?;
        Ok::<_, StoreError>((plan, lines))
    });
    read.await.unwrap()
}

/// The appointments of a request that stand, each with how many messages say that it is booked.
async fn booked(store: &Store, id: RequestId) -> Vec<(Appointment, usize)> {
    let read = store.read(move |db| {
        let mut all = Vec::new();
        for row in appointment::of_request(db, &id)? {
            let told = outbox::about(db, &format!("appointment:{}", row.id))?;
            let told = told.iter().filter(|one| one.event == NoticeEvent::Booked);
            let told = told.count();
            all.push((row, told));
        }
        Ok::<_, StoreError>(all)
    });
    let mut all = read.await.unwrap();
    all.retain(|(row, _)| row.state.holds_resources());
    all
}

/// Publishes, kills the service once so many lines are written, and says how many there are then.
async fn killed_after(node: Node, store: &Store, token: &str, lines: usize) -> usize {
    let node = Arc::new(node);
    let (of_call, by) = (Arc::clone(&node), token.to_owned());
    // Its answer is lost where the kill is faster.
    let call = actix_web::rt::spawn(async move { of_call.publishes(&by).await.is_ok() });
    let patience = Stopwatch::started();
    while kept(store).await.1.len() < lines {
        assert!(patience.elapsed() < PATIENCE, "nothing is published");
    }
    node.dies();
    call.await.unwrap();
    Arc::into_inner(node).unwrap().kill();
    kept(store).await.1.len()
}

/// Everybody in the plan has exactly what it says, and was told once.
async fn is_whole(store: &Store, plan: &Value) {
    let (version, lines) = kept(store).await;
    assert_eq!(version.state, PlanState::Published);
    assert_eq!(lines.len(), usize::try_from(ASKS).unwrap());
    let line = |id: &Value| {
        let found = lines.iter().find(|line| *id == json!(line.request_id));
        found.unwrap()
    };
    for placed in plan["placed"].as_array().unwrap() {
        let line = line(&placed["request"]);
        let all = booked(store, line.request_id.clone()).await;
        let [(has, told)] = all.as_slice() else {
            panic!("{} is booked {} times", line.request_id, all.len());
        };
        assert_eq!((line.state, *told), (LineState::Booked, 1), "{line:?}");
        assert_eq!(line.appointment_id.as_ref(), Some(&has.id));
        assert_eq!(placed["slot"], has.slot_id.as_str());
    }
    for left in plan["left_out"].as_array().unwrap() {
        let line = line(&left["request"]);
        assert_eq!(line.state, LineState::LeftOut, "{line:?}");
        assert!(booked(store, line.request_id.clone()).await.is_empty());
    }
    guard::is_sound(store, World::morning() - TimeDelta::hours(1)).await;
    guard::nothing_by_half(store).await;
    guard::nobody_meets_two(store).await;
}

/// A plan whose publication is killed in the middle and asked for again; whether it was cut off.
async fn round(folder: &Path, database: &str, lines: u32) -> bool {
    let node = Node::start(folder, database);
    let token = node.scheduler().await;
    let plan = node.plans(&token).await;
    let store = Store::open(&Place::parse(database).unwrap(), 1).unwrap();
    let lines = usize::try_from(lines).unwrap();
    let done = killed_after(node, &store, &token, lines).await;
    let node = Node::start(folder, database);
    let (status, said) = node.publishes(&token).await.unwrap();
    let was_cut_off = status == StatusCode::OK;
    if !was_cut_off {
        assert_eq!(said["code"], "wrong_stage", "after {done} lines: {said}");
    }
    is_whole(&store, &plan).await;
    node.kill();
    was_cut_off
}

/// After another line each time: the first, the fifth, the ninth, the third, …
async fn rounds(mut database: impl FnMut(&Path) -> String) {
    let mut cut_off = 0;
    for number in 0..kills(2) {
        let folder = tempfile::tempdir().unwrap();
        let database = database(folder.path());
        let lines = 1 + 4 * number % (ASKS - 1);
        cut_off += u32::from(round(folder.path(), &database, lines).await);
    }
    assert!(cut_off > 0, "no kill came before the end");
}

#[actix_web::test]
async fn a_plan_is_published_once_however_often_it_is_killed_on_sqlite() {
    rounds(|folder| format!("sqlite:{}", folder.join("majlis.sqlite").display())).await;
}

#[actix_web::test]
async fn a_plan_is_published_once_however_often_it_is_killed_on_postgres() {
    rounds(|_folder| postgres::empty()).await;
}
