//! How a no is said to a person: a page in the reader's language, with a way on.

use std::sync::{Mutex, PoisonError};

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use askama::Template;

use super::frame::Frame;
use super::reader::{Reader, is_of_staff};
use super::turn;
use crate::access::queue;
use crate::api::failure as problems;
use crate::scheduling::Refusal;
use crate::service::ServiceError;

/// Why a page was not shown as asked. The door takes the error out and renders it.
#[derive(Debug)]
pub struct Failure(Mutex<Option<ServiceError>>, StatusCode);

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        let status = problems::status(&error);
        Self(Mutex::new(Some(error)), status)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::from(ServiceError::from(refusal))
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a page was refused")
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        self.1
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.1)
    }
}

impl Failure {
    /// The error inside, once.
    pub fn take(&self) -> ServiceError {
        let inside = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        inside.unwrap_or(ServiceError::Broken("a failure was taken twice"))
    }
}

/// The page that says no.
#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage {
    frame: Frame,
    said: String,
    home: &'static str,
    home_name: String,
}

/// A page that says what went wrong and where to go; who must sign in is sent there.
pub async fn page(request: &HttpRequest, error: ServiceError) -> HttpResponse {
    let status = problems::status(&error);
    if error.refusal() == Some(Refusal::SignInNeeded) {
        return to_sign_in(request);
    }
    let until = match &error {
        ServiceError::RefusedUntil(refusal, until) => Some((*refusal, *until)),
        ServiceError::Refused(_) | ServiceError::Store(_) | ServiceError::Broken(_) => None,
    };
    let said = error.refusal().map_or("error-broken", Refusal::key);
    if status == StatusCode::INTERNAL_SERVER_ERROR {
        problems::log(&problems::Failure::from(error));
    }
    let Ok(reader) = Reader::of(request).await else {
        return HttpResponse::new(status);
    };
    if said == Refusal::WaitYourTurn.key() {
        return waits(request, &reader, &reader.path);
    }
    let title = if status == StatusCode::NOT_FOUND {
        "failure-not-found"
    } else {
        "failure-title"
    };
    let frame = reader.frame().titled(title);
    let is_staff = reader.caller.staff().is_some();
    let page = FailurePage {
        said: match until {
            Some((refusal, until)) => problems::told_until(&frame.words, refusal, until),
            None => frame.words.get(said),
        },
        home: if is_staff { "/staff" } else { "/" },
        home_name: frame.words.get("failure-home"),
        frame,
    };
    match page.render() {
        Ok(html) => HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .body(html),
        Err(_unwritable) => HttpResponse::new(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// The page of one who waits for a place inside, on the way to `back`; it asks again by itself.
pub fn waits(request: &HttpRequest, reader: &Reader, back: &str) -> HttpResponse {
    let status = problems::status(&ServiceError::from(Refusal::WaitYourTurn));
    let Some((page, told)) = turn::of(request, reader, back) else {
        return HttpResponse::new(status);
    };
    let Ok(html) = page.render() else {
        return HttpResponse::new(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let again = told.place.again.num_seconds();
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::RETRY_AFTER, again))
        .insert_header((header::REFRESH, format!("{again}; url={back}")))
        .cookie(queue::cookie(&reader.app, &told))
        .body(html)
}

fn to_sign_in(request: &HttpRequest) -> HttpResponse {
    let path = request.path();
    let page = if is_of_staff(path) {
        "/staff/sign-in"
    } else {
        "/sign-in"
    };
    let pairs = [("next", request.uri().to_string())];
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, format!("{page}?{query}")))
        .finish()
}
