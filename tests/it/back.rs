//! The service is killed in the middle of a session and started again: everybody stands where he
//! stood, who was put out stays out, and who does not come back is gone in time.
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use chrono::DateTime;
use majlis::clock::Stopwatch;
use majlis::scheduling::ParticipantState;
use majlis::service::demo::PASSWORD;
use majlis::store::{Place, Store, session};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::kill::Node;
use crate::postgres;

/// A killed service is back, with everybody in it, within so long.
const BACK: Duration = Duration::from_secs(10);
/// Whatever a socket is to say has come by then: a place is kept for thirty seconds.
const PATIENCE: Duration = Duration::from_mins(1);
const OPERATOR: &str = "video.madinah";

/// Somebody's socket: just enough of a WebSocket client.
struct Socket(TcpStream);

impl Socket {
    /// Opens it, or says with which status that was refused.
    fn open(node: &Node, query: &str) -> Result<Self, u16> {
        let address = node.url().strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = format!(
            "GET /signal?{query} HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             Sec-WebSocket-Protocol: majlis.v1\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.extend(byte);
        }
        let head = String::from_utf8(head).unwrap();
        match head.split(' ').nth(1).unwrap().parse().unwrap() {
            101 => Ok(Self(stream)),
            status => Err(status),
        }
    }

    fn says(&mut self, message: &Value) {
        let text = message.to_string();
        let length = u8::try_from(text.len()).ok().filter(|length| *length < 126);
        // A mask of zeros leaves the payload as it is.
        let mut frame = vec![0x81, 0x80 | length.unwrap(), 0, 0, 0, 0];
        frame.extend(text.as_bytes());
        self.0.write_all(&frame).unwrap();
    }

    /// The next text.
    fn hears(&mut self) -> Value {
        loop {
            let mut head = [0; 2];
            self.0.read_exact(&mut head).unwrap();
            let length = match head[1] {
                126 => {
                    let mut long = [0; 2];
                    self.0.read_exact(&mut long).unwrap();
                    usize::from(u16::from_be_bytes(long))
                }
                short => usize::from(short),
            };
            let mut payload = vec![0; length];
            self.0.read_exact(&mut payload).unwrap();
            match head[0] & 0x0f {
                1 => return serde_json::from_slice(&payload).unwrap(),
                // A ping is answered, so that the service does not take the line for dead.
                9 => self.0.write_all(&[0x8a, 0x80, 0, 0, 0, 0]).unwrap(),
                8 => panic!("closed: {payload:?}"),
                _ => {}
            }
        }
    }

    /// Reads on to what fits.
    fn reads(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        let patience = Stopwatch::started();
        loop {
            let frame = self.hears();
            if fits(&frame) {
                return frame;
            }
            assert!(patience.elapsed() < PATIENCE, "last: {frame}");
        }
    }

    fn welcomed(&mut self, seq: Option<u64>) -> Value {
        let mut hello = json!({"type": "hello", "id": 1, "client": "test"});
        if let Some(seq) = seq {
            hello["seq"] = seq.into();
        }
        self.says(&hello);
        self.reads(|frame| frame["type"] == "welcome")
    }
}

fn person<'a>(welcome: &'a Value, id: &str) -> &'a Value {
    let people = welcome["participants"].as_array().unwrap();
    let found = people.iter().find(|one| one["participant"] == id);
    found.unwrap_or_else(|| panic!("{id} is not in {welcome}"))
}

fn token(welcome: &Value) -> String {
    format!("resume={}", welcome["resume_token"].as_str().unwrap())
}

impl Node {
    async fn staff(&self, username: &str) -> String {
        let asked = json!({"username": username, "password": PASSWORD});
        let signed = self.sends("/api/v1/auth/staff", None, &asked).await;
        let (status, signed) = signed.unwrap();
        assert_eq!(status, StatusCode::OK, "{signed}");
        signed["access_token"].as_str().unwrap().to_owned()
    }

    /// A booked meeting whose hour has come, checked in, with its link open; its session.
    async fn session(&self) -> String {
        let promise = self.books(1).await.unwrap().unwrap();
        let starts = DateTime::parse_from_rfc3339(&promise.starts_at).unwrap();
        let now = json!({"now": starts.to_rfc3339()});
        let (status, said) = self.sends("/demo/clock", None, &now).await.unwrap();
        assert!(status.is_success(), "{said}");
        let operator = self.staff(OPERATOR).await;
        let path = format!("/api/v1/appointments/{}/check-in", promise.appointment);
        let checked = self.sends(&path, Some(&operator), &json!({})).await;
        let (status, said) = checked.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{said}");
        let of = json!({"appointment": promise.appointment});
        let opened = self.sends("/api/v1/sessions", Some(&operator), &of).await;
        let (status, opened) = opened.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{opened}");
        opened["id"].as_str().unwrap().to_owned()
    }

