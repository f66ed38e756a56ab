//! Doing a call once: the same key and body get the same answer, however often they come.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use crate::scheduling::Refusal;
use crate::store::idempotency::{self, Known};

/// After so long a call that never answered counts as lost, and its key can be used again.
const LOST_AFTER: TimeDelta = TimeDelta::seconds(60);

/// Under which key somebody makes a call.
#[derive(Clone, Debug)]
pub struct Key {
    /// Who calls.
    pub who: String,
    /// The key.
    pub key: String,
}

/// The answer that a call was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: i32,
    /// The body.
    pub body: String,
}

/// Claims a key for a call of that fingerprint; gives the answer where it was made before. Who
/// claims must `keep` or `forget`.
pub async fn claim(
    app: &App,
    of: &Key,
    fingerprint: &str,
    now: DateTime<Utc>,
) -> Result<Option<Answer>, ServiceError> {
    let (of, print) = (of.clone(), fingerprint.to_owned());
    let known = app
        .store
        .write(move |db| {
            let lost = (now - LOST_AFTER).naive_utc();
            idempotency::forget_lost(db, &of.who, &of.key, lost)?;
            let known = idempotency::claim(db, &of.who, &of.key, &print, now.naive_utc())?;
            Ok::<_, ServiceError>(known)
        })
        .await?;
    match known {
        Known::Fresh => Ok(None),
        Known::InFlight => Err(Refusal::InFlight.into()),
        Known::Other => Err(Refusal::KeyReused.into()),
        Known::Answered { status, body } => Ok(Some(Answer {
            status,
            body: app.keys.open(&body)?,
        })),
    }
}

/// Keeps the answer given under a key; sealed, because it may hold a name or a token.
pub async fn keep(
    app: &App,
    of: &Key,
    answer: &Answer,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let sealed = app.keys.seal(&answer.body, &mut app.pad(now))?;
    let (of, status) = (of.clone(), answer.status);
    app.store
        .write(move |db| {
            idempotency::keep(db, &of.who, &of.key, status, &sealed)?;
            Ok::<_, ServiceError>(())
        })
        .await
}

/// Gives a key back: the call under it was refused, and may be made again.
pub async fn forget(app: &App, of: &Key) -> Result<(), ServiceError> {
    let of = of.clone();
    app.store
        .write(move |db| {
            idempotency::forget(db, &of.who, &of.key)?;
            Ok::<_, ServiceError>(())
        })
        .await
}
