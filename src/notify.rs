//! How a notice leaves the house: SMS and mail.
//!
//! Only `jobs/deliver` calls this, outside every transaction. The demo transports accept and keep
//! nothing: `/demo/phone` shows the outbox itself.
mod mail;
mod smpp;
mod sms;

use chrono::{DateTime, TimeDelta, Utc};

pub use mail::{Mail, MailMessage};
pub use smpp::{Line, Reported};
pub use sms::{Sms, SmsMessage};

use crate::config::Settings;
use crate::scheduling::ids::NoticeId;

/// Every way a notice can leave.
#[derive(Clone, Debug)]
pub struct Transports {
    /// For SMS.
    pub sms: Sms,
    /// For mail.
    pub mail: Mail,
}

impl Transports {
    /// The ways that the settings name, and the line that somebody has to keep open for them.
    pub fn new(settings: &Settings) -> Result<(Self, Option<Line>), NotifyError> {
        let (sms, line) = Sms::with_line(&settings.sms)?;
        let mail = Mail::new(&settings.mail)?;
        Ok((Self { sms, mail }, line))
    }
}

/// A transport that cannot be made from the settings.
#[derive(Debug, thiserror::Error)]
pub enum NotifyError {
    /// The client for the SMS gateway.
    #[error("the client for the SMS gateway cannot be made")]
    Http(#[from] reqwest::Error),
    /// A header of the SMS gateway.
    #[error("sms.headers holds a line that is no header")]
    Header,
    /// The address of the SMS gateway.
    #[error("sms.url is no web address")]
    Address,
    /// The DKIM key.
    #[error("mail.dkim_key is neither an RSA key in PKCS#1 PEM nor 32 bytes in base64")]
    Dkim,
    /// The line to the mail server.
    #[error("the line to the mail server cannot be made")]
    Smtp(#[from] lettre::transport::smtp::Error),
}

/// Why a notice did not leave; the texts hold nothing about the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Worth another try, not before `after` when the other side said so.
    #[error("later: {why}")]
    Later {
        /// What went wrong.
        why: String,
        /// How long the other side asks us to wait.
        after: Option<TimeDelta>,
    },
    /// This notice will never be taken.
    #[error("never: {why}")]
    Never {
        /// What went wrong.
        why: String,
    },
}

impl SendError {
    fn later(why: impl Into<String>) -> Self {
        Self::Later {
            why: why.into(),
            after: None,
        }
    }

    fn never(why: impl Into<String>) -> Self {
        Self::Never { why: why.into() }
    }
}

/// What every message carries: which notice it is and when it was written.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The notice; receivers recognise a repetition by it.
    pub id: NoticeId,
    /// When the notice was written, not when it is sent: a repetition reads the same.
    pub at: DateTime<Utc>,
}
