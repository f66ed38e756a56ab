//! What an agent does for a caller who passed the script: the caller's own verbs, each a button.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Deserialize;

use super::script::problem;
use super::{back_to, call, page_of};
use crate::scheduling::call::CallPurpose;
use crate::scheduling::ids::{AppointmentId, CallBackId, CallId, RequestId};
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Reference, Refusal};
use crate::service::book::{self, For, Which};
use crate::service::calls::back::How;
use crate::service::calls::end::Ending;
use crate::service::calls::reach::{self as reaching, NewReach};
use crate::service::calls::{acting, back as owed, end as ending};
use crate::service::reschedule::{Move, reschedule};
use crate::service::{Caller, ServiceError, cancel as cancelling, confirm as confirming};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::reader::Reader;

/// Which appointment.
#[derive(Deserialize)]
pub(super) struct Meeting {
    #[serde(default)]
    appointment: String,
}

/// Which time for what.
#[derive(Deserialize)]
pub(super) struct Time {
    #[serde(default)]
    slot: String,
    #[serde(default)]
    request: String,
    #[serde(default)]
    appointment: String,
}

/// Which call that was owed.
#[derive(Deserialize)]
pub(super) struct Owed {
    #[serde(default)]
    owed: String,
}

/// How the caller is reached.
#[derive(Deserialize)]
pub(super) struct Reach {
    #[serde(default)]
    phone: String,
    #[serde(default)]
    text_only: String,
}

/// What the call was.
#[derive(Deserialize)]
pub(super) struct End {
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    reference: String,
}

/// The caller for the verbs of the person who rings.
pub(super) async fn caller_of(reader: &Reader, id: &CallId) -> Result<Caller, ServiceError> {
    acting(&reader.app, &reader.caller, id.clone(), reader.now).await
}

/// Back to the call: what was done about which request, or what was refused.
pub(super) fn answered(
    reader: &Reader,
    id: &CallId,
    done: Result<(&str, String), ServiceError>,
) -> Result<HttpResponse, Failure> {
    let page = page_of(id);
    match done {
        Ok((word, reference)) => {
            let plain = Reference::parse(&reference);
            let plain = plain.map_or_else(String::new, |it| it.as_str().to_owned());
            Ok(reader.see(&format!("{page}?done={word}&reference={plain}")))
        }
        Err(error) => back_to(reader, &page, error),
    }
}

/// Does something as the caller of the call, and goes back to the call.
async fn acted(
    reader: &Reader,
    id: Path<String>,
    work: impl AsyncFnOnce(Caller) -> Result<(&'static str, String), ServiceError>,
) -> Result<HttpResponse, Failure> {
    let id = CallId::from(id.into_inner());
    let done = match caller_of(reader, &id).await {
        Ok(by) => work(by).await,
        Err(error) => Err(error),
    };
    answered(reader, &id, done)
}

/// Says that the caller comes.
pub(super) async fn confirm(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Meeting>,
) -> Result<HttpResponse, Failure> {
    let confirming = async |by: Caller| {
        let meeting = AppointmentId::from(typed.appointment);
        let row = confirming::confirm(&reader.app, &by, meeting, reader.now).await?;
        Ok(("confirmed", row.reference))
    };
    acted(&reader, id, confirming).await
}

/// Cancels the caller's appointment.
pub(super) async fn cancel(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Meeting>,
) -> Result<HttpResponse, Failure> {
    let cancelling = async |by: Caller| {
        let meeting = (AppointmentId::from(typed.appointment), None);
        let gone = cancelling::cancel(&reader.app, &by, meeting, reader.now).await?;
        Ok(("cancelled", gone.request.reference))
    };
    acted(&reader, id, cancelling).await
}

/// Books a time: for a request that is handed in already, or for a service at a centre.
pub(super) async fn book(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Time>,
) -> Result<HttpResponse, Failure> {
    let booking = async |by: Caller| {
        let slot = slot(&typed.slot)?;
        let purpose = if typed.request.is_empty() {
            super::time::errand(&reader, &slot)?
        } else {
            For::Request(RequestId::from(typed.request))
        };
        let wish = (purpose, Which::Slot(slot));
        let made = book::book(&reader.app, &by, wish, reader.now).await?;
        Ok(("booked", made.request.reference))
    };
    acted(&reader, id, booking).await
}

/// Moves the caller's appointment.
pub(super) async fn move_to(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Time>,
) -> Result<HttpResponse, Failure> {
    let moving = async |by: Caller| {
        let wish = Move {
            id: AppointmentId::from(typed.appointment),
            slot: slot(&typed.slot)?,
            reason: None,
        };
        let moved = reschedule(&reader.app, &by, wish, reader.now).await?;
        Ok(("moved", moved.request.reference))
    };
    acted(&reader, id, moving).await
}

fn slot(text: &str) -> Result<SlotId, Refusal> {
    let slot = SlotId::from_text(text);
    slot.key().ok_or(Refusal::SlotTaken)?;
    Ok(slot)
}

/// Writes down that the caller was told what was owed.
pub(super) async fn told(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Owed>,
) -> Result<HttpResponse, Failure> {
    let id = CallId::from(id.into_inner());
    let what = (CallBackId::from(typed.owed), How::Call(id.clone()));
    let told = owed::told(&reader.app, &reader.caller, what, reader.now).await;
    answered(&reader, &id, told.map(|()| ("told", String::new())))
}

/// Writes down how the caller is reached.
pub(super) async fn reach(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Reach>,
) -> Result<HttpResponse, Failure> {
    let writing = async |by: Caller| {
        let phone = Some(typed.phone.trim()).filter(|text| !text.is_empty());
        let parsed = phone.map(|text| reaching::parse(text).ok_or(Refusal::PhoneWrong));
        let new = NewReach {
            phone: parsed.transpose()?,
            keeps_phone: false,
            text_only: typed.text_only == "yes",
        };
        reaching::set(&reader.app, &by, new, reader.now).await?;
        Ok(("reach", String::new()))
    };
    acted(&reader, id, writing).await
}

/// Ends the call.
pub(super) async fn end(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<End>,
) -> Result<HttpResponse, Failure> {
    let id = CallId::from(id.into_inner());
    let about = Some(typed.reference.trim().to_owned()).filter(|text| !text.is_empty());
    let what = Ending {
        purpose: CallPurpose::parse(&typed.purpose).unwrap_or(CallPurpose::Other),
        request: about,
    };
    match ending::end(&reader.app, &reader.caller, (id.clone(), what), reader.now).await {
        Ok(()) => Ok(reader.see("/calls?done=ended")),
        // The reference is no one's; the call goes on until it is put right.
        Err(error) if error.refusal() == Some(Refusal::NotFound) => {
            let text = reader.words.get("error-reference");
            let found = vec![problem("reference", text)];
            call::show(&reader, id, (call::Typed::default(), found)).await
        }
        Err(error) => back_to(&reader, &page_of(&id), error),
    }
}
