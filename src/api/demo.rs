//! The demo's telephone and clock; everywhere else they are not found.

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Asked, Body, Call, local, shown};
use super::rules::Rules;
use crate::scheduling::{Channel, Mobile, NoticeEvent, Refusal};
use crate::service::move_clock::{self, Turn};
use crate::service::phone;

/// So many messages at most are shown.
const MESSAGES_MAX: i64 = 200;

/// Whose messages.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MessagesAsked {
    /// A mobile or an address; everybody's if not said.
    #[param(example = "+966501234567")]
    pub to: Option<String>,
}

/// Messages, newest first.
#[derive(Serialize, ToSchema)]
pub struct Messages {
    /// The messages.
    pub messages: Vec<MessageView>,
}

/// A message as its receiver reads it.
#[derive(Serialize, ToSchema)]
pub struct MessageView {
    /// How it went.
    pub channel: Channel,
    /// To which mobile or address.
    pub to: String,
    /// The subject of a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text.
    pub text: String,
    /// When.
    pub sent_at: DateTime<FixedOffset>,
    /// What it tells.
    pub event: NoticeEvent,
}

/// Every message that was sent; only in the demo.
#[utoipa::path(
    get, path = "/demo/messages", tag = "The demo", params(MessagesAsked),
    responses((status = 200, description = "The messages", body = Messages))
)]
pub async fn messages(call: Call, Asked(asked): Asked<MessagesAsked>) -> Answer {
    // A mobile is known in every form; the plus of an address may have come as a blank.
    let to = asked.to.map(|text| match Mobile::parse(&text) {
        Ok(mobile) => mobile.as_str().to_owned(),
        Err(_fault) => text.trim().to_owned(),
    });
    let found = phone::messages(&call.app, to.as_deref(), MESSAGES_MAX).await?;
    let messages = found.into_iter().map(|message| MessageView {
        channel: message.channel,
        to: message.to,
        subject: message.subject,
        text: message.text,
        sent_at: local(message.sent_at, call.zone()),
        event: message.event,
    });
    shown(&Messages {
        messages: messages.collect(),
    })
}

/// How far the clock is moved: one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockBody {
    /// On by so many seconds.
    pub advance: Option<i64>,
    /// On to an instant.
    #[schema(example = "2026-11-22T09:00:00+03:00")]
    pub now: Option<String>,
}

/// The clock.
#[derive(Serialize, ToSchema)]
pub struct ClockView {
    /// What it shows.
    pub now: DateTime<FixedOffset>,
}

/// Moves the clock on; only in the demo.
#[utoipa::path(
    post, path = "/demo/clock", tag = "The demo", request_body = ClockBody,
    responses((status = 200, description = "What the clock shows now", body = ClockView))
)]
pub async fn clock(call: Call, body: Body<ClockBody>) -> Answer {
    if !call.app.is_demo {
        return Err(Refusal::NotFound.into());
    }
    let mut rules = Rules::default();
    let turn = match (body.value.advance, body.value.now.as_deref()) {
        (Some(seconds), None) => TimeDelta::try_seconds(seconds).map(Turn::By),
        (None, Some(instant)) => rules.instant("now", instant).map(Turn::To),
        (Some(_), Some(_)) | (None, None) => {
            rules.fail("advance", "one_of", "error-one-of", None);
            None
        }
    };
    rules.passed()?;
    let turn = turn.ok_or(Refusal::FieldWrong)?;
    let now = move_clock::move_clock(&call.app, turn)?;
    shown(&ClockView {
        now: local(now, call.zone()),
    })
}
