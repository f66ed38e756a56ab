//! The front page: what one can ask for, who may, how long it takes, what one needs.

use askama::Template;

use super::Answered;
use crate::scheduling::request::RequestKind;
use crate::web::frame::Frame;
use crate::web::reader::Reader;

/// Shows the front page.
pub async fn see(reader: Reader) -> Answered {
    reader.page(&StartPage::new(reader.frame()))
}

/// The front page.
#[derive(Template)]
#[template(path = "citizen/start.html")]
pub struct StartPage {
    frame: Frame,
    kinds: &'static [RequestKind],
}

impl StartPage {
    /// The page in that frame.
    #[must_use]
    pub fn new(frame: Frame) -> Self {
        Self {
            frame: frame.titled("start-title"),
            kinds: RequestKind::ALL,
        }
    }
}
