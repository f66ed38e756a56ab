//! The printed slip: what somebody takes home whom no text reaches.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use crate::scheduling::{Reference, Refusal};
use crate::service::letters;
use crate::service::slip::{Slip, slip};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::reader::Reader;
use crate::words::Words;

/// The slip in the person's own language.
#[derive(Template)]
#[template(path = "staff/slip.html")]
pub struct SlipPage {
    frame: Frame,
    slip: SlipView,
}

/// What stands on it.
pub struct SlipView {
    words: Words,
    reference: String,
    printed: String,
    state: String,
    appointment: Vec<(String, String)>,
    track: String,
    has_mobile: bool,
}

/// Shows the slip, ready to be printed.
pub(in crate::web) async fn see(
    reader: Reader,
    reference: Path<String>,
) -> Result<HttpResponse, Failure> {
    let reference = Reference::parse(&reference).ok_or(Refusal::NotFound)?;
    let found = slip(&reader.app, &reader.caller, reference, reader.now).await?;
    reader.page(&SlipPage {
        frame: reader.frame().titled("slip-title"),
        slip: view(&reader, &found),
    })
}

fn view(reader: &Reader, found: &Slip) -> SlipView {
    let app = &reader.app;
    let words = app
        .words
        .words(&found.person.language)
        .speaking_to(found.person.sex);
    let today = reader
        .now
        .with_timezone(&app.settings.ministry.zone)
        .date_naive();
    let appointment = found.appointment.as_ref().map(|row| {
        let at = letters::local(app, row);
        vec![
            (words.get("check-day"), words.day(at.date())),
            (words.get("check-time"), words.time(at.time())),
            (
                words.get("appointment-where"),
                letters::place(app, &words, row),
            ),
        ]
    });
    SlipView {
        reference: letters::shown(&found.request.reference),
        printed: words.day(today),
        state: words.value("state-request", found.request.state.as_str()),
        appointment: appointment.unwrap_or_default(),
        track: app.settings.server.public_url.clone(),
        has_mobile: found.person.mobile_hash.is_some(),
        words,
    }
}
