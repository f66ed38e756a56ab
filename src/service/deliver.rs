//! What the outbox owes: taking due notices, and marking what became of each.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use crate::scheduling::ids::NoticeId;
use crate::scheduling::{Channel, NoticeEvent};
use crate::store::outbox::{self, Notice};

/// A notice that is due and ours until the lease ends.
#[derive(Clone)]
pub struct Due {
    /// Its id; receivers recognise a repetition by it.
    pub id: NoticeId,
    /// What it tells.
    pub event: NoticeEvent,
    /// How it goes.
    pub channel: Channel,
    /// The mobile or the address.
    pub to: String,
    /// The subject of a mail.
    pub subject: String,
    /// The text.
    pub text: String,
    /// A calendar file that goes with a mail.
    pub calendar: Option<String>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// Which attempt this is; the first is 1.
    pub attempt: i32,
}

/// How the outbox stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// Notices that wait.
    pub waiting: i64,
    /// Notices that were given up.
    pub dead: i64,
    /// When the next one is due.
    pub next_due: Option<DateTime<Utc>>,
}

/// Leases the next due notices; each is given to one caller only. One that cannot be read any
/// more (its key is gone) is given up here.
pub async fn take_due(app: &App, now: DateTime<Utc>) -> Result<Vec<Due>, ServiceError> {
    let settings = &app.settings.notices;
    let until = (now + TimeDelta::seconds(settings.lease_seconds)).naive_utc();
    let batch = i64::try_from(settings.batch).unwrap_or(i64::MAX);
    let app = app.clone();
    app.store
        .clone()
        .write(move |db| {
            let mut due = Vec::new();
            for row in outbox::lease(db, now.naive_utc(), until, batch)? {
                match app.keys.open(&row.recipient_sealed) {
                    Ok(to) => due.push(opened(row, to)),
                    Err(_) => outbox::mark_dead(db, &row.id, "the recipient cannot be read")?,
                }
            }
            Ok(due)
        })
        .await
}

fn opened(row: Notice, to: String) -> Due {
    Due {
        id: row.id,
        event: row.event,
        channel: row.channel,
        to,
        subject: row.subject.unwrap_or_default(),
        text: row.body,
        calendar: row.attachment,
        written_at: row.created_at.and_utc(),
        attempt: row.tries + 1,
    }
}

/// A gateway took it. A text that opens something is not kept, except where `/demo/phone` is the
/// only place to read it.
pub async fn sent(app: &App, notice: &Due, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let forget = !app.is_demo && opens_something(notice.event);
    let id = notice.id.clone();
    app.store
        .write(move |db| Ok(outbox::mark_sent(db, &id, now.naive_utc(), forget)?))
        .await
}

/// It is to be tried again at that moment.
pub async fn later(
    app: &App,
    notice: &Due,
    at: DateTime<Utc>,
    why: &str,
) -> Result<(), ServiceError> {
    let (id, why) = (notice.id.clone(), why.to_owned());
    app.store
        .write(move |db| Ok(outbox::mark_later(db, &id, at.naive_utc(), &why)?))
        .await
}

/// It is given up; administrators see it.
pub async fn dead(app: &App, notice: &Due, why: &str) -> Result<(), ServiceError> {
    let (id, why) = (notice.id.clone(), why.to_owned());
    app.store
        .write(move |db| Ok(outbox::mark_dead(db, &id, &why)?))
        .await
}

/// How the outbox stands.
pub async fn backlog(app: &App) -> Result<Backlog, ServiceError> {
    app.store
        .read(|db| {
            Ok(Backlog {
                waiting: outbox::count(db, "waiting")?,
                dead: outbox::count(db, "dead")?,
                next_due: outbox::next_due(db)?.map(|due| due.and_utc()),
            })
        })
        .await
}

/// Whether the text lets its reader in: a code, a link of one use.
const fn opens_something(event: NoticeEvent) -> bool {
    match event {
        NoticeEvent::Code
        | NoticeEvent::InterpreterLink
        | NoticeEvent::Invited
        | NoticeEvent::Offered
        | NoticeEvent::Survey => true,
        NoticeEvent::Received
        | NoticeEvent::Registered
        | NoticeEvent::Approved
        | NoticeEvent::Routed
        | NoticeEvent::Declined
        | NoticeEvent::Answered
        | NoticeEvent::Asked
        | NoticeEvent::Withdrawn
        | NoticeEvent::Booked
        | NoticeEvent::Reminder
        | NoticeEvent::Moved
        | NoticeEvent::TimeChanging
        | NoticeEvent::TimeKept
        | NoticeEvent::Cancelled
        | NoticeEvent::Missed
        | NoticeEvent::InterpreterFreed => false,
    }
}
