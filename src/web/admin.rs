//! The administrator's pages.

pub mod categories;
pub mod category;
pub mod holiday;
pub mod holidays;
pub mod notices;
pub mod text;
pub mod texts;

use actix_web::web::{ServiceConfig, get, post};

const ONE_TEXT: &str = "/admin/texts/{event}/{language}/{channel}";

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
        .route("/admin/holidays/{id}/drop", post().to(holiday::drop_it))
        .route("/admin/notices", get().to(notices::see))
        .route("/admin/notices/{id}/again", post().to(notices::repeat))
        .route("/admin/texts", get().to(texts::see))
        .route(ONE_TEXT, get().to(text::see))
        .route(ONE_TEXT, post().to(text::save));
}
