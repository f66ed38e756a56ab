//! A new request, handed in: its reference, and what happens next.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use super::{Answer, Answered, facts};
use crate::scheduling::ids::{AppointmentId, RequestId};
use crate::service::{letters, requests};
use crate::web::frame::Frame;
use crate::web::reader::Reader;

/// Confirms a request of the reader's.
pub async fn see(reader: Reader, id: Path<String>) -> Answered {
    let id = RequestId::from(id.into_inner());
    let case = requests::one(&reader.app, &reader.caller, (id, "own"), reader.now).await?;
    let (frame, person) = facts::known(&reader).await?;
    let meeting = case
        .appointments
        .iter()
        .find(|it| it.state.holds_resources());
    let meeting = meeting.map(|it| BookedView {
        facts: facts::appointment(&reader.app, &frame.words, it, person.sex),
        calendar: format!("/appointments/{}/majlis.ics", it.id),
    });
    let request = (
        case.request.id.to_string(),
        letters::shown(&case.request.reference),
    );
    reader.page(&DonePage::new(
        frame,
        request,
        meeting,
        person.email.is_some(),
    ))
}

/// The calendar file of an appointment of the reader's.
pub async fn calendar(reader: Reader, id: Path<String>) -> Answered {
    let id = AppointmentId::from(id.into_inner());
    let found = requests::appointment(&reader.app, &reader.caller, id).await?;
    let (appointment, person) = found;
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header(("Content-Disposition", "attachment; filename=\"majlis.ics\""))
        .body(letters::calendar(&reader.app, &appointment, &person)))
}

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
    /// The page of a request, by id and reference; `has_email` says that a mail goes out too.
    #[must_use]
    pub fn new(
        frame: Frame,
        (request, reference): (String, String),
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
