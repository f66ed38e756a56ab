//! SMS through a gateway's HTTP interface, whose fields are described by the settings.
use std::time::Duration;

use chrono::TimeDelta;
use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use serde_json::{Map, Value};

use self::template::{Fields, Template};
use super::smpp::{self, Line, Smpp};
use super::{NotifyError, SendError, Stamp};
use crate::config::{self, SmsStyle, SmsTransport};

mod template;

const RETRY_AFTER_SECONDS_MAX: i64 = 3600;

/// One SMS.
#[derive(Clone)]
pub struct SmsMessage {
    /// Which notice, and when it was written.
    pub stamp: Stamp,
    /// The mobile in E.164, `+9665…`.
    pub to: String,
    /// The text.
    pub text: String,
}

/// The way SMS leave.
#[derive(Clone, Debug)]
pub enum Sms {
    /// Accepts everything; `/demo/phone` shows the outbox.
    Demo,
    /// A gateway.
    Http(Box<Gateway>),
    /// An operator's line.
    Smpp(Smpp),
}

/// A gateway that takes one message per HTTP request.
#[derive(Clone)]
pub struct Gateway {
    client: reqwest::Client,
    settings: config::Sms,
    url: Url,
    headers: Vec<(HeaderName, Template)>,
    fields: Fields,
}

impl Sms {
    /// The way that the settings name; a line that it needs is kept open by nobody.
    pub fn new(settings: &config::Sms) -> Result<Self, NotifyError> {
        Self::with_line(settings).map(|(way, _)| way)
    }

    /// The way that the settings name, and the line that somebody has to keep open for it.
    pub fn with_line(settings: &config::Sms) -> Result<(Self, Option<Line>), NotifyError> {
        match settings.transport {
            SmsTransport::Demo => Ok((Self::Demo, None)),
            SmsTransport::Http => {
                let gateway = Gateway::new(settings)?;
                Ok((Self::Http(Box::new(gateway)), None))
            }
            SmsTransport::Smpp => {
                let (sending, line) = smpp::line(settings);
                Ok((Self::Smpp(sending), Some(line)))
            }
        }
    }

    /// Sends one message; the gateway recognises a repetition by the notice's id. The gateway's own
    /// number of it, where its answer tells one.
    pub async fn send(&self, message: &SmsMessage) -> Result<Option<String>, SendError> {
        match self {
            Self::Demo => Ok(None),
            Self::Http(gateway) => gateway.send(message).await,
            Self::Smpp(line) => line.send(message).await,
        }
    }

    /// Whether the gateway answers at all; nothing is sent.
    pub async fn reach(&self) -> Result<String, String> {
        match self {
            Self::Demo => Err("demo sends nothing; set sms.transport to http".to_owned()),
            Self::Http(gateway) => gateway.reach().await,
            Self::Smpp(line) => line.reach().await,
        }
    }
}

impl Gateway {
    fn new(settings: &config::Sms) -> Result<Self, NotifyError> {
        let limit = Duration::from_secs(settings.timeout_seconds);
        let client = reqwest::Client::builder()
            .timeout(limit)
            .connect_timeout(limit)
            .redirect(Policy::none())
            .no_proxy()
            .build()?;
        let headers = settings.headers.iter().map(|line| {
            let (name, text) = header(line).ok_or(NotifyError::Header)?;
            Ok((name, Template::of(text, settings)))
        });
        Ok(Self {
            client,
            url: settings.url.parse().or(Err(NotifyError::Address))?,
            headers: headers.collect::<Result<_, NotifyError>>()?,
            fields: Fields::of(settings),
            settings: settings.clone(),
        })
    }

    async fn send(&self, message: &SmsMessage) -> Result<Option<String>, SendError> {
        let (url, fields) = (self.url.clone(), self.fields.filled(message));
        let request = match self.settings.style {
            SmsStyle::Json => self.client.post(url).json(&fields),
            SmsStyle::Form => self.client.post(url).form(&flat(&fields)),
            SmsStyle::Query => self.client.get(url).query(&flat(&fields)),
        };
        let answer = request
            .headers(self.headers(message)?)
            .send()
            .await
            .map_err(|error| {
                let kind = if error.is_timeout() {
                    "did not answer in time"
                } else {
                    "is unreachable"
                };
                tracing::debug!(error = %error.without_url(), "the SMS gateway failed");
                SendError::later(format!("the SMS gateway {kind}"))
            })?;
        let status = answer.status().as_u16();
        let after = retry_after(answer.headers());
        judge(status, after)?;
        let body = answer.text().await.unwrap_or_default();
        if self.settings.accepted.is_empty() || body.contains(&self.settings.accepted) {
            return Ok(own_number(&self.settings.answer_id, &body));
        }
        Err(SendError::never(
            "the SMS gateway answered, but did not accept the message",
        ))
    }

    async fn reach(&self) -> Result<String, String> {
        match self.client.head(self.url.clone()).send().await {
            Ok(_) => Ok(format!("{} answers", self.settings.url)),
            Err(_) => Err(format!(
                "{} does not answer; set sms.url",
                self.settings.url
            )),
        }
    }

    fn headers(&self, message: &SmsMessage) -> Result<HeaderMap, SendError> {
        let mut headers = HeaderMap::new();
        for (name, template) in &self.headers {
            let mut value = HeaderValue::from_str(&template.filled(message)).map_err(|error| {
                SendError::later(format!(
                    "sms.headers, {name}: {error}; set sms.secret right"
                ))
            })?;
            value.set_sensitive(true);
            headers.append(name.clone(), value);
        }
        Ok(headers)
    }
}

impl std::fmt::Debug for Gateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gateway")
            .field("url", &self.settings.url)
            .finish_non_exhaustive()
    }
}

fn header(line: &str) -> Option<(HeaderName, &str)> {
    let (name, value) = line.split_once(": ")?;
    let name = HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
    Some((name, value.trim()))
}

/// A refusal of our key or address is the ministry's to mend, so the notice waits for it; a
/// refusal of the message itself is final.
fn judge(status: u16, after: Option<TimeDelta>) -> Result<(), SendError> {
    let why = format!("the SMS gateway answered {status}");
    match status {
        200..=299 => Ok(()),
        300..=399 | 401 | 403 | 404 | 407 | 408 | 425 | 429 | 500..=599 => {
            Err(SendError::Later { why, after })
        }
        _ => Err(SendError::Never { why }),
    }
}

fn retry_after(headers: &HeaderMap) -> Option<TimeDelta> {
    let seconds: i64 = headers
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    TimeDelta::try_seconds(seconds.clamp(0, RETRY_AFTER_SECONDS_MAX))
}

/// The gateway's own number of a message, at that place of its answer.
fn own_number(pointer: &str, body: &str) -> Option<String> {
    if pointer.is_empty() {
        return None;
    }
    let answer: Value = serde_json::from_str(body).ok()?;
    match answer.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A form has no nesting: a list becomes its key several times.
fn flat(fields: &Map<String, Value>) -> Vec<(&str, String)> {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    fields
        .iter()
        .flat_map(|(key, value)| match value {
            Value::Array(items) => items
                .iter()
                .map(|item| (key.as_str(), text(item)))
                .collect(),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Object(_) => vec![(key.as_str(), text(value))],
        })
        .collect()
}
