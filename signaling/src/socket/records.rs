//! What happened in a session goes to the host in order, and again until the host kept it.

use crate::{
    host::{Host, Standing},
    id::SessionId,
    room::Event,
};
use chrono::{DateTime, Utc};
use std::{sync::Arc, time::Duration};
use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::{sleep, timeout},
};

/// How many events may wait for the host before the room waits too.
const EVENTS_MAX: usize = 256;
const FIRST_REST: Duration = Duration::from_millis(50);
const REST_MAX: Duration = Duration::from_secs(5);

/// One thing to keep.
struct Record {
    at: DateTime<Utc>,
    event: Event,
    /// Where everybody stands by it.
    standing: Arc<Standing>,
    /// Whoever waits until it is kept.
    kept: oneshot::Sender<()>,
}

/// The way to the host's records of one session.
pub(super) struct Records {
    queue: mpsc::Sender<Record>,
    writing: JoinHandle<()>,
}

impl Records {
    pub(super) fn new(runtime: &Handle, host: Arc<dyn Host>, session: SessionId) -> Self {
        let (queue, events) = mpsc::channel(EVENTS_MAX);
        let writing = runtime.spawn(write(host, session, events));
        Self { queue, writing }
    }

    /// Puts an event down to be kept; what is given back ends well once it is.
    pub(super) async fn add(
        &self,
        (at, event): (DateTime<Utc>, Event),
        standing: Arc<Standing>,
    ) -> oneshot::Receiver<()> {
        let (kept, is_kept) = oneshot::channel();
        let record = Record {
            at,
            event,
            standing,
            kept,
        };
        if self.queue.send(record).await.is_err() {
            tracing::error!("an event was not kept: its writer is gone");
        }
        is_kept
    }

    /// Returns when everything is kept.
    pub(super) async fn finish(self) {
        drop(self.queue);
        if self.writing.await.is_err() {
            tracing::error!("the writer of a session's events broke off");
        }
    }
}

async fn write(host: Arc<dyn Host>, session: SessionId, mut events: mpsc::Receiver<Record>) {
    while let Some(record) = events.recv().await {
        let Record {
            at,
            event,
            standing,
            kept,
        } = record;
        let mut rest = FIRST_REST;
        while let Err(why) = host.event(&session, at, &event, &standing).await {
            tracing::error!(session.id = %session, error = ?why, "an event is not kept yet");
            sleep(rest).await;
            rest = (rest * 2).min(REST_MAX);
        }
        // Few wait for it.
        let _heard = kept.send(());
    }
}

/// Whether an event was kept within the time that people wait.
pub(super) async fn is_kept_within(patience: Duration, kept: oneshot::Receiver<()>) -> bool {
    matches!(timeout(patience, kept).await, Ok(Ok(())))
}
