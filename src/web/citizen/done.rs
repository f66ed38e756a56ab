//! A new request, handed in: its reference, and what happens next.

use askama::Template;

use super::Answer;
use crate::web::frame::Frame;

/// The appointment that was booked with it.
#[derive(Clone, Debug)]
pub struct BookedView {
    /// With whom, day, time, place.
    pub facts: Vec<Answer>,
    /// Where its calendar file is.
    pub calendar: String,
}

/// The page that confirms a request.
#[derive(Template)]
#[template(path = "citizen/done.html")]
pub struct DonePage {
    frame: Frame,
    reference: String,
    request: String,
    meeting: Option<BookedView>,
    next: Vec<String>,
}

impl DonePage {
    /// The page; `has_email` says that a mail goes out too.
    #[must_use]
    pub fn new(
        frame: Frame,
        request: String,
        reference: String,
        meeting: Option<BookedView>,
        has_email: bool,
    ) -> Self {
        let is_booked = meeting.is_some();
        let frame = frame.titled(if is_booked {
            "done-booked"
        } else {
            "done-received"
        });
        let keys: &[&str] = if is_booked {
            &[
                "done-next-sms-booked",
                "done-next-bring",
                "done-next-change",
            ]
        } else {
            &["done-next-sms", "done-next-decision"]
        };
        let mail = has_email.then_some("done-next-mail");
        let next = keys
            .iter()
            .copied()
            .take(1)
            .chain(mail)
            .chain(keys.iter().copied().skip(1));
        Self {
            next: next.map(|key| frame.words.get(key)).collect(),
            frame,
            reference,
            request,
            meeting,
        }
    }
}
