//! The page of one who waits when more come than can be served: the place, how long, and nothing to
//! do. It asks again by itself (a header, so that it does without scripts), and what it asks for is
//! the page that was wanted.

use actix_web::HttpRequest;
use askama::Template;

use super::frame::Frame;
use super::reader::Reader;
use crate::access::queue;
use crate::service::gate::Told;

/// The page of one who waits.
#[derive(Template)]
#[template(path = "turn.html")]
pub struct TurnPage {
    frame: Frame,
    number: String,
    before: String,
    expected: String,
    lapses: String,
    back: String,
}

/// The page with the reader's place; nothing for whoever is not a person. `back` is the page that
/// was wanted.
pub fn of(request: &HttpRequest, reader: &Reader, back: &str) -> Option<(TurnPage, Told)> {
    let told = queue::told(request)?;
    let called = reader.app.settings.queue.called_seconds;
    let page = TurnPage::new(reader.frame(), &told, called / 60, back);
    Some((page, told))
}

impl TurnPage {
    /// The page of a place; a called number lapses after so many minutes.
    #[must_use]
    pub fn new(frame: Frame, told: &Told, lapses_minutes: i64, back: &str) -> Self {
        let frame = frame.titled("turn-title");
        let words = &frame.words;
        let number = i64::try_from(told.place.number).unwrap_or(i64::MAX);
        let minutes = (told.place.expected.num_seconds() + 59) / 60;
        Self {
            number: words.number(number),
            before: if number > 1 {
                words.say("turn-before", "before", number - 1)
            } else {
                words.get("turn-next")
            },
            expected: if minutes > 1 {
                words.say("turn-expected", "time", words.minutes(minutes))
            } else {
                words.get("turn-soon")
            },
            lapses: words.say("turn-lapses", "time", words.minutes(lapses_minutes.max(1))),
            back: back.to_owned(),
            frame,
        }
    }
}
