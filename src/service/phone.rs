//! The demo's telephone: every message that was sent, readable.

use chrono::{DateTime, Utc};

use super::app::App;
use super::error::ServiceError;
use crate::scheduling::{Channel, NoticeEvent, Refusal};
use crate::store::outbox;

/// A message as its receiver reads it.
#[derive(Clone, Debug)]
pub struct Message {
    /// How it went.
    pub channel: Channel,
    /// To which mobile or address.
    pub to: String,
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The text.
    pub text: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// What it tells.
    pub event: NoticeEvent,
}

/// The newest messages first, of one mobile or address if given; only in the demo.
pub async fn messages(
    app: &App,
    to: Option<&str>,
    limit: i64,
) -> Result<Vec<Message>, ServiceError> {
    if !app.is_demo {
        return Err(Refusal::NotFound.into());
    }
    let hash = to.map(|address| app.keys.lookup("recipient", address));
    let rows = app
        .store
        .read(move |db| Ok::<_, ServiceError>(outbox::sent(db, hash.as_deref(), limit)?))
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Message {
                channel: row.channel,
                to: app.keys.open(&row.recipient_sealed)?,
                subject: row.subject,
                text: row.body,
                sent_at: row.sent_at.unwrap_or(row.created_at).and_utc(),
                event: row.event,
            })
        })
        .collect()
}
