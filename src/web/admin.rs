//! The administrator's pages.

pub mod categories;
pub mod category;
pub mod holiday;
pub mod holidays;

use actix_web::web::{ServiceConfig, get, post};

/// Puts these pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/admin/categories", get().to(categories::see))
        .route("/admin/categories", post().to(category::add))
        // Before the one with an id, whose pattern it would match too.
        .route("/admin/categories/new", get().to(category::draft))
        .route("/admin/categories/{id}", get().to(category::see))
        .route("/admin/categories/{id}", post().to(category::change))
        .route("/admin/departments/{id}", post().to(categories::show))
        .route("/admin/holidays", get().to(holidays::see))
        .route("/admin/holidays", post().to(holiday::add))
        // Before the one with an id, whose pattern it would match too.
        .route("/admin/holidays/new", get().to(holiday::draft))
        .route("/admin/holidays/{id}", get().to(holiday::see))
        .route("/admin/holidays/{id}/confirm", post().to(holiday::confirm))
        .route("/admin/holidays/{id}/drop", post().to(holiday::drop_it));
}
