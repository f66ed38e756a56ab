//! The door: who is calling, whether the role table lets them in, and how a no is said.
//!
//! Every route stands in [`ROUTES`] with the one thing it does; a route that does not is refused.
//! The door checks the token (bearer, or the browser's cookie, renewed on the way when it has
//! run out), asks the role table, and hands the handler what it saw.

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};

use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Refusal};
use crate::service::tokens::{self, SignedIn};
use crate::service::{App, Caller, ServiceError, refresh};
use crate::{api, web as pages};

pub mod limits;
pub mod queue;
mod routes;

pub use limits::Limits;
pub use routes::{ROUTES, Route};

/// The cookie with the access token.
const ACCESS: &str = "majlis";
/// The cookie with the refresh token.
const REFRESH: &str = "majlis_again";
/// The cookie from which form tokens are made.
const FORM: &str = "majlis_form";

/// What the door saw: who calls, when, and the form token of this browser.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Who is calling.
    pub caller: Caller,
    /// The one time of this request.
    pub now: DateTime<Utc>,
    /// What forms of this browser carry back.
    pub csrf: String,
}

/// Lets a request in, or says why not.
pub async fn door(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if *request.method() == Method::HEAD {
        // The same answer as to GET; the connection leaves its body out.
        request.head_mut().method = Method::GET;
    }
    let Some(app) = request
        .app_data::<web::Data<App>>()
        .map(|data| data.get_ref().clone())
    else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let now = app.clock.now();
    let Some(pattern) = request.match_pattern() else {
        return Ok(Box::pin(say(request, ServiceError::from(Refusal::NotFound))).await);
    };
    let action = action_of(request.method(), &pattern)
        .filter(|action| app.is_demo || *action != Action::UseDemo);
    let Some(action) = action else {
        return Ok(Box::pin(say(request, ServiceError::from(Refusal::NotFound))).await);
    };
    if let Some(limits) = request.app_data::<web::Data<Limits>>().cloned()
        && let Err(seconds) = limits.check(request.request(), action, &pattern)
    {
        return Ok(Box::pin(too_many(request, seconds)).await);
    }
    // What is under way only for a moment has no place kept in every request that waits.
    let known = Box::pin(identify(&app, &request, now)).await;
    let (caller, renewed) = match known {
        Ok(known) => known,
        Err(error) => return Ok(Box::pin(say(request, error)).await),
    };
    // Programs send no forms.
    let form = (!is_json(request.request())).then(|| form_seed(&app, &request));
    let csrf = form.as_ref().map(|(seed, _)| app.keys.lookup("form", seed));
    let csrf = csrf.unwrap_or_default();
    request.extensions_mut().insert(Seen {
        caller: caller.clone(),
        now,
        csrf,
    });
    if !allowed(caller.role(), action) {
        let refusal = match caller {
            Caller::Nobody => Refusal::SignInNeeded,
            Caller::Person { .. }
            | Caller::Follower { .. }
            | Caller::Staff(_)
            | Caller::Agent { .. } => Refusal::NotAllowed,
        };
        return Ok(Box::pin(say(request, ServiceError::from(refusal))).await);
    }
    if let Some(limits) = request.app_data::<web::Data<Limits>>().cloned()
        && let Some(person) = caller.person()
        && let Err(seconds) = limits.check_person(person, request.method(), &pattern)
    {
        return Ok(Box::pin(too_many(request, seconds)).await);
    }
    let response = next.call(request).await?.map_into_boxed_body();
    let mut response = Box::pin(in_words(response)).await;
    if let Some((seed, true)) = form {
        keep(&mut response, &cookie(&app, FORM, seed, None));
    }
    if let Some(signed_in) = renewed {
        for cookie in sign_in_cookies(&app, &signed_in) {
            keep(&mut response, &cookie);
        }
    }
    Ok(response)
}

fn action_of(method: &Method, pattern: &str) -> Option<Action> {
    ROUTES
        .iter()
        .find(|route| route.path == pattern && route.method == method.as_str())
        .map(|route| route.action)
}

/// Whether a request speaks JSON: everything under `/api/`, and the signalling door.
fn is_json(request: &HttpRequest) -> bool {
    request.path().starts_with("/api/")
}