    async fn ticket(&self, by: &str, session: &str, role: &str) -> (StatusCode, Value) {
        let path = format!("/api/v1/sessions/{session}/tickets");
        let made = self.sends(&path, Some(by), &json!({"role": role})).await;
        made.unwrap()
    }

    /// Enters by a new ticket; the socket, and what it was welcomed with.
    async fn enters(&self, by: &str, session: &str, role: &str) -> (Socket, Value) {
        let (status, made) = self.ticket(by, session, role).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let query = format!("ticket={}", made["ticket"].as_str().unwrap());
        let mut socket = Socket::open(self, &query).unwrap();
        let welcome = socket.welcomed(None);
        (socket, welcome)
    }
}

async fn left(database: &str, id: &str) -> Vec<String> {
    let (place, id) = (Place::parse(database).unwrap(), id.into());
    let store = Store::open(&place, 1).unwrap();
    let all = store.read(move |db| session::participants(db, &id));
    let mut all = all.await.unwrap();
    all.retain(|one| one.state == ParticipantState::Left);
    all.into_iter().map(|one| one.id).collect()
}

async fn everybody_is_back(folder: &Path, database: &str) {
    let node = Node::start(folder, database);
    let id = node.session().await;
    let (operator, deputy) = (node.staff(OPERATOR).await, node.staff("deputy").await);
    let (_nour, nour) = node.enters(&operator, &id, "applicant").await;
    let (_samir, samir) = node.enters(&operator, &id, "companion").await;
    let (_omar, omar) = node.enters(&operator, &id, "operator").await;
    let (mut amir, room) = node.enters(&deputy, &id, "official").await;
    let version = &person(&room, "applicant")["version"];
    amir.says(&json!({"type": "admit", "id": 2, "participant": "applicant", "version": version}));
    let admitted = amir.reads(|frame| frame["type"] == "admitted");
    amir.says(&json!({"type": "lock", "id": 3, "on": true}));
    // The answer to this one comes when it is written down, and with it all that was before it.
    amir.says(&json!({"type": "remove", "id": 4, "participant": omar["you"]}));
    amir.reads(|frame| frame["type"] == "removed");
    let waiting_since = person(&samir, "companion")["waiting_since"].clone();

    let since_kill = Stopwatch::started();
    node.kill();
    let node = Node::start(folder, database);
    let mut nour_again = Socket::open(&node, &token(&nour)).unwrap();
    let welcome = nour_again.welcomed(nour["seq"].as_u64());
    let she = person(&welcome, "applicant");
    assert_eq!(she["state"], "admitted", "{welcome}");
    assert_eq!(
        she["version"], admitted["version"],
        "nobody let her in again"
    );
    assert_eq!(
        (&welcome["resumed"], &welcome["locked"]),
        (&false.into(), &true.into())
    );
    assert_eq!(welcome["state"], "live");
    nour_again.reads(|frame| frame["type"] == "offer");
    let deputy = node.staff("deputy").await;
    let (mut amir, room) = node.enters(&deputy, &id, "official").await;
    assert!(since_kill.elapsed() < BACK, "{:?}", since_kill.elapsed());
    let he = person(&room, "companion");
    assert_eq!(he["state"], "waiting", "{room}");
    assert_eq!(he["waiting_since"], waiting_since);

    // Who was put out is refused by what he had and gets nothing new.
    assert_eq!(Socket::open(&node, &token(&omar)).err(), Some(401));
    let operator = node.staff(OPERATOR).await;
    let (status, said) = node.ticket(&operator, &id, "operator").await;
    assert_eq!(status, StatusCode::FORBIDDEN, "{said}");

    // The companion does not come back: his place is given up, and nobody stands in the list.
    amir.reads(|frame| {
        let people = frame["participants"].as_array();
        people.is_some_and(|all| all.iter().all(|one| one["participant"] != "companion"))
    });
    amir.says(&json!({"type": "remove", "id": 2, "participant": "applicant"}));
    amir.reads(|frame| frame["type"] == "removed");
    let gone = left(database, &id).await;
    assert!(gone.iter().any(|one| one == "companion"), "{gone:?}");
    node.kill();
}

#[actix_web::test]
async fn after_a_kill_everybody_stands_where_he_stood_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("majlis.sqlite");
    everybody_is_back(folder.path(), &format!("sqlite:{}", file.display())).await;
}

#[actix_web::test]
async fn after_a_kill_everybody_stands_where_he_stood_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    everybody_is_back(folder.path(), &postgres::empty()).await;
}
