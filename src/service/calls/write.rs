//! The text way: a person who cannot telephone and the call centre write to each other on a page,
//! and an SMS says each time that there is something to read.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::agent;
use crate::bus::News;
use crate::scheduling::ids::{PersonId, StaffId, WrittenId};
use crate::scheduling::{NoticeEvent, Refusal};
use crate::service::app::App;
use crate::service::audit::{self, log_looks};
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::pad::Pad;
use crate::service::{letters, notices};
use crate::store::person::{self, Person};
use crate::store::written::{self, Written};
use crate::store::{self, Db};

/// So many characters at most has one message.
pub const TEXT_CHARS_MAX: usize = 1000;
/// So many messages of one person at most are taken in an hour.
const PER_HOUR_MAX: usize = 20;
/// So many messages at most are shown of one conversation.
const SHOWN_MAX: i64 = 100;
/// So many messages at most are looked through for who waits.
const RECENT_MAX: i64 = 500;

/// A conversation in writing, as the call centre lists it.
#[derive(Clone, Debug)]
pub struct Thread {
    /// With whom.
    pub person: Person,
    /// What was written last.
    pub last: Written,
}

impl Thread {
    /// Whether the person waits for an answer.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.last.staff_id.is_none()
    }
}

/// Writes to the call centre.
pub async fn ask(
    app: &App,
    caller: &Caller,
    text: String,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let whose = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let pad = app.pad(now);
    app.store
        .write(move |db| {
            person::alone(db, &whose)?;
            let since = pad.at() - TimeDelta::hours(1);
            let lines = written::of_person(db, &whose, SHOWN_MAX)?;
            let own = lines.iter().filter(|line| line.staff_id.is_none());
            if own.filter(|line| line.at > since).count() >= PER_HOUR_MAX {
                return Err(ServiceError::from(Refusal::TooManyRequests));
            }
            let line = line(&whose, (None, &text), &mut pad.clone())?;
            Ok(written::add(db, &line)?)
        })
        .await
}

/// What the caller and the call centre wrote, oldest first.
pub async fn own(app: &App, caller: &Caller) -> Result<Vec<Written>, ServiceError> {
    let whose = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    app.store.read(move |db| oldest_first(db, &whose)).await
}

/// With whom the call centre writes, who waits for an answer first; each is a logged look.
pub async fn threads(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Vec<Thread>, ServiceError> {
    agent(caller)?;
    let mut threads = app
        .store
        .read(move |db| {
            let mut seen = BTreeSet::new();
            let mut threads = Vec::new();
            for last in written::newest(db, RECENT_MAX)? {
                if seen.insert(last.person_id.clone()) {
                    let known = person::find(db, &last.person_id)?;
                    let person = known.ok_or(Refusal::NotFound)?;
                    threads.push(Thread { person, last });
                }
            }
            Ok::<_, ServiceError>(threads)
        })
        .await?;
    // Within each part the order stays: newest first.
    threads.sort_by_key(|thread| !thread.waits());
    let things: Vec<String> = threads
        .iter()
        .map(|thread| format!("person:{}", thread.person.id))
        .collect();
    log_looks(app, caller, (&things, "phone"), now).await?;
    Ok(threads)
}

/// One conversation as the call centre reads it, oldest first; a logged look.
pub async fn thread(
    app: &App,
    caller: &Caller,
    whose: PersonId,
    now: DateTime<Utc>,
) -> Result<(Person, Vec<Written>), ServiceError> {
    agent(caller)?;
    let id = whose.clone();
    let found = app
        .store
        .read(move |db| {
            let lines = oldest_first(db, &id)?;
            let known = person::find(db, &id)?.filter(|_| !lines.is_empty());
            Ok::<_, ServiceError>((known.ok_or(Refusal::NotFound)?, lines))
        })
        .await?;
    let things = [format!("person:{whose}")];
    log_looks(app, caller, (&things, "phone"), now).await?;
    Ok(found)
}

/// Answers somebody who wrote, and says by SMS that there is an answer.
pub async fn answer(
    app: &App,
    caller: &Caller,
    (whose, text): (PersonId, String),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let staff = agent(caller)?.id;
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if written::of_person(db, &whose, 1)?.is_empty() {
                return Err(ServiceError::from(Refusal::NotFound));
            }
            let known = person::find(db, &whose)?.ok_or(Refusal::NotFound)?;
            written::add(db, &line(&whose, (Some(&staff), &text), &mut pad)?)?;
            let letter = letters::of_person(&of_work, NoticeEvent::Wrote, &known, "/write");
            let to = letters::recipient(&of_work, &known)?;
            notices::queue(db, &notices::rows(&of_work, &letter, &to, &mut pad)?)?;
            let thing = format!("person:{whose}");
            Ok(store::audit::add(
                db,
                &audit::deed(&by, "write", &thing, &mut pad),
            )?)
        })
        .await?;
    app.bus.tell(News::NoticeQueued);
    Ok(())
}

fn oldest_first(db: &mut Db, whose: &PersonId) -> Result<Vec<Written>, ServiceError> {
    let mut lines = written::of_person(db, whose, SHOWN_MAX)?;
    lines.reverse();
    Ok(lines)
}

fn line(
    whose: &PersonId,
    (staff, text): (Option<&StaffId>, &str),
    pad: &mut Pad,
) -> Result<Written, Refusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > TEXT_CHARS_MAX {
        return Err(Refusal::FieldWrong);
    }
    Ok(Written {
        id: pad.id(WrittenId::made),
        person_id: whose.clone(),
        staff_id: staff.cloned(),
        text: text.to_owned(),
        at: pad.at(),
    })
}
