//! The WebSocket driver: who may knock, and the tasks that carry out what the rooms decide.

mod bucket;
mod connection;
mod guard;
mod keeper;
mod knock;
mod lines;
mod meaning;
mod records;

pub use lines::Lines;

use crate::{
    host::{Delay, Expectation, Guest, Host},
    id::SessionId,
    message::ErrorCode,
    room::{Connection, Input, Moment, Snapshot, WaitingPerson},
    ticket::{BadTicket, JTI_BYTES, TicketKeys},
};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use keeper::Command;
use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
    time::Instant,
};

/// How many things may wait to be told to one room.
pub const INBOX_MAX: usize = 1024;
/// How many frames may wait for one slow reader before it is closed.
pub const OUT_QUEUE_MAX: usize = 128;
/// How many unread or too fast frames a client may send before it is closed.
pub const STRIKES_MAX: u32 = 50;
/// How often a message to a room that is just closing is tried with a new one.
const TRIES_MAX: usize = 3;

/// What the operator of the service may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketSettings {
    /// The origins whose pages may connect; programs that send no origin always may.
    pub origins: Vec<String>,
    /// How long a new socket has to say hello.
    pub hello_within: Duration,
    /// How often a socket is pinged.
    pub ping_every: Duration,
    /// How long a socket may be silent.
    pub drop_after: Duration,
    /// How many frames a client may send at once.
    pub burst: u32,
    /// How many frames a second a client may send on and on.
    pub frames_per_second: u32,
    /// How long the host may take for what a person waits for.
    pub patience: Duration,
    /// How long an empty room is kept.
    pub idle_after: Duration,
}

impl Default for SocketSettings {
    fn default() -> Self {
        Self {
            origins: Vec::new(),
            hello_within: Duration::from_secs(2),
            ping_every: Duration::from_secs(5),
            drop_after: Duration::from_secs(15),
            burst: 80,
            frames_per_second: 20,
            patience: Duration::from_secs(2),
            idle_after: Duration::from_mins(1),
        }
    }
}

/// The signalling service: mount it, ask it, end sessions through it. Copies are cheap.
#[derive(Clone)]
pub struct Signaling {
    inner: Arc<Inner>,
}

impl fmt::Debug for Signaling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signaling")
            .field("counts", &self.counts())
            .finish_non_exhaustive()
    }
}

struct Inner {
    host: Arc<dyn Host>,
    lines: Arc<dyn Lines>,
    keys: TicketKeys,
    settings: SocketSettings,
    runtime: Handle,
    started: Instant,
    rooms: Mutex<BTreeMap<SessionId, mpsc::Sender<Command>>>,
    connections: AtomicU64,
    sockets: AtomicUsize,
    is_draining: AtomicBool,
}

