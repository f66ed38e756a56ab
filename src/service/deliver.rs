//! What the outbox owes: taking due notices that are still true, and marking what became of each.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use super::lateness;
use crate::scheduling::ids::{AppointmentId, NoticeId, RequestId};
use crate::scheduling::{AppointmentState, Channel, NoticeEvent};
use crate::store::outbox::{self, Notice};
use crate::store::{Db, StoreError, appointment, receipt, request, reschedule};

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

/// Leases the next due notices, so many at the most; each is given to one caller only. One that is not true any more is
/// taken out, one that cannot be read any more (its key is gone) is given up.
pub async fn take_due(
    app: &App,
    most: usize,
    now: DateTime<Utc>,
) -> Result<Vec<Due>, ServiceError> {
    let settings = &app.settings.notices;
    let until = (now + TimeDelta::seconds(settings.lease_seconds)).naive_utc();
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let app = app.clone();
    app.store
        .clone()
        .write(move |db| {
            let mut due = Vec::new();
            for row in outbox::lease(db, now.naive_utc(), until, most)? {
                if !is_true(&app, db, &row, now)? {
                    outbox::mark_dropped(db, &row.id)?;
                    continue;
                }
                match app.keys.open(&row.recipient_sealed) {
                    Ok(to) => due.push(opened(row, to)),
                    Err(_) => outbox::mark_dead(db, &row.id, "the recipient cannot be read")?,
                }
            }
            Ok(due)
        })
        .await
}

/// Whether what a notice says still holds. A reminder of an appointment that was cancelled, moved
/// or has begun, and the word that a request is not registered yet when it is, would be untrue:
/// they may have waited for a gateway.
fn is_true(app: &App, db: &mut Db, row: &Notice, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let about = |kind: &str| row.about.strip_prefix(kind);
    match row.event {
        NoticeEvent::Reminder => {
            let Some(id) = about("appointment:") else {
                return Ok(true);
            };
            let found = appointment::find(db, &AppointmentId::from(id))?;
            Ok(found.is_some_and(|it| {
                let stands = [AppointmentState::Booked, AppointmentState::Confirmed];
                stands.contains(&it.state) && it.starts_at > now.naive_utc()
            }))
        }
        NoticeEvent::NotYetRegistered => {
            let Some(id) = about("request:") else {
                return Ok(true);
            };
            let found = request::find(db, &RequestId::from(id))?;
            Ok(found.is_some_and(|it| {
                it.state.is_open()
                    && (it.registration_number.is_none() || it.department_id.is_none())
            }))
        }
        // It waited until its publication could not be undone any more, and may be settled.
        NoticeEvent::TimeChanging => {
            let Some(id) = about("appointment:") else {
                return Ok(true);
            };
            Ok(reschedule::open_of(db, &AppointmentId::from(id))?.is_some())
        }
        NoticeEvent::RunningLate => {
            let Some(id) = about("appointment:") else {
                return Ok(true);
            };
            lateness::holds(app, db, &AppointmentId::from(id), row.created_at)
        }
        NoticeEvent::Code
        | NoticeEvent::CallCode
        | NoticeEvent::Wrote
        | NoticeEvent::Received
        | NoticeEvent::Registered
        | NoticeEvent::Approved
        | NoticeEvent::Routed
        | NoticeEvent::Declined
        | NoticeEvent::Answered
        | NoticeEvent::Closed
        | NoticeEvent::ResultReady
        | NoticeEvent::Asked
        | NoticeEvent::Withdrawn
        | NoticeEvent::Booked
        | NoticeEvent::Moved
        | NoticeEvent::TimeKept
        | NoticeEvent::Cancelled
        | NoticeEvent::Missed
        | NoticeEvent::Offered
        | NoticeEvent::InterpreterLink
        | NoticeEvent::InterpreterFreed
        | NoticeEvent::Invited
        | NoticeEvent::Survey => Ok(true),
    }
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
        attempt: row.tries,
    }
}

/// What became of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A gateway took it, under its own number where it told one.
    Sent(Option<String>),
    /// It is to be tried again at that moment, and why.
    Later(DateTime<Utc>, String),
    /// It is given up, and why; administrators see it.
    Never(String),
}

/// Marks what became of some attempts, in one write. A text that opens something is not kept once
/// it is sent, except where `/demo/phone` is the only place to read it.
pub async fn note(
    app: &App,
    fates: Vec<(Due, Fate)>,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let (mut sent, mut opening, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut numbered = Vec::new();
    for (notice, fate) in fates {
        let id = notice.id;
        match fate {
            Fate::Sent(number) => {
                numbered.extend(number.map(|number| (id.clone(), number)));
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
            for (id, number) in &numbered {
                receipt::taken(db, id, number, now.naive_utc())?;
            }
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
            let (waiting, dead) = outbox::open(db)?;
            Ok(Backlog {
                waiting,
                dead,
                next_due: outbox::next_due(db)?.map(|due| due.and_utc()),
            })
        })
        .await
}

/// Whether the text lets its reader in: a code, a link of one use.
const fn opens_something(event: NoticeEvent) -> bool {
    match event {
        NoticeEvent::Code
        | NoticeEvent::CallCode
        | NoticeEvent::InterpreterLink
        | NoticeEvent::Invited
        | NoticeEvent::Offered
        | NoticeEvent::Survey => true,
        NoticeEvent::Received
        | NoticeEvent::Registered
        | NoticeEvent::NotYetRegistered
        | NoticeEvent::Approved
        | NoticeEvent::Routed
        | NoticeEvent::Declined
        | NoticeEvent::Answered
        | NoticeEvent::Closed
        | NoticeEvent::ResultReady
        | NoticeEvent::Asked
        | NoticeEvent::Withdrawn
        | NoticeEvent::Booked
        | NoticeEvent::Reminder
        | NoticeEvent::RunningLate
        | NoticeEvent::Moved
        | NoticeEvent::TimeChanging
        | NoticeEvent::TimeKept
        | NoticeEvent::Cancelled
        | NoticeEvent::Missed
        | NoticeEvent::InterpreterFreed
        | NoticeEvent::Wrote => false,
    }
}
