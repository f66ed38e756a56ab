//! The forwarder: every line of every session over one UDP port, and a table of who reaches whom.
//!
//! A *line* is one participant's connection. It is negotiated and connected while its owner still
//! waits; what passes is decided by the session's table of routes alone. The server always offers,
//! one offer at a time, and every line lives in tasks of its own on the media threads, so one that
//! fails takes no other with it.

mod feed;
mod key_frame;
mod line;
mod mux;
mod outlet;
mod peer;
pub mod probe;
mod sdp;
mod socket;
mod splice;
mod stun;
mod table;
mod tally;
mod vp8;
mod window;

pub use tally::{Passed, Totals};

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc;

/// Most answers and candidates a line keeps unread; a client that sends more loses its line.
pub const CALLS_MAX: usize = 64;
/// Room for the events of one session that a caller is wise to give its channel.
pub const EVENTS_MAX: usize = 256;
/// Most bytes of one description.
pub const SDP_BYTES_MAX: usize = 64 * 1024;
/// Most participants one line can be shown at once.
pub const SLOTS_MAX: usize = 8;
/// Most lines one forwarder carries.
pub const LINES_MAX: usize = 4096;
/// The fewest media threads: the reader of the port must never starve.
pub const THREADS_MIN: usize = 2;

/// Where media is received and what the outside is told about it.
#[derive(Debug, Clone)]
pub struct MediaSettings {
    /// The UDP address of the one port; port 0 picks a free one.
    pub bind: SocketAddr,
    /// The only addresses ever named to a client; port 0 stands for the bound port.
    pub public: Vec<SocketAddr>,
    /// Threads that carry media, at least [`THREADS_MIN`].
    pub threads: usize,
}

/// Why the forwarder did not start.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The port could not be opened.
    #[error("the media port {bind} cannot be opened")]
    Bind {
        /// The address asked for.
        bind: SocketAddr,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The media threads could not be started.
    #[error("the media threads cannot be started")]
    Threads(#[source] std::io::Error),
    /// No address may be named to clients, so none could ever connect.
    #[error("no public media address is configured")]
    NoPublicAddress,
    /// The cryptographic library is not usable.
    #[error("no cryptography for media: {0}")]
    Crypto(String),
}

/// One participant's line in one session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineId {
    /// The session it belongs to.
    pub session: String,
    /// The participant whose line it is.
    pub participant: String,
}

/// Sound or picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Opus.
    Audio,
    /// VP8.
    Video,
}

/// One direction of hearing and seeing between two participants.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// Who is heard and seen.
    pub from: String,
    /// Who hears and sees.
    pub to: String,
}

/// The media lines on which the participant sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Up {
    /// The `mid` of the sound.
    pub audio: String,
    /// The `mid` of the picture.
    pub video: String,
}

/// One media line on which the participant receives, and whom it shows now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Down {
    /// The `mid`.
    pub mid: String,
    /// Sound or picture.
    pub kind: Kind,
    /// Whom it carries; nobody while nothing is routed there.
    pub participant: Option<String>,
}

/// What a line tells its owner; `Closed` is always the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineEvent {
    /// Send this description to the client; its answer carries the same epoch.
    Offer {
        /// The description, with the configured addresses as its only candidates.
        sdp: String,
        /// Which offer of this line it is; later ones are greater.
        epoch: u64,
        /// Where the client sends.
        up: Up,
        /// What the client receives.
        down: Vec<Down>,
    },
    /// The same media lines show other people now; nothing is to be negotiated.
    Down(Vec<Down>),
    /// Media can flow.
    Connected,
    /// Nothing was heard for some seconds; it may come back by itself.
    Disconnected,
    /// The line is lost until [`Forwarder::restart`] or a new line.
    Failed,
    /// The first sound or picture of this participant arrived, whether or not anyone may have it.
    FirstPacket(Kind),
    /// The line is gone.
    Closed,
}

/// The handle of the forwarder; copies are cheap and mean the same port.
#[derive(Clone)]
pub struct Forwarder {
    inner: Arc<Inner>,
}

/// Owns the media threads; they end with the last handle.
struct Inner {
    shared: Arc<Shared>,
    runtime: Mutex<Option<tokio::runtime::Runtime>>,
}

/// What every line reaches.
struct Shared {
    spawner: tokio::runtime::Handle,
    mux: Arc<mux::Mux>,
    table: Mutex<table::Table>,
    tally: Arc<tally::Tally>,
}

