//! The only place that spawns; start and graceful stop.
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The life of the process: what runs beside the requests, and when it is to end.
///
/// A part that panics asks the whole process to stop: a service that looks alive while no notice
/// leaves it is worse than one that is started again.
#[derive(Clone)]
pub struct Lifecycle {
    shared: Arc<Shared>,
}

struct Shared {
    handle: Handle,
    stop: watch::Sender<Option<Reason>>,
    parts: Mutex<JoinSet<()>>,
}

/// Why the process stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Somebody asked: a signal, or the end of a command.
    Asked,
    /// A part fell.
    Fell,
}

/// Says when to stop; cheap to clone and to hold.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<Option<Reason>>);

impl Stop {
    /// Ends when the process is to stop, and says why.
    pub async fn requested(&mut self) -> Reason {
        match self.0.wait_for(Option::is_some).await.map(|reason| *reason) {
            Ok(Some(reason)) => reason,
            Ok(None) | Err(_) => Reason::Asked,
        }
    }

    /// Whether the process is to stop.
    #[must_use]
    pub fn is_requested(&self) -> bool {
        self.0.borrow().is_some()
    }
}

/// Work on a blocking thread was lost: it panicked, or the runtime is going down.
#[derive(Debug, thiserror::Error)]
#[error("work on a blocking thread was lost")]
pub struct Lost(#[source] tokio::task::JoinError);

impl Lifecycle {
    /// A life in the runtime `handle`; `Handle::current()` inside one.
    #[must_use]
    pub fn new(handle: Handle) -> Self {
        let (stop, _) = watch::channel(None);
        Self {
            shared: Arc::new(Shared {
                handle,
                stop,
                parts: Mutex::new(JoinSet::new()),
            }),
        }
    }

    /// A token that tells when to stop.
    #[must_use]
    pub fn stop(&self) -> Stop {
        Stop(self.shared.stop.subscribe())
    }

    /// Asks every part to stop; returns at once.
    pub fn request_stop(&self, reason: Reason) {
        self.shared.stop.send_if_modified(|asked| {
            let is_first = asked.is_none();
            asked.get_or_insert(reason);
            is_first
        });
    }

    /// Runs a part of the service until it ends by itself; it must end soon after [`Stop`] says so.
    pub fn spawn(&self, name: &'static str, part: impl Future<Output = ()> + Send + 'static) {
        let life = self.clone();
        let handle = self.shared.handle.clone();
        let watched = async move {
            if let Err(error) = handle.spawn(part).await {
                tracing::error!(part = name, %error, "a part of the service fell");
                life.request_stop(Reason::Fell);
            }
        };
        let mut parts = self
            .shared
            .parts
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        while parts.try_join_next().is_some() {}
        parts.spawn_on(watched, &self.shared.handle);
    }

    /// Turns an interrupt or a termination signal into a stop.
    pub fn stop_on_signals(&self) -> std::io::Result<()> {
        use tokio::signal::unix::{SignalKind, signal};
        let entered = self.shared.handle.enter();
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        drop(entered);
        let (life, mut stop) = (self.clone(), self.stop());
        self.spawn("signals", async move {
            tokio::select! {
                _ = interrupt.recv() => life.request_stop(Reason::Asked),
                _ = terminate.recv() => life.request_stop(Reason::Asked),
                _ = stop.requested() => {}
            }
        });
        Ok(())
    }

    /// Asks every part to stop and waits for them, at most `limit`; gives why the process stops.
    pub async fn shut_down(&self, limit: Duration) -> Reason {
        self.request_stop(Reason::Asked);
        let mut parts = std::mem::take(
            &mut *self
                .shared
                .parts
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        let all_ended = async { while parts.join_next().await.is_some() {} };
        if tokio::time::timeout(limit, all_ended).await.is_err() {
            tracing::warn!(
                parts = parts.len(),
                "some parts did not stop in time and are cut off"
            );
        }
        parts.shutdown().await;
        self.stop().requested().await
    }
}

impl std::fmt::Debug for Lifecycle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lifecycle")
            .field("stop", &self.stop())
            .finish_non_exhaustive()
    }
}

/// Runs blocking work (a query, a password hash) on a thread made for it.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Lost> {
    tokio::task::spawn_blocking(work).await.map_err(Lost)
}

/// Starts a thread of its own for work that blocks as long as the process lives.
pub fn thread(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map(drop)
}
