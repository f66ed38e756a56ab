//! One socket: hello in time, text frames at a bearable pace, pings, and a bounded way out.

use super::{Inner, OUT_QUEUE_MAX, STRIKES_MAX, bucket::Bucket, keeper::Command, knock::Pass};
use crate::{
    id::{ParticipantId, SessionId},
    message::{BadFrame, ClientFrame, ClientMessage, ErrorCode, ServerFrame, ServerMessage},
    room::{Arrival, Connection, Entry, Input, Saying},
};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason};
use futures_util::StreamExt as _;
use std::sync::{Arc, atomic::Ordering};
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval_at, timeout},
};

/// The two halves of a socket.
pub(super) struct Socket {
    pub(super) session: actix_ws::Session,
    pub(super) stream: AggregatedMessageStream,
}

/// What a room has for a socket.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// A frame and its number.
    Frame(u64, String),
    /// The end.
    Close(u16, &'static str),
}

/// Why the driver itself closes a socket: its code and reason.
type Ending = (u16, &'static str);

const GONE: Ending = (1000, "");
const NO_HELLO: Ending = (4408, "hello did not come in time");
const BAD_HELLO: Ending = (4400, "the first frame is hello");
const NOT_TEXT: Ending = (1003, "frames are text");
const TOO_LARGE: Ending = (1009, "the frame is too large");
const TOO_FAST: Ending = (4429, "too many bad or hurried frames");
const TOO_SLOW: Ending = (4413, "the reader is too slow");
const STOPPING: Ending = (1012, "this machine stops");
const FELL: Ending = (1011, "the room fell and is opened again");
const NOT_LET_IN: Ending = (4403, "not let in");
const LATER: Ending = (1013, "try again");
const SILENT: Ending = (4408, "nothing was heard");

struct Talk {
    inner: Arc<Inner>,
    session: SessionId,
    room: mpsc::Sender<Command>,
    me: ParticipantId,
    connection: Connection,
    bucket: Bucket,
    strikes: u32,
    last_seq: u64,
    last_heard: Instant,
}

pub(super) async fn serve(inner: Arc<Inner>, mut socket: Socket, pass: Pass) {
    inner.sockets.fetch_add(1, Ordering::Relaxed);
    let patience = inner.settings.drop_after;
    let ending = match hello(&inner, &mut socket).await {
        Ok(hello) => converse(&inner, &mut socket, pass, hello).await,
        Err(ending) => {
            give_back(&inner, pass).await;
            ending
        }
    };
    let reason = CloseReason {
        code: CloseCode::from(ending.0),
        description: None,
    };
    let reason = match ending.1 {
        "" => reason,
        text => CloseReason {
            description: Some(text.to_owned()),
            ..reason
        },
    };
    // A peer that is gone needs no goodbye, and one that is stuck does not get to keep us.
    let _closed = timeout(patience, socket.session.close(Some(reason))).await;
    inner.sockets.fetch_sub(1, Ordering::Relaxed);
}

/// Nobody saw the room: a resume token that was shown for nothing stays good.
async fn give_back(inner: &Inner, pass: Pass) {
    let Some(hash) = pass.resumed else { return };
    if let Err(why) = inner.host.keep_resume(hash, &pass.guest).await {
        tracing::error!(error = ?why, "a resume token could not be kept");
    }
}

/// What hello said.
struct Hello {
    id: Option<u64>,
    seen: Option<u64>,
}

async fn hello(inner: &Inner, socket: &mut Socket) -> Result<Hello, Ending> {
    let deadline = inner.settings.hello_within;
    let text = match timeout(deadline, first_text(socket)).await {
        Ok(found) => found?,
        Err(_elapsed) => return Err(NO_HELLO),
    };
    let frame = ClientFrame::read(&text).map_err(|_bad| BAD_HELLO)?;
    match frame.message {
        ClientMessage::Hello { client: _, seq } => Ok(Hello {
            id: frame.id,
            seen: seq,
        }),
        ClientMessage::Ready { .. }
        | ClientMessage::Answer { .. }
        | ClientMessage::Candidate(_)
        | ClientMessage::Restart {}
        | ClientMessage::Admit { .. }
        | ClientMessage::Hold { .. }
        | ClientMessage::Decline { .. }
        | ClientMessage::Invite { .. }
        | ClientMessage::Tell { .. }
        | ClientMessage::Mute { .. }
        | ClientMessage::Remove { .. }
        | ClientMessage::Lock { .. }
        | ClientMessage::Chat { .. }
        | ClientMessage::Pin { .. }
        | ClientMessage::Stats(_)
        | ClientMessage::End { .. }
        | ClientMessage::Bye {} => Err(BAD_HELLO),
    }
}

async fn first_text(socket: &mut Socket) -> Result<String, Ending> {
    loop {
        match socket.stream.next().await {
            Some(Ok(AggregatedMessage::Text(text))) => return Ok(text.to_string()),
            Some(Ok(AggregatedMessage::Ping(payload))) => {
                socket
                    .session
                    .pong(&payload)
                    .await
                    .map_err(|_closed| GONE)?;
            }
            Some(Ok(AggregatedMessage::Pong(_))) => {}
            Some(Ok(AggregatedMessage::Binary(_))) => return Err(NOT_TEXT),
            Some(Ok(AggregatedMessage::Close(_))) | None => return Err(GONE),
            Some(Err(_broken)) => return Err(TOO_LARGE),
        }
    }
}

/// Says to somebody who was put out, here or elsewhere, that nobody opens.
async fn turn_away(socket: &mut Socket, hello: &Hello) -> Ending {
    let (code, detail) = (
        ErrorCode::Removed,
        "the session does not let this person in".to_owned(),
    );
    let frame = ServerFrame {
        seq: 1,
        id: hello.id,
        message: ServerMessage::Error { code, detail },
    };
    let Ok(text) = serde_json::to_string(&frame) else {
        return GONE;
    };
    match socket.session.text(text).await {
        Ok(()) => NOT_LET_IN,
        Err(_closed) => GONE,
    }
}

async fn converse(inner: &Arc<Inner>, socket: &mut Socket, pass: Pass, hello: Hello) -> Ending {
    if inner.is_draining.load(Ordering::SeqCst) {
        return STOPPING;
    }
    match inner.host.is_barred(&pass.guest).await {
        Ok(false) => {}
        Ok(true) => return turn_away(socket, &hello).await,
        Err(why) => {
            tracing::error!(error = ?why, "who is kept out could not be looked up");
            give_back(inner, pass).await;
            return LATER;
        }
    }
    let connection = inner.next_connection();
    let now = Instant::now();
    let settings = &inner.settings;
    let (session, me) = (pass.guest.session.clone(), pass.guest.participant.clone());
    let entry = match pass.resumed {
        Some(_) => Entry::Resume { seen: hello.seen },
        None => Entry::Ticket,
    };
    let (out, mut queue) = mpsc::channel(OUT_QUEUE_MAX);
    let arrival = Arrival {
        guest: pass.guest,
        connection,
        id: hello.id,
        entry,
    };
    let room = inner.post(&session, Command::Join { arrival, out }).await;
    let mut talk = Talk {
        inner: Arc::clone(inner),
        room,
        session,
        me,
        connection,
        bucket: Bucket::new(settings.burst, settings.frames_per_second, now),
        strikes: 0,
        last_seq: 0,
        last_heard: now,
    };
    let ending = talk.run(socket, &mut queue).await;
    let lost = Input::Lost {
        from: talk.me.clone(),
        connection,
    };
    // A room that closed has no place to give up.
    let _told = talk.tell(lost).await;
    ending
}

impl Talk {
    async fn run(&mut self, socket: &mut Socket, queue: &mut mpsc::Receiver<Outgoing>) -> Ending {
        let every = self.inner.settings.ping_every;
        let mut ping = interval_at(Instant::now() + every, every);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let step = tokio::select! {
                biased;
                outgoing = queue.recv() => self.pass_on(socket, outgoing).await,
                heard = socket.stream.next() => self.heard(socket, heard).await,
                _ = ping.tick() => self.beat(socket).await,
            };
            if let Err(ending) = step {
                return ending;
            }
        }
    }

    async fn pass_on(
        &mut self,
        socket: &mut Socket,
        outgoing: Option<Outgoing>,
    ) -> Result<(), Ending> {
        match outgoing {
            Some(Outgoing::Frame(seq, text)) => {
                self.last_seq = seq;
                self.write(socket, text).await
            }
            Some(Outgoing::Close(code, reason)) => Err((code, reason)),
            None if self.room.is_closed() => Err(FELL),
            // The room gave this reader up.
            None => Err(TOO_SLOW),
        }
    }

    async fn write(&self, socket: &mut Socket, text: String) -> Result<(), Ending> {
        match timeout(self.inner.settings.drop_after, socket.session.text(text)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_closed)) => Err(GONE),
            Err(_elapsed) => Err(TOO_SLOW),
        }
    }

    async fn beat(&mut self, socket: &mut Socket) -> Result<(), Ending> {
        if self.last_heard.elapsed() >= self.inner.settings.drop_after {
            return Err(SILENT);
        }
        let frame = ServerFrame {
            seq: self.last_seq,
            id: None,
            message: ServerMessage::Beat {},
        };
        let text = serde_json::to_string(&frame).map_err(|_never| GONE)?;
        self.write(socket, text).await?;
        socket.session.ping(b"").await.map_err(|_closed| GONE)
    }

    async fn heard<E>(
        &mut self,
        socket: &mut Socket,
        heard: Option<Result<AggregatedMessage, E>>,
    ) -> Result<(), Ending> {
        self.last_heard = Instant::now();
        match heard {
            Some(Ok(AggregatedMessage::Text(text))) => self.said(&text).await,
            Some(Ok(AggregatedMessage::Ping(payload))) => {
                socket.session.pong(&payload).await.map_err(|_closed| GONE)
            }
            Some(Ok(AggregatedMessage::Pong(_))) => Ok(()),
            Some(Ok(AggregatedMessage::Binary(_))) => Err(NOT_TEXT),
            Some(Ok(AggregatedMessage::Close(_))) | None => Err(GONE),
            Some(Err(_broken)) => Err(TOO_LARGE),
        }
    }

    async fn said(&mut self, text: &str) -> Result<(), Ending> {
        let (from, connection) = (self.me.clone(), self.connection);
        let read = if self.bucket.take(Instant::now()) {
            ClientFrame::read(text)
        } else {
            let detail = "frames come too fast".to_owned();
            Err(BadFrame {
                id: None,
                code: ErrorCode::SlowDown,
                detail,
            })
        };
        let input = match read {
            Ok(ClientFrame { id, message }) => Input::Said(Saying {
                from,
                connection,
                id,
                message,
            }),
            Err(BadFrame { id, code, detail }) => {
                self.strikes += 1;
                if self.strikes > STRIKES_MAX {
                    return Err(TOO_FAST);
                }
                Input::Garbled {
                    from,
                    connection,
                    id,
                    code,
                    detail,
                }
            }
        };
        self.tell(input).await
    }

    /// Tells the room, or the one that took its place.
    async fn tell(&mut self, input: Input) -> Result<(), Ending> {
        let Err(mpsc::error::SendError(unsent)) = self.room.send(Command::Told(input)).await else {
            return Ok(());
        };
        self.room = self.inner.open_room(&self.session).ok_or(GONE)?;
        self.room.send(unsent).await.map_err(|_closed| GONE)
    }
}
