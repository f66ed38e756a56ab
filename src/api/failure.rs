//! How a no is said to a program: RFC 9457 problems with a stable code.

use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use chrono::NaiveDateTime;
use serde::Serialize;

use super::weeks::Coming;
use crate::access::queue;
use crate::scheduling::Refusal;
use crate::service::{App, ServiceError};
use crate::words::Words;

/// What was wrong with one field.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FieldFault {
    /// The field's name.
    pub field: String,
    /// The rule that failed, stable.
    pub code: String,
    /// The same in the caller's language.
    pub detail: String,
}

/// A rule that a field breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field's name.
    pub field: &'static str,
    /// The rule, stable.
    pub code: String,
    /// The key of its words.
    pub key: String,
    /// The most that the rule allows, where it counts something.
    pub most: Option<i64>,
}

/// Why a call was not answered as asked.
#[derive(Debug)]
pub enum Failure {
    /// A verb said no.
    Service(ServiceError),
    /// Fields do not pass.
    Fields(Vec<Wrong>),
    /// The body, path or query cannot be read; what the parser said.
    Unreadable(String),
    /// A change of something that carries an `ETag` came without `If-Match`.
    Unconditional,
    /// It hits these people's appointments, and no reason was given.
    Affects(Vec<Coming>),
}

/// RFC 9457.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Names the kind of problem.
    pub r#type: String,
    /// In the caller's language.
    pub title: String,
    /// What to do about it, in the caller's language.
    pub detail: String,
    /// The HTTP status.
    pub status: u16,
    /// Our stable code.
    pub code: String,
    /// What was wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldFault>,
    /// Whose appointments are hit, with `reason_needed`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub appointments: Vec<Coming>,
    /// The place in the queue, with `wait_your_turn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<PlaceView>,
}

/// A place in the queue: ask again with it after `retry_after` seconds.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PlaceView {
    /// The place, from 1 on; it only ever falls.
    pub number: u64,
    /// About how many seconds it takes until the call.
    pub expected_seconds: i64,
    /// After how many seconds to ask again, as in `Retry-After`.
    pub retry_after: i64,
    /// Sent back as `Majlis-Queue`, it keeps the place on every node.
    pub token: String,
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Service(refusal.into())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Service(error) => write!(f, "{error}"),
            Self::Fields(fields) => write!(f, "{} fields do not pass", fields.len()),
            Self::Unreadable(_) => f.write_str("the call cannot be read"),
            Self::Unconditional => f.write_str("the call needs If-Match"),
            Self::Affects(hit) => write!(f, "{} appointments are hit", hit.len()),
        }
    }
}

impl Failure {
    /// The refusal, if a verb refused.
    pub const fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Service(error) => error.refusal(),
            Self::Fields(_) | Self::Unreadable(_) | Self::Unconditional | Self::Affects(_) => None,
        }
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Service(error) => status(error),
            Self::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::Unconditional => StatusCode::PRECONDITION_REQUIRED,
            Self::Affects(_) => StatusCode::CONFLICT,
        }
    }

    /// Bare; the door renders it in the caller's language.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// The status of every kind of no; the one place that knows.
