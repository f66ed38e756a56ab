//! The closed choices among the settings.
use std::path::PathBuf;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::secret::Secret;

/// Which database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of the embedded database.
    Sqlite(PathBuf),
    /// A server; the text is the whole address, password included.
    Postgres(Secret),
}

impl std::str::FromStr for DatabaseUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(Secret::from(text.to_owned())));
        }
        Err("must be sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME")
    }
}

impl DatabaseUrl {
    /// The address as it was written; it may hold a password.
    #[must_use]
    pub fn reveal(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(address) => address.reveal().to_owned(),
        }
    }
}

impl<'de> Deserialize<'de> for DatabaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// Which holidays are computed ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holidays {
    /// Those of the Saudi civil service.
    CivilService,
    /// None: only those written down are kept.
    None,
}

/// Which way an SMS leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SmsTransport {
    /// Kept and shown at `/demo/phone`.
    Demo,
    /// A gateway's HTTP interface.
    Http,
    /// An operator's SMPP 3.4 line.
    Smpp,
}

/// How we bind to an SMPP line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SmppBind {
    /// Sends, and receives delivery reports.
    Transceiver,
    /// Sends only.
    Transmitter,
    /// Two lines: one sends, the other receives delivery reports.
    Pair,
}

/// How the fields of an SMS are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SmsStyle {
    /// As a JSON body.
    Json,
    /// As a form.
    Form,
    /// In the address, without a body.
    Query,
}

/// The fields of an SMS as the gateway wants them: a JSON object with places to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsFields(pub serde_json::Map<String, serde_json::Value>);

impl<'de> Deserialize<'de> for SmsFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text)
            .map(Self)
            .map_err(|error| D::Error::custom(format!("must be a JSON object: {error}")))
    }
}

/// Which way a mail leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailTransport {
    /// Kept and shown at `/demo/phone`.
    Demo,
    /// A mail server.
    Smtp,
}

/// How the line to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailTls {
    /// Not at all: a relay on the same machine.
    None,
    /// Plain first, then TLS, or nothing is sent.
    Starttls,
    /// TLS from the first byte.
    Tls,
}

/// Whether log lines have colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// When a terminal reads them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
