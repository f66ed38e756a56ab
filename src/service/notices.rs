//! Turning one event into what it owes: rows of the outbox, one per channel, or a call to somebody
//! whom no text reaches.

use chrono::{DateTime, Utc};

use super::app::App;
use super::error::ServiceError;
use super::letters;
use super::pad::Pad;
use crate::scheduling::call::{CallBackState, ring_by};
use crate::scheduling::ids::{CallBackId, NoticeId, PersonId};
use crate::scheduling::notice::timing::QuietHours;
use crate::scheduling::{Channel, Mobile, NoticeEvent, Refusal};
use crate::store::call_back::{self, CallBack};
use crate::store::outbox::{self, Notice};
use crate::store::request::Request;
use crate::store::{Db, StoreError, person};

/// Where a person can be reached.
#[derive(Clone, Debug, Default)]
pub struct Recipient {
    /// By SMS.
    pub mobile: Option<Mobile>,
    /// By mail.
    pub email: Option<String>,
    /// Who is rung where there is no mobile.
    pub rung: Option<PersonId>,
}

/// What one letter owes.
#[derive(Clone, Debug, Default)]
pub struct Owed {
    /// Messages to be sent.
    pub notices: Vec<Notice>,
    /// A call to be made.
    pub call: Option<CallBack>,
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

/// What a letter owes, by the channels by which the recipient can be reached.
pub fn rows(
    app: &App,
    letter: &Letter,
    to: &Recipient,
    pad: &mut Pad,
) -> Result<Owed, ServiceError> {
    let now = pad.now();
    rows_from(app, (letter, now), to, pad)
}

/// The same, with nothing sent before a moment: until then what the letter tells of can be undone.
pub fn rows_from(
    app: &App,
    (letter, from): (&Letter, DateTime<Utc>),
    to: &Recipient,
    pad: &mut Pad,
) -> Result<Owed, ServiceError> {
    let mut rows = Vec::new();
    if let (Some(text), Some(mobile)) = (&letter.sms, &to.mobile) {
        rows.push(row(
            app,
            (letter, from),
            (Channel::Sms, mobile.as_str()),
            (None, text.clone()),
            pad,
        )?);
    }
    if let (Some(mail), Some(address)) = (&letter.mail, &to.email) {
        let texts = (Some(mail.subject.clone()), mail.body.clone());
        let mut mail_row = row(app, (letter, from), (Channel::Mail, address), texts, pad)?;
        mail_row.attachment.clone_from(&mail.calendar);
        rows.push(mail_row);
    }
    Ok(Owed {
        notices: rows,
        call: call(app, letter, to, pad),
    })
}

/// The call that takes the place of a text, where the event is one that can be told by voice.
fn call(app: &App, letter: &Letter, to: &Recipient, pad: &mut Pad) -> Option<CallBack> {
    let person = to.rung.clone().filter(|_| to.mobile.is_none())?;
    let due = ring_by(letter.event, app.settings.ministry.zone, pad.now())?;
    Some(CallBack {
        id: pad.id(CallBackId::made),
        person_id: person,
        event: letter.event,
        about: letter.about.clone(),
        text: letter.sms.clone()?,
        state: CallBackState::Waiting,
        tries: 0,
        due_at: due.naive_utc(),
        created_at: pad.at(),
        tried_at: None,
        done_at: None,
        done_by: None,
    })
}

fn row(
    app: &App,
    (letter, from): (&Letter, DateTime<Utc>),
    (channel, address): (Channel, &str),
    (subject, body): (Option<String>, String),
    pad: &mut Pad,
) -> Result<Notice, ServiceError> {
    let due_at = match channel {
        Channel::Sms => quiet_hours(app).due(letter.event, from, letter.starts_at),
        // A mail wakes nobody.
        Channel::Mail => from,
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

/// Queues what is owed, in the transaction of the change it tells of.
pub fn queue(db: &mut Db, owed: &Owed) -> Result<(), StoreError> {
    owed.notices
        .iter()
        .try_for_each(|row| outbox::add(db, row))?;
    ring(db, owed)
}

/// Queues what the applicant of a request is owed for an event of it.
pub(in crate::service) fn tell(
    app: &App,
    db: &mut Db,
    (event, request): (NoticeEvent, &Request),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let known = person::find(db, &request.person_id)?.ok_or(Refusal::NotFound)?;
    let about = (request.id.as_str(), request.reference.as_str());
    let letter = letters::of_request(app, event, about, &known);
    let to = letters::recipient(app, &known)?;
    queue(db, &rows(app, &letter, &to, pad)?)?;
    Ok(())
}

/// Puts the call that is owed on the list; the notices were queued already.
pub fn ring(db: &mut Db, owed: &Owed) -> Result<(), StoreError> {
    owed.call.iter().try_for_each(|row| call_back::add(db, row))
}
