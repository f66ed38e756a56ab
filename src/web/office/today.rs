//! The office's day: who comes in person, who is there, and what came of it.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use serde::Deserialize;

use super::{late, next};
use crate::scheduling::ids::{AppointmentId, OfficialId};
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, AppointmentState, Refusal};
use crate::service::check_in::check_in;
use crate::service::lateness::{self, Late};
use crate::service::miss::miss;
use crate::service::office_day::{OfficeDay, office_day};
use crate::service::{Appointment, Person, ServiceError, letters};
use crate::web::centre::is_late;
use crate::web::centre::today::{TodayAct, TodayPage, TodayRow, expected, there};
use crate::web::citizen::requests::appointment_tag;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::reader::Reader;
use crate::web::shown;

/// What was done a moment ago: the reference of whom it was done to, or that it was.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    done: String,
    missed: String,
    outcome: bool,
    late: String,
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn see(reader: Reader, said: Query<Said>) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let about = |key: &str, reference: &str| words.say(key, "reference", letters::shown(reference));
    let done = match (said.done.as_str(), said.missed.as_str()) {
        ("", "") if said.late == "said" => Some(words.get("late-done")),
        ("", "") => said.outcome.then(|| words.get("session-outcome-saved")),
        ("", missed) => Some(about("missed-done-office", missed)),
        (done, _) => Some(about("check-in-done", done)),
    };
    reader.page(&page(&reader, done, None).await?)
}

pub(super) async fn arrive(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = AppointmentId::from(id.into_inner());
    let done = check_in(&reader.app, &reader.caller, id, reader.now).await;
    after(&reader, "done", done.map(|arrival| arrival.appointment)).await
}

pub(super) async fn missed(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = AppointmentId::from(id.into_inner());
    let done = miss(&reader.app, &reader.caller, id, reader.now).await;
    after(&reader, "missed", done.map(|missed| missed.appointment)).await
}

/// To the day, or the day with why it cannot be done.
async fn after(
    reader: &Reader,
    what: &str,
    done: Result<Appointment, ServiceError>,
) -> Result<HttpResponse, Failure> {
    let error = match done {
        Ok(row) => return Ok(reader.see(&format!("/office/today?{what}={}", row.reference))),
        Err(error) => error,
    };
    match error.refusal() {
        Some(Refusal::NotFound) | None => Err(error.into()),
        Some(refusal) => reader.page(&page(reader, None, Some(refusal)).await?),
    }
}

/// The day's page with what was just done, or refused.
async fn page(
    reader: &Reader,
    done: Option<String>,
    refused: Option<Refusal>,
) -> Result<TodayPage, Failure> {
    let words = &reader.words;
    let day = office_day(&reader.app, &reader.caller, reader.now).await?;
    let today = shown::local(reader.app.settings.ministry.zone, reader.now.naive_utc()).date();
    let of_today = day.met.iter().filter(|(row, _)| {
        let at = letters::local(&reader.app, row);
        at.date() == today
    });
    let count = i64::try_from(of_today.count()).unwrap_or(i64::MAX);
    let late = lateness::of_today(&reader.app, reader.now).await?;
    Ok(TodayPage {
        caption: words.get("today-office"),
        base: "/office",
        empty: ["today-office-empty", "today-office-empty-text"].map(|key| words.get(key)),
        day: words.day(today),
        count: words.say("today-count", "count", count),
        done,
        refused: refused.map(|refusal| words.get(refusal.key())),
        sessions: sessions(reader, &day),
        walk_ins: Vec::new(),
        rows: day
            .met
            .iter()
            .map(|each| line(reader, each, &late))
            .collect(),
        late: late::form(reader, None).await?,
        frame: reader.frame().titled("today-title"),
    })
}

/// Today's reception sessions, those nobody asked for too: the hour, whose it is, its seats, and who
/// of those expected is there.
fn sessions(reader: &Reader, day: &OfficeDay) -> Vec<(String, String)> {
    let (app, words) = (&reader.app, &reader.words);
    let zone = app.settings.ministry.zone;
    let today = shown::local(zone, reader.now.naive_utc()).date();
    let mut all: BTreeMap<_, _> = day.seats.keys().map(|key| (key.clone(), (0, 0))).collect();
    let rows: Vec<&Appointment> = day.met.iter().map(|(row, _)| row).collect();
    all.extend(expected(&rows));
    let of_today = all
        .into_iter()
        .filter(|((starts_at, _), _)| shown::local(zone, *starts_at).date() == today);
    of_today
        .map(|(key, counts)| {
            let seats = day.seats.get(&key).map(|seats| i64::from(*seats));
            let parts = [
                own_name(reader, &key.1),
                seats.map(|seats| words.say("week-seats-of", "seats", seats)),
                Some(there(reader, counts)),
            ];
            let time = words.time(shown::local(zone, key.0).time());
            (time, in_one(parts))
        })
        .collect()
}

fn in_one<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Who is met, where the reader works for more than one official.
fn own_name(reader: &Reader, official: &OfficialId) -> Option<String> {
    let staff = reader.caller.staff()?;
    if staff.official.is_some() {
        return None;
    }
    let code = reader.words.lang().code();
    let catalogue = reader.app.catalogue.get();
    let style = catalogue.official(official)?.styles.in_language(code).short;
    Some(shown::standing_alone(&style))
}

fn line(reader: &Reader, (row, person): &(Appointment, Person), late: &Late) -> TodayRow {
    let (app, words) = (&reader.app, &reader.words);
    let at = letters::local(app, row);
    let zone = app.settings.ministry.zone;
    let is_today = at.date() == shown::local(zone, reader.now.naive_utc()).date();
    let place = in_one([
        Some(letters::place(app, words, row)),
        Some(words.value("mode", row.mode.as_str())),
        row.official_id.as_ref().and_then(|id| own_name(reader, id)),
    ]);
    TodayRow {
        id: row.id.to_string(),
        time: if is_today {
            words.time(at.time())
        } else {
            words.short_date_time(at.date(), at.time())
        },
        late: next::expected(reader, row, late).filter(|_| is_today),
        name: shown::person(words, person.name.as_ref()),
        reference: letters::shown(&row.reference),
        place,
        needs: shown::needs(words, &row.needs),
        state: appointment_tag(words, row.state),
        act: act(reader, row),
    }
}

/// What the reader can do about an appointment now.
fn act(reader: &Reader, row: &Appointment) -> TodayAct {
    let may = |action| allowed(reader.caller.role(), action);
    let nothing = || TodayAct::Nothing(String::new());
    match row.state {
        AppointmentState::Booked | AppointmentState::Confirmed if is_late(reader, row) => {
            if may(Action::MarkMissed) {
                TodayAct::Miss
            } else {
                TodayAct::Nothing(reader.words.get("came-late-short"))
            }
        }
        // Whoever comes to a centre is checked in at its gate.
        AppointmentState::Booked | AppointmentState::Confirmed if row.centre_id.is_some() => {
            nothing()
        }
        AppointmentState::Booked | AppointmentState::Confirmed if may(Action::CheckIn) => {
            TodayAct::CheckIn
        }
        AppointmentState::CheckedIn | AppointmentState::InSession if may(Action::WriteOutcome) => {
            TodayAct::Outcome
        }
        AppointmentState::Proposed
        | AppointmentState::Booked
        | AppointmentState::Confirmed
        | AppointmentState::CheckedIn
        | AppointmentState::InSession
        | AppointmentState::Done
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => nothing(),
    }
}
