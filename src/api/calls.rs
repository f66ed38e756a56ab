//! The call log.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made};
use super::rules::{CALL_MINUTES_MAX, Rules, SUBJECT_CHARS_MAX};
use crate::scheduling::ids::CallId;
use crate::service::log_call::{self, Direction, NewCall};

/// A telephone call.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallBody {
    /// Who called whom.
    pub direction: Direction,
    /// What it was for.
    #[schema(example = "follow_up")]
    pub purpose: String,
    /// How long it took.
    pub minutes: i32,
    /// The id or the reference of the request it was about.
    pub request: Option<String>,
}

/// A call that was logged.
#[derive(Serialize, ToSchema)]
pub struct Logged {
    /// Its id.
    pub id: CallId,
}

/// Logs a call of the caller.
#[utoipa::path(
    post, path = "/api/v1/calls", tag = "Telephone", request_body = CallBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses((status = 201, description = "Logged", body = Logged))
)]
pub async fn log(call: Call, body: Body<CallBody>) -> Answer {
    let given = body.value;
    let mut rules = Rules::default();
    let purpose = rules.text("purpose", &given.purpose, SUBJECT_CHARS_MAX);
    if !(0..=CALL_MINUTES_MAX).contains(&given.minutes) {
        let most = usize::try_from(CALL_MINUTES_MAX).ok();
        rules.fail("minutes", "range", "error-number-range", most);
    }
    rules.passed()?;
    let new = NewCall {
        direction: given.direction,
        purpose,
        minutes: given.minutes,
        request: given.request,
    };
    let work = async {
        let id = log_call::log_call(&call.app, &call.caller, new, call.now).await?;
        Ok(Made::created(&Logged { id }))
    };
    call.once(&body.raw, work).await
}