impl Forwarder {
    /// Opens the port and starts the media threads.
    pub fn start(settings: &MediaSettings) -> Result<Self, MediaError> {
        if settings.public.is_empty() {
            return Err(MediaError::NoPublicAddress);
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(settings.threads.max(THREADS_MIN))
            .thread_name("media")
            .enable_all()
            .build()
            .map_err(MediaError::Threads)?;
        let tally = Arc::new(tally::Tally::default());
        let mux = {
            let _inside = runtime.enter();
            mux::Mux::open(settings, Arc::clone(&tally))?
        };
        let reading = Arc::clone(&mux).keep_reading(runtime.handle().clone());
        drop(runtime.spawn(reading));
        let shared = Shared {
            spawner: runtime.handle().clone(),
            mux,
            table: Mutex::new(table::Table::default()),
            tally,
        };
        let inner = Inner {
            shared: Arc::new(shared),
            runtime: Mutex::new(Some(runtime)),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The bound port.
    pub fn local_port(&self) -> u16 {
        self.inner.shared.mux.port()
    }

    /// Makes a line for one participant, in place of the one he may have had; the first offer
    /// arrives as an event. A full event channel holds up this line alone, and ends it in time.
    pub fn open(&self, line: LineId, events: mpsc::Sender<(LineId, LineEvent)>) {
        let shared = &self.inner.shared;
        let (line, calls) = line::Line::new(line, shared);
        let (admitted, replaced) = {
            let mut table = shared.table();
            if table.lines() < LINES_MAX {
                (true, table.enter(&line))
            } else {
                (false, None)
            }
        };
        if let Some(replaced) = replaced {
            replaced.end();
        }
        if !admitted {
            tracing::warn!(
                lines = LINES_MAX,
                "a line was refused: the forwarder is full"
            );
            line.end();
        }
        drop(
            shared
                .spawner
                .spawn(line::serve(Arc::clone(shared), line, calls, events)),
        );
    }

    /// Hands over the client's answer; stale epochs are ignored.
    pub fn answer(&self, line: &LineId, epoch: u64, sdp: String) {
        self.call(line, line::Call::Answer { epoch, sdp });
    }

    /// Hands over one of the client's candidates, as the text of its `candidate` field.
    pub fn candidate(&self, line: &LineId, epoch: u64, candidate: String) {
        self.call(line, line::Call::Candidate { epoch, candidate });
    }

    /// Replaces a session's whole table: who is heard and seen by whom. The gate of admission is
    /// nothing but this table; when this returns, nothing that it leaves out passes any more.
    pub fn route(&self, session: &str, routes: BTreeSet<Route>) {
        self.inner.shared.table().route(session, routes);
    }

    /// Lets nothing of one kind from a participant pass, to anyone, until told otherwise.
    pub fn mute(&self, line: &LineId, kind: Kind, on: bool) {
        self.inner.shared.table().mute(line, kind, on);
    }

    /// Sends the offer that is still unanswered once more, for a client that lost it.
    pub fn repeat(&self, line: &LineId) {
        self.call(line, line::Call::Repeat);
    }

    /// Offers new connection credentials, for a client whose network changed.
    pub fn restart(&self, line: &LineId) {
        self.call(line, line::Call::Restart);
    }

    /// Ends a line.
    pub fn close(&self, line: &LineId) {
        if let Some(line) = self.inner.shared.table().line(line) {
            line.end();
        }
    }

    /// Ends every line of a session and forgets its routes and mutes.
    pub fn end(&self, session: &str) {
        for line in self.inner.shared.table().forget(session) {
            line.end();
        }
    }

    /// What passed in a session so far, by route; routes never opened are absent.
    pub fn passed(&self, session: &str) -> BTreeMap<Route, Passed> {
        self.inner.shared.table().passed(session)
    }

    /// What the whole forwarder did so far.
    pub fn totals(&self) -> Totals {
        let lines = self.inner.shared.table().lines();
        self.inner.shared.tally.totals(lines)
    }

    /// Ends every line and the media threads; handles that remain do nothing from now on.
    pub fn shut_down(&self) {
        for line in self.inner.shared.table().clear() {
            line.end();
        }
        self.inner.stop();
    }

    fn call(&self, line: &LineId, call: line::Call) {
        if let Some(line) = self.inner.shared.table().line(line) {
            line.call(call);
        }
    }
}

impl std::fmt::Debug for Forwarder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Forwarder")
            .field("port", &self.local_port())
            .finish_non_exhaustive()
    }
}

impl Shared {
    fn table(&self) -> MutexGuard<'_, table::Table> {
        locked(&self.table)
    }
}

impl Inner {
    fn stop(&self) {
        if let Some(runtime) = locked(&self.runtime).take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A lock whose holder panicked is taken over: what it guards is changed in single steps.
fn locked<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