async fn say(request: ServiceRequest, error: ServiceError) -> ServiceResponse<BoxBody> {
    let (request, _) = request.into_parts();
    let response = words_for(&request, error).await;
    ServiceResponse::new(request, response)
}

/// Too many questions from here or of this person; after so many seconds again.
async fn too_many(request: ServiceRequest, seconds: u64) -> ServiceResponse<BoxBody> {
    let mut response = say(request, ServiceError::from(Refusal::TooManyRequests)).await;
    let wait = header::HeaderValue::from(seconds);
    response.headers_mut().insert(header::RETRY_AFTER, wait);
    response
}

/// Renders what a handler refused in the caller's language, as a page or as a problem.
async fn in_words(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let failed = response.response().error().and_then(|error| {
        let of_page = error.as_error::<pages::failure::Failure>();
        of_page.map(pages::failure::Failure::take)
    });
    let Some(error) = failed else {
        return api::failure::in_words(response);
    };
    let (request, _) = response.into_parts();
    let response = words_for(&request, error).await;
    ServiceResponse::new(request, response)
}

async fn words_for(request: &HttpRequest, error: ServiceError) -> HttpResponse {
    if is_json(request) {
        api::failure::problem(request, &api::failure::Failure::from(error))
    } else {
        pages::failure::page(request, error).await
    }
}

type Known = (Caller, Option<SignedIn>);

async fn identify(
    app: &App,
    request: &ServiceRequest,
    now: DateTime<Utc>,
) -> Result<Known, ServiceError> {
    if let Some(token) = bearer(request) {
        return Ok((tokens::check(app, &token, now).await?, None));
    }
    if is_json(request.request()) {
        // Cookies are the pages'; a program shows its token, so that no page can borrow it.
        return Ok((Caller::Nobody, None));
    }
    if let Some(cookie) = request.cookie(ACCESS) {
        match tokens::check(app, cookie.value(), now).await {
            Ok(caller) => return Ok((caller, None)),
            Err(ServiceError::Refused(_) | ServiceError::RefusedUntil(..)) => {}
            Err(error) => return Err(error),
        }
    }
    let Some(cookie) = request.cookie(REFRESH) else {
        return Ok((Caller::Nobody, None));
    };
    match refresh::refresh(app, cookie.value(), now).await {
        Ok(signed_in) => Ok((signed_in.caller.clone(), Some(signed_in))),
        Err(ServiceError::Refused(_) | ServiceError::RefusedUntil(..)) => {
            Ok((Caller::Nobody, None))
        }
        Err(error) => Err(error),
    }
}

fn bearer(request: &ServiceRequest) -> Option<String> {
    let value = request
        .headers()
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?;
    value
        .strip_prefix("Bearer ")
        .map(|token| token.trim().to_owned())
}

fn form_seed(app: &App, request: &ServiceRequest) -> (String, bool) {
    match request.cookie(FORM) {
        Some(cookie) if !cookie.value().is_empty() => (cookie.value().to_owned(), false),
        Some(_) | None => (app.noise.token(), true),
    }
}

/// The cookies of a sign-in.
pub fn sign_in_cookies(app: &App, signed_in: &SignedIn) -> [Cookie<'static>; 2] {
    let days = u64::try_from(app.settings.auth.refresh_days).unwrap_or(1);
    let life = Duration::from_secs(days * 86_400);
    [
        cookie(app, ACCESS, signed_in.access_token.clone(), Some(life)),
        cookie(app, REFRESH, signed_in.refresh_token.clone(), Some(life)),
    ]
}

/// The same cookies, emptied.
pub fn sign_out_cookies(app: &App) -> [Cookie<'static>; 2] {
    [ACCESS, REFRESH].map(|name| cookie(app, name, String::new(), Some(Duration::ZERO)))
}

fn cookie(app: &App, name: &'static str, value: String, life: Option<Duration>) -> Cookie<'static> {
    let mut cookie = Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.server.public_url.starts_with("https://"))
        .finish();
    if let Some(life) = life {
        let seconds = i64::try_from(life.as_secs()).unwrap_or(i64::MAX);
        cookie.set_max_age(time::Duration::seconds(seconds));
    }
    cookie
}

fn keep(response: &mut ServiceResponse<BoxBody>, cookie: &Cookie<'_>) {
    if let Err(error) = response.response_mut().add_cookie(cookie) {
        tracing::warn!(error = %error, "a cookie could not be set");
    }
}
