//! The service is killed in the middle of a storm of bookings and started again: whatever it
//! acknowledged is there, nothing is there by half, and what was held is free again in time.
//!
//! `MAJLIS_SOAK=1` (`make soak`) kills twenty times on each database instead of three.
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use majlis::clock::Stopwatch;
use majlis::store::{Place, Store};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::guard;
use crate::postgres;
use crate::tools::Running;
use crate::world::World;

/// So many book at the same time.
const WORKERS: u32 = 6;
/// So many bookings are acknowledged before the kill comes.
const BEFORE_KILL: usize = 5;
/// Whatever is waited for has come by then.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

/// A booking that the service said yes to.
#[derive(Clone, Debug)]
pub(crate) struct Promise {
    token: String,
    pub(crate) appointment: String,
    pub(crate) starts_at: String,
}

/// The running program, and where it answers.
pub(crate) struct Node {
    running: Running,
    url: String,
    client: Client,
}

impl Node {
    pub(crate) fn start(folder: &Path, database: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_majlis"))
            .env_clear()
            .current_dir(folder)
            .env("MAJLIS__DATABASE__URL", database)
            .env("MAJLIS__MEDIA__BIND", "127.0.0.1:0")
            .args(["demo", "--port", "0", "--now", "2026-11-22T08:00:00+03:00"])
            .arg("--data")
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let running = Running(child);
        let url = lines
            .map_while(Result::ok)
            .find_map(|line| Some(line.strip_prefix("listening on ")?.to_owned()))
            .unwrap();
        let client = Client::builder().no_proxy().build().unwrap();
        Self {
            running,
            url,
            client,
        }
    }

    /// Where it answers.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// SIGKILL while others still talk to it: nothing is said and nothing is finished.
    pub(crate) fn dies(&self) {
        let pid = self.running.0.id().to_string();
        let killed = Command::new("kill").args(["-9", &pid]).status();
        assert!(killed.unwrap().success());
    }

    /// The same, and waits until it is gone.
    pub(crate) fn kill(mut self) {
        self.running.0.kill().unwrap();
        self.running.0.wait().unwrap();
    }

    async fn gets(&self, path: &str, token: Option<&str>) -> reqwest::Result<(StatusCode, Value)> {
        let order = self.client.get(format!("{}{path}", self.url));
        let order = match token {
            Some(token) => order.bearer_auth(token),
            None => order,
        };
        let answer = order.send().await?;
        Ok((answer.status(), answer.json().await?))
    }

    pub(crate) async fn sends(
        &self,
        path: &str,
        token: Option<&str>,
        body: &Value,
    ) -> reqwest::Result<(StatusCode, Value)> {
        let order = self.client.post(format!("{}{path}", self.url)).json(body);
        let order = match token {
            Some(token) => order.bearer_auth(token),
            None => order,
        };
        let answer = order.send().await?;
        let status = answer.status();
        Ok((status, answer.json().await.unwrap_or(Value::Null)))
    }

    /// A citizen who is signed in and has said who she is.
    async fn citizen(&self, number: u32) -> reqwest::Result<String> {
        // No number of the demo ministry: its people are written to by themselves.
        let mobile = format!("+96659{number:07}");
        let asked =
            json!({"identity_number": guard::identity(u64::from(number)), "mobile": mobile});
        let (status, challenge) = self.sends("/api/v1/auth/otp", None, &asked).await?;
        assert_eq!(status, StatusCode::ACCEPTED, "{challenge}");
        let code = self.code(&mobile).await?;
        let challenge = challenge["challenge_id"].as_str().unwrap();
        let path = format!("/api/v1/auth/otp/{challenge}");
        let (status, signed) = self.sends(&path, None, &json!({"code": code})).await?;
        assert_eq!(status, StatusCode::OK, "{signed}");
        let token = signed["access_token"].as_str().unwrap().to_owned();
        let me = json!({"name": "نور الحربي", "sex": "woman", "language": "ar"});
        let put = self.client.put(format!("{}/api/v1/me", self.url));
        let saved = put.bearer_auth(&token).json(&me).send().await?;
        assert!(saved.status().is_success());
        Ok(token)
    }

    /// The one-time code of that mobile, once it is sent.
    async fn code(&self, mobile: &str) -> reqwest::Result<String> {
        let path = format!("/demo/messages?to={}", mobile.replace('+', "%2B"));
        let patience = Stopwatch::started();
        while patience.elapsed() < PATIENCE {
            let (_, told) = self.gets(&path, None).await?;
            let texts = told["messages"].as_array().unwrap();
            let found = texts.iter().find_map(|one| {
                let text = one["text"].as_str()?;
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                digits.get(..6).map(str::to_owned)
            });
            if let Some(code) = found {
                return Ok(code);
            }
        }
        panic!("no code came to {mobile}");
    }

    /// Free video slots of the deputy, open to choice, as (id, start).
    async fn free(&self) -> reqwest::Result<Vec<(String, String)>> {
        let path = "/api/v1/slots?official=deputy&mode=video&centre=madinah";
        let (_, said) = self.gets(path, None).await?;
        let slots = said["slots"].as_array().unwrap().iter();
        let text = |slot: &Value, name: &str| slot[name].as_str().unwrap().to_owned();
        Ok(slots
            .map(|slot| (text(slot, "id"), text(slot, "starts_at")))
            .collect())
    }

