//! A centre's pages: who comes today, the video room, and what the evening lacks.

pub mod evening;
pub mod register;
pub mod remarks;
pub mod room;
pub mod today;

use actix_web::HttpResponse;
use actix_web::web::{Path, Query, ServiceConfig, get, post};
use chrono::TimeDelta;
use serde::Deserialize;

use crate::scheduling::ids::{AppointmentId, VisitId};
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, AppointmentState, Mode, Refusal, SessionRole};
use crate::service::check_in::{DayRow, check_in, day};
use crate::service::lateness::{self, Late};
use crate::service::miss::miss;
use crate::service::{Appointment, letters, requests, start_session, ticket, visits};
use crate::web::citizen::requests::appointment_tag;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::office::next::expected;
use crate::web::parts::{Stage, seat};
use crate::web::reader::Reader;
use crate::web::shown;
use room::RoomPage;
use today::{TodayAct, TodayPage, TodayRow};

/// Puts these pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/staff/register", get().to(register::see))
        .route("/staff/register/draft", post().to(register::keep))
        .route("/staff/register", post().to(register::save))
        .route("/centre", get().to(today_page))
        .route("/staff/evening", get().to(evening::see))
        .route("/centre/remarks", get().to(remarks::see))
        .route("/centre/remarks/{id}", post().to(remarks::follow))
        .route("/centre/appointments/{id}/check-in", post().to(check))
        .route("/centre/appointments/{id}/miss", post().to(missed))
        .route("/centre/visits/{id}/finish", post().to(finish))
        .route("/centre/appointments/{id}/room", get().to(room_page))
        .route("/centre/appointments/{id}/ticket", post().to(start));
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    done: String,
    #[serde(default)]
    missed: String,
    #[serde(default)]
    served: String,
}

#[derive(Deserialize)]
struct Nothing {}

async fn today_page(reader: Reader, said: Query<Said>) -> Result<HttpResponse, Failure> {
    let said = said.into_inner();
    let done = match (said.done.as_str(), said.missed.as_str()) {
        ("", "") if said.served.is_empty() => None,
        ("", "") => Some(reader.words.say("visit-done", "ticket", said.served)),
        ("", missed) => {
            let reference = letters::shown(missed);
            Some(reader.words.say("missed-done", "reference", reference))
        }
        (done, _) => {
            let reference = letters::shown(done);
            Some(reader.words.say("check-in-done", "reference", reference))
        }
    };
    reader.page(&todays(&reader, done, None).await?)
}

/// The day's page with what was just done, or refused.
async fn todays(
    reader: &Reader,
    done: Option<String>,
    refused: Option<Refusal>,
) -> Result<TodayPage, Failure> {
    let (app, words) = (&reader.app, &reader.words);
    let centre = reader
        .caller
        .staff()
        .and_then(|staff| staff.centre.as_ref());
    let zone = app.catalogue.get().zone(centre, app.settings.ministry.zone);
    let rows = day(app, &reader.caller, reader.now).await?;
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let appointments: Vec<&Appointment> = rows.iter().map(|row| &row.appointment).collect();
    let walk_ins = visits::walk_ins(app, &reader.caller, reader.now).await?;
    let late = lateness::of_today(app, reader.now).await?;
    Ok(TodayPage {
        caption: shown::centre(app, words, centre).unwrap_or_default(),
        base: "/centre",
        empty: ["today-empty", "today-empty-text"].map(|key| words.get(key)),
        day: words.day(shown::local(zone, reader.now.naive_utc()).date()),
        count: words.say("today-count", "count", count),
        done,
        refused: refused.map(|refusal| words.get(refusal.key())),
        sessions: today::sessions(reader, &appointments),
        walk_ins: today::walk_ins(reader, &walk_ins),
        rows: rows.iter().map(|row| line(reader, row, &late)).collect(),
        late: None,
        frame: reader.frame().titled("today-title"),
    })
}

fn line(reader: &Reader, row: &DayRow, late: &Late) -> TodayRow {
    let (app, words) = (&reader.app, &reader.words);
    let appointment = &row.appointment;
    TodayRow {
        id: appointment.id.to_string(),
        time: words.time(letters::local(app, appointment).time()),
        late: expected(reader, appointment, late),
        name: shown::person(words, row.person.name.as_ref()),
        reference: letters::shown(&appointment.reference),
        place: place(reader, row),
        needs: shown::needs(words, &appointment.needs),
        state: appointment_tag(words, appointment.state),
        act: act(reader, row),
    }
}

