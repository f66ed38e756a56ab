//! The guests of a meeting at the headquarters, on the page of their request: who is let in.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Deserialize;

use super::case;
use crate::scheduling::ids::RequestId;
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Clearance, Refusal, RequestState, clearance};
use crate::service::guests::{self, Guest};
use crate::service::requests::Case;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// Who comes, and the questions about each.
pub struct ClearingView {
    /// Where the answers go, but for the guest's place.
    pub href: String,
    /// Whether the reader decides.
    pub decides: bool,
    /// Whether somebody is not let in: the office decides what becomes of the meeting.
    pub is_refused: bool,
    /// The plate of the car.
    pub plate: Option<String>,
    /// The guests.
    pub guests: Vec<GuestRow>,
}

/// One guest.
pub struct GuestRow {
    /// The place among the guests.
    pub position: i32,
    /// The name, or that none was given.
    pub name: String,
    /// As what.
    pub role: String,
    /// The identity number; empty where none was given.
    pub identity: String,
    /// Whether let in.
    pub state: Tag,
    /// Why not; empty for nothing.
    pub reason: String,
    /// Whether this guest is let in already.
    pub is_cleared: bool,
}

/// The answer about one guest.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    clearance: String,
    #[serde(default)]
    reason: String,
}

/// A clearance as a label.
pub(super) fn tag(words: &Words, clearance: Clearance) -> Tag {
    let mood = match clearance {
        Clearance::Pending => Mood::Wait,
        Clearance::Cleared => Mood::Good,
        Clearance::Refused => Mood::Bad,
    };
    Tag::new(mood, words.value("clearance", clearance.as_str()))
}

/// Who comes, where the meeting is or can be at the headquarters and the settings ask for clearance.
pub(super) async fn view(reader: &Reader, case: &Case) -> Result<Option<ClearingView>, Failure> {
    let request = &case.request;
    let is_asked = reader.app.settings.requests.clearance;
    if !comes(case) || !is_asked || !request.state.is_open() {
        return Ok(None);
    }
    let all = guests::of_case(&reader.app, &reader.caller, request.id.clone()).await?;
    let mut people = all.people.iter();
    Ok(Some(ClearingView {
        href: format!("/office/requests/{}/guests", request.id),
        decides: allowed(reader.caller.role(), Action::DecideRequest),
        is_refused: people.any(|one| one.clearance == Clearance::Refused),
        plate: all.plate.clone(),
        guests: all.people.iter().map(|one| row(reader, one)).collect(),
    }))
}

/// Whether somebody comes to the headquarters for it, or can be given a time there.
fn comes(case: &Case) -> bool {
    let request = &case.request;
    let is_wished = match request.mode {
        Some(mode) => clearance::is_asked(mode, request.centre_id.as_ref()),
        None => request.state == RequestState::Approved,
    };
    let mut given = case.appointments.iter();
    is_wished || given.any(|row| row.state.holds_resources() && guests::is_at_headquarters(row))
}

fn row(reader: &Reader, one: &Guest) -> GuestRow {
    let words = &reader.words;
    GuestRow {
        position: one.position,
        name: shown::person(words, one.name.as_ref()),
        role: words.value("guest-role", one.role.as_str()),
        identity: one.identity.clone().unwrap_or_default(),
        state: tag(words, one.clearance),
        reason: one.reason.clone().unwrap_or_default(),
        is_cleared: one.clearance == Clearance::Cleared,
    }
}

/// Decides whether one guest is let in.
pub(super) async fn decide(
    reader: Reader,
    path: Path<(String, i32)>,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let (id, position) = path.into_inner();
    let id = RequestId::from(id);
    let clearance = Clearance::parse(&typed.clearance).ok_or(Refusal::FieldWrong)?;
    let reason = Some(typed.reason.trim().to_owned()).filter(|text| !text.is_empty());
    let order = (id.clone(), position, (clearance, reason));
    let done = guests::clear(&reader.app, &reader.caller, order, reader.now).await;
    case::after(&reader, &id, done.map(|()| "said=cleared"))
}
