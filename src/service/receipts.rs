//! Delivery reports: what a gateway says of a notice after it took it.

use chrono::{DateTime, Utc};

use super::app::App;
use super::error::ServiceError;
use crate::scheduling::Refusal;
use crate::scheduling::ids::NoticeId;
use crate::store::{Db, outbox, receipt};

/// So many letters of what a gateway calls a state are kept.
const DETAIL_CHARS_MAX: usize = 100;

/// What became of a message, for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It arrived at the telephone.
    Delivered,
    /// It never will.
    Failed,
}

impl Outcome {
    /// What a gateway's word for a state means, by the settings; nothing where the message is
    /// still on its way.
    #[must_use]
    pub fn of(app: &App, state: &str) -> Option<Self> {
        let sms = &app.settings.sms;
        let is_one_of = |words: &[String]| {
            let mut words = words.iter();
            words.any(|word| word.eq_ignore_ascii_case(state.trim()))
        };
        if is_one_of(&sms.report_delivered) {
            return Some(Self::Delivered);
        }
        is_one_of(&sms.report_failed).then_some(Self::Failed)
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

/// Whether somebody may bring reports: the key is the gateway's, compared by keyed hashes, so that
/// the time it takes says nothing. Without a key in the settings nobody may.
#[must_use]
pub fn is_gateway(app: &App, shown: &str) -> bool {
    let key = app.settings.sms.report_key.reveal();
    let hash = |text: &str| app.keys.lookup("report", text);
    !key.is_empty() && hash(key) == hash(shown)
}

/// Writes a report down. The message is named by our id or by the gateway's own number; one that is
/// not known is refused, and the gateway comes again. A report that comes twice is counted twice
/// and changes nothing.
pub async fn take(
    app: &App,
    named: String,
    state: String,
    now: DateTime<Utc>,
) -> Result<Option<Outcome>, ServiceError> {
    let outcome = Outcome::of(app, &state);
    let detail: String = state.chars().take(DETAIL_CHARS_MAX).collect();
    let at = app.pad(now).at();
    app.store
        .write(move |db| {
            let notice = known(db, &named)?.ok_or(Refusal::NotFound)?;
            if let Some(outcome) = outcome {
                receipt::report(db, &notice, (outcome.as_str(), &detail), at)?;
            }
            Ok(outcome)
        })
        .await
}

fn known(db: &mut Db, named: &str) -> Result<Option<NoticeId>, ServiceError> {
    let id = NoticeId::from(named);
    if outbox::find(db, &id)?.is_some() {
        return Ok(Some(id));
    }
    Ok(receipt::of_gateway(db, named)?)
}