/// Where to go: the room, the desk with what is done there, or the session.
fn place(reader: &Reader, row: &DayRow) -> String {
    let (app, words) = (&reader.app, &reader.words);
    let appointment = &row.appointment;
    if let Some(room) = shown::room(app, words, appointment.room_id.as_ref()) {
        return room;
    }
    let desk = shown::desk(app, words, row.desk.as_ref());
    let parts = [Some(shown::what_for(app, words, appointment)), desk];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What the caller can do about an appointment now.
fn act(reader: &Reader, row: &DayRow) -> TodayAct {
    let role = reader.caller.role();
    let has_room = row.appointment.mode == Mode::Video && allowed(role, Action::StartSession);
    let is_served = row.appointment.mode == Mode::Service && allowed(role, Action::ServeVisitor);
    if let Some(visit) = row.visit.as_ref().filter(|_| is_served)
        && row.appointment.state == AppointmentState::CheckedIn
    {
        return TodayAct::Finish(visit.id.to_string());
    }
    match row.appointment.state {
        AppointmentState::Booked | AppointmentState::Confirmed
            if is_late(reader, &row.appointment) =>
        {
            if allowed(role, Action::MarkMissed) {
                TodayAct::Miss
            } else {
                TodayAct::Nothing(reader.words.get("came-late-short"))
            }
        }
        AppointmentState::Booked | AppointmentState::Confirmed
            if allowed(role, Action::CheckIn) =>
        {
            TodayAct::CheckIn
        }
        AppointmentState::CheckedIn | AppointmentState::InSession if has_room => TodayAct::Room,
        AppointmentState::Proposed
        | AppointmentState::Booked
        | AppointmentState::Confirmed
        | AppointmentState::CheckedIn
        | AppointmentState::InSession
        | AppointmentState::Done
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => TodayAct::Nothing(String::new()),
    }
}

/// Whether the grace for late arrival is over.
pub(in crate::web) fn is_late(reader: &Reader, row: &Appointment) -> bool {
    let grace = TimeDelta::minutes(reader.app.settings.rules.late_grace_minutes);
    reader.now > row.starts_at.and_utc() + grace
}

async fn missed(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = AppointmentId::from(id.into_inner());
    match miss(&reader.app, &reader.caller, id, reader.now).await {
        Ok(one) => Ok(reader.see(&format!("/centre?missed={}", one.appointment.reference))),
        Err(error) => match error.refusal() {
            Some(refusal) => reader.page(&todays(&reader, None, Some(refusal)).await?),
            None => Err(error.into()),
        },
    }
}

async fn check(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = AppointmentId::from(id.into_inner());
    match check_in(&reader.app, &reader.caller, id, reader.now).await {
        Ok(arrival) => {
            let reference = arrival.appointment.reference;
            Ok(reader.see(&format!("/centre?done={reference}")))
        }
        Err(error) => match error.refusal() {
            Some(refusal) => reader.page(&todays(&reader, None, Some(refusal)).await?),
            None => Err(error.into()),
        },
    }
}

async fn finish(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = VisitId::from(id.into_inner());
    match visits::finish(&reader.app, &reader.caller, id, reader.now).await {
        Ok(done) => Ok(reader.see(&format!("/centre?served={}", done.ticket))),
        Err(error) => match error.refusal() {
            Some(Refusal::NotFound) | None => Err(error.into()),
            Some(refusal) => reader.page(&todays(&reader, None, Some(refusal)).await?),
        },
    }
}

async fn room_page(reader: Reader, id: Path<String>) -> Result<HttpResponse, Failure> {
    let id = AppointmentId::from(id.into_inner());
    let (app, words) = (&reader.app, &reader.words);
    let (appointment, person) = requests::appointment(app, &reader.caller, id.clone()).await?;
    let at = letters::local(app, &appointment);
    let centre = shown::centre(app, words, appointment.centre_id.as_ref());
    let room = shown::room(app, words, appointment.room_id.as_ref());
    let place: Vec<String> = [centre, room].into_iter().flatten().collect();
    let ready = matches!(
        appointment.state,
        AppointmentState::CheckedIn | AppointmentState::InSession
    );
    let ticket = format!("/centre/appointments/{id}/ticket");
    let stage = Stage::new(words, SessionRole::Applicant, ticket, reader.csrf.clone());
    reader.page(&RoomPage {
        place: place.join(" · "),
        time: words.date_time(at.date(), at.time()),
        name: shown::person(words, person.name.as_ref()),
        reference: letters::shown(&appointment.reference),
        needs: shown::needs(words, &appointment.needs),
        state: appointment_tag(words, appointment.state),
        live: appointment_tag(words, AppointmentState::InSession),
        over: appointment_tag(words, AppointmentState::Done),
        ready,
        stage: stage.then("/centre".to_owned()),
        frame: reader.frame().titled("room-title"),
    })
}

/// Opens the session, or finds it open, and gives the room's device its seat.
async fn start(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = AppointmentId::from(id.into_inner());
    let (app, caller, now) = (&reader.app, &reader.caller, reader.now);
    let session = start_session::start(app, caller, id, now).await?;
    let ticket = ticket::ticket(app, caller, (session.id, SessionRole::Applicant), now).await?;
    Ok(seat(&ticket))
}
