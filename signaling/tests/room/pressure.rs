//! The door under pressure: tickets and tokens shown twice, foreign pages, frames without end,
//! readers that do not read, and a session that goes wrong beside one that goes well.

use crate::{
    cast::guest,
    socket::{Heard, House, ORIGIN, PATIENCE, Socket, quick, session},
};
use futures_util::future::join_all;
use majlis_signaling::{
    host::Guest,
    id::SessionId,
    message::{FRAME_BYTES_MAX, Role},
    room::{Event, Path},
    socket::{OUT_QUEUE_MAX, SocketSettings},
};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{io::AsyncWriteExt as _, net::TcpSocket, time::timeout};

const PROTOCOL: &str = "Sec-WebSocket-Protocol: majlis.v1\r\n";

impl Socket {
    /// Asks something harmless, and is answered: the socket is alive.
    async fn is_alive(&mut self, number: u64) {
        self.say(json!({"type": "stats", "id": number})).await;
        assert_eq!(self.reads("done").await["id"], number);
    }

    /// The head of a masked text frame that announces so many bytes, and is the last or not.
    async fn begins(&mut self, opcode: u8, length: u64) {
        let mut head = vec![opcode, 0x80 | 127];
        head.extend(length.to_be_bytes());
        head.extend([0; 4]);
        self.stream.write_all(&head).await.unwrap();
    }
}

/// Check 2: a ticket shown a second time opens nothing and puts nobody out.
#[actix_web::test]
async fn a_ticket_shown_twice_leaves_who_came_first_where_he_is() {
    let house = House::open(quick());
    let ticket = format!("ticket={}", house.ticket("nour"));
    let mut first = house.knocks(&ticket).await.unwrap();
    first
        .say(json!({"type": "hello", "id": 1, "client": "test"}))
        .await;
    first.reads("welcome").await;
    for _ in 0..3 {
        assert_eq!(house.knocks(&ticket).await.err(), Some(401));
    }
    first.is_alive(2).await;
    assert_eq!(house.signaling.counts(), (1, 1));
    house.close().await;
}

/// Checks 2 and 7: of many who show the same ticket, or the same token, at once, one gets in.
#[actix_web::test]
async fn of_many_with_one_secret_one_gets_in() {
    let house = House::open(quick());
    let ticket = format!("ticket={}", house.ticket("nour"));
    let knocks = join_all((0..8).map(|_| house.knocks(&ticket))).await;
    let mut inside: Vec<Socket> = knocks.into_iter().filter_map(Result::ok).collect();
    assert_eq!(inside.len(), 1);
    let mut nour = inside.pop().unwrap();
    nour.say(json!({"type": "hello", "client": "test"})).await;
    let welcome = nour.reads("welcome").await;
    let token = welcome["resume_token"].as_str().unwrap().to_owned();
    drop(nour);

    let resume = format!("resume={token}");
    let knocks = join_all((0..8).map(|_| house.knocks(&resume))).await;
    let refused = knocks.iter().filter(|knock| matches!(knock, Err(401)));
    assert_eq!(refused.count(), 7);
    let mut nour = knocks.into_iter().find_map(Result::ok).unwrap();
    nour.say(json!({"type": "hello", "client": "test", "seq": 0}))
        .await;
    let welcome = nour.reads("welcome").await;
    assert_ne!(welcome["resume_token"], token.as_str());
    // Neither the old token nor one that differs in its last letter is worth anything.
    let last = if token.ends_with('0') { "1" } else { "0" };
    let near = format!("resume={}{last}", token.split_at(token.len() - 1).0);
    for worthless in [&resume, &near] {
        assert_eq!(house.knocks(worthless).await.err(), Some(401));
    }
    nour.is_alive(2).await;
    house.close().await;
}

/// Check 6: the origin is one of ours to the letter, and a cookie is neither read nor set.
#[actix_web::test]
async fn only_our_own_origin_knocks_and_no_cookie_opens() {
    let house = House::open(quick());
    let ticket = format!("ticket={}", house.ticket("nour"));
    for origin in [
        "null",
        "",
        "http://majlis.test",
        "https://majlis.test:444",
        "https://majlis.test.elsewhere.test",
        "https://elsewhere.test/https://majlis.test",
        "https://sub.majlis.test",
    ] {
        let headers = format!("{PROTOCOL}Origin: {origin}\r\n");
        let knock = house.knocks_from(&ticket, &headers).await;
        assert_eq!(knock.err(), Some(403), "{origin}");
    }
    let cookie = format!("{PROTOCOL}Cookie: access=x; {ticket}\r\n");
    assert_eq!(house.knocks_from("", &cookie).await.err(), Some(401));
    let own = format!("{PROTOCOL}Origin: {ORIGIN}\r\nCookie: access=x\r\n");
    let nour = house.knocks_from(&ticket, &own).await.unwrap();
    assert!(!nour.head.to_lowercase().contains("set-cookie"));
    house.close().await;
}