    /// Signs in, hands in, books; nothing when another was faster.
    pub(crate) async fn books(&self, number: u32) -> reqwest::Result<Option<Promise>> {
        let token = self.citizen(number).await?;
        let free = self.free().await?;
        if free.is_empty() {
            return Ok(None);
        }
        let place = usize::try_from(number).unwrap() % free.len();
        let (slot, starts_at) = free[place].clone();
        let meeting = json!({
            "kind": "meeting", "official": "deputy", "mode": "video", "centre": "madinah",
            "subject": "ترميم المدرسة", "details": "",
        });
        let (status, request) = self
            .sends("/api/v1/requests", Some(&token), &meeting)
            .await?;
        assert_eq!(status, StatusCode::CREATED, "{request}");
        // Every third one stops at the hold: the kill finds holds too.
        if number.is_multiple_of(3) {
            self.sends("/api/v1/holds", Some(&token), &json!({"slot": slot}))
                .await?;
            return Ok(None);
        }
        let wanted = json!({"request": request["id"], "slot": slot});
        let (status, booked) = self
            .sends("/api/v1/appointments", Some(&token), &wanted)
            .await?;
        if status == StatusCode::CONFLICT {
            return Ok(None);
        }
        assert_eq!(status, StatusCode::CREATED, "{booked}");
        let appointment = booked["id"].as_str().unwrap().to_owned();
        Ok(Some(Promise {
            token,
            appointment,
            starts_at,
        }))
    }
}

/// Storms until enough is acknowledged, kills, and gives every promise that was made.
async fn storm_and_kill(node: Node, next: &Arc<AtomicU32>) -> Vec<Promise> {
    let node = Arc::new(node);
    let (told, mut heard) = tokio::sync::watch::channel(0);
    let kept: Arc<Mutex<Vec<Promise>>> = Arc::default();
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (node, kept, next) = (Arc::clone(&node), Arc::clone(&kept), Arc::clone(next));
            let told = told.clone();
            actix_web::rt::spawn(async move {
                // The first call that is not answered is the kill.
                while let Ok(promise) = node.books(next.fetch_add(1, Ordering::Relaxed)).await {
                    let mut kept = kept.lock().unwrap();
                    kept.extend(promise);
                    told.send_replace(kept.len());
                }
            })
        })
        .collect();
    let enough = heard.wait_for(|count| *count >= BEFORE_KILL);
    let enough = tokio::time::timeout(PATIENCE, enough).await;
    drop(enough.unwrap().unwrap());
    node.dies();
    for worker in workers {
        worker.await.unwrap();
    }
    Arc::into_inner(node).unwrap().kill();
    let kept = kept.lock().unwrap();
    kept.clone()
}

async fn rounds(folder: &Path, database: &str, rounds: u32) {
    let next = Arc::new(AtomicU32::new(1));
    let mut promises = Vec::new();
    let mut node = Node::start(folder, database);
    for round in 1..=rounds {
        let earlier = std::mem::replace(&mut promises, storm_and_kill(node, &next).await);
        node = Node::start(folder, database);
        // Those that outlived two kills make room for the next storm.
        for promise in &earlier {
            let path = format!("/api/v1/appointments/{}/cancel", promise.appointment);
            let (status, said) = node
                .sends(&path, Some(&promise.token), &json!({}))
                .await
                .unwrap();
            assert_eq!(status, StatusCode::OK, "round {round}: {promise:?} {said}");
        }
        for promise in &promises {
            let path = format!("/api/v1/appointments/{}", promise.appointment);
            let (status, found) = node.gets(&path, Some(&promise.token)).await.unwrap();
            assert_eq!(status, StatusCode::OK, "round {round}: {promise:?} {found}");
            assert_eq!(found["starts_at"], promise.starts_at.as_str(), "{found}");
            assert_eq!(found["state"], "booked", "{found}");
        }
        let store = Store::open(&Place::parse(database).unwrap(), 1).unwrap();
        guard::is_sound(&store, World::morning() - TimeDelta::hours(1)).await;
        guard::nothing_by_half(&store).await;
    }
    // What was held when the process died runs out like any other hold.
    let (status, _) = node
        .sends("/demo/clock", None, &json!({"advance": 3600}))
        .await
        .unwrap();
    assert!(status.is_success());
    let store = Store::open(&Place::parse(database).unwrap(), 1).unwrap();
    let patience = Stopwatch::started();
    while guard::holds(&store).await > 0 {
        assert!(patience.elapsed() < PATIENCE, "holds outlive the kill");
    }
    guard::is_sound(&store, World::morning()).await;
}

/// How often it is killed: so often, or twenty times.
pub(crate) fn kills(short: u32) -> u32 {
    if std::env::var_os("MAJLIS_SOAK").is_some() {
        20
    } else {
        short
    }
}

#[actix_web::test]
async fn every_acknowledged_booking_outlives_kills_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("majlis.sqlite");
    rounds(
        folder.path(),
        &format!("sqlite:{}", file.display()),
        kills(3),
    )
    .await;
}

#[actix_web::test]
async fn every_acknowledged_booking_outlives_kills_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    rounds(folder.path(), &postgres::empty(), kills(3)).await;
}
