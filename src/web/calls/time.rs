//! Free times for a caller: for a request, in place of an appointment, or at a centre's desk.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::page_of;
use crate::scheduling::ids::{AppointmentId, CallId, CentreId, RequestId, ServiceId};
use crate::scheduling::slot::{Slot, SlotId};
use crate::scheduling::{Mode, Needs, Refusal, RequestKind};
use crate::service::book::For;
use crate::service::calls::times::{Wanted, times};
use crate::service::calls::{CHANNEL, see as seeing};
use crate::service::hand_in::{Came, NewRequest};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::Field;
use crate::web::reader::Reader;
use crate::web::shown;

/// What a time is looked for, as it stands in the address.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    request: String,
    #[serde(default)]
    appointment: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    centre: String,
}

/// The page of free times.
#[derive(Template)]
#[template(path = "calls/time.html")]
pub struct TimePage {
    frame: Frame,
    href: String,
    /// Where the choice goes.
    verb: &'static str,
    request: String,
    appointment: String,
    choose: Vec<Field>,
    looked: bool,
    times: Option<Field>,
}

/// Shows the free times, or asks first which service at which centre.
pub(super) async fn see(
    reader: Reader,
    id: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let id = CallId::from(id.into_inner());
    let asked = asked.into_inner();
    // Whoever did not pass the script is told nothing, not even which times are free for whom.
    seeing::checked(&reader.app, &reader.caller, id.clone(), reader.now).await?;
    let wanted = wanted(&asked);
    let mut free = Vec::new();
    if let Some(wanted) = wanted.clone() {
        free = times(
            &reader.app,
            &reader.caller,
            (id.clone(), wanted),
            reader.now,
        )
        .await?;
    }
    let is_service = asked.request.is_empty() && asked.appointment.is_empty();
    let lines = free.iter().map(|slot| line(&reader, slot)).collect();
    let title = if is_service {
        "call-service"
    } else if asked.appointment.is_empty() {
        "call-choose"
    } else {
        "call-move"
    };
    reader.page(&TimePage {
        frame: reader.frame().titled(title),
        href: page_of(&id),
        verb: if asked.appointment.is_empty() {
            "book"
        } else {
            "move"
        },
        choose: if is_service {
            choose(&reader, &asked)
        } else {
            Vec::new()
        },
        looked: wanted.is_some(),
        times: (!free.is_empty())
            .then(|| Field::one_of("slot", reader.words.get("allocate-time"), lines)),
        request: asked.request,
        appointment: asked.appointment,
    })
}

fn wanted(asked: &Asked) -> Option<Wanted> {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    if let Some(id) = filled(&asked.appointment) {
        return Some(Wanted::Appointment(AppointmentId::from(id)));
    }
    if let Some(id) = filled(&asked.request) {
        return Some(Wanted::Request(RequestId::from(id)));
    }
    let (service, centre) = (filled(&asked.service)?, filled(&asked.centre)?);
    let at = (ServiceId::from(service), CentreId::from(centre));
    Some(Wanted::Service(at.0, at.1))
}

fn choose(reader: &Reader, asked: &Asked) -> Vec<Field> {
    let words = &reader.words;
    let catalogue = reader.app.catalogue.get();
    let code = words.lang().code();
    let services = catalogue
        .offered
        .iter()
        .map(|one| (one.id.to_string(), catalogue.service_name(&one.id, code)));
    let places = catalogue
        .places
        .iter()
        .filter(|place| !place.desks.is_empty());
    let centres = places
        .filter_map(|place| catalogue.centre(&place.id))
        .map(|one| (one.id.to_string(), one.names.in_language(code).to_owned()));
    vec![
        Field::one_of("service", words.get("errand-service"), services.collect())
            .value(asked.service.as_str()),
        Field::one_of("centre", words.get("errand-centre"), centres.collect())
            .value(asked.centre.as_str()),
    ]
}

fn line(reader: &Reader, slot: &Slot) -> (String, String) {
    let (app, words) = (&reader.app, &reader.words);
    let zone = app
        .catalogue
        .get()
        .zone(slot.key.centre.as_ref(), app.settings.ministry.zone);
    let at = shown::local(zone, slot.key.starts_at.naive_utc());
    let time = words.short_date_time(at.date(), at.time());
    let centre = shown::centre(app, words, slot.key.centre.as_ref());
    let parts: Vec<String> = [Some(time), centre].into_iter().flatten().collect();
    (slot.id().as_str().to_owned(), parts.join(" · "))
}

/// What is handed in with a time at a centre's desk: the service by its name.
pub(super) fn errand(reader: &Reader, slot: &SlotId) -> Result<For, Refusal> {
    let key = slot.key().ok_or(Refusal::SlotTaken)?;
    let service = key.service.ok_or(Refusal::SlotTaken)?;
    let code = &reader.app.settings.ministry.language;
    Ok(For::New(Box::new(NewRequest {
        kind: RequestKind::Enquiry,
        official: None,
        mode: Some(Mode::Service),
        centre: key.centre,
        subject: reader.app.catalogue.get().service_name(&service, code),
        details: String::new(),
        needs: Needs::default(),
        urgent_reason: None,
        applicant: None,
        person_concerned: None,
        basis: None,
        representation: None,
        unavailable: Vec::new(),
        channel: CHANNEL,
        came: Came::default(),
    })))
}
