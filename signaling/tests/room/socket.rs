//! A real server, real sockets: tickets, hello, resume, admission, and the end.

use crate::{
    cast::{guest, role_of},
    host::{MemoryHost, MemoryLines, keys},
};
use actix_web::{App, HttpServer};
use majlis_signaling::{
    host::Guest,
    id::SessionId,
    message::Role,
    room::{Event, Leaving, Path},
    socket::{Lines, Signaling, SocketSettings},
};
use serde_json::{Value, json};
use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
pub(crate) const ORIGIN: &str = "https://majlis.test";

/// A server with a host in memory.
pub(crate) struct House {
    pub(crate) signaling: Signaling,
    pub(crate) host: Arc<MemoryHost>,
    pub(crate) lines: Arc<MemoryLines>,
    pub(crate) address: SocketAddr,
    server: actix_web::dev::ServerHandle,
}

impl House {
    pub(crate) fn open(settings: SocketSettings) -> Self {
        let host = Arc::new(MemoryHost::default());
        let lines = Arc::new(MemoryLines::default());
        let carrier = Arc::<MemoryLines>::clone(&lines);
        Self::with(settings, host, lines, carrier)
    }

    /// A server whose media go another way than into memory.
    pub(crate) fn carried_by(settings: SocketSettings, carrier: Arc<dyn Lines>) -> Self {
        let (host, lines) = (Arc::default(), Arc::default());
        Self::with(settings, host, lines, carrier)
    }

