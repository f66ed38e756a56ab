//! In which language and digits a browser reads: its own choice, kept in a cookie.
//!
//! The pages open in the ministry's own language, whatever the browser was set up in; the other
//! languages are one press away and bring the reader back to the same page.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;
use actix_web::web::{Path, Query, Redirect, ServiceConfig, get};
use actix_web::{HttpRequest, Responder};
use serde::Deserialize;

use crate::words::{Digits, Library, Words};

const LANGUAGE: &str = "language";
const DIGITS: &str = "digits";
const KEPT_DAYS: i64 = 365;
const CODE_LETTERS_MAX: usize = 12;

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    next: String,
}

/// Puts the two switches into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/language/{choice}", get().to(choose_language))
        .route("/digits/{choice}", get().to(choose_digits));
}

/// The words this browser reads.
#[must_use]
pub fn of(library: &Library, request: &HttpRequest) -> Words {
    let language = request.cookie(LANGUAGE);
    let words = library.words(language.as_ref().map_or("", Cookie::value));
    let digits = request
        .cookie(DIGITS)
        .and_then(|cookie| Digits::parse(cookie.value()));
    words.in_those(digits.unwrap_or(Digits::Latin))
}

async fn choose_language(choice: Path<String>, back: Query<Back>) -> impl Responder {
    remember(LANGUAGE, &choice, &back.next)
}

async fn choose_digits(choice: Path<String>, back: Query<Back>) -> impl Responder {
    remember(DIGITS, &choice, &back.next)
}

/// What is not a plain code is kept as nothing; what is no code of ours falls back when it is read.
fn remember(name: &'static str, choice: &str, next: &str) -> impl Responder + use<> {
    let plain = choice.len() <= CODE_LETTERS_MAX
        && choice
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let cookie = Cookie::build(
        name,
        if plain {
            choice.to_owned()
        } else {
            String::new()
        },
    )
    .path("/")
    .same_site(SameSite::Lax)
    .http_only(true)
    .max_age(Duration::days(KEPT_DAYS))
    .finish();
    Redirect::to(own_path(next).to_owned())
        .see_other()
        .customize()
        .append_header((header::SET_COOKIE, cookie.to_string()))
}

/// The path to go to, if it is one of ours; anything that could lead elsewhere leads home.
#[must_use]
pub fn own_path(path: &str) -> &str {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t']);
    if ours { path } else { "/" }
}

#[cfg(test)]
mod tests;
