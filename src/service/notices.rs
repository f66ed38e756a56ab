//! Turning one event into the notices it owes: rows of the outbox, one per channel.

use chrono::{DateTime, Utc};

use super::app::App;
use super::error::ServiceError;
use super::pad::Pad;
use crate::scheduling::ids::NoticeId;
use crate::scheduling::notice::timing::QuietHours;
use crate::scheduling::{Channel, Mobile, NoticeEvent};
use crate::store::outbox::{self, Notice};
use crate::store::{Db, StoreError};

/// Where a person can be reached.
#[derive(Clone, Debug, Default)]
pub struct Recipient {
    /// By SMS.
    pub mobile: Option<Mobile>,
    /// By mail.
    pub email: Option<String>,
}

/// A mail's texts.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The subject.
    pub subject: String,
    /// The body, as plain text.
    pub body: String,
    /// A calendar file that goes with it.
    pub calendar: Option<String>,
}

/// What is told of one event.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The event.
    pub event: NoticeEvent,
    /// The thing it is about, as `appointment:ID`.
    pub about: String,
    /// When the appointment starts that it is about; of two times the nearer one.
    pub starts_at: Option<DateTime<Utc>>,
    /// The SMS, if one is owed.
    pub sms: Option<String>,
    /// The mail, if one is owed.
    pub mail: Option<Mail>,
}

/// The rows a letter is, for the channels by which the recipient can be reached.
pub fn rows(
    app: &App,
    letter: &Letter,
    to: &Recipient,
    pad: &mut Pad,
) -> Result<Vec<Notice>, ServiceError> {
    let mut rows = Vec::new();
    if let (Some(text), Some(mobile)) = (&letter.sms, &to.mobile) {
        rows.push(row(
            app,
            letter,
            (Channel::Sms, mobile.as_str()),
            (None, text.clone()),
            pad,
        )?);
    }
    if let (Some(mail), Some(address)) = (&letter.mail, &to.email) {
        let texts = (Some(mail.subject.clone()), mail.body.clone());
        let mut mail_row = row(app, letter, (Channel::Mail, address), texts, pad)?;
        mail_row.attachment.clone_from(&mail.calendar);
        rows.push(mail_row);
    }
    Ok(rows)
}

fn row(
    app: &App,
    letter: &Letter,
    (channel, address): (Channel, &str),
    (subject, body): (Option<String>, String),
    pad: &mut Pad,
) -> Result<Notice, ServiceError> {
    let due_at = match channel {
        Channel::Sms => quiet_hours(app).due(letter.event, pad.now(), letter.starts_at),
        // A mail wakes nobody.
        Channel::Mail => pad.now(),
    };
    Ok(Notice {
        id: pad.id(NoticeId::made),
        event: letter.event,
        channel,
        recipient_sealed: app.keys.seal(address, pad)?,
        recipient_hash: app.keys.lookup("recipient", address),
        subject,
        body,
        attachment: None,
        about: letter.about.clone(),
        state: "waiting".to_owned(),
        tries: 0,
        due_at: due_at.naive_utc(),
        created_at: pad.at(),
        sent_at: None,
        error: None,
    })
}

/// The hours in which no SMS is sent that can wait.
pub fn quiet_hours(app: &App) -> QuietHours {
    let ministry = &app.settings.ministry;
    QuietHours {
        zone: ministry.zone,
        from: ministry.quiet_from,
        to: ministry.quiet_to,
    }
}

/// Queues notices, in the transaction of the change they tell of.
pub fn queue(db: &mut Db, rows: &[Notice]) -> Result<(), StoreError> {
    rows.iter().try_for_each(|row| outbox::add(db, row))
}