/// Check 18: a frame is refused by what it announces; its bytes are not waited for.
#[actix_web::test]
async fn a_frame_too_large_is_refused_before_it_comes() {
    let house = House::open(quick());
    for announced in [FRAME_BYTES_MAX + 1, 1 << 40] {
        let mut nour = house.enters("nour").await;
        nour.reads("welcome").await;
        nour.begins(0x81, u64::try_from(announced).unwrap()).await;
        assert_eq!(nour.is_closed().await, 1009, "{announced}");
    }
    // Before hello as well: whoever has not said who he is has even less claim to memory.
    let ticket = format!("ticket={}", house.ticket("nour"));
    let mut silent = house.knocks(&ticket).await.unwrap();
    silent.begins(0x81, 1 << 40).await;
    assert_eq!(silent.is_closed().await, 1009);
    house.close().await;
}

/// Check 18: a message in pieces is as large as its pieces together.
#[actix_web::test]
async fn a_message_in_endless_pieces_is_refused_at_the_bound() {
    let house = House::open(quick());
    let mut nour = house.enters("nour").await;
    nour.reads("welcome").await;
    let piece = vec![b' '; FRAME_BYTES_MAX / 4];
    let length = u64::try_from(piece.len()).unwrap();
    // A text that is not the last piece, then pieces that are not the last either.
    for opcode in [0x01, 0x00, 0x00, 0x00, 0x00] {
        nour.begins(opcode, length).await;
        nour.stream.write_all(&piece).await.unwrap();
    }
    assert_eq!(nour.is_closed().await, 1009);
    house.close().await;
}

