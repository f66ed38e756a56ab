//! What the pages need to know of the world, in the reader's words.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::Answer;
use super::draft::Draft;
use crate::api::failure::told_until;
use crate::scheduling::appointment::{self, AppointmentEvent, ChangedBy, may_change};
use crate::scheduling::ids::CentreId;
use crate::scheduling::slot::{Slot, SlotId};
use crate::scheduling::{Mode, Refusal, Sex, Surface};
use crate::service::{App, Appointment, Person, ServiceError, letters, profile};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::reader::Reader;
use crate::words::Words;

/// Who reads, and a frame whose words speak to that person.
pub(super) async fn known(reader: &Reader) -> Result<(Frame, Person), Failure> {
    let person = profile::see(&reader.app, &reader.caller).await?;
    let mut frame = reader.frame();
    frame.words = frame.words.speaking_to(person.sex);
    Ok((frame, person))
}

/// What the reader has said so far.
pub(super) async fn draft(reader: &Reader) -> Result<Draft, Failure> {
    let body = profile::draft(&reader.app, &reader.caller).await?;
    Ok(body.map_or_else(Draft::default, |body| Draft::read(&body)))
}

/// Keeps what the reader has said so far.
pub(super) async fn keep(reader: &Reader, draft: &Draft) -> Result<(), Failure> {
    profile::keep_draft(&reader.app, &reader.caller, draft.body(), reader.now).await?;
    Ok(())
}

/// The refusal, which a page says itself; any other failure goes on its way.
pub(super) fn refused(error: ServiceError) -> Result<Refusal, Failure> {
    match error.refusal() {
        // It has a page of its own.
        Some(Refusal::WaitYourTurn) | None => Err(Failure::from(error)),
        Some(refusal) => Ok(refusal),
    }
}

/// What a refusal says, with its day where it ends by itself; any other failure goes on its way.
pub(super) fn told(reader: &Reader, error: ServiceError) -> Result<(Refusal, String), Failure> {
    if let ServiceError::RefusedUntil(refusal, until) = error {
        return Ok((refusal, told_until(&reader.words, refusal, until)));
    }
    let refusal = refused(error)?;
    Ok((refusal, reader.words.get(refusal.key())))
}

/// Whether the public chooses the time of what the draft asks for: where the official lets it, a
/// seat of a reception session, and a time at a desk.
pub(super) fn chooses_time(app: &App, draft: &Draft) -> bool {
    let catalogue = app.catalogue.get();
    let official = draft
        .official
        .as_ref()
        .and_then(|id| catalogue.official(id));
    let is_session = draft.mode == Some(Mode::Reception);
    let is_open = official.is_some_and(|official| official.open_to_choice || is_session);
    draft.is_errand() || draft.is_meeting() && is_open
}

/// An instant on the wall of a centre, or of the ministry.
pub(super) fn wall(app: &App, centre: Option<&CentreId>, at: DateTime<Utc>) -> NaiveDateTime {
    let zone = app.catalogue.get().zone(centre, app.settings.ministry.zone);
    at.with_timezone(&zone).naive_local()
}

/// The style of address of the draft's official, or the name of its service; empty for none.
pub(super) fn official(app: &App, words: &Words, draft: &Draft) -> String {
    let catalogue = app.catalogue.get();
    if let Some(service) = draft.service.as_ref().filter(|_| draft.is_errand()) {
        return catalogue.service_name(service, words.lang().code());
    }
    let official = draft
        .official
        .as_ref()
        .and_then(|id| catalogue.official(id));
    official.map_or_else(String::new, |it| {
        it.styles.in_language(words.lang().code()).full
    })
}

/// The name of the draft's place: a centre, or the headquarters.
pub(super) fn place(app: &App, words: &Words, draft: &Draft) -> String {
    let catalogue = app.catalogue.get();
    let centre = draft.centre.as_ref().and_then(|id| catalogue.centre(id));
    match centre {
        Some(centre) => centre.names.in_language(words.lang().code()).to_owned(),
        None => words.get("place-headquarters"),
    }
}

/// What stands beside a free time: where it is when that is not the place that was chosen, or that
/// an appointment is at, and how many places are left where it is for several people.
pub(super) fn beside(app: &App, words: &Words, slot: &Slot, centre: Option<&CentreId>) -> String {
    let there = slot.key.centre.as_ref();
    let place = (there != centre).then(|| letters::place_of(app, words, there));
    let left = match slot.key.mode {
        Mode::Reception => Some("time-seats-left"),
        Mode::Service => Some("time-places-left"),
        Mode::Video | Mode::InPerson => None,
    };
    let left = left.map(|key| words.say(key, "free", i64::from(slot.free)));
    let both: Vec<String> = place.into_iter().chain(left).collect();
    both.join(" · ")
}

