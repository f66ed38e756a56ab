//! Questions asked together: those that come while one read is under way are answered by the next.
//!
//! Every answer is read after its question was asked, so nothing old is ever told; but a thousand
//! who ask at once cost a handful of reads, each on one connection.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::error::ServiceError;

/// So many questions at most go into one read.
const ASKED_MAX: usize = 256;

/// The questions of one kind that wait for the next read.
pub(super) struct Together<K, V> {
    asked: Mutex<VecDeque<Question<K, V>>>,
    /// Whoever has it reads for all who wait.
    turn: tokio::sync::Mutex<()>,
}

struct Question<K, V> {
    key: K,
    told: oneshot::Sender<V>,
}

impl<K, V> Default for Together<K, V> {
    fn default() -> Self {
        Self {
            asked: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }
}

impl<K: Clone, V> Together<K, V> {
    /// What `read` answers to this question. It is given several questions and answers each of
    /// them, in their order; it is called by one of those who ask, for all of them.
    pub(super) async fn ask<F>(&self, key: K, read: impl Fn(Vec<K>) -> F) -> Result<V, ServiceError>
    where
        F: Future<Output = Result<Vec<V>, ServiceError>>,
    {
        let mut answer = self.put(key.clone());
        loop {
            let _turn = tokio::select! {
                biased;
                told = &mut answer => match told {
                    Ok(value) => return Ok(value),
                    // Whoever read went away, or could not read: asked again, perhaps by us.
                    Err(_lost) => {
                        answer = self.put(key.clone());
                        continue;
                    }
                },
                turn = self.turn.lock() => turn,
            };
            if let Ok(value) = answer.try_recv() {
                return Ok(value);
            }
            let (keys, told) = self.take();
            for (told, value) in told.into_iter().zip(read(keys).await?) {
                // Who asked may be gone.
                drop(told.send(value));
            }
        }
    }

    fn put(&self, key: K) -> oneshot::Receiver<V> {
        let (told, answer) = oneshot::channel();
        self.asked().push_back(Question { key, told });
        answer
    }

    fn take(&self) -> (Vec<K>, Vec<oneshot::Sender<V>>) {
        let mut asked = self.asked();
        let count = asked.len().min(ASKED_MAX);
        let taken = asked.drain(..count);
        taken.map(|one| (one.key, one.told)).unzip()
    }

    fn asked(&self) -> MutexGuard<'_, VecDeque<Question<K, V>>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
