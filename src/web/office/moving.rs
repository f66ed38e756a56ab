//! The office moves an appointment to another of its own free times, with a reason.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Deserialize;

use super::allocate;
use crate::scheduling::appointment::may_move;
use crate::scheduling::ids::AppointmentId;
use crate::scheduling::permission::allowed;
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Action, Refusal};
use crate::service::requests::{self, Case};
use crate::service::reschedule::{Move, reschedule};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::parts::Field;
use crate::web::reader::Reader;

/// The longest reason; it stands in the applicant's timeline.
const REASON_LETTERS_MAX: u32 = 500;

/// The free times and the reason.
pub struct MoveForm {
    /// The free times.
    pub times: Field,
    /// Why.
    pub reason: Field,
    /// Where it goes by POST.
    pub href: String,
}

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    slot: String,
    #[serde(default)]
    reason: String,
}

/// The form, where the request has an appointment that can be moved and another time is free.
pub(super) async fn form(reader: &Reader, case: &Case) -> Result<Option<MoveForm>, Failure> {
    let movable = case
        .appointments
        .iter()
        .find(|row| may_move(row.state, false).is_ok());
    let Some(row) = movable.filter(|_| allowed(reader.caller.role(), Action::ChangeAppointment))
    else {
        return Ok(None);
    };
    let wish = (row.official_id.as_ref(), Some(row.mode), None);
    let options = allocate::options(reader, case, wish, &row.needs).await?;
    if options.is_empty() {
        return Ok(None);
    }
    let words = &reader.words;
    Ok(Some(MoveForm {
        times: Field::one_of("slot", words.get("allocate-time"), options),
        reason: Field::text("reason", words.get("office-move-reason"))
            .hint(words.get("office-move-reason-hint"))
            .longest(REASON_LETTERS_MAX),
        href: format!("/office/appointments/{}/move", row.id),
    }))
}

pub(super) async fn go(
    reader: Reader,
    id: Path<String>,
    form: Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let (id, Form(typed)) = (AppointmentId::from(id.into_inner()), form);
    let slot = SlotId::from_text(&typed.slot);
    slot.key().ok_or(Refusal::SlotTaken)?;
    let reason = Some(typed.reason.trim().to_owned()).filter(|text| !text.is_empty());
    let (row, _) = requests::appointment(&reader.app, &reader.caller, id.clone()).await?;
    let back = format!("/office/requests/{}", row.request_id);
    let wish = Move { id, slot, reason };
    match reschedule(&reader.app, &reader.caller, wish, reader.now).await {
        Ok(_) => Ok(reader.see(&format!("{back}?moved=true"))),
        Err(error) => match error.refusal() {
            Some(Refusal::NotFound) | None => Err(error.into()),
            Some(refusal) => Ok(reader.see(&format!("{back}?refused={refusal}"))),
        },
    }
}
