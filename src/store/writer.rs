//! The one writer of an embedded database: it groups waiting transactions into one commit.
//!
//! One that fails leaves no trace, and one commit (one fsync) makes the whole group durable; only
//! then is anyone answered. Most of those that fail have changed nothing yet. Where one had, the
//! group is rolled back and runs once more, each piece of work in a savepoint of its own: a
//! savepoint copies every page that is written under it, a tenth of what a booking costs, and
//! hardly anybody needs it.
//! Measured over HTTP this is three to twenty times one transaction per request
//! (`shared/architecture.md`, "The slot and its guard").

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use diesel::RunQueryDsl as _;
use diesel::connection::SimpleConnection as _;
use tokio::sync::oneshot;

use super::db::{AsStoreError, Db};
use super::error::StoreError;
use super::steady::{Changes, Said};
use crate::clock::Stopwatch;
use crate::on_either;

/// The largest number of transactions in one commit.
const GROUP_MAX: usize = 256;
/// How many pieces of work may wait; a caller beyond that waits on a blocking thread.
const QUEUE_MAX: usize = 4096;
/// A group is written for so many times as long as a commit takes, and then committed.
const COMMITS_MAX: u32 = 8;
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

/// How one run of a piece of work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ran {
    /// What it did is kept.
    Well,
    /// It said no.
    Refused,
    /// The database said no, and may have rolled back more than the statement.
    Broken,
}

trait Work: Send {
    /// Runs, once more where its group was rolled back.
    fn run(&mut self, db: &mut Db) -> Ran;
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
    E: From<StoreError> + AsStoreError + Send,
    F: FnMut(&mut Db) -> Result<T, E> + Send,
{
    fn run(&mut self, db: &mut Db) -> Ran {
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.work)(db)))
            .unwrap_or_else(|_| Err(StoreError::Stopped("a write panicked".to_owned()).into()));
        let ran = match &outcome {
            Ok(_) => Ran::Well,
            Err(error) if error.as_store_error().is_some() => Ran::Broken,
            Err(_) => Ran::Refused,
        };
        self.outcome = Some(outcome);
        ran
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
        E: From<StoreError> + AsStoreError + Send + 'static,
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

/// Writes a group and makes it durable.
fn commit_group(
    db: &mut Db,
    group: &mut Vec<Box<dyn Work>>,
    (waiting, pace): (&Receiver<Box<dyn Work>>, Pace),
    rhythm: &mut Rhythm,
) -> Result<(), String> {
    order(db, "BEGIN IMMEDIATE")?;
    let begun = Stopwatch::started();
    let (mut done, mut changes) = (0, changes_so_far(db)?);
    while let Some(work) = group.get_mut(done) {
        let ran = work.run(db);
        let before = std::mem::replace(&mut changes, changes_so_far(db)?);
        let is_clean = match ran {
            Ran::Well => true,
            Ran::Refused => changes == before,
            Ran::Broken => false,
        };
        if !is_clean {
            if let Err(error) = order(db, "ROLLBACK") {
                tracing::debug!(error, "the database has rolled back by itself");
            }
            order(db, "BEGIN IMMEDIATE")?;
            one_by_one(db, group)?;
            break;
        }
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
    let committed = order(db, "COMMIT");
    rhythm.commit = written.elapsed().clamp(COMMIT_MIN, COMMIT_MAX);
    committed
}

/// Runs each of a group under a savepoint, so that what a failed one changed is taken back alone.
fn one_by_one(db: &mut Db, group: &mut [Box<dyn Work>]) -> Result<(), String> {
    for work in group {
        order(db, "SAVEPOINT one")?;
        if work.run(db) != Ran::Well {
            order(db, "ROLLBACK TO one")?;
        }
        order(db, "RELEASE one")?;
    }
    Ok(())
}

/// Each of these is run for every group or every booking, so it is parsed once and kept.
fn order(db: &mut Db, sql: &'static str) -> Result<(), String> {
    let done = on_either!(db, |conn| Said(sql).execute(conn));
    done.map(drop).map_err(|error| error.to_string())
}

/// How many rows this connection has ever added, changed or taken out, those that were taken back
/// again too.
fn changes_so_far(db: &mut Db) -> Result<i64, String> {
    let count = on_either!(db, |conn| Changes.get_result(conn));
    count.map_err(|error| error.to_string())
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
