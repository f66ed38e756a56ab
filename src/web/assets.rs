//! The styles, scripts, fonts and pictures of the pages, embedded in the binary.
//!
//! `build.rs` bundles them and writes the table. A file's name carries the hash of what is in it, so
//! that a browser may keep it for good.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

/// One embedded file.
struct Asset {
    /// What the pages call it: `app.css`.
    name: &'static str,
    /// Where it is served, its hash within: `/assets/app-1A2B3C4D.css`.
    path: &'static str,
    kind: &'static str,
    tag: &'static str,
    bytes: &'static [u8],
    gzip: Option<&'static [u8]>,
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets_table.rs"));

/// How long a browser keeps a file whose name changes with its content.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// Where the asset of that name is served; an empty address when there is none.
#[must_use]
pub fn url(name: &str) -> &'static str {
    ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .map_or("", |asset| asset.path)
}

/// Puts `/assets/{name}` into the program's routes.
pub fn routes(routes: &mut web::ServiceConfig) {
    routes.route("/assets/{name}", web::get().to(serve));
}

async fn serve(request: HttpRequest) -> Option<HttpResponse> {
    let asset = ASSETS.iter().find(|asset| asset.path == request.path())?;
    let tag = format!("\"{}\"", asset.tag);
    if says(&request, &header::IF_NONE_MATCH, &tag) {
        return Some(
            HttpResponse::NotModified()
                .insert_header((header::ETAG, tag))
                .finish(),
        );
    }
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(asset.kind)
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, FOREVER))
        .insert_header((header::VARY, "Accept-Encoding"));
    let packed = asset
        .gzip
        .filter(|_| says(&request, &header::ACCEPT_ENCODING, "gzip"));
    Some(match packed {
        Some(bytes) => answer
            .insert_header((header::CONTENT_ENCODING, "gzip"))
            .body(bytes),
        None => answer.body(asset.bytes),
    })
}

fn says(request: &HttpRequest, name: &header::HeaderName, what: &str) -> bool {
    request
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains(what))
}

#[cfg(test)]
mod tests;
