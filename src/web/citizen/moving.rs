//! Moving an appointment: another of the free times, a last look, and it stands there.

use actix_web::web::{Path, Query};
use askama::Template;
use chrono::NaiveDateTime;
use serde::Deserialize;

use super::time::{self, DayMark, DayView, FreeTime, SlotView};
use super::{Answer, Answered, facts};
use crate::scheduling::ids::{AppointmentId, CentreId};
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Mode, Needs, Refusal, Sex};
use crate::service::reschedule::{self as service, Move};
use crate::service::slots::{self, Ask};
use crate::service::{Appointment, Person, letters, requests};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::Field;
use crate::web::reader::Reader;
use crate::words::Words;

/// How the page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    /// Another centre than the appointment's.
    #[serde(default)]
    centre: String,
    /// The time that was chosen.
    #[serde(default)]
    slot: String,
}

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct MoveForm {
    /// The time that was chosen.
    #[serde(default)]
    pub slot: String,
}

/// Shows the free times.
pub async fn see(reader: Reader, id: Path<String>, query: Query<Wanted>) -> Answered {
    let centre = Some(query.into_inner().centre).filter(|id| !id.is_empty());
    show(&reader, id.into_inner(), centre.map(CentreId::from), None).await
}

/// Goes on with a time to the last look at it.
pub async fn choose(reader: Reader, id: Path<String>, Form(form): Form<MoveForm>) -> Answered {
    let slot = SlotId::from_text(&form.slot);
    let id = id.into_inner();
    if slot.key().is_none() {
        let said = reader.words.get(Refusal::SlotTaken.key());
        return show(&reader, id, None, Some((said, slot))).await;
    }
    Ok(reader.see(&format!("/appointments/{id}/move/check?slot={slot}")))
}

/// Shows what it is and what it would be.
pub async fn check(reader: Reader, id: Path<String>, query: Query<Wanted>) -> Answered {
    let id = id.into_inner();
    let slot = SlotId::from_text(&query.slot);
    let Some(key) = slot.key() else {
        return Ok(reader.see(&format!("/appointments/{id}/move")));
    };
    let (row, _) = appointment(&reader, &id).await?;
    let (frame, _) = facts::known(&reader).await?;
    let words = frame.words.clone();
    let starts = facts::wall(&reader.app, key.centre.as_ref(), key.starts_at);
    let new = Appointment {
        centre_id: key.centre,
        ..row.clone()
    };
    let answers = vec![
        Answer::new(&words, "move-was", line(&reader, &words, &row)),
        Answer::new(&words, "check-day", words.day(starts.date())),
        Answer::new(&words, "check-time", words.time(starts.time())),
        Answer::new(
            &words,
            "appointment-where",
            letters::place(&reader.app, &words, &new),
        ),
    ];
    reader.page(&MoveCheckPage::new(frame, id, query.slot.clone(), answers))
}

/// Moves it; when the time is gone, says so and offers the nearest, and the old one stands.
pub async fn go(reader: Reader, id: Path<String>, Form(form): Form<MoveForm>) -> Answered {
    let id = id.into_inner();
    let slot = SlotId::from_text(&form.slot);
    let wish = Move {
        id: AppointmentId::from(id.as_str()),
        slot: slot.clone(),
        reason: None,
    };
    match service::reschedule(&reader.app, &reader.caller, wish, reader.now).await {
        Ok(moved) => Ok(reader.see(&format!("/requests/{}?said=moved", moved.request.id))),
        Err(error) => {
            let (refusal, said) = facts::told(&reader, error)?;
            if refusal == Refusal::NotFound {
                return Err(refusal.into());
            }
            // A form sent twice finds the appointment moved already.
            let (row, _) = appointment(&reader, &id).await?;
            if row.moved_to.is_some() {
                return Ok(reader.see(&format!("/requests/{}?said=moved", row.request_id)));
            }
            show(&reader, id, None, Some((said, slot))).await
        }
    }
}

async fn appointment(reader: &Reader, id: &str) -> Result<(Appointment, Person), Failure> {
    let wanted = AppointmentId::from(id);
    Ok(requests::appointment(&reader.app, &reader.caller, wanted).await?)
}

fn line(reader: &Reader, words: &Words, row: &Appointment) -> String {
    let place = letters::place(&reader.app, words, row);
    [facts::in_a_line(&reader.app, words, row), place].join(&words.get("list-comma"))
}

