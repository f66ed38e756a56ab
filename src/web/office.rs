//! The pages of an official's office.

pub mod allocate;
pub mod beside;
pub mod blocks;
pub mod brief;
pub mod case;
pub mod clearing;
pub mod compare;
pub mod deciding;
pub mod difference;
pub mod draft;
pub mod edit;
pub mod fairness;
pub mod feeds;
pub mod figures;
pub mod filed;
pub mod guests;
pub mod inbox;
mod laid;
pub mod late;
pub mod list;
pub mod moving;
pub mod next;
pub mod notes;
mod off;
pub mod outcome;
pub mod plan;
pub mod planned;
pub mod readers;
pub mod rules;
mod seated;
pub mod second;
pub mod session;
pub mod settle;
pub mod sheet;
pub mod sieve;
mod stretch;
pub mod templates;
pub mod today;
pub mod waiting;
pub mod week;
mod whose;
pub mod why;

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, post};

use crate::web::reader::Reader;

/// Puts these pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/office", get().to(home))
        .configure(triage)
        .route("/office/requests/{id}", get().to(case::read))
        .route("/office/requests/{id}/decision", post().to(case::decide))
        .route("/office/requests/{id}/register", post().to(filed::file))
        .route("/office/requests/{id}/close", post().to(filed::finish))
        .route(
            "/office/requests/{id}/beside/{other}",
            get().to(beside::see),
        )
        .route("/office/requests/{id}/allocate", post().to(allocate::give))
        .route("/office/appointments/{id}/move", post().to(moving::go))
        .route("/office/week", get().to(week::see))
        .route("/office/week/withdraw", post().to(week::withdraw))
        .route("/office/week/add", post().to(week::add))
        .configure(drafts)
        .route("/office/plan", get().to(plan::see))
        .route("/office/plan", post().to(plan::make))
        .route("/office/plan/fairness", get().to(fairness::see))
        .route("/office/plan/compare", get().to(compare::see))
        .route("/office/plan/change", post().to(plan::change))
        .route("/office/plan/publish", post().to(plan::publish))
        .route("/office/waiting-list", get().to(list::see))
        .route("/office/why", get().to(why::see))
        .route("/office/waiting", get().to(waiting::see))
        .route("/office/session/{session}", get().to(session::see))
        .route("/office/session/{session}", post().to(session::enter))
        .route("/office/session/{session}/ticket", post().to(session::take))
        .configure(days)
        .configure(named)
        .route("/office/blocks", get().to(blocks::see))
        .route("/office/blocks", post().to(blocks::add))
        .route("/office/blocks/{id}/lift", post().to(blocks::lift))
        .route("/office/figures", get().to(figures::see));
}

fn drafts(routes: &mut ServiceConfig) {
    routes
        .route("/office/week/preview", get().to(draft::see))
        .route("/office/week/draft", post().to(draft::change))
        .route("/office/week/fill", post().to(draft::fill))
        .route("/office/week/copy", post().to(draft::copy))
        .route("/office/week/discard", post().to(draft::discard))
        .route("/office/week/publish", post().to(draft::publish))
        .route("/office/week/undo", post().to(draft::undo))
        .route("/office/week/difference", get().to(difference::see))
        .route("/office/week/edit", get().to(edit::see))
        .route("/office/week/edit", post().to(edit::sent::keep))
        .route("/office/week/edit/here", post().to(edit::sent::here))
        .route("/office/week/paint", post().to(edit::paint))
        .route("/office/rules", get().to(rules::see))
        .route("/office/rules", post().to(rules::add))
        .route("/office/rules/end", post().to(rules::end))
        .route("/office/exceptions", get().to(rules::see_exceptions))
        .route("/office/exceptions", post().to(rules::add_exception))
        .route("/office/exceptions/end", post().to(rules::end_exception))
        .route("/office/templates", get().to(templates::list))
        .route("/office/templates", post().to(templates::make))
        .route("/office/templates/{id}", get().to(templates::see))
        .route("/office/templates/{id}", post().to(templates::save))
        .route("/office/templates/{id}/add", post().to(templates::add))
        .route(
            "/office/templates/{id}/drop",
            post().to(templates::take_out),
        )
        .route("/office/templates/{id}/end", post().to(templates::end))
        .route("/office/cases/{case}/keep", post().to(settle::keep))
        .route("/office/cases/{case}/cancel", post().to(settle::cancel));
}

fn triage(routes: &mut ServiceConfig) {
    const ONE: &str = "/office/requests/{id}";
    routes
        .route("/office/requests", get().to(inbox::list))
        .route("/office/requests/views", post().to(inbox::save))
        .route(
            "/office/requests/views/{id}/forget",
            post().to(inbox::forget),
        )
        .route(&format!("{ONE}/brief"), get().to(brief::see))
        .route(&format!("{ONE}/second"), post().to(second::answer))
        .route(
            &format!("{ONE}/guests/{{position}}"),
            post().to(clearing::decide),
        )
        .route("/office/guests", get().to(guests::see));
}

fn named(routes: &mut ServiceConfig) {
    routes
        .route("/office/day-sheet", get().to(sheet::see))
        .route("/office/feeds", get().to(feeds::see))
        .route("/office/feeds", post().to(feeds::make))
        .route("/office/feeds/{id}/revoke", post().to(feeds::revoke))
        .route("/feeds/{secret}.ics", get().to(feeds::read))
        .route("/office/readers", get().to(readers::see))
        .route("/office/readers", post().to(readers::name))
        .route("/office/readers/remove", post().to(readers::remove));
}

fn days(routes: &mut ServiceConfig) {
    const ONE: &str = "/office/appointments/{id}";
    routes
        .route("/office/next", get().to(next::see))
        .route("/office/late", get().to(late::see))
        .route("/office/late", post().to(late::say))
        .route("/office/today", get().to(today::see))
        .route(&format!("{ONE}/show-in"), post().to(next::let_in))
        .route(&format!("{ONE}/notes"), get().to(notes::see))
        .route(&format!("{ONE}/notes"), post().to(notes::add))
        .route(&format!("{ONE}/check-in"), post().to(today::arrive))
        .route(&format!("{ONE}/miss"), post().to(today::missed))
        .route(&format!("{ONE}/outcome"), get().to(outcome::see))
        .route(&format!("{ONE}/outcome"), post().to(outcome::finish));
}

async fn home(reader: Reader) -> HttpResponse {
    reader.see("/staff")
}
