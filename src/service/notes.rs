//! What an office writes to itself about an appointment: nobody else ever reads it.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::app::App;
use super::audit::{self, log_looks};
use super::caller::{Caller, StaffCaller};
use super::error::ServiceError;
use crate::scheduling::Refusal;
use crate::scheduling::ids::{AppointmentId, NoteId};
use crate::store::appointment;
use crate::store::office_note::{self, OfficeNote};
use crate::store::{self, Db, Texts, staff};

/// The longest note, in letters.
pub const NOTE_LETTERS_MAX: usize = 1000;
/// So many notes at most has one appointment.
pub const NOTES_MAX: usize = 100;

/// One note, opened.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// Who wrote it, per language.
    pub by: Texts,
    /// When.
    pub at: NaiveDateTime,
    /// What it says.
    pub text: String,
}

/// The notes about an appointment of the caller's office, the oldest first; a logged look.
pub async fn of(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
    now: DateTime<Utc>,
) -> Result<Vec<Note>, ServiceError> {
    let staff = of_office(caller)?;
    let (of_work, of_look) = (app.clone(), id.clone());
    let notes = app
        .store
        .read(move |db| {
            known(db, &staff, &id)?;
            let rows = office_note::of_appointment(db, &id)?.into_iter();
            rows.map(|row| opened(&of_work, db, row))
                .collect::<Result<Vec<_>, _>>()
        })
        .await?;
    if !notes.is_empty() {
        let things = [format!("appointment:{of_look}")];
        log_looks(app, caller, (&things, "notes"), now).await?;
    }
    Ok(notes)
}

/// Writes one down.
pub async fn add(
    app: &App,
    caller: &Caller,
    (id, text): (AppointmentId, String),
    now: DateTime<Utc>,
) -> Result<Note, ServiceError> {
    let staff = of_office(caller)?;
    let text = text.trim().to_owned();
    if text.is_empty() || text.chars().count() > NOTE_LETTERS_MAX {
        return Err(Refusal::FieldWrong.into());
    }
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            known(db, &staff, &id)?;
            if office_note::of_appointment(db, &id)?.len() >= NOTES_MAX {
                return Err(ServiceError::from(Refusal::NotesFull));
            }
            let row = OfficeNote {
                id: pad.id(NoteId::made),
                appointment_id: id.clone(),
                staff_id: staff.id.clone(),
                text_sealed: of_work.keys.seal(&text, &mut pad)?,
                at: pad.at(),
            };
            office_note::add(db, &row)?;
            let thing = format!("appointment:{id}");
            store::audit::add(db, &audit::deed(&by, "add_note", &thing, &mut pad))?;
            opened(&of_work, db, row)
        })
        .await
}

/// The caller as one of an office; nobody else knows that there are notes.
fn of_office(caller: &Caller) -> Result<StaffCaller, Refusal> {
    let staff = caller.staff().filter(|staff| staff.is_of_office());
    staff.cloned().ok_or(Refusal::NotFound)
}

/// The appointment is with an official of that office.
fn known(db: &mut Db, staff: &StaffCaller, id: &AppointmentId) -> Result<(), ServiceError> {
    let found = appointment::find(db, id)?.filter(|row| {
        let official = row.official_id.as_ref();
        official.is_some_and(|id| staff.sees(id))
    });
    found.ok_or(Refusal::NotFound)?;
    Ok(())
}

fn opened(app: &App, db: &mut Db, row: OfficeNote) -> Result<Note, ServiceError> {
    let writer = staff::find(db, &row.staff_id)?.ok_or(Refusal::NotFound)?;
    Ok(Note {
        text: app.keys.open(&row.text_sealed)?,
        id: row.id,
        by: writer.names,
        at: row.at,
    })
}
