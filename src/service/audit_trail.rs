//! The chain over the audit trail: who removes or changes a deed breaks it.
//!
//! Each link is a keyed hash over the link before it and one deed, so that neither a deed can be
//! changed nor one be taken out without the key of the house. Deeds are sealed a moment after
//! their transaction and not inside it: on `PostgreSQL` a chain inside would let one booking at a
//! time commit. Until then, and afterwards too, the database itself refuses to change or delete a
//! deed (`migrations_sqlite/`, `migrations_postgres/`).

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use super::keys::Keys;
use crate::store::Store;
use crate::store::audit::{self, Deed, Seal};

/// So many links are made or checked in one transaction.
const BATCH: i64 = 500;
/// A transaction that takes longer than this to commit is sealed by the next start.
const LATE: TimeDelta = TimeDelta::hours(1);
/// A deed older than this should have its link.
const PATIENCE: TimeDelta = TimeDelta::minutes(1);

/// How far back deeds without a link are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of them.
    Everything,
    /// Those done shortly before the last sealed one, or later.
    Recent,
}

/// Makes the missing links; how many those were.
pub async fn seal(app: &App, reach: Reach, now: DateTime<Utc>) -> Result<usize, ServiceError> {
    let mut sealed = 0;
    loop {
        let keys = std::sync::Arc::clone(&app.keys);
        let links = app
            .store
            .write(move |db| {
                audit::lock_chain(db)?;
                let last = audit::last_seal(db)?;
                let since = match (&last, reach) {
                    (Some((_, at)), Reach::Recent) => Some(*at - LATE),
                    (Some(_), Reach::Everything) | (None, _) => None,
                };
                let mut before = last.map_or_else(Link::origin, |(seal, _)| Link::of(&seal));
                let mut rows = Vec::new();
                for deed in audit::unsealed(db, since, BATCH)? {
                    before = before.next(&keys, &deed);
                    rows.push(Seal {
                        position: before.position,
                        audit_id: deed.id,
                        hash: before.hash.clone(),
                        sealed_at: now.naive_utc(),
                    });
                }
                audit::add_seals(db, &rows)?;
                Ok::<_, ServiceError>(rows.len())
            })
            .await?;
        sealed += links;
        if links == 0 {
            return Ok(sealed);
        }
    }
}

/// What a check of the whole trail found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every link holds.
    Whole {
        /// How many deeds are sealed.
        links: i64,
        /// The last link; written down elsewhere, it proves later that nothing was cut off.
        head: String,
    },
    /// A link does not fit its deed or the link before it.
    Broken {
        /// The first place that does not fit.
        position: i64,
    },
    /// Deeds stand in the trail that nobody sealed.
    Unsealed {
        /// How many.
        deeds: i64,
    },
    /// The link that was written down before is not in the chain any more.
    Cut,
}

/// Recomputes every link; `head` is one that was written down before.
pub async fn verify(
    store: &Store,
    keys: std::sync::Arc<Keys>,
    head: Option<String>,
    now: DateTime<Utc>,
) -> Result<Verdict, ServiceError> {
    let mut last = Link::origin();
    let mut is_there = head.is_none();
    loop {
        let after = last.position;
        let rows = store
            .read(move |db| Ok::<_, ServiceError>(audit::sealed_after(db, after, BATCH)?))
            .await?;
        if rows.is_empty() {
            break;
        }
        for (seal, deed) in rows {
            let next = last.next(&keys, &deed);
            if next != Link::of(&seal) {
                let position = next.position;
                return Ok(Verdict::Broken { position });
            }
            is_there = is_there || head.as_ref() == Some(&next.hash);
            last = next;
        }
    }
    if !is_there {
        return Ok(Verdict::Cut);
    }
    let moment = (now - PATIENCE).naive_utc();
    let deeds = store
        .read(move |db| Ok::<_, ServiceError>(audit::unsealed_before(db, moment)?))
        .await?;
    if deeds > 0 {
        return Ok(Verdict::Unsealed { deeds });
    }
    Ok(Verdict::Whole {
        links: last.position,
        head: last.hash,
    })
}

/// A place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Link {
    position: i64,
    hash: String,
}

impl Link {
    /// What the first link follows.
    const fn origin() -> Self {
        Self {
            position: 0,
            hash: String::new(),
        }
    }

    fn of(seal: &Seal) -> Self {
        Self {
            position: seal.position,
            hash: seal.hash.clone(),
        }
    }

    fn next(&self, keys: &Keys, deed: &Deed) -> Self {
        let position = self.position + 1;
        let plain = serde_json::json!([
            self.hash,
            position,
            deed.id.as_str(),
            deed.at.and_utc().timestamp_micros(),
            deed.actor,
            deed.action,
            deed.thing,
            deed.purpose,
            deed.detail,
        ]);
        Self {
            position,
            hash: keys.lookup("audit", &plain.to_string()),
        }
    }
}
