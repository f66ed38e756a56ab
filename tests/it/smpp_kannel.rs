//! Our SMPP line against Kannel's own SMSC: it reads what we send with Kannel's reader of units, and
//! we read and answer what it delivers.
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::Duration;

use majlis::clock::Stopwatch;
use majlis::jobs::Deliverer;
use majlis::lifecycle::Lifecycle;
use majlis::service::deliver::backlog;

use crate::kannel::free_port;
use crate::smpp::queued;
use crate::tools::{Lines, Running};
use crate::world::{Kind, World};

/// Whatever is waited for has come by then.
const PATIENCE: Duration = Duration::from_mins(1);
/// Where the SMSC looks for Kannel's box; it ends where nobody listens there.
const BOX_PORT: u16 = 13001;
/// So many units it wants from us, and as many it delivers.
const UNITS: &str = "3";

/// The SMSC: takes so many messages, and delivers as many.
struct Smsc {
    port: u16,
    lines: Lines,
    _box: Option<TcpListener>,
    _folder: tempfile::TempDir,
    _running: Running,
}

impl Smsc {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (conf, port) = (folder.path().join("smsc.conf"), free_port());
        let core = format!(
            "group = core\nadmin-port = 1\nadmin-password = none\nsmsbox-port = {BOX_PORT}\n"
        );
        std::fs::write(&conf, core).unwrap();
        // Whoever listens there already listens for both.
        let listening = TcpListener::bind(("127.0.0.1", BOX_PORT)).ok();
        let mut child = Command::new("/usr/lib/kannel/test/drive_smpp")
            .args(["-v", "0", "-p", &port.to_string(), "-m", UNITS, "-c"])
            .arg(&conf)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Kannel is missing: tests/setup.sh installs it");
        Self {
            port,
            lines: Lines::of(child.stderr.take().unwrap()),
            _box: listening,
            _folder: folder,
            _running: Running(child),
        }
    }

    /// What it says from now on until it has said each of these.
    async fn says(&mut self, expected: &[(&str, usize)]) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        let count = |said: &[String], what| said.iter().filter(|line| line.contains(what)).count();
        while expected
            .iter()
            .any(|&(what, times)| count(&said, what) < times)
        {
            let line = self.lines.heard().await;
            assert!(
                !line.contains("Unhandled") && !line.contains("unpacking failed"),
                "{line}"
            );
            said.push(line);
        }
        said
    }
}

#[actix_web::test]
async fn kannels_smsc_reads_what_we_send_and_is_answered_what_it_delivers() {
    let mut smsc = Smsc::start();
    let address = format!("127.0.0.1:{}", smsc.port);
    let flags = [
        ("sms.transport", "smpp"),
        ("sms.smpp_address", address.as_str()),
        ("sms.smpp_system_id", "majlis"),
        ("sms.secret", "k-123"),
        ("sms.smpp_bind", "pair"),
    ];
    let world = World::empty(Kind::Sqlite, &flags);
    let life = Lifecycle::new(tokio::runtime::Handle::current());
    let deliverer = Deliverer::started(world.app.clone(), world.metrics.clone(), &life).unwrap();
    queued(&world, "Ref 7K3Q-92XA").await;
    queued(&world, &"نص ".repeat(40)).await;
    let patience = Stopwatch::started();
    while backlog(&world.app).await.unwrap().waiting > 0 {
        deliverer.round().await.unwrap();
        world.pass(chrono::TimeDelta::seconds(60));
        assert!(patience.elapsed() < PATIENCE, "the line took nothing");
        tokio::task::yield_now().await;
    }
    assert_eq!(backlog(&world.app).await.unwrap().dead, 0);
    let said = smsc
        .says(&[
            ("of type bind_transmitter", 1),
            ("of type bind_receiver", 1),
            ("short_message = <Ref 7K3Q-92XA>", 1),
            ("ESME has submitted all messages to SMSC", 1),
            ("All messages sent to ESME", 1),
            ("of type deliver_sm_resp", 3),
        ])
        .await;
    let submitted = said
        .iter()
        .filter(|line| line.contains("of type submit_sm"));
    assert_eq!(
        submitted.count(),
        3,
        "one short text, and a long one in two parts: {said:#?}"
    );
    life.shut_down(Duration::from_secs(5)).await;
}
