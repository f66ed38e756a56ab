//! The list of who may not book for a while: with a reason and an end, set and lifted by the
//! office; the person is told the end and whom to call, never the reason.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit::{self, log_looks};
use super::caller::Caller;
use super::error::ServiceError;
use crate::scheduling::ids::BlockId;
use crate::scheduling::{IdentityNumber, Reference, Refusal};
use crate::store::block::{self, Block};
use crate::store::person::{self, Person};
use crate::store::{self, request};

/// So many stand in the list at the most.
const LIST_MAX: i64 = 500;

/// Whom a block is for.
#[derive(Clone, Debug)]
pub enum Whom {
    /// The applicant of a request; also the identity, where that was proved.
    Applicant(Reference),
    /// Everybody who proves that identity number.
    Identity(IdentityNumber),
}

/// A block that is set.
#[derive(Clone, Debug)]
pub struct NewBlock {
    /// Whom it is for.
    pub whom: Whom,
    /// Why.
    pub reason: String,
    /// From when; now if not said.
    pub from: Option<DateTime<Utc>>,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// A block and the account it is for, where it is for one.
#[derive(Clone, Debug)]
pub struct Blocked {
    /// The block.
    pub block: Block,
    /// The account.
    pub person: Option<Person>,
}

/// Sets a block.
pub async fn add(
    app: &App,
    caller: &Caller,
    new: NewBlock,
    now: DateTime<Utc>,
) -> Result<Block, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    if new.reason.trim().is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let starts_at = new.from.map_or(now, |from| from.max(now));
    if new.until <= starts_at {
        return Err(Refusal::WindowOrder.into());
    }
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let (person_id, identity_hash) = match &new.whom {
                Whom::Identity(number) => {
                    (None, Some(of_work.keys.lookup("identity", number.as_str())))
                }
                Whom::Applicant(reference) => {
                    let found = request::of_reference(db, reference.as_str())?;
                    let of = found.ok_or(Refusal::NotFound)?.person_id;
                    let known = person::find(db, &of)?.ok_or(Refusal::NotFound)?;
                    let identity = known.identity_hash.filter(|_| known.proved);
                    (Some(known.id), identity)
                }
            };
            let row = Block {
                id: pad.id(BlockId::made),
                person_id,
                identity_hash,
                reason: new.reason.trim().to_owned(),
                starts_at: starts_at.naive_utc(),
                ends_at: new.until.naive_utc(),
                staff_id: staff.clone(),
                created_at: pad.at(),
                lifted_at: None,
            };
            block::add(db, &row)?;
            let thing = format!("block:{}", row.id);
            store::audit::add(db, &audit::deed(&by, "block", &thing, &mut pad))?;
            Ok(row)
        })
        .await
}

/// The blocks that stand; each shown account is a logged look.
pub async fn list(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Vec<Blocked>, ServiceError> {
    caller.staff().ok_or(Refusal::NotFound)?;
    let at = app.pad(now).at();
    let rows: Vec<Blocked> = app
        .store
        .read(move |db| {
            let rows = block::standing(db, at, LIST_MAX)?;
            let ids: Vec<_> = rows
                .iter()
                .filter_map(|row| row.person_id.clone())
                .collect();
            let people = person::of_ids(db, &ids)?;
            let of = |row: &Block| {
                let mut all = people.iter();
                all.find(|one| row.person_id.as_ref() == Some(&one.id))
                    .cloned()
            };
            let rows = rows.into_iter().map(|block| Blocked {
                person: of(&block),
                block,
            });
            Ok::<_, ServiceError>(rows.collect())
        })
        .await?;
    let things: Vec<String> = rows
        .iter()
        .filter_map(|row| Some(format!("person:{}", row.person.as_ref()?.id)))
        .collect();
    log_looks(app, caller, (&things, "blocks"), now).await?;
    Ok(rows)
}

/// Lifts a block before its end.
pub async fn lift(
    app: &App,
    caller: &Caller,
    id: BlockId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    caller.staff().ok_or(Refusal::NotFound)?;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            if !block::lift(db, &id, pad.at())? {
                return Err(ServiceError::from(Refusal::NotFound));
            }
            let deed = audit::deed(&by, "unblock", &format!("block:{id}"), &mut pad.clone());
            Ok(store::audit::add(db, &deed)?)
        })
        .await
}
