//! The day of an official: by how much it runs late, and the office's own notes about appointments.

use actix_web::web;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made, shown};
use super::failure::Failure;
use super::rules::{Calendar, Rules};
use crate::scheduling::ids::{AppointmentId, NoteId, OfficialId};
use crate::scheduling::lateness::{MESSAGE_CHARS_MAX, MINUTES_MAX, Word};
use crate::service::lateness::{self, Lateness};
use crate::service::notes::{self, NOTE_LETTERS_MAX, Note};

/// What the office says of a day.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LatenessBody {
    /// By so many minutes it is late, at most 240; 0 ends it.
    #[schema(example = 20)]
    pub minutes: i32,
    /// What everybody who waits in a video session is told beside it; at most 200 characters.
    pub message: Option<String>,
}

/// By how much a day runs late.
#[derive(Serialize, ToSchema)]
pub struct LatenessView {
    /// Whose day.
    pub official: OfficialId,
    /// Which day, in the ministry's zone.
    #[schema(example = "2026-11-24")]
    pub day: NaiveDate,
    /// By so many minutes; 0 is not at all.
    pub minutes: i32,
    /// What everybody who waits is told.
    pub message: Option<String>,
    /// Since when it is late by just as much; none where nothing was said of the day.
    pub said_at: Option<DateTime<FixedOffset>>,
}

fn lateness_of(
    call: &Call,
    (official, day): (OfficialId, NaiveDate),
    row: Option<Lateness>,
) -> LatenessView {
    LatenessView {
        official,
        day,
        minutes: row.as_ref().map_or(0, |row| row.minutes),
        said_at: row.as_ref().map(|row| call.at(row.said_at)),
        message: row.and_then(|row| row.message),
    }
}

fn day_of(text: &str) -> Result<NaiveDate, Failure> {
    let mut rules = Rules::default();
    let day = rules.day("day", Some(text), Calendar::Gregorian);
    day.ok_or_else(|| rules.failure())
}

/// By how much a day of an official runs late.
#[utoipa::path(
    get, path = "/api/v1/officials/{id}/days/{day}/lateness", tag = "Office",
    params(
        ("id" = String, Path, description = "The official"),
        ("day" = String, Path, description = "The day, YYYY-MM-DD"),
    ),
    responses((status = 200, description = "As it was said last", body = LatenessView))
)]
pub async fn lateness(call: Call, path: web::Path<(String, String)>) -> Answer {
    let (official, day) = path.into_inner();
    let of = (OfficialId::from(official), day_of(&day)?);
    let row = lateness::of_official(&call.app, &call.caller, of.clone()).await?;
    shown(&lateness_of(&call, of, row))
}

/// Says by how much today runs late: whoever waits sees it at once, whoever is still to come is told
/// by SMS where it is worth one (`office.late_sms_minutes`). A day that is over answers 409
/// `too_late`, one that comes `too_early`.
#[utoipa::path(
    put, path = "/api/v1/officials/{id}/days/{day}/lateness", tag = "Office", request_body = LatenessBody,
    params(
        ("id" = String, Path, description = "The official"),
        ("day" = String, Path, description = "Today, YYYY-MM-DD"),
    ),
    responses((status = 200, description = "As it was said", body = LatenessView))
)]
pub async fn say_late(
    call: Call,
    path: web::Path<(String, String)>,
    body: Body<LatenessBody>,
) -> Answer {
    let (official, day) = path.into_inner();
    let of = (OfficialId::from(official), day_of(&day)?);
    let given = body.value;
    let mut rules = Rules::default();
    if !(0..=MINUTES_MAX).contains(&given.minutes) {
        let most = usize::try_from(MINUTES_MAX).ok();
        rules.fail("minutes", "range", "error-minutes-range", most);
    }
    let message = rules.some_text("message", given.message.as_deref(), MESSAGE_CHARS_MAX);
    rules.passed()?;
    let word = Word {
        minutes: given.minutes,
        message,
    };
    let order = (of.0.clone(), of.1, word);
    let row = lateness::say(&call.app, &call.caller, order, call.now).await?;
    shown(&lateness_of(&call, of, Some(row)))
}

/// A note to write.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// What it says; at most 1000 characters.
    pub text: String,
}

/// A note of the office.
#[derive(Serialize, ToSchema)]
pub struct NoteView {
    /// Its id.
    pub id: NoteId,
    /// When it was written.
    pub at: DateTime<FixedOffset>,
    /// Who wrote it, in the caller's language.
    pub by: String,
    /// What it says.
    pub text: String,
}

/// The notes about an appointment.
#[derive(Serialize, ToSchema)]
pub struct Notes {
    /// The oldest first.
    pub notes: Vec<NoteView>,
}

fn note(call: &Call, row: Note) -> NoteView {
    NoteView {
        id: row.id,
        at: call.at(row.at),
        by: row.by.in_language(call.words.lang().code()).to_owned(),
        text: row.text,
    }
}

/// What the office wrote to itself about an appointment; whoever is not of that office is answered
/// 404 or 403.
#[utoipa::path(
    get, path = "/api/v1/appointments/{id}/notes", tag = "Office",
    params(("id" = String, Path, description = "The appointment")),
    responses((status = 200, description = "The notes", body = Notes))
)]
pub async fn notes(call: Call, id: web::Path<String>) -> Answer {
    let id = AppointmentId::from(id.into_inner());
    let rows = notes::of(&call.app, &call.caller, id, call.now).await?;
    let notes = rows.into_iter().map(|row| note(&call, row)).collect();
    shown(&Notes { notes })
}

/// Writes a note that nobody but the office reads.
#[utoipa::path(
    post, path = "/api/v1/appointments/{id}/notes", tag = "Office", request_body = NewNote,
    params(
        ("id" = String, Path, description = "The appointment"),
        ("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer"),
    ),
    responses((status = 201, description = "Written", body = NoteView))
)]
pub async fn add_note(call: Call, id: web::Path<String>, body: Body<NewNote>) -> Answer {
    let id = AppointmentId::from(id.into_inner());
    let mut rules = Rules::default();
    let text = rules.text("text", &body.value.text, NOTE_LETTERS_MAX);
    rules.passed()?;
    let work = async {
        let row = notes::add(&call.app, &call.caller, (id, text), call.now).await?;
        Ok(Made::created(&note(&call, row)))
    };
    call.once(&body.raw, work).await
}