/// The section that receives a person, where the way to meet has sections.
pub(super) fn section(words: &Words, mode: Option<Mode>, sex: Option<Sex>) -> String {
    match (mode, sex) {
        (Some(Mode::Video | Mode::Service), Some(sex)) => {
            words.value("section", sex.section().as_str())
        }
        (Some(Mode::Video | Mode::Service | Mode::InPerson | Mode::Reception) | None, _) => {
            String::new()
        }
    }
}

/// An appointment after sign-in: with whom, day, time, place, section.
pub(super) fn appointment(
    app: &App,
    words: &Words,
    appointment: &Appointment,
    sex: Option<Sex>,
) -> Vec<Answer> {
    let local = letters::local(app, appointment);
    let official = letters::official(app, words, appointment, Surface::Page).unwrap_or_default();
    let mut facts = vec![
        Answer::new(words, "appointment-with", official),
        Answer::new(words, "check-mode", session(words, appointment.mode)),
        Answer::new(words, "check-service", service(app, words, appointment)),
        Answer::new(words, "check-day", words.day(local.date())),
        Answer::new(words, "check-time", words.time(local.time())),
        Answer::new(
            words,
            "appointment-where",
            letters::place(app, words, appointment),
        ),
        Answer::new(
            words,
            "appointment-address",
            address(app, words, appointment),
        ),
        Answer::new(
            words,
            "check-section",
            section(words, Some(appointment.mode), sex),
        ),
    ];
    facts.retain(|fact| !fact.said.is_empty());
    facts
}

/// Says that one is not met alone; empty where one is.
fn session(words: &Words, mode: Mode) -> String {
    match mode {
        Mode::Reception => words.value("mode", mode.as_str()),
        Mode::InPerson | Mode::Video | Mode::Service => String::new(),
    }
}

/// The name of the service of an appointment; empty where there is none.
fn service(app: &App, words: &Words, appointment: &Appointment) -> String {
    let key = SlotId::from_text(&appointment.slot_id).key();
    let service = key.and_then(|key| key.service);
    let code = words.lang().code();
    service.map_or_else(String::new, |id| {
        app.catalogue.get().service_name(&id, code)
    })
}

/// Where it is on that day: a mobile unit moves.
fn address(app: &App, words: &Words, appointment: &Appointment) -> String {
    let catalogue = app.catalogue.get();
    let day = letters::local(app, appointment).date();
    let centre = appointment.centre_id.as_ref();
    let there = centre.and_then(|id| catalogue.address(id, day));
    there.map_or_else(String::new, |addresses| {
        addresses.in_language(words.lang().code()).to_owned()
    })
}

/// An appointment in one line.
pub(super) fn in_a_line(app: &App, words: &Words, appointment: &Appointment) -> String {
    let local = letters::local(app, appointment);
    words.date_time(local.date(), local.time())
}

/// Whether the applicant can still say that he or she comes.
pub(in crate::web) fn may_confirm(appointment: &Appointment, now: DateTime<Utc>) -> bool {
    appointment.starts_at.and_utc() > now
        && appointment.state.after(AppointmentEvent::Confirm).is_ok()
}

/// Whether the applicant can still cancel.
pub(in crate::web) fn may_cancel(app: &App, appointment: &Appointment, now: DateTime<Utc>) -> bool {
    let deadline = TimeDelta::minutes(app.settings.booking.cancel_deadline_minutes);
    let starts_at = appointment.starts_at.and_utc();
    may_change(ChangedBy::Applicant, starts_at, now, deadline).is_ok()
        && appointment.state.after(AppointmentEvent::Cancel).is_ok()
}

/// Whether the applicant can still move it.
pub(in crate::web) fn may_move(app: &App, row: &Appointment, now: DateTime<Utc>) -> bool {
    let deadline = TimeDelta::minutes(app.settings.booking.cancel_deadline_minutes);
    let starts_at = row.starts_at.and_utc();
    may_change(ChangedBy::Applicant, starts_at, now, deadline).is_ok()
        && appointment::may_move(row.state, false).is_ok()
        && is_open_to_choice(app, row)
}

/// Whether the public chooses the times of what the appointment is for.
fn is_open_to_choice(app: &App, row: &Appointment) -> bool {
    let catalogue = app.catalogue.get();
    let official = row.official_id.as_ref();
    let official = official.and_then(|id| catalogue.official(id));
    row.mode == Mode::Reception || official.is_none_or(|official| official.open_to_choice)
}