/// Check 18: compression is offered by browsers and never taken up, so nothing small grows.
#[actix_web::test]
async fn compression_is_not_taken_up() {
    let house = House::open(quick());
    let ticket = format!("ticket={}", house.ticket("nour"));
    let offer = format!(
        "{PROTOCOL}Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    );
    let mut nour = house.knocks_from(&ticket, &offer).await.unwrap();
    assert!(
        !nour
            .head
            .to_lowercase()
            .contains("sec-websocket-extensions"),
        "{}",
        nour.head
    );
    // A frame that says it is compressed ends the socket.
    nour.stream
        .write_all(&[0xc1, 0x80, 0, 0, 0, 0])
        .await
        .unwrap();
    assert_eq!(nour.is_closed().await, 1009);
    house.close().await;
}

/// Check 20: for a reader who does not read a bounded number of frames is kept; then he is out,
/// and nobody else waits for him.
#[actix_web::test]
async fn a_reader_who_does_not_read_is_put_out() {
    // More than the queue and all buffers of a loopback connection hold.
    const LINES_MAX: u64 = 4_000;
    let house = House::open(SocketSettings {
        burst: u32::MAX,
        ping_every: Duration::from_mins(1),
        // So patient that only the bound of the queue can put her out.
        drop_after: Duration::from_mins(5),
        ..quick()
    });
    let mut amir = house.enters("amir").await;
    amir.reads("welcome").await;
    let small = TcpSocket::new_v4().unwrap();
    small.set_recv_buffer_size(4096).unwrap();
    let stream = small.connect(house.address).await.unwrap();
    let ticket = format!("ticket={}", house.ticket("sara"));
    let mut sara = house.knocks_on(stream, &ticket, PROTOCOL).await.unwrap();
    sara.say(json!({"type": "hello", "client": "test"})).await;
    sara.reads("welcome").await;

    let text = "ن".repeat(1_900);
    let mut said = 0;
    let is_there = async |who: &str| {
        let snapshot = house.signaling.snapshot(&session()).await.unwrap();
        let mut people = snapshot.participants.iter();
        people
            .find(|person| person.participant.as_str() == who)
            .is_some_and(|person| person.connected)
    };
    while is_there("sara").await {
        said += 1;
        assert!(said < LINES_MAX, "she is kept whatever comes");
        amir.say(json!({"type": "chat", "id": said + 1, "text": text}))
            .await;
        assert_eq!(amir.reads("chat").await["id"], said + 1);
    }
    let queue = u64::try_from(OUT_QUEUE_MAX).unwrap();
    assert!(said > queue, "the queue is for as many: {said}");
    amir.is_alive(said + 2).await;
    assert!(is_there("amir").await);
    // Whatever was on its way still comes; the rest does not, and then it is over.
    let mut read = 0;
    let code = loop {
        match sara.hears().await {
            Heard::Text(_) => read += 1,
            Heard::Closed(code) => break code,
        }
    };
    assert!(read <= said + 2, "{read} of {said}");
    assert!(code == 4413 || code == 0, "{code}");
    amir.is_alive(said + 3).await;
    assert_eq!(house.signaling.counts().1, 1);
    house.close().await;
}

/// Check 15: after the end no ticket, no token and no route is good for anything any more.
#[actix_web::test]
async fn after_the_end_nothing_opens_any_more() {
    let house = House::open(quick());
    let unused = format!("ticket={}", house.ticket("nour"));
    let mut nour = house.enters("nour").await;
    let welcome = nour.reads("welcome").await;
    let token = format!("resume={}", welcome["resume_token"].as_str().unwrap());
    let mut amir = house.enters("amir").await;
    let welcome = amir.reads("welcome").await;
    let office = format!("resume={}", welcome["resume_token"].as_str().unwrap());
    let version = welcome["participants"][1]["version"].clone();
    amir.say(json!({"type": "admit", "id": 2, "participant": "nour", "version": version}))
        .await;
    amir.reads("admitted").await;
    let path = Path {
        from: crate::cast::id("nour"),
        to: crate::cast::id("amir"),
    };
    assert!(house.lines.routes.lock().unwrap().contains(&path));

    amir.say(json!({"type": "end", "id": 3, "outcome": "heard"}))
        .await;
    assert_eq!(amir.is_closed().await, 4410);
    nour.reads("ended").await;
    assert_eq!(nour.is_closed().await, 4410);
    let is_out = |event: &Event| matches!(event, Event::Left { participant, .. } if participant.as_str() == "nour");
    timeout(PATIENCE, house.host.kept(is_out)).await.unwrap();
    assert!(house.lines.routes.lock().unwrap().is_empty());
    for token in [&token, &office] {
        assert_eq!(house.knocks(token).await.err(), Some(401));
    }
    assert_eq!(house.host.resumes(), 0);
    for ticket in [unused, format!("ticket={}", house.ticket("amir"))] {
        let mut late = house.knocks(&ticket).await.unwrap();
        late.say(json!({"type": "hello", "client": "test"})).await;
        assert_eq!(late.reads("error").await["code"], "ended");
        assert_eq!(late.is_closed().await, 4403);
    }
    house.close().await;
}

/// Check 29: a session whose host panics closes on its own people, who are told to come back; the
/// next one goes on, and the broken one can be opened again.
#[actix_web::test]
async fn a_session_that_panics_leaves_the_next_untouched() {
    let house = House::open(quick());
    let mut nour = house.enters("nour").await;
    nour.reads("welcome").await;
    house.host.panics(2);
    let broken = Guest {
        session: SessionId::new("broken").unwrap(),
        ..guest("samir", Role::Companion)
    };
    let knock = || async {
        let ticket = house.signaling.issue(&broken).unwrap().0;
        let mut samir = house.knocks(&format!("ticket={ticket}")).await.unwrap();
        samir
            .say(json!({"type": "hello", "id": 1, "client": "test"}))
            .await;
        samir
    };
    for number in 2..4 {
        assert_eq!(knock().await.is_closed().await, 1011);
        nour.is_alive(number).await;
    }
    let mut samir = knock().await;
    assert_eq!(samir.reads("welcome").await["id"], 1);
    samir.is_alive(2).await;
    nour.is_alive(4).await;
    assert_eq!(house.signaling.waiting(&session()).await.len(), 1);
    house.close().await;
}

/// Check 17: on the wire too nobody says who he is; the socket stays for what he says next.
#[actix_web::test]
async fn a_frame_with_a_sender_is_refused_on_the_wire() {
    let house = House::open(quick());
    let mut amir = house.enters("amir").await;
    amir.reads("welcome").await;
    let forged = json!({"type": "chat", "id": 2, "text": "x", "from": "sara"});
    amir.say(forged).await;
    let error: Value = amir.reads("error").await;
    assert_eq!(
        (&error["id"], &error["code"]),
        (&json!(2), &json!("bad_frame"))
    );
    amir.is_alive(3).await;
    house.close().await;
}
