//! What happened in a session goes to the host in order, and again until the host kept it.

use crate::{host::Host, id::SessionId, room::Event};
use chrono::{DateTime, Utc};
use std::{sync::Arc, time::Duration};
use tokio::{runtime::Handle, sync::mpsc, task::JoinHandle, time::sleep};

/// How many events may wait for the host before the room waits too.
const EVENTS_MAX: usize = 256;
const FIRST_REST: Duration = Duration::from_millis(50);
const REST_MAX: Duration = Duration::from_secs(5);

/// The way to the host's records of one session.
pub(super) struct Records {
    queue: mpsc::Sender<(DateTime<Utc>, Event)>,
    writing: JoinHandle<()>,
}

impl Records {
    pub(super) fn new(runtime: &Handle, host: Arc<dyn Host>, session: SessionId) -> Self {
        let (queue, events) = mpsc::channel(EVENTS_MAX);
        let writing = runtime.spawn(write(host, session, events));
        Self { queue, writing }
    }

    pub(super) async fn add(&self, at: DateTime<Utc>, event: Event) {
        if self.queue.send((at, event)).await.is_err() {
            tracing::error!("an event was not kept: its writer is gone");
        }
    }

    /// Returns when everything is kept.
    pub(super) async fn finish(self) {
        drop(self.queue);
        if self.writing.await.is_err() {
            tracing::error!("the writer of a session's events broke off");
        }
    }
}

async fn write(
    host: Arc<dyn Host>,
    session: SessionId,
    mut events: mpsc::Receiver<(DateTime<Utc>, Event)>,
) {
    while let Some((at, event)) = events.recv().await {
        let mut rest = FIRST_REST;
        while let Err(why) = host.event(&session, at, &event).await {
            tracing::error!(session.id = %session, error = ?why, "an event is not kept yet");
            sleep(rest).await;
            rest = (rest * 2).min(REST_MAX);
        }
    }
}
