//! The citizen's pages: asking, choosing a time, following, moving, cancelling, rating.
//!
//! Every page works without scripts: a form is posted, the answer is a redirect or the same page
//! with what was typed and what was wrong. What is being filled in is kept as a draft between the
//! pages, so that neither another language nor a lost slot costs a word.

pub mod about;
pub mod ask;
pub mod cancel;
pub mod check;
pub mod code;
pub mod coming;
pub mod done;
pub mod draft;
pub mod errand;
pub(in crate::web) mod facts;
pub mod guests;
pub mod meeting;
pub mod moving;
pub mod offer;
pub mod profile;
pub mod rate;
pub mod reply;
pub mod request;
pub mod requests;
pub mod sign_in;
pub mod start;
pub mod survey;
pub mod time;
pub mod track;
pub mod wait;
pub mod why;
pub mod withdraw;
pub mod write;

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, post};

use crate::web::failure::Failure;
use crate::web::papers;
use crate::words::Words;

/// What every handler here gives.
type Answered = Result<HttpResponse, Failure>;

/// Puts the citizen's pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/", get().to(start::see))
        .route("/sign-in", get().to(sign_in::see))
        .route("/sign-in", post().to(sign_in::send))
        .route("/sign-in/{challenge}", get().to(code::see))
        .route("/sign-in/{challenge}", post().to(code::enter))
        .route("/profile", get().to(profile::see))
        .route("/profile", post().to(profile::save))
        .route("/ask", get().to(ask::see))
        .route("/ask", post().to(ask::choose))
        .route("/ask/service", get().to(errand::see))
        .route("/ask/service", post().to(errand::choose))
        .route("/ask/meeting", get().to(meeting::see))
        .route("/ask/meeting", post().to(meeting::choose))
        .route("/ask/about", get().to(about::see))
        .route("/ask/about", post().to(about::tell))
        .route("/ask/about/draft", post().to(about::keep))
        .route("/ask/time", get().to(time::see))
        .route("/ask/time", post().to(time::hold))
        .route("/ask/release", post().to(time::release))
        .route("/ask/extend", post().to(check::extend))
        .route("/ask/why", get().to(why::see))
        .route("/ask/wait", get().to(wait::see))
        .route("/ask/wait", post().to(wait::join))
        .route("/ask/check", get().to(check::see))
        .route("/ask/check", post().to(check::send))
        .route("/requests", get().to(requests::see))
        .route("/requests/{id}", get().to(request::see))
        .route("/requests/{id}/done", get().to(done::see))
        .route("/requests/{id}/time", post().to(request::choose_time))
        .route("/requests/{id}/wait", post().to(request::wait))
        .route("/requests/{id}/leave", post().to(wait::leave))
        .route("/requests/{id}/reply", get().to(reply::see))
        .route("/requests/{id}/reply", post().to(reply::send))
        .route("/requests/{id}/withdraw", get().to(withdraw::see))
        .route("/requests/{id}/withdraw", post().to(withdraw::send))
        .route("/papers/{id}", get().to(papers::open))
        .route("/track", get().to(track::see))
        .route("/track", post().to(track::send))
        .route("/track/request", get().to(track::follow))
        .route("/track/{challenge}", get().to(track::ask))
        .route("/track/{challenge}", post().to(track::enter))
        .route("/o/{token}", get().to(offer::see))
        .route("/o/{token}", post().to(offer::take))
        .route("/r/{reference}", get().to(requests::of_reference))
        .route("/appointments/{id}/majlis.ics", get().to(done::calendar))
        .route("/appointments/{id}/confirm", post().to(request::confirm))
        .route("/appointments/{id}/guests", get().to(guests::see))
        .route("/appointments/{id}/guests", post().to(guests::send))
        .route("/appointments/{id}/cancel", get().to(cancel::see))
        .route("/appointments/{id}/cancel", post().to(cancel::cancel))
        .route("/appointments/{id}/why", get().to(why::see_moving))
        .route("/appointments/{id}/move", get().to(moving::see))
        .route("/appointments/{id}/move", post().to(moving::choose))
        .route("/appointments/{id}/move/check", get().to(moving::check))
        .route("/appointments/{id}/move/check", post().to(moving::go))
        .route("/c/{token}", get().to(coming::see))
        .route("/c/{token}", post().to(coming::confirm))
        .route("/s/{token}", get().to(survey::see))
        .route("/s/{token}", post().to(survey::answer))
        .route("/rate/{centre}", get().to(rate::see))
        .route("/rate/{centre}", post().to(rate::answer))
        .route("/write", get().to(write::see))
        .route("/write", post().to(write::send))
        .route("/write/reach", post().to(write::reach));
}

/// One line of what a person said or agreed to.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub said: String,
    /// Where it can be changed.
    pub change: Option<&'static str>,
}

impl Answer {
    /// A line called by that key of the words.
    #[must_use]
    pub fn new(words: &Words, key: &str, said: impl Into<String>) -> Self {
        Self {
            question: words.get(key),
            said: said.into(),
            change: None,
        }
    }

    /// The same line with the place where it can be changed.
    #[must_use]
    pub fn change(self, at: &'static str) -> Self {
        Self {
            change: Some(at),
            ..self
        }
    }
}

#[cfg(test)]
mod tests;