pub fn status(error: &ServiceError) -> StatusCode {
    match error {
        ServiceError::Refused(refusal) | ServiceError::RefusedUntil(refusal, _) => {
            refused(*refusal)
        }
        ServiceError::Store(_) | ServiceError::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "a line per refusal, and none left out"
)]
fn refused(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::SlotTaken
        | Refusal::HoldExpired
        | Refusal::HoldGivenBack
        | Refusal::AlreadyExtended
        | Refusal::NeedsUnavailable
        | Refusal::AlreadyCalled
        | Refusal::AlreadyThere
        | Refusal::WrongStage
        | Refusal::OwnProposal
        | Refusal::ClearanceOpen
        | Refusal::ClearanceRefused
        | Refusal::ViewsFull
        | Refusal::NotesFull
        | Refusal::StepOwed
        | Refusal::FeedsFull
        | Refusal::NoMeeting
        | Refusal::PersonBusy
        | Refusal::RequestOpen
        | Refusal::QuotaReached
        | Refusal::HourBooked
        | Refusal::AlreadyAnswered
        | Refusal::SessionClosed
        | Refusal::OfficialAway
        | Refusal::ProfileNeeded
        | Refusal::WindowOverlaps
        | Refusal::TooManyRules
        | Refusal::NumberTaken
        | Refusal::AttachmentsMany
        | Refusal::AttachmentGone
        | Refusal::NothingDrafted
        | Refusal::PlanUnfinished
        | Refusal::PlanUnfit
        | Refusal::UndoLate
        | Refusal::UndoTold
        | Refusal::UndoOvertaken
        | Refusal::ClockBackward
        | Refusal::InFlight => StatusCode::CONFLICT,
        Refusal::WeekChanged | Refusal::PlanChanged => StatusCode::PRECONDITION_FAILED,
        Refusal::NotOpenToChoice
        | Refusal::NotAllowed
        | Refusal::FormExpired
        | Refusal::BlockedUntil
        | Refusal::NoShowPause
        | Refusal::OfficeOnly
        | Refusal::RepresentationEnded
        | Refusal::CallerUnchecked
        | Refusal::TextOnly
        | Refusal::NotYourSection => StatusCode::FORBIDDEN,
        Refusal::NotFound | Refusal::NothingThere | Refusal::CallerUnknown | Refusal::DemoOnly => {
            StatusCode::NOT_FOUND
        }
        Refusal::LinkSpent | Refusal::OfferOver => StatusCode::GONE,
        Refusal::SignInNeeded
        | Refusal::SignInFailed
        | Refusal::SignInEnded
        | Refusal::CodeWrong
        | Refusal::CodeExpired
        | Refusal::SecondFactorNeeded
        | Refusal::SecondFactorWrong => StatusCode::UNAUTHORIZED,
        Refusal::TooManyTries | Refusal::TooManyRequests | Refusal::SearchLimit => {
            StatusCode::TOO_MANY_REQUESTS
        }
        Refusal::AttachmentKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Refusal::AttachmentLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::WaitYourTurn | Refusal::ScanLater => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::TooLate
        | Refusal::TooEarly
        | Refusal::TooFarAhead
        | Refusal::WindowOrder
        | Refusal::WindowDay
        | Refusal::WindowGrid
        | Refusal::WindowShort
        | Refusal::WindowLength
        | Refusal::WindowMode
        | Refusal::WindowSeats
        | Refusal::WindowRelease
        | Refusal::RuleDays
        | Refusal::ReasonNeeded
        | Refusal::NextStepMissing
        | Refusal::NextStepOwner
        | Refusal::NextStepDay
        | Refusal::NextStepUnwanted
        | Refusal::UrgencyReason
        | Refusal::NumberWrong
        | Refusal::AttachmentHarmful
        | Refusal::ReplyEmpty
        | Refusal::CategoryPlace
        | Refusal::MarkRange
        | Refusal::SameTime
        | Refusal::CameLate
        | Refusal::KeyReused
        | Refusal::PhoneWrong
        | Refusal::FieldWrong => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A failure as a problem in the caller's language.
pub fn problem(request: &HttpRequest, failure: &Failure) -> HttpResponse {
    let status = failure.status_code();
    let Some(app) = request.app_data::<web::Data<App>>() else {
        return HttpResponse::new(status);
    };
    let asked = request.headers().get(header::ACCEPT_LANGUAGE);
    let asked = asked
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let words = app.words.words(app.words.preferred(asked).code()).plain();
    let mut body = body(&words, failure, status);
    if status == StatusCode::INTERNAL_SERVER_ERROR {
        log(failure);
    }
    let mut response = HttpResponse::build(status);
    if failure.refusal() == Some(Refusal::WaitYourTurn)
        && let Some(told) = queue::told(request)
    {
        let place = PlaceView {
            number: told.place.number,
            expected_seconds: told.place.expected.num_seconds(),
            retry_after: told.place.again.num_seconds(),
            token: told.token,
        };
        response.insert_header((header::RETRY_AFTER, place.retry_after));
        // Whoever is to come back in some seconds keeps no line, and none of its memory, until then.
        response.force_close();
        response.insert_header((queue::HEADER, place.token.as_str()));
        body.queue = Some(place);
    }
    response
        .content_type("application/problem+json")
        .insert_header((header::CONTENT_LANGUAGE, words.lang().code()))
        .body(serde_json::to_string(&body).unwrap_or_default())
}

fn body(words: &Words, failure: &Failure, status: StatusCode) -> Problem {
    let (code, key) = match failure {
        Failure::Service(
            ServiceError::Refused(refusal) | ServiceError::RefusedUntil(refusal, _),
        ) => (refusal.code(), refusal.key()),
        Failure::Service(ServiceError::Store(_) | ServiceError::Broken(_)) => {
            ("broken", "error-broken")
        }
        Failure::Fields(_) => (Refusal::FieldWrong.code(), Refusal::FieldWrong.key()),
        Failure::Unreadable(_) => ("unreadable", "error-unreadable"),
        Failure::Unconditional => ("if_match_needed", "error-if-match"),
        Failure::Affects(_) => (Refusal::ReasonNeeded.code(), "error-affects"),
    };
    let errors = match failure {
        Failure::Fields(fields) => fields.iter().map(|wrong| fault(words, wrong)).collect(),
        Failure::Service(_)
        | Failure::Unreadable(_)
        | Failure::Unconditional
        | Failure::Affects(_) => Vec::new(),
    };
    let appointments = match failure {
        Failure::Affects(hit) => hit.clone(),
        Failure::Service(_)
        | Failure::Fields(_)
        | Failure::Unreadable(_)
        | Failure::Unconditional => Vec::new(),
    };
    let said = words.get(key);
    let detail = match failure {
        // What the parser said names the field or the place; it is for programmers, in English.
        Failure::Unreadable(reason) => format!("{said} ({reason})"),
        Failure::Service(ServiceError::RefusedUntil(refusal, until)) => {
            told_until(words, *refusal, *until)
        }
        Failure::Service(_) | Failure::Fields(_) | Failure::Unconditional | Failure::Affects(_) => {
            said.clone()
        }
    };
    Problem {
        r#type: format!("https://majlis.example/problems/{code}"),
        title: said,
        detail,
        status: status.as_u16(),
        code: code.to_owned(),
        errors,
        appointments,
        queue: None,
    }
}

/// A no that ends by itself, with its day.
pub fn told_until(words: &Words, refusal: Refusal, until: NaiveDateTime) -> String {
    let key = format!("{}-day", refusal.key());
    words.say(&key, "day", words.day(until.date()))
}

fn fault(words: &Words, wrong: &Wrong) -> FieldFault {
    FieldFault {
        field: wrong.field.to_owned(),
        code: wrong.code.clone(),
        detail: match wrong.most {
            Some(most) => words.say(&wrong.key, "most", most),
            None => words.get(&wrong.key),
        },
    }
}

/// Logs a failure of ours once, with its chain of causes.
pub fn log(failure: &Failure) {
    if let Failure::Service(error) = failure {
        let mut chain = error.to_string();
        let mut cause = std::error::Error::source(error);
        while let Some(next) = cause {
            chain = format!("{chain}: {next}");
            cause = next.source();
        }
        tracing::error!(error.chain = chain, "a call failed");
    }
}

/// Renders the failure that a JSON handler returned.
pub fn in_words(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let rendered = response
        .response()
        .error()
        .and_then(|error| error.as_error::<Failure>())
        .map(|failure| problem(response.request(), failure));
    match rendered {
        Some(rendered) => {
            let (request, _) = response.into_parts();
            ServiceResponse::new(request, rendered)
        }
        None => response,
    }
}
