//! The official's own page: who is next and why, one button, and nothing to configure.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::brief::{Sheet, sheet};
use super::outcome;
use crate::scheduling::ids::AppointmentId;
use crate::scheduling::{AppointmentState, Mode, Refusal};
use crate::service::lateness::{self, Late};
use crate::service::triage::brief;
use crate::service::turns::{Turn, show_in, turns};
use crate::service::{Appointment, letters};
use crate::web::citizen::requests::appointment_tag;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::{Frame, instant};
use crate::web::parts::Tag;
use crate::web::reader::Reader;
use crate::web::shown;

/// The page.
#[derive(Template)]
#[template(path = "office/next.html")]
pub struct NextPage {
    /// What stands around it.
    pub frame: Frame,
    /// The day in both calendars.
    pub day: String,
    /// What was just done.
    pub done: Option<String>,
    /// What could not be done.
    pub refused: Option<String>,
    /// Who is next; nobody where all were met, or none were to come.
    pub next: Option<NextView>,
    /// Who comes after: the hour, the name, how, and how far it is.
    pub after: Vec<AfterRow>,
}

/// Who is next.
pub struct NextView {
    /// The hour.
    pub time: String,
    /// The hour at which it is expected, where the day runs late.
    pub late: Option<String>,
    /// The name.
    pub name: String,
    /// What it is about.
    pub subject: String,
    /// How they meet, and where the other side sits.
    pub place: String,
    /// How far it is.
    pub state: Tag,
    /// What is needed.
    pub needs: Vec<Tag>,
    /// Where the person stands, in words.
    pub stands: String,
    /// Since when the person waits, for scripts; empty for one who does not.
    pub since: String,
    /// The one thing to do.
    pub act: NextAct,
    /// The page of what came of it, once the meeting is on.
    pub outcome: Option<String>,
    /// Where notes are written.
    pub notes: String,
    /// The brief.
    pub sheet: Sheet,
}

/// The one button.
pub enum NextAct {
    /// Enter the session at this address and let the person in.
    Admit(String),
    /// Go on in the session at this address.
    Return(String),
    /// Show the person in.
    ShowIn(String),
    /// Nothing yet.
    Wait,
}

/// One who comes after.
pub struct AfterRow {
    /// The hour.
    pub time: String,
    /// The name.
    pub name: String,
    /// How they meet.
    pub mode: String,
    /// How far it is.
    pub state: Tag,
}

/// What was done a moment ago.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    outcome: bool,
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn see(reader: Reader, said: Query<Said>) -> Result<HttpResponse, Failure> {
    let done = said
        .outcome
        .then(|| reader.words.get("session-outcome-saved"));
    reader.page(&page(&reader, done, None).await?)
}

/// Shows somebody in who came in person.
pub(super) async fn let_in(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = AppointmentId::from(id.into_inner());
    let is_official = outcome::is_official(&reader);
    let back = outcome::day_of(&reader);
    let error = match show_in(&reader.app, &reader.caller, id, reader.now).await {
        Ok(_shown) => return Ok(reader.see(back)),
        Err(error) => error,
    };
    match error.refusal() {
        Some(refusal @ Refusal::WrongStage) if is_official => {
            reader.page(&page(&reader, None, Some(refusal)).await?)
        }
        Some(_) | None => Err(error.into()),
    }
}

async fn page(
    reader: &Reader,
    done: Option<String>,
    refused: Option<Refusal>,
) -> Result<NextPage, Failure> {
    let (app, words) = (&reader.app, &reader.words);
    let mut all = turns(app, &reader.caller, reader.now).await?.into_iter();
    let next = match all.next() {
        Some(turn) => Some(view(reader, &turn).await?),
        None => None,
    };
    let today = shown::local(app.settings.ministry.zone, reader.now.naive_utc()).date();
    Ok(NextPage {
        day: words.day(today),
        done,
        refused: refused.map(|refusal| words.get(refusal.key())),
        next,
        after: all.map(|turn| after(reader, &turn)).collect(),
        frame: reader.frame().titled("next-title"),
    })
}

