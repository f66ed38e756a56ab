//! Notices that did not arrive: given up here, or given up by a gateway; sent again by hand.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use crate::bus::News;
use crate::scheduling::ids::NoticeId;
use crate::scheduling::{Channel, NoticeEvent, Refusal};
use crate::store::outbox::{self, Notice};
use crate::store::{self, receipt};

/// So many of each kind are shown at the most.
const LIST_MAX: i64 = 200;
/// So many of the last digits or letters of a recipient are shown.
const TAIL_CHARS: usize = 4;

/// A notice that did not arrive; what it says is not for the administrator.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    /// Its id.
    pub id: NoticeId,
    /// What it tells.
    pub event: NoticeEvent,
    /// How it went.
    pub channel: Channel,
    /// The end of the mobile, or the domain of the address.
    pub to: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// How often it was tried.
    pub tries: i32,
    /// What was said last.
    pub why: String,
    /// Whether it can be sent again: a code that has run out and an emptied text cannot.
    pub can_repeat: bool,
}

/// What the administrator sees of the outbox.
#[derive(Clone, Debug)]
pub struct Overview {
    /// What did not arrive, the newest first: what we gave up, then what gateways gave up.
    pub letters: Vec<DeadLetter>,
    /// Notices that wait.
    pub waiting: i64,
    /// SMS that a gateway took in the last day.
    pub sent: i64,
    /// Notices whose arrival was reported in the last day.
    pub delivered: i64,
    /// Notices whose failure was reported in the last day.
    pub failed: i64,
}

/// What did not arrive, and how the last day went.
pub async fn see(app: &App, now: DateTime<Utc>) -> Result<Overview, ServiceError> {
    let of_work = app.clone();
    let (from, to) = ((now - TimeDelta::days(1)).naive_utc(), now.naive_utc());
    app.store
        .read(move |db| {
            let mut letters = Vec::new();
            for row in outbox::dead(db, LIST_MAX)? {
                let why = row.error.clone().unwrap_or_default();
                letters.push(letter(&of_work, row, why));
            }
            for (row, detail) in outbox::undelivered(db, LIST_MAX)? {
                letters.push(letter(&of_work, row, detail.unwrap_or_default()));
            }
            Ok::<_, ServiceError>(Overview {
                letters,
                waiting: outbox::open(db)?.0,
                sent: outbox::sent_between(db, from, to, Channel::Sms)?,
                delivered: receipt::count_between(db, "delivered", from, to)?,
                failed: receipt::count_between(db, "failed", from, to)?,
            })
        })
        .await
}

fn letter(app: &App, row: Notice, why: String) -> DeadLetter {
    let to = app.keys.open(&row.recipient_sealed).unwrap_or_default();
    DeadLetter {
        can_repeat: !to.is_empty() && !row.body.is_empty() && row.event != NoticeEvent::Code,
        to: masked(row.channel, &to),
        id: row.id,
        event: row.event,
        channel: row.channel,
        written_at: row.created_at.and_utc(),
        tries: row.tries,
        why,
    }
}

fn masked(channel: Channel, to: &str) -> String {
    match channel {
        Channel::Sms => {
            let hidden = to.chars().count().saturating_sub(TAIL_CHARS);
            let tail: String = to.chars().skip(hidden).collect();
            format!("…{tail}")
        }
        Channel::Mail => match to.split_once('@') {
            Some((_, domain)) => format!("…@{domain}"),
            None => "…".to_owned(),
        },
    }
}

/// Sends a notice again that did not arrive, under a new id: a gateway would take the old one for
/// a repetition. Pressed twice, it is sent once.
pub async fn repeat(
    app: &App,
    caller: &Caller,
    id: NoticeId,
    now: DateTime<Utc>,
) -> Result<NoticeId, ServiceError> {
    caller.staff().ok_or(Refusal::NotFound)?;
    let (of_work, by, pad) = (app.clone(), caller.clone(), app.pad(now));
    let again = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = outbox::find(db, &id)?.ok_or(Refusal::NotFound)?;
            let can_repeat = letter(&of_work, row.clone(), String::new()).can_repeat;
            let is_dead = outbox::mark_repeated(db, &id)?;
            if !can_repeat || !(is_dead || receipt::settle(db, &id)?) {
                return Err(ServiceError::from(Refusal::WrongStage));
            }
            let again = Notice {
                id: pad.id(NoticeId::made),
                state: "waiting".to_owned(),
                tries: 0,
                due_at: pad.at(),
                created_at: pad.at(),
                sent_at: None,
                error: None,
                ..row
            };
            outbox::add(db, &again)?;
            let deed = store::audit::Deed {
                detail: Some(format!("notice:{}", again.id)),
                ..audit::deed(&by, "repeat", &format!("notice:{id}"), &mut pad)
            };
            store::audit::add(db, &deed)?;
            Ok(again.id)
        })
        .await?;
    app.bus.tell(News::NoticeQueued);
    Ok(again)
}
