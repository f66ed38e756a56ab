//! The front page: what one can ask for, who may, how long it takes, what one needs.

use askama::Template;

use super::Answered;
use crate::scheduling::request::RequestKind;
use crate::web::frame::Frame;
use crate::web::reader::Reader;

/// Shows the front page.
pub async fn see(reader: Reader) -> Answered {
    let has_services = !reader.app.catalogue.get().offered.is_empty();
    reader.page(&StartPage::new(reader.frame(), has_services))
}

/// The front page.
#[derive(Template)]
#[template(path = "citizen/start.html")]
pub struct StartPage {
    frame: Frame,
    kinds: &'static [RequestKind],
    has_services: bool,
}

impl StartPage {
    /// The page in that frame; `has_services` says that a time at a desk can be booked.
    #[must_use]
    pub fn new(frame: Frame, has_services: bool) -> Self {
        Self {
            frame: frame.titled("start-title"),
            kinds: RequestKind::ALL,
            has_services,
        }
    }
}