async fn view(reader: &Reader, turn: &Turn) -> Result<NextView, Failure> {
    let (app, words, row) = (&reader.app, &reader.words, &turn.appointment);
    let request = row.request_id.clone();
    let known = brief(app, &reader.caller, request, reader.now).await?;
    let late = lateness::of_today(app, reader.now).await?;
    let is_on = row.state == AppointmentState::InSession;
    let result = format!("/office/appointments/{}/outcome", row.id);
    Ok(NextView {
        time: words.time(letters::local(app, row).time()),
        late: expected(reader, row, &late),
        name: shown::person(words, turn.person.name.as_ref()),
        subject: known.case.request.subject.clone(),
        place: place(reader, row),
        state: appointment_tag(words, row.state),
        needs: shown::needs(words, &row.needs),
        stands: stands(reader, turn),
        since: turn
            .waiting_since
            .map_or_else(String::new, |since| instant(since.and_utc())),
        act: act(turn),
        outcome: is_on.then_some(result),
        notes: format!("/office/appointments/{}/notes?back=/office/next", row.id),
        sheet: sheet(reader, &known).await?,
    })
}

/// The hour at which somebody is expected on a day that runs late, in words.
pub(in crate::web) fn expected(reader: &Reader, row: &Appointment, late: &Late) -> Option<String> {
    let minutes = late.of(row)?;
    let at = letters::expected(&reader.app, row, minutes);
    let time = reader.words.time(at.time());
    Some(reader.words.say("late-expected", "time", time))
}

const fn is_met(row: &Appointment) -> bool {
    match row.mode {
        Mode::InPerson | Mode::Reception => true,
        Mode::Video | Mode::Service => false,
    }
}

fn place(reader: &Reader, row: &Appointment) -> String {
    let (app, words) = (&reader.app, &reader.words);
    let parts = [
        Some(words.value("mode", row.mode.as_str())),
        shown::centre(app, words, row.centre_id.as_ref()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The one thing to do about the one who is next.
fn act(turn: &Turn) -> NextAct {
    let row = &turn.appointment;
    let session = turn.session.as_ref();
    let session = session.map(|open| format!("/office/session/{}", open.id));
    match (row.state, session) {
        (AppointmentState::CheckedIn, Some(session)) => NextAct::Admit(session),
        (AppointmentState::InSession, Some(session)) if turn.waiting_since.is_some() => {
            NextAct::Admit(session)
        }
        (AppointmentState::InSession, Some(session)) => NextAct::Return(session),
        (AppointmentState::CheckedIn, None) if is_met(row) => {
            NextAct::ShowIn(format!("/office/appointments/{}/show-in", row.id))
        }
        (
            AppointmentState::Proposed
            | AppointmentState::Booked
            | AppointmentState::Confirmed
            | AppointmentState::CheckedIn
            | AppointmentState::InSession
            | AppointmentState::Done
            | AppointmentState::NoShow
            | AppointmentState::Cancelled
            | AppointmentState::Moved,
            _,
        ) => NextAct::Wait,
    }
}

/// Where the one who is next stands, in words.
fn stands(reader: &Reader, turn: &Turn) -> String {
    let (words, row) = (&reader.words, &turn.appointment);
    if let Some(since) = turn.waiting_since {
        let zone = reader.app.settings.ministry.zone;
        let since = words.time(shown::local(zone, since).time());
        return words.say("next-waits", "time", since);
    }
    let key = match row.state {
        AppointmentState::InSession if is_met(row) => "next-with-you",
        AppointmentState::InSession => "next-on",
        AppointmentState::CheckedIn if is_met(row) => "next-there",
        AppointmentState::CheckedIn if turn.session.is_some() => "next-opened",
        AppointmentState::CheckedIn => "next-checked-in",
        AppointmentState::Proposed
        | AppointmentState::Booked
        | AppointmentState::Confirmed
        | AppointmentState::Done
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => "next-not-there",
    };
    words.get(key)
}

fn after(reader: &Reader, turn: &Turn) -> AfterRow {
    let (words, row) = (&reader.words, &turn.appointment);
    AfterRow {
        time: words.time(letters::local(&reader.app, row).time()),
        name: shown::person(words, turn.person.name.as_ref()),
        mode: words.value("mode", row.mode.as_str()),
        state: appointment_tag(words, row.state),
    }
}