    fn with(
        settings: SocketSettings,
        host: Arc<MemoryHost>,
        lines: Arc<MemoryLines>,
        carrier: Arc<dyn Lines>,
    ) -> Self {
        let signaling = Signaling::new(
            Arc::<MemoryHost>::clone(&host),
            carrier,
            keys(),
            settings,
            tokio::runtime::Handle::current(),
        );
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mounted = signaling.clone();
        let server = HttpServer::new(move || {
            let mounted = mounted.clone();
            App::new().configure(move |config| mounted.configure(config))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        let handle = server.handle();
        drop(tokio::task::spawn_local(server));
        Self {
            signaling,
            host,
            lines,
            address,
            server: handle,
        }
    }

    pub(crate) fn ticket(&self, name: &str) -> String {
        self.signaling.issue(&guest(name, role_of(name))).unwrap().0
    }

    pub(crate) async fn enters(&self, name: &str) -> Socket {
        let mut socket = self
            .knocks(&format!("ticket={}", self.ticket(name)))
            .await
            .unwrap();
        socket
            .say(json!({"type": "hello", "id": 1, "client": "test"}))
            .await;
        socket
    }

    /// Opens a socket, or says with which status the server refused.
    pub(crate) async fn knocks(&self, query: &str) -> Result<Socket, u16> {
        self.knocks_from(query, "Sec-WebSocket-Protocol: majlis.v1\r\n")
            .await
    }

    pub(crate) async fn knocks_from(&self, query: &str, headers: &str) -> Result<Socket, u16> {
        let stream = TcpStream::connect(self.address).await.unwrap();
        self.knocks_on(stream, query, headers).await
    }

    /// Opens a socket on a connection that stands.
    pub(crate) async fn knocks_on(
        &self,
        mut stream: TcpStream,
        query: &str,
        headers: &str,
    ) -> Result<Socket, u16> {
        let request = format!(
            "GET /signal?{query} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        if status == 101 {
            Ok(Socket { stream, head })
        } else {
            Err(status)
        }
    }

    pub(crate) async fn close(self) {
        timeout(PATIENCE, self.signaling.drain(None)).await.unwrap();
        self.server.stop(false).await;
    }
}

/// The client's end of a WebSocket, just enough of it.
pub(crate) struct Socket {
    pub(crate) stream: TcpStream,
    /// What the server answered to the handshake.
    pub(crate) head: String,
}

#[derive(Debug)]
pub(crate) enum Heard {
    Text(Value),
    Closed(u16),
}

impl Socket {
    pub(crate) async fn say(&mut self, message: Value) {
        self.write(1, message.to_string().as_bytes()).await;
    }

    pub(crate) async fn write(&mut self, opcode: u8, payload: &[u8]) {
        let mut frame = vec![0x80 | opcode];
        match u16::try_from(payload.len()).unwrap() {
            short @ 0..=125 => frame.push(0x80 | u8::try_from(short).unwrap()),
            long => {
                frame.push(0x80 | 0x7e);
                frame.extend(long.to_be_bytes());
            }
        }
        // A mask of zeros leaves the payload as it is.
        frame.extend([0; 4]);
        frame.extend(payload);
        self.stream.write_all(&frame).await.unwrap();
    }

    pub(crate) async fn hears(&mut self) -> Heard {
        timeout(PATIENCE, self.next())
            .await
            .expect("the server says something")
    }

    async fn next(&mut self) -> Heard {
        loop {
            let Ok(first) = self.stream.read_u8().await else {
                return Heard::Closed(0);
            };
            let length = match self.stream.read_u8().await.unwrap() {
                126 => u64::from(self.stream.read_u16().await.unwrap()),
                127 => self.stream.read_u64().await.unwrap(),
                short => u64::from(short),
            };
            let mut payload = vec![0; usize::try_from(length).unwrap()];
            self.stream.read_exact(&mut payload).await.unwrap();
            match first & 0x0f {
                1 => return Heard::Text(serde_json::from_slice(&payload).unwrap()),
                8 if payload.len() < 2 => return Heard::Closed(1005),
                8 => return Heard::Closed(u16::from_be_bytes([payload[0], payload[1]])),
                9 => self.write(10, &payload).await,
                _ => {}
            }
        }
    }

    /// Reads on until a message of this type comes.
    pub(crate) async fn reads(&mut self, kind: &str) -> Value {
        let mut beats = 0;
        loop {
            match self.hears().await {
                Heard::Text(frame) if frame["type"] == kind => return frame,
                Heard::Text(frame) if frame["type"] == "beat" => {
                    beats += 1;
                    assert!(beats < 3, "{kind} never comes");
                }
                Heard::Text(_) => {}
                Heard::Closed(code) => panic!("closed with {code} before {kind}"),
            }
        }
    }

    /// Reads on until the server closes.
    pub(crate) async fn is_closed(&mut self) -> u16 {
        loop {
            if let Heard::Closed(code) = self.hears().await {
                return code;
            }
        }
    }
}

pub(crate) fn session() -> SessionId {
    crate::cast::session()
}

pub(crate) fn quick() -> SocketSettings {
    SocketSettings {
        origins: vec![ORIGIN.to_owned()],
        ..SocketSettings::default()
    }
}

#[actix_web::test]
async fn a_ticket_opens_once_and_only_to_our_pages() {
    let house = House::open(quick());
    let ticket = format!("ticket={}", house.ticket("nour"));
    let protocol = "Sec-WebSocket-Protocol: majlis.v1\r\n";
    let foreign = format!("{protocol}Origin: https://elsewhere.test\r\n");
    let own = format!("{protocol}Origin: {ORIGIN}\r\n");
    assert_eq!(house.knocks_from(&ticket, &foreign).await.err(), Some(403));
    assert_eq!(house.knocks_from(&ticket, "").await.err(), Some(400));
    assert_eq!(house.knocks("").await.err(), Some(401));
    assert_eq!(house.knocks(&format!("{ticket}x")).await.err(), Some(401));
    assert_eq!(
        house.knocks(&format!("{ticket}&resume=0")).await.err(),
        Some(401)
    );
    assert!(
        house.knocks_from(&ticket, &own).await.is_ok(),
        "nothing before used it up"
    );
    assert_eq!(house.knocks(&ticket).await.err(), Some(401));
    house.close().await;
}

#[actix_web::test]
async fn who_says_no_hello_is_shown_out() {
    let hello_within = Duration::from_millis(30);
    let house = House::open(SocketSettings {
        hello_within,
        ..quick()
    });
    let mut silent = house
        .knocks(&format!("ticket={}", house.ticket("nour")))
        .await
        .unwrap();
    assert_eq!(silent.is_closed().await, 4408);
    let mut rude = house
        .knocks(&format!("ticket={}", house.ticket("nour")))
        .await
        .unwrap();
    rude.say(json!({"type": "bye"})).await;
    assert_eq!(rude.is_closed().await, 4400);
    house.close().await;
}

#[actix_web::test]
async fn a_socket_that_falls_silent_is_dropped() {
    let settings = SocketSettings {
        ping_every: Duration::from_millis(50),
        // Long enough for the first answer on a machine that is busy with everything else.
        drop_after: Duration::from_secs(1),
        ..quick()
    };
    let house = House::open(settings);
    let mut nour = house.enters("nour").await;
    nour.reads("welcome").await;
    assert_eq!(nour.reads("beat").await["id"], Value::Null);
    // From here on the client answers no ping: it only reads what is already there.
    let mut byte = [0; 4096];
    while timeout(PATIENCE, nour.stream.read(&mut byte))
        .await
        .unwrap()
        .unwrap()
        > 0
    {}
    house.close().await;
}

#[actix_web::test]
async fn a_person_is_admitted_over_real_sockets() {
    let house = House::open(quick());
    let mut nour = house.enters("nour").await;
    let welcome = nour.reads("welcome").await;
    assert_eq!(welcome["id"], 1);
    assert_eq!(welcome["ice_servers"][0]["urls"][0], "stun:stun.host.test");
    let offer = nour.reads("offer").await;
    nour.say(json!({"type": "answer", "id": 2, "sdp": "v=0", "epoch": offer["epoch"]}))
        .await;
    nour.reads("done").await;
    assert_eq!(
        *house.lines.answers.lock().unwrap(),
        vec![("nour".to_owned(), 1)]
    );
    assert_eq!(house.signaling.waiting(&session()).await.len(), 1);

    let mut amir = house.enters("amir").await;
    let welcome = amir.reads("welcome").await;
    let nour_there = &welcome["participants"][1];
    assert_eq!(nour_there["participant"], "nour");
    let version = nour_there["version"].clone();
    amir.say(json!({"type": "admit", "id": 2, "participant": "nour", "version": version}))
        .await;
    assert_eq!(amir.reads("admitted").await["id"], 2);
    nour.reads("admitted").await;
    let path = Path {
        from: crate::cast::id("nour"),
        to: crate::cast::id("amir"),
    };
    assert!(house.lines.routes.lock().unwrap().contains(&path));

    amir.say(json!({"type": "invite", "id": 3, "role": "interpreter", "by": "link"}))
        .await;
    assert_eq!(
        amir.reads("invited").await["link"],
        "https://host.test/join/interpreter"
    );
    amir.say(json!({"type": "dance", "id": 4})).await;
    assert_eq!(amir.reads("error").await["code"], "bad_frame");

    house.host.fails(2);
    amir.say(json!({"type": "end", "id": 5, "outcome": "heard"}))
        .await;
    assert_eq!(amir.is_closed().await, 4410);
    let ended = nour.reads("ended").await;
    assert_eq!(ended["survey"], "https://host.test/survey/nour");
    timeout(
        PATIENCE,
        house.host.kept(|event| matches!(event, Event::Left { .. })),
    )
    .await
    .unwrap();
    let order: Vec<bool> = house
        .host
        .events()
        .iter()
        .map(|event| matches!(event, Event::Ended { .. }))
        .collect();
    assert_eq!(
        order.iter().filter(|is_end| **is_end).count(),
        1,
        "kept once, though it failed"
    );
    let mut late = house.enters("nour").await;
    assert_eq!(late.reads("error").await["code"], "ended");
    house.close().await;
}

#[actix_web::test]
async fn a_lost_socket_comes_back_once_with_the_token() {
    let house = House::open(quick());
    let mut nour = house.enters("nour").await;
    let token = nour.reads("welcome").await["resume_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let seen = nour.reads("queue").await["seq"].as_u64().unwrap();
    drop(nour);
    let mut nour = house.knocks(&format!("resume={token}")).await.unwrap();
    nour.say(json!({"type": "hello", "client": "test", "seq": seen}))
        .await;
    let welcome = nour.reads("welcome").await;
    assert_eq!(welcome["resumed"], true);
    assert_ne!(welcome["resume_token"], token);
    assert_eq!(
        house.knocks(&format!("resume={token}")).await.err(),
        Some(401)
    );
    nour.say(json!({"type": "bye"})).await;
    assert_eq!(nour.is_closed().await, 1000);
    let is_gone = |event: &Event| {
        matches!(
            event,
            Event::Left {
                cause: Leaving::Bye,
                ..
            }
        )
    };
    timeout(PATIENCE, house.host.kept(is_gone)).await.unwrap();
    assert_eq!(house.host.resumes(), 0);
    house.close().await;
}

#[actix_web::test]
async fn a_client_in_a_hurry_is_told_and_then_shown_out() {
    let house = House::open(SocketSettings {
        burst: 3,
        frames_per_second: 0,
        ..quick()
    });
    let mut nour = house.enters("nour").await;
    for _ in 0..4 {
        nour.say(json!({"type": "stats"})).await;
    }
    assert_eq!(nour.reads("error").await["code"], "slow_down");
    for _ in 0..60 {
        nour.say(json!({"type": "stats"})).await;
    }
    assert_eq!(nour.is_closed().await, 4429);
    house.close().await;
}

#[actix_web::test]
async fn a_host_that_stops_says_where_it_goes_on_and_takes_nobody_new() {
    let house = House::open(quick());
    let mut nour = house.enters("nour").await;
    nour.reads("welcome").await;
    let elsewhere = Some("wss://other.test/signal".to_owned());
    timeout(PATIENCE, house.signaling.drain(elsewhere))
        .await
        .unwrap();
    assert_eq!(
        nour.reads("moved").await["signal_url"],
        "wss://other.test/signal"
    );
    assert_eq!(nour.is_closed().await, 1012);
    assert_eq!(
        house.host.resumes(),
        1,
        "the place can be taken up elsewhere"
    );
    let ticket = format!("ticket={}", house.ticket("samir"));
    assert_eq!(house.knocks(&ticket).await.err(), Some(503));
    house.close().await;
}

#[actix_web::test]
async fn a_session_nobody_knows_lets_nobody_in() {
    let house = House::open(quick());
    let stranger = Guest {
        session: SessionId::new("s2").unwrap(),
        ..guest("nour", Role::Applicant)
    };
    let ticket = house.signaling.issue(&stranger).unwrap().0;
    let mut socket = house.knocks(&format!("ticket={ticket}")).await.unwrap();
    socket.say(json!({"type": "hello", "client": "test"})).await;
    assert_eq!(socket.reads("error").await["code"], "gone");
    assert_eq!(socket.is_closed().await, 4403);
    house.close().await;
}
