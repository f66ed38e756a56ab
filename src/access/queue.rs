//! The place in the queue that a caller is told, and what it is kept by: a header of programs, a
//! cookie of browsers.

use actix_web::cookie::Cookie;
use actix_web::{HttpMessage as _, HttpRequest, web};

use super::Seen;
use crate::service::App;
use crate::service::gate::{self, Told};

/// The header that carries the token of a place, both ways.
pub const HEADER: &str = "majlis-queue";
/// The cookie that does.
const COOKIE: &str = "majlis_queue";

/// The place of whoever calls: given now, or the same as before; nobody who is not a person has
/// one.
pub fn told(request: &HttpRequest) -> Option<Told> {
    let app = request.app_data::<web::Data<App>>()?;
    let seen = request.extensions().get::<Seen>().cloned()?;
    let of_header = request.headers().get(HEADER);
    let shown = of_header
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
        .or_else(|| Some(request.cookie(COOKIE)?.value().to_owned()));
    gate::place(app, &seen.caller, shown.as_deref(), seen.now)
}

/// The cookie that keeps a place.
pub fn cookie(app: &App, told: &Told) -> Cookie<'static> {
    super::cookie(app, COOKIE, told.token.clone(), None)
}
