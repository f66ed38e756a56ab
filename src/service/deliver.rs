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

/// What became of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A gateway took it.
    Sent,
    /// It is to be tried again at that moment, and why.
    Later(DateTime<Utc>, String),
    /// It is given up, and why; administrators see it.
    Never(String),
}

/// Marks what became of some attempts, in one write. A text that opens something is not kept once
/// it is sent, except where `/demo/phone` is the only place to read it.
pub async fn note(
    app: &App,
    fates: Vec<(&Due, Fate)>,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let (mut sent, mut opening, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for (notice, fate) in fates {
        let id = notice.id.clone();
        match fate {
            Fate::Sent => {
                if !app.is_demo && opens_something(notice.event) {
                    opening.push(id.clone());
                }
                sent.push(id);
            }
            Fate::Later(at, why) => others.push((id, Some(at.naive_utc()), why)),
            Fate::Never(why) => others.push((id, None, why)),
        }
    }
    app.store
        .write(move |db| {
            if !sent.is_empty() {
                outbox::mark_sent(db, &sent, now.naive_utc())?;
            }
            opening.iter().try_for_each(|id| outbox::forget(db, id))?;
            for (id, due_at, why) in &others {
                match due_at {
                    Some(due_at) => outbox::mark_later(db, id, *due_at, why)?,
                    None => outbox::mark_dead(db, id, why)?,
                }
            }
            Ok(())
        })
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
        | NoticeEvent::Closed
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
