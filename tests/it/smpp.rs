//! SMS over an operator's SMPP line: the other end is the npm package smpp.
use std::process::{Command, Stdio};
use std::time::Duration;

use majlis::clock::Stopwatch;
use majlis::jobs::Deliverer;
use majlis::lifecycle::Lifecycle;
use majlis::scheduling::ids::NoticeId;
use majlis::scheduling::{Mobile, NoticeEvent};
use majlis::service::ServiceError;
use majlis::service::deliver::backlog;
use majlis::service::notices::{Letter, Recipient, queue, rows};
use majlis::store::receipt;
use majlis::words::sms_split;
use serde_json::Value;

use crate::tools::{Lines, Running, root};
use crate::world::{Kind, World};

/// Whatever is waited for has come by then.
const PATIENCE: Duration = Duration::from_mins(1);

/// The operator.
struct Smsc {
    lines: Lines,
    address: String,
    _running: Running,
}

impl Smsc {
    fn start() -> Self {
        let mut child = Command::new("node")
            .arg(root().join("tests/browser/tools/smsc.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = Lines::of(child.stdout.take().unwrap());
        let listens: Value = serde_json::from_str(&lines.next()).unwrap();
        Self {
            lines,
            address: format!("127.0.0.1:{}", listens["port"]),
            _running: Running(child),
        }
    }

    async fn next(&mut self) -> Value {
        serde_json::from_str(&self.lines.heard().await).unwrap()
    }

    fn world(&self, secret: &str) -> World {
        let flags = [
            ("sms.transport", "smpp"),
            ("sms.smpp_address", self.address.as_str()),
            ("sms.smpp_system_id", "majlis"),
            ("sms.secret", secret),
        ];
        World::empty(Kind::Sqlite, &flags)
    }
}

pub(crate) async fn queued(world: &World, text: &str) -> NoticeId {
    let letter = Letter {
        event: NoticeEvent::Answered,
        about: "request:1".to_owned(),
        starts_at: None,
        sms: Some(text.to_owned()),
        mail: None,
    };
    let to = Recipient {
        mobile: Some(Mobile::parse("0501234567").unwrap()),
        email: None,
        rung: None,
    };
    let owed = rows(&world.app, &letter, &to, &mut world.app.pad(world.now())).unwrap();
    let id = owed.notices[0].id.clone();
    let write = world
        .app
        .store
        .write(move |db| Ok::<_, ServiceError>(queue(db, &owed)?));
    write.await.unwrap();
    id
}

#[test]
fn a_text_is_cut_where_a_gateway_would_cut_it() {
    let one = sms_split("Ref {7K3Q} €", 9);
    assert_eq!(one.len(), 1);
    let octets = b"Ref \x1b\x287K3Q\x1b\x29 \x1b\x65";
    assert_eq!(
        (one[0].is_joined, one[0].bytes.as_slice()),
        (false, octets.as_slice())
    );
    let long = "م".repeat(140);
    let parts = sms_split(&long, 9);
    let heads: Vec<&[u8]> = parts.iter().map(|part| &part.bytes[..6]).collect();
    assert_eq!(
        heads,
        [[5, 0, 3, 9, 3, 1], [5, 0, 3, 9, 3, 2], [5, 0, 3, 9, 3, 3]]
    );
    assert!(
        parts.iter().all(|part| part.bytes.len() <= 140),
        "what fits into one message"
    );
    let bytes: Vec<u8> = parts
        .iter()
        .flat_map(|part| part.bytes[6..].to_vec())
        .collect();
    let units: Vec<u16> = bytes
        .chunks(2)
        .map(|it| u16::from_be_bytes([it[0], it[1]]))
        .collect();
    assert_eq!(String::from_utf16(&units).unwrap(), long);
}

#[actix_web::test]
async fn a_notice_goes_over_the_line_in_parts_and_its_receipt_comes_back() {
    let mut smsc = Smsc::start();
    let world = smsc.world("k-123");
    let life = Lifecycle::new(tokio::runtime::Handle::current());
    let deliverer = Deliverer::started(world.app.clone(), world.metrics.clone(), &life).unwrap();
    let text = format!("{} [flood] نهاية", "نص طويل ".repeat(12));
    let id = queued(&world, &text).await;
    let patience = Stopwatch::started();
    // The line opens by itself, and a throttled message is tried again.
    while backlog(&world.app).await.unwrap().waiting > 0 {
        deliverer.round().await.unwrap();
        world.pass(chrono::TimeDelta::seconds(60));
        assert!(patience.elapsed() < PATIENCE, "the line took nothing");
        tokio::task::yield_now().await;
    }
    let mut said = Vec::new();
    while !said
        .last()
        .is_some_and(|line: &Value| line["reported"].is_string())
    {
        said.push(smsc.next().await);
    }
    assert_eq!(said[0]["bound"], 0x34);
    let parts: Vec<&Value> = said
        .iter()
        .filter(|line| line["to"] == "966501234567")
        .collect();
    // A repetition has the same parts; the last two are the ones that were taken whole.
    let whole: String = parts[parts.len() - 2..]
        .iter()
        .map(|it| it["text"].as_str().unwrap())
        .collect();
    assert_eq!(whole, text);
    assert!(
        parts
            .iter()
            .all(|part| part["coding"] == 8 && part["from"] == "Majlis"),
        "{said:?}"
    );
    let last = parts.last().unwrap();
    assert_eq!(
        (&last["part"], &last["receipt"]),
        (&serde_json::json!([2, 2]), &1.into())
    );
    assert_eq!(
        said.last().unwrap()["status"],
        0,
        "the report was written down"
    );
    let found = world
        .app
        .store
        .read(move |db| receipt::find(db, &id))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.state.as_str(), found.reports), ("delivered", 1));
    life.shut_down(Duration::from_secs(5)).await;
}

#[actix_web::test]
async fn a_final_no_is_final_and_a_closed_line_means_later() {
    let smsc = Smsc::start();
    for (secret, stands) in [("k-123", (0, 1)), ("wrong", (1, 0))] {
        let world = smsc.world(secret);
        let life = Lifecycle::new(tokio::runtime::Handle::current());
        let deliverer =
            Deliverer::started(world.app.clone(), world.metrics.clone(), &life).unwrap();
        queued(&world, "[never] نص").await;
        let patience = Stopwatch::started();
        loop {
            deliverer.round().await.unwrap();
            let backlog = backlog(&world.app).await.unwrap();
            if (backlog.waiting, backlog.dead) == stands && (secret == "wrong" || backlog.dead == 1)
            {
                break;
            }
            world.pass(chrono::TimeDelta::seconds(60));
            assert!(patience.elapsed() < PATIENCE, "{secret}: {backlog:?}");
            tokio::task::yield_now().await;
        }
        life.shut_down(Duration::from_secs(5)).await;
    }
}
