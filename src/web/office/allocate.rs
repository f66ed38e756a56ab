//! The office gives an approved request one of its own free times.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Deserialize;

use crate::scheduling::ids::{CentreId, OfficialId, RequestId};
use crate::scheduling::permission::allowed;
use crate::scheduling::slot::{Slot, SlotId};
use crate::scheduling::{Action, Mode, Needs, Refusal, RequestState, Sex, Urgency};
use crate::service::allocate::allocate;
use crate::service::requests::Case;
use crate::service::slots::{Ask, free_slots};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::parts::Field;
use crate::web::reader::Reader;
use crate::web::shown;

/// So many times stand in the list at the most.
const TIMES_MAX: usize = 200;

/// The list of times, and where the choice goes by POST.
pub struct AllocateForm {
    /// The times.
    pub times: Field,
    /// Where to.
    pub href: String,
}

/// The time as it was chosen.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    slot: String,
}

/// The form, where the request is approved, a time is free, and the reader may give it.
pub(super) async fn form(reader: &Reader, case: &Case) -> Result<Option<AllocateForm>, Failure> {
    let request = &case.request;
    if request.state != RequestState::Approved
        || !allowed(reader.caller.role(), Action::DecideRequest)
    {
        return Ok(None);
    }
    let wish = (
        request.official_id.as_ref(),
        request.mode,
        request.centre_id.as_ref(),
    );
    let options = options(reader, case, wish, &request.needs).await?;
    if options.is_empty() {
        return Ok(None);
    }
    Ok(Some(AllocateForm {
        times: Field::one_of("slot", reader.words.get("allocate-time"), options),
        href: format!("/office/requests/{}/allocate", request.id),
    }))
}

/// The free times for the applicant of a case, as the lines of a list.
pub(super) async fn options(
    reader: &Reader,
    case: &Case,
    (official, mode, centre): (Option<&OfficialId>, Option<Mode>, Option<&CentreId>),
    needs: &str,
) -> Result<Vec<(String, String)>, Failure> {
    let ask = Ask {
        officials: official.cloned().into_iter().collect(),
        mode,
        centre: centre.cloned(),
        section: case.person.sex.map(Sex::section),
        needs: Needs::parse(needs).unwrap_or_default(),
        person: Some(case.request.person_id.clone()),
        urgent: case.request.urgency == Urgency::Urgent,
        most: Some(TIMES_MAX),
        ..Ask::default()
    };
    let free = free_slots(&reader.app, ask, reader.now).await?;
    let options = free
        .iter()
        .map(|slot| (slot.id().as_str().to_owned(), said(reader, slot)));
    Ok(options.collect())
}

fn said(reader: &Reader, slot: &Slot) -> String {
    let (app, words) = (&reader.app, &reader.words);
    let at = shown::local(app.settings.ministry.zone, slot.key.starts_at.naive_utc());
    let time = words.short_date_time(at.date(), at.time());
    let mode = words.value("mode", slot.key.mode.as_str());
    let centre = shown::centre(app, words, slot.key.centre.as_ref());
    [Some(time), Some(mode), centre]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

pub(super) async fn give(
    reader: Reader,
    id: Path<String>,
    form: Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let (id, Form(typed)) = (RequestId::from(id.into_inner()), form);
    let slot = SlotId::from_text(&typed.slot);
    slot.key().ok_or(Refusal::SlotTaken)?;
    allocate(&reader.app, &reader.caller, (id.clone(), slot), reader.now).await?;
    Ok(reader.see(&format!("/office/requests/{id}?done=true")))
}
