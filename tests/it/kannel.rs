//! A real Kannel as the SMS gateway: what we send arrives at its SMSC letter for letter, and its
//! delivery reports come back to us.
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use majlis::clock::Stopwatch;
use majlis::scheduling::{Mobile, NoticeEvent};
use majlis::service::ServiceError;
use majlis::service::notices::{Letter, Recipient, queue, rows};
use majlis::store::{StoreError, outbox, receipt};

use crate::house::House;
use crate::tools::{Lines, Running};
use crate::world::{Kind, World};

/// Whatever is waited for has come by then.
const PATIENCE: Duration = Duration::from_mins(1);
const REPORT_KEY: &str = "a-key-that-only-kannel-has";
/// What Kannel's `sendsms` interface wants; it reports to us with the notice's id.
const FIELDS: &str = r#"{"username": "majlis", "password": "{secret}", "from": "{sender}",
    "to": "{to}", "text": "{text}", "coding": "2", "charset": "UTF-8", "dlr-mask": "31",
    "dlr-url": "http://127.0.0.1:PORT/api/v1/sms/reports?key={report_key}&id={id}&state=%d"}"#;

/// Kannel with its own simulated SMSC, each of its programs on a free port.
struct Kannel {
    url: String,
    /// What the SMSC says.
    lines: Lines,
    _programs: Vec<Running>,
    _folder: tempfile::TempDir,
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Waits until something listens there.
#[track_caller]
fn listens(port: u16) {
    let patience = Stopwatch::started();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(patience.elapsed() < PATIENCE, "nothing listens on {port}");
        std::thread::yield_now();
    }
}

fn settings(folder: &Path, [admin, boxes, smsc, sms]: [u16; 4]) -> String {
    let log = folder.display();
    format!(
        "group = core\nadmin-port = {admin}\nadmin-password = none\nadmin-interface = 127.0.0.1\n\
         smsbox-port = {boxes}\nsmsbox-interface = 127.0.0.1\nlog-file = \"{log}/bearerbox.log\"\n\n\
         group = smsc\nsmsc = fake\nsmsc-id = FAKE\nport = {smsc}\nconnect-allow-ip = 127.0.0.1\n\n\
         group = smsbox\nbearerbox-host = 127.0.0.1\nsendsms-port = {sms}\n\
         sendsms-interface = 127.0.0.1\nlog-file = \"{log}/smsbox.log\"\n\n\
         group = sendsms-user\nusername = majlis\npassword = k-123\nmax-messages = 4\n\
         concatenation = true\n"
    )
}

impl Kannel {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ports = [0; 4].map(|_: u16| free_port());
        let [admin, _, smsc, sms] = ports;
        let conf = folder.path().join("kannel.conf");
        std::fs::write(&conf, settings(folder.path(), ports)).unwrap();
        let mut programs = Vec::new();
        for (program, port) in [("bearerbox", admin), ("smsbox", sms)] {
            let child = Command::new(format!("/usr/sbin/{program}"))
                .arg(&conf)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("Kannel is missing: tests/setup.sh installs it");
            programs.push(Running(child));
            listens(port);
        }
        let mut phone = Command::new("/usr/lib/kannel/test/fakesmsc")
            .args(["-H", "127.0.0.1", "-r", &smsc.to_string(), "-m", "0"])
            // It would send what it is told here, and ends with it.
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = Lines::of(phone.stderr.take().unwrap());
        programs.push(Running(phone));
        Self {
            url: format!("http://127.0.0.1:{sms}/cgi-bin/sendsms"),
            lines,
            _programs: programs,
            _folder: folder,
        }
    }

    /// The next message at the SMSC: sender, recipient, text; its parts are joined by Kannel's
    /// header, which is left out.
    fn arrives(&mut self) -> (String, String, String) {
        let line = loop {
            let line = self.lines.next();
            if line.contains("Got message") {
                break line;
            }
        };
        let (_, message) = line.split_once(": <").unwrap();
        let message = message.trim_end_matches('>');
        let parts: Vec<&str> = message.split(' ').collect();
        let [from, to, kind, rest @ ..] = parts.as_slice() else {
            panic!("{line}");
        };
        assert!(kind.starts_with("ucs-2") || *kind == "udh", "{line}");
        let bytes = percent_decoded(rest.last().unwrap());
        let units = bytes
            .chunks(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        let text = String::from_utf16(&units.collect::<Vec<_>>()).unwrap();
        ((*from).to_owned(), (*to).to_owned(), text)
    }
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&pair).unwrap(), 16).unwrap()
            }
            other => other,
        });
    }
    bytes
}

#[actix_web::test]
async fn a_notice_goes_through_kannel_and_its_report_comes_back() {
    let mut kannel = Kannel::start();
    let port = free_port().to_string();
    let fields = FIELDS.replace("PORT", &port);
    let flags = [
        ("server.port", port.as_str()),
        ("sms.transport", "http"),
        ("sms.url", kannel.url.as_str()),
        ("sms.style", "query"),
        ("sms.fields", fields.as_str()),
        ("sms.secret", "k-123"),
        ("sms.report_key", REPORT_KEY),
        ("sms.accepted", "Accepted for delivery"),
    ];
    let world = World::empty(Kind::Sqlite, &flags);
    let _house = House::of(&world).await;
    let text = "صدر الرد على طلبك 7K3Q-92XA & شكرًا + 100%";
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
    let store = &world.app.store;
    store
        .write(move |db| Ok::<_, ServiceError>(queue(db, &owed)?))
        .await
        .unwrap();
    world.deliver().await;
    let arrived = kannel.arrives();
    let expected = (
        "Majlis".to_owned(),
        "966501234567".to_owned(),
        text.to_owned(),
    );
    assert_eq!(arrived, expected);
    let patience = Stopwatch::started();
    loop {
        let of = id.clone();
        let found = store.read(move |db| receipt::find(db, &of)).await.unwrap();
        if let Some(found) = found {
            assert_eq!((found.state.as_str(), found.reports), ("delivered", 1));
            break;
        }
        assert!(patience.elapsed() < PATIENCE, "no report came");
        tokio::task::yield_now().await;
    }
    let state = store
        .read(move |db| Ok::<_, StoreError>(outbox::find(db, &id)?.unwrap().state))
        .await
        .unwrap();
    assert_eq!(state, "sent");
}

#[actix_web::test]
async fn nobody_else_brings_reports() {
    let flags = [("server.port", "0"), ("sms.report_key", REPORT_KEY)];
    let world = World::empty(Kind::Sqlite, &flags);
    let house = House::of(&world).await;
    for path in [
        "/api/v1/sms/reports?id=1&state=1",
        "/api/v1/sms/reports?key=&id=1&state=1",
        "/api/v1/sms/reports?key=another-key-of-that-length&id=1&state=1",
        // The key is right, the message is not known.
        "/api/v1/sms/reports?key=a-key-that-only-kannel-has&id=1&state=1",
    ] {
        assert_eq!(house.get(path).await.0, 404, "{path}");
    }
    let json = house
        .client
        .post(format!("{}/api/v1/sms/reports", house.url))
        .header("x-majlis-key", REPORT_KEY)
        .json(&serde_json::json!({"id": "1"}))
        .send()
        .await
        .unwrap();
    assert_eq!(json.status(), 422, "a report without a state is none");
}
