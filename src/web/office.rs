//! The pages of an official's office.

pub mod allocate;
pub mod case;
pub mod figures;
pub mod inbox;
pub mod moving;
mod off;
pub mod session;
pub mod waiting;
pub mod week;

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, post};

use crate::web::reader::Reader;

/// Puts these pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/office", get().to(home))
        .route("/office/requests", get().to(inbox::list))
        .route("/office/requests/{id}", get().to(case::read))
        .route("/office/requests/{id}/decision", post().to(case::decide))
        .route("/office/requests/{id}/allocate", post().to(allocate::give))
        .route("/office/appointments/{id}/move", post().to(moving::go))
        .route("/office/week", get().to(week::see))
        .route("/office/week/withdraw", post().to(week::withdraw))
        .route("/office/week/add", post().to(week::add))
        .route("/office/waiting", get().to(waiting::see))
        .route("/office/session/{session}", get().to(session::see))
        .route("/office/session/{session}/ticket", post().to(session::take))
        .route(
            "/office/appointments/{id}/outcome",
            post().to(session::finish),
        )
        .route("/office/figures", get().to(figures::see));
}

async fn home(reader: Reader) -> HttpResponse {
    reader.see("/staff")
}
