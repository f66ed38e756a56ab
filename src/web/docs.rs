//! The page that shows programs' own interface, from the description the program generates.

use actix_web::HttpResponse;
use askama::Template;

use super::failure::Failure;
use super::frame::Frame;
use super::reader::Reader;

/// The page; its script draws the description.
#[derive(Template)]
#[template(path = "docs.html")]
struct DocsPage {
    frame: Frame,
}

/// Shows the interface.
pub async fn see(reader: Reader) -> Result<HttpResponse, Failure> {
    let frame = reader.frame().titled("docs-title");
    reader.page(&DocsPage { frame })
}
