//! The one writer of an embedded database: it groups waiting transactions into one commit.
//!
//! Each waiting piece of work runs in its own savepoint, so that one that fails leaves no trace;
//! then one commit (one fsync) makes the whole group durable, and only then is anyone answered.
//! Measured over HTTP this is three to twenty times one transaction per request
//! (`shared/architecture.md`, "The slot and its guard").

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use diesel::RunQueryDsl as _;
use diesel::connection::SimpleConnection as _;
use tokio::sync::oneshot;

use super::db::Db;
use super::error::StoreError;
use super::steady::Said;
use crate::clock::Stopwatch;
use crate::on_either;

/// The largest number of transactions in one commit.
const GROUP_MAX: usize = 256;
/// How many pieces of work may wait; a caller beyond that waits on a blocking thread.
const QUEUE_MAX: usize = 4096;
/// A group is written for so many times as long as a commit takes, and then committed.
const COMMITS_MAX: u32 = 4;
/// A commit that took longer (a checkpoint, a busy disk) says nothing about the next, nor does one
/// that took no time.
const COMMIT_MAX: Duration = Duration::from_millis(10);
const COMMIT_MIN: Duration = Duration::from_millis(1);

/// How the writer goes about it.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The largest number of transactions in one commit, from 1 on.
    pub group_max: usize,
    /// What is added to each commit; for measuring what a slower disk would do.
    pub commit_pause: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            group_max: GROUP_MAX,
            commit_pause: Duration::ZERO,
        }
    }
}

trait Work: Send {
    /// Runs once inside a savepoint; true to keep what it did.
    fn run(&mut self, db: &mut Db) -> bool;
    /// Tells the caller, after the commit.
    fn finish(self: Box<Self>, committed: Result<(), String>);
}

struct Task<T, E, F> {
    work: F,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work for Task<T, E, F>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnMut(&mut Db) -> Result<T, E> + Send,
{
    fn run(&mut self, db: &mut Db) -> bool {
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.work)(db)))
            .unwrap_or_else(|_| Err(StoreError::Stopped("a write panicked".to_owned()).into()));
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn finish(self: Box<Self>, committed: Result<(), String>) {
        let answer = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            // What failed by itself is told its own reason, whatever the commit said.
            (Err(_), Some(Err(error))) => Err(error),
            (Err(reason), _) => Err(StoreError::Commit(reason).into()),
            (Ok(()), None) => Err(StoreError::Stopped("a write never ran".to_owned()).into()),
        };
        if self.reply.send(answer).is_err() {
            tracing::debug!("the caller of a write is gone");
        }
    }
}

/// A handle to the writer thread, cheap to clone.
#[derive(Clone)]
pub(super) struct Writer {
    queue: SyncSender<Box<dyn Work>>,
}

impl Writer {
    /// Starts the thread; it ends when the last handle is dropped.
    pub(super) fn start(db: Db, pace: Pace) -> Result<Self, StoreError> {
        let (queue, waiting) = sync_channel(QUEUE_MAX);
        crate::lifecycle::thread("store-writer", move || serve(db, &waiting, pace))
            .map_err(|error| StoreError::Stopped(error.to_string()))?;
        Ok(Self { queue })
    }

    /// Queues the work and waits until its group is durable.
    pub(super) async fn run<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Db) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let task: Box<dyn Work> = Box::new(Task {
            work,
            outcome: None,
            reply,
        });
        if let Err(full) = self.queue.try_send(task) {
            self.queue_slowly(full).await?;
        }
        match answer.await {
            Ok(outcome) => outcome,
            Err(_) => Err(gone().into()),
        }
    }

    async fn queue_slowly(
        &self,
        full: std::sync::mpsc::TrySendError<Box<dyn Work>>,
    ) -> Result<(), StoreError> {
        use std::sync::mpsc::TrySendError;
        let task = match full {
            TrySendError::Full(task) => task,
            TrySendError::Disconnected(_) => return Err(gone()),
        };
        let queue = self.queue.clone();
        crate::lifecycle::blocking(move || queue.send(task).map_err(|_opaque| gone()))
            .await
            .map_err(|error| StoreError::Stopped(error.to_string()))?
    }
}

fn gone() -> StoreError {
    StoreError::Stopped("the writer has stopped".to_owned())
}

fn serve(mut db: Db, waiting: &Receiver<Box<dyn Work>>, pace: Pace) {
    let mut rhythm = Rhythm { commit: COMMIT_MIN };
    while let Ok(first) = waiting.recv() {
        let mut group = vec![first];
        let committed = commit_group(&mut db, &mut group, (waiting, pace), &mut rhythm);
        if committed.is_err()
            && let Err(error) = db.batch_execute("ROLLBACK")
        {
            tracing::debug!(error = %error, "nothing to roll back");
        }
        for work in group {
            work.finish(committed.clone());
        }
    }
}

fn commit_group(
    db: &mut Db,
    group: &mut Vec<Box<dyn Work>>,
    (waiting, pace): (&Receiver<Box<dyn Work>>, Pace),
    rhythm: &mut Rhythm,
) -> Result<(), String> {
    let text = |error: diesel::result::Error| error.to_string();
    // Each of these is run once or twice for every booking, so it is parsed once and kept.
    let run = |db: &mut Db, sql: &'static str| {
        let done = on_either!(db, |conn| Said(sql).execute(conn));
        done.map(drop).map_err(text)
    };
    run(db, "BEGIN IMMEDIATE")?;
    let begun = Stopwatch::started();
    let mut done = 0;
    while let Some(work) = group.get_mut(done) {
        run(db, "SAVEPOINT one")?;
        if !work.run(db) {
            run(db, "ROLLBACK TO one")?;
        }
        run(db, "RELEASE one")?;
        done += 1;
        if done < pace.group_max
            && let Some(next) = rhythm.next(waiting, begun.elapsed())
        {
            group.push(next);
        }
    }
    let written = Stopwatch::started();
    if !pace.commit_pause.is_zero() {
        std::thread::sleep(pace.commit_pause);
    }
    let committed = run(db, "COMMIT");
    rhythm.commit = written.elapsed().clamp(COMMIT_MIN, COMMIT_MAX);
    committed
}

/// How long the last commit took; it decides how the next group is gathered.
#[derive(Clone, Copy, Debug)]
struct Rhythm {
    commit: Duration,
}

impl Rhythm {
    /// The next transaction of a group that has been written for so long already; none where the
    /// group is to be committed now.
    ///
    /// A group that takes in everybody would leave nobody who makes the next booking ready
    /// meanwhile: the callers would come in waves, and half of the machine would wait for the
    /// other half.
    fn next(&self, waiting: &Receiver<Box<dyn Work>>, written: Duration) -> Option<Box<dyn Work>> {
        if written > self.commit.saturating_mul(COMMITS_MAX) {
            return None;
        }
        waiting.try_recv().ok()
    }
}
