//! Mail through the ministry's own mail server.
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use lettre::address::Address;
use lettre::message::dkim::{
    DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm,
    DkimSigningKey, DkimSigningKeyError,
};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use super::{NotifyError, SendError, Stamp};
use crate::config::{self, MailTls, MailTransport};

/// One mail.
#[derive(Clone)]
pub struct MailMessage {
    /// Which notice, and when it was written.
    pub stamp: Stamp,
    /// The bare address.
    pub to: String,
    /// The subject, without isolating marks.
    pub subject: String,
    /// The text.
    pub text: String,
    /// A calendar file to go with it.
    pub calendar: Option<String>,
}

/// The way mail leaves.
#[derive(Clone, Debug)]
pub enum Mail {
    /// Accepts everything; `/demo/phone` shows the outbox.
    Demo,
    /// A mail server.
    Smtp(Box<MailServer>),
}

/// A mail server and who writes.
#[derive(Clone)]
pub struct MailServer {
    line: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    seal: Option<Arc<DkimConfig>>,
    limit: Duration,
}

impl Mail {
    /// The way that the settings name.
    pub fn new(settings: &config::Mail) -> Result<Self, NotifyError> {
        match settings.transport {
            MailTransport::Demo => Ok(Self::Demo),
            MailTransport::Smtp => {
                MailServer::new(settings).map(|server| Self::Smtp(Box::new(server)))
            }
        }
    }

    /// Sends one mail; date, message id and boundary come from the notice, so a repetition is
    /// the same mail byte for byte, but for the moment of its signature.
    pub async fn send(&self, message: &MailMessage) -> Result<(), SendError> {
        match self {
            Self::Demo => Ok(()),
            Self::Smtp(server) => server.send(message).await,
        }
    }

    /// Whether the mail server lets us in; nothing is sent.
    pub async fn reach(&self) -> Result<String, String> {
        match self {
            Self::Demo => Err("demo sends nothing; set mail.transport to smtp".to_owned()),
            Self::Smtp(server) => server.reach().await,
        }
    }
}

impl MailServer {
    fn new(settings: &config::Mail) -> Result<Self, NotifyError> {
        let tls = match settings.tls {
            MailTls::None => Tls::None,
            MailTls::Starttls => Tls::Required(TlsParameters::new(settings.host.clone())?),
            MailTls::Tls => Tls::Wrapper(TlsParameters::new(settings.host.clone())?),
        };
        let from = settings.from.clone();
        let limit = Duration::from_secs(settings.timeout_seconds);
        let mut line = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls)
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(limit));
        if !settings.user.is_empty() {
            let password = settings.password.reveal().to_owned();
            line = line.credentials(Credentials::new(settings.user.clone(), password));
        }
        Ok(Self {
            line: line.build(),
            seal: seal(settings, from.email.domain())?.map(Arc::new),
            from,
            limit,
        })
    }

    async fn send(&self, message: &MailMessage) -> Result<(), SendError> {
        let mail = self.written(message)?;
        // lettre bounds the connecting only; a server that then falls silent is bounded here.
        match tokio::time::timeout(self.limit, self.line.send(mail)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(judge(&error)),
            Err(_) => Err(SendError::later("the mail server did not answer in time")),
        }
    }

    async fn reach(&self) -> Result<String, String> {
        match tokio::time::timeout(self.limit, self.line.test_connection()).await {
            Ok(Ok(true)) => Ok("the mail server answers".to_owned()),
            Ok(Ok(false) | Err(_)) | Err(_) => {
                Err("the mail server does not let us in; set mail.host, port, tls, user".to_owned())
            }
        }
    }

    fn written(&self, message: &MailMessage) -> Result<Message, SendError> {
        let id = message.stamp.id.as_str();
        let to: Address = message
            .to
            .parse()
            .map_err(|_wrong: lettre::address::AddressError| {
                SendError::never("the mail address cannot be written to")
            })?;
        let head = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(message.subject.clone())
            .date(SystemTime::from(message.stamp.at))
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        let text = SinglePart::plain(message.text.clone());
        let written = match &message.calendar {
            None => head.singlepart(text),
            Some(calendar) => head.multipart(
                MultiPart::mixed()
                    .boundary(format!("majlis-{id}"))
                    .singlepart(text)
                    .singlepart(calendar_file(calendar)?),
            ),
        };
        let mut written = written
            .map_err(|error| SendError::never(format!("the mail cannot be written: {error}")))?;
        if let Some(seal) = &self.seal {
            written.sign(seal);
        }
        Ok(written)
    }
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MailServer")
    }
}

/// What is signed of a mail (RFC 6376): who writes to whom, what it says and which one it is. The
/// content's type is not: `lettre` keeps it with the body, where its signature does not find it.
const SIGNED: [&str; 6] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
];

/// How mails are signed, where the settings have a key.
fn seal(settings: &config::Mail, domain: &str) -> Result<Option<DkimConfig>, NotifyError> {
    let key = settings.dkim_key.reveal().replace("\\n", "\n");
    if key.trim().is_empty() {
        return Ok(None);
    }
    let algorithm = if key.contains("BEGIN RSA") {
        DkimSigningAlgorithm::Rsa
    } else {
        DkimSigningAlgorithm::Ed25519
    };
    let key = DkimSigningKey::new(key.trim(), algorithm)
        .map_err(|_unreadable: DkimSigningKeyError| NotifyError::Dkim)?;
    Ok(Some(DkimConfig::new(
        settings.dkim_selector.clone(),
        domain.to_owned(),
        key,
        SIGNED.map(HeaderName::new_from_ascii_str).to_vec(),
        DkimCanonicalization {
            header: DkimCanonicalizationType::Relaxed,
            body: DkimCanonicalizationType::Relaxed,
        },
    )))
}

fn calendar_file(calendar: &str) -> Result<SinglePart, SendError> {
    // The part says the same method as the file in it (RFC 6047).
    let method = calendar
        .lines()
        .find_map(|line| line.strip_prefix("METHOD:"));
    let method = method.map_or("PUBLISH", str::trim_end);
    let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"))
        .map_err(|error| SendError::never(format!("the calendar file's type: {error}")))?;
    Ok(Attachment::new("appointment.ics".to_owned()).body(calendar.to_owned(), kind))
}

/// A refused sign-in is the ministry's to mend, so the notice waits for it; any other permanent
/// answer is about this mail.
fn judge(error: &lettre::transport::smtp::Error) -> SendError {
    let code = error.status().map(u16::from);
    let why = code.map_or_else(
        || "the mail server is unreachable or broke off".to_owned(),
        |code| format!("the mail server answered {code}"),
    );
    tracing::debug!(code, is_tls = error.is_tls(), "the mail server failed");
    match code {
        Some(530 | 534 | 535 | 538) => SendError::later(why),
        Some(500..=599) => SendError::never(why),
        Some(_) | None => SendError::later(why),
    }
}