impl Signaling {
    /// Puts the service together; its tasks run on `runtime`, which must outlive every worker.
    pub fn new(
        host: Arc<dyn Host>,
        lines: Arc<dyn Lines>,
        keys: TicketKeys,
        settings: SocketSettings,
        runtime: Handle,
    ) -> Self {
        let inner = Inner {
            host,
            lines,
            keys,
            settings,
            runtime,
            started: Instant::now(),
            rooms: Mutex::new(BTreeMap::new()),
            connections: AtomicU64::new(0),
            sockets: AtomicUsize::new(0),
            is_draining: AtomicBool::new(false),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Mounts `GET /signal`.
    pub fn configure(&self, config: &mut web::ServiceConfig) {
        let signaling = self.clone();
        config.route(
            "/signal",
            web::get().to(move |request: HttpRequest, body: web::Payload| {
                let signaling = signaling.clone();
                async move { signaling.connect(request, body).await }
            }),
        );
    }

    /// Answers one request to connect.
    pub async fn connect(&self, request: HttpRequest, body: web::Payload) -> HttpResponse {
        match knock::enter(&self.inner, &request, body).await {
            Ok(response) => response,
            Err(refusal) => refusal.response(),
        }
    }

    /// Issues a ticket that lets the guest in once, within a minute of `issued_at`.
    pub fn issue(&self, guest: &Guest) -> Result<(String, DateTime<Utc>), BadTicket> {
        let mut random = [0; JTI_BYTES];
        self.inner.host.fill(&mut random);
        self.inner.keys.issue(guest, random)
    }

    /// Everybody who waits in a session, next first.
    pub async fn waiting(&self, session: &SessionId) -> Vec<WaitingPerson> {
        self.ask(session, Command::Waiting)
            .await
            .unwrap_or_default()
    }

    /// The whole of a session; none while nobody is there.
    pub async fn snapshot(&self, session: &SessionId) -> Option<Snapshot> {
        self.ask(session, Command::Snapshot).await
    }

    /// Ends a session for everybody.
    pub async fn end(&self, session: &SessionId, outcome: Option<String>) {
        self.inner
            .post(session, Command::Told(Input::End { outcome }))
            .await;
    }

    /// Opens the room of a session, so that whoever does not come back leaves in time.
    pub async fn wake(&self, session: &SessionId) {
        self.inner.post(session, Command::Told(Input::Tick)).await;
    }

    /// The sessions whose rooms are open here.
    pub fn open_sessions(&self) -> Vec<SessionId> {
        self.inner.rooms().keys().cloned().collect()
    }

    /// Gives a session up.
    pub async fn fail(&self, session: &SessionId, cause: String) {
        self.inner
            .post(session, Command::Told(Input::Fail { cause }))
            .await;
    }

    /// Tells the people of a session when they may expect to be admitted.
    pub async fn expect(&self, session: &SessionId, expectation: Expectation) {
        if let Some(room) = self.inner.open_room(session) {
            // A room that closes at this moment has nobody to tell.
            let _told = room.send(Command::Told(Input::Expect(expectation))).await;
        }
    }

    /// Tells the people of a session who wait by how much the meetings run behind.
    pub async fn late(&self, session: &SessionId, delay: Delay) {
        if let Some(room) = self.inner.open_room(session) {
            // A room that closes at this moment has nobody to tell.
            let _told = room.send(Command::Told(Input::Late(delay))).await;
        }
    }

    /// How many rooms are open, and how many sockets.
    pub fn counts(&self) -> (usize, usize) {
        (
            self.inner.rooms().len(),
            self.inner.sockets.load(Ordering::Relaxed),
        )
    }

    /// Takes nobody new, tells everybody (where to, if the sessions go on elsewhere), and returns
    /// when everything that happened is kept by the host.
    pub async fn drain(&self, signal_url: Option<String>) {
        self.inner.is_draining.store(true, Ordering::SeqCst);
        let rooms: Vec<mpsc::Sender<Command>> = self.inner.rooms().values().cloned().collect();
        let mut finished = Vec::new();
        for room in rooms {
            let (done, is_done) = oneshot::channel();
            let command = Command::Drain {
                signal_url: signal_url.clone(),
                done,
            };
            if room.send(command).await.is_ok() {
                finished.push(is_done);
            }
        }
        for is_done in finished {
            // A room that ended by itself has nothing left to keep.
            let _ended = is_done.await;
        }
    }

    async fn ask<T>(
        &self,
        session: &SessionId,
        question: fn(oneshot::Sender<T>) -> Command,
    ) -> Option<T> {
        let room = self.inner.open_room(session)?;
        let (reply, answer) = oneshot::channel();
        room.send(question(reply)).await.ok()?;
        answer.await.ok()
    }
}

impl Inner {
    fn now(&self) -> Moment {
        Moment {
            at: self.host.now(),
            steady: self.started.elapsed(),
        }
    }

    fn next_connection(&self) -> Connection {
        Connection(self.connections.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn rooms(&self) -> MutexGuard<'_, BTreeMap<SessionId, mpsc::Sender<Command>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open_room(&self, session: &SessionId) -> Option<mpsc::Sender<Command>> {
        self.rooms().get(session).cloned()
    }

    /// The room of a session, opened when it is not.
    fn room(self: &Arc<Self>, session: &SessionId) -> mpsc::Sender<Command> {
        let mut rooms = self.rooms();
        if let Some(room) = rooms.get(session)
            && !room.is_closed()
        {
            return room.clone();
        }
        let (room, inbox) = mpsc::channel(INBOX_MAX);
        rooms.insert(session.clone(), room.clone());
        let keeping = keeper::keep(Arc::clone(self), session.clone(), room.clone(), inbox);
        drop(self.runtime.spawn(keeping));
        room
    }

    /// Tells a session's room something, opening it when need be; gives the room that was told.
    async fn post(
        self: &Arc<Self>,
        session: &SessionId,
        command: Command,
    ) -> mpsc::Sender<Command> {
        let (mut command, mut room) = (command, self.room(session));
        for _try in 0..TRIES_MAX {
            match room.send(command).await {
                Ok(()) => return room,
                Err(mpsc::error::SendError(unsent)) => command = unsent,
            }
            room = self.room(session);
        }
        tracing::error!(session.id = %session, "a room could not be reached");
        command.refuse(ErrorCode::Unavailable);
        room
    }

    /// Takes a room off the list, unless another one is there already.
    fn strike_off(&self, session: &SessionId, room: &mpsc::Sender<Command>) {
        let mut rooms = self.rooms();
        if rooms
            .get(session)
            .is_some_and(|listed| listed.same_channel(room))
        {
            rooms.remove(session);
        }
    }

    fn is_allowed_origin(&self, origin: &str) -> bool {
        self.settings
            .origins
            .iter()
            .any(|allowed| allowed == origin)
    }
}

/// The address of a request without its secrets, for logs.
pub fn without_secrets(path_and_query: &str) -> &str {
    path_and_query
        .split_once('?')
        .map_or(path_and_query, |(path, _)| path)
}