async fn show(
    reader: &Reader,
    id: String,
    centre: Option<CentreId>,
    lost: Option<(String, SlotId)>,
) -> Answered {
    let (row, person) = appointment(reader, &id).await?;
    if !facts::may_move(&reader.app, &row, reader.now) && lost.is_none() {
        return Ok(reader.see(&format!("/requests/{}", row.request_id)));
    }
    let (frame, _) = facts::known(reader).await?;
    let words = frame.words.clone();
    let wanted = lost.as_ref().and_then(|(_, slot)| slot.key());
    let centre = match row.mode {
        Mode::Video | Mode::Service => centre
            .or_else(|| wanted.as_ref().and_then(|key| key.centre.clone()))
            .or_else(|| row.centre_id.clone()),
        // Where one is met in person is where the official is: every place, each time with its own.
        Mode::InPerson | Mode::Reception => None,
    };
    let free = free(reader, (&row, &person), centre.as_ref()).await?;
    let off = time::off(reader, centre.as_ref(), &free);
    let why = match lost {
        None => (None, None),
        Some((said, _)) => {
            let at = wanted.map(|key| facts::wall(&reader.app, key.centre.as_ref(), key.starts_at));
            (Some(said), at)
        }
    };
    let ids = (row.request_id.to_string(), id);
    let was = line(reader, &words, &row);
    let mut page = MovePage::new(frame, ids, was, (&free, &off), why);
    page.centres = centres(reader, &words, &row, centre.as_ref());
    reader.page(&page)
}

async fn free(
    reader: &Reader,
    (row, person): (&Appointment, &Person),
    centre: Option<&CentreId>,
) -> Result<Vec<FreeTime>, Failure> {
    let ask = Ask {
        officials: row.official_id.iter().cloned().collect(),
        mode: Some(row.mode),
        centre: centre.cloned(),
        service: SlotId::from_text(&row.slot_id)
            .key()
            .and_then(|key| key.service),
        section: person.sex.map(Sex::section),
        needs: Needs::parse(&row.needs).unwrap_or_default(),
        person: Some(person.id.clone()),
        most: Some(time::TIMES_MAX),
        ..Ask::default()
    };
    let slots = slots::free_slots(&reader.app, ask, reader.now).await?;
    let open = slots.into_iter().filter(|slot| slot.open_to_choice);
    let was = row.centre_id.as_ref().filter(|_| centre.is_none());
    let times = open.map(|slot| FreeTime {
        id: slot.id().as_str().to_owned(),
        beside: facts::beside(&reader.app, &reader.words, &slot, was.or(centre)),
        starts: facts::wall(&reader.app, slot.key.centre.as_ref(), slot.key.starts_at),
    });
    Ok(times.collect())
}

/// The choice of another centre, where the way to meet has centres.
fn centres(
    reader: &Reader,
    words: &Words,
    row: &Appointment,
    chosen: Option<&CentreId>,
) -> Option<Field> {
    match row.mode {
        Mode::Video | Mode::Service => {}
        Mode::InPerson | Mode::Reception => return None,
    }
    let catalogue = reader.app.catalogue.get();
    let code = words.lang().code();
    let key = SlotId::from_text(&row.slot_id).key();
    let service = key.and_then(|key| key.service);
    let with = match &service {
        Some(service) => catalogue.centres_with(service),
        None => catalogue.centres_with_rooms(),
    };
    let fitting = catalogue.centres.iter().filter(|it| with.contains(&it.id));
    let options = fitting.map(|it| (it.id.to_string(), it.names.in_language(code).to_owned()));
    let field = Field::one_of("centre", words.get("move-centre"), options.collect());
    Some(field.value(chosen.map_or("", CentreId::as_str)))
}

/// The page on which another time is chosen.
#[derive(Template)]
#[template(path = "citizen/moving.html")]
pub struct MovePage {
    frame: Frame,
    alert: Option<String>,
    request: String,
    appointment: String,
    was: String,
    /// The choice of another centre.
    pub centres: Option<Field>,
    nearest_title: String,
    nearest: Vec<SlotView>,
    days: Vec<DayView>,
}

impl MovePage {
    /// The page with the free times; `alert` and `lost` as on the page of a first choice.
    #[must_use]
    pub fn new(
        frame: Frame,
        (request, appointment): (String, String),
        was: String,
        (free, marks): (&[FreeTime], &[DayMark]),
        (alert, lost): (Option<String>, Option<NaiveDateTime>),
    ) -> Self {
        let frame = frame.titled("move-title").gone_wrong(alert.is_some());
        let words = frame.words.clone();
        let (nearest_title, nearest) = time::on_top(&words, free, lost);
        Self {
            days: time::days(&words, free, marks),
            centres: None,
            frame,
            alert,
            request,
            appointment,
            was,
            nearest_title,
            nearest,
        }
    }
}

/// The page that shows both times before it is moved.
#[derive(Template)]
#[template(path = "citizen/move_check.html")]
pub struct MoveCheckPage {
    frame: Frame,
    appointment: String,
    slot: String,
    answers: Vec<Answer>,
}

impl MoveCheckPage {
    /// The page of one appointment and one new time.
    #[must_use]
    pub fn new(frame: Frame, appointment: String, slot: String, answers: Vec<Answer>) -> Self {
        Self {
            frame: frame.titled("move-check-title"),
            appointment,
            slot,
            answers,
        }
    }
}
