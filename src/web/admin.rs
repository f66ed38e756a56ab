//! The administrator's pages.

pub mod holiday;
pub mod holidays;

use actix_web::web::{ServiceConfig, get, post};

/// Puts these pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/admin/holidays", get().to(holidays::see))
        .route("/admin/holidays", post().to(holiday::add))
        // Before the one with an id, whose pattern it would match too.
        .route("/admin/holidays/new", get().to(holiday::draft))
        .route("/admin/holidays/{id}", get().to(holiday::see))
        .route("/admin/holidays/{id}/confirm", post().to(holiday::confirm))
        .route("/admin/holidays/{id}/drop", post().to(holiday::drop_it));
}
