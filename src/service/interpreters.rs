//! The interpreter of a video appointment: invited by a one-use link, and told when it is off.

use chrono::TimeDelta;

use super::app::App;
use super::error::ServiceError;
use super::letters;
use super::notices;
use super::pad::Pad;
use crate::scheduling::ids::InviteId;
use crate::scheduling::{Mobile, Mode, NoticeEvent};
use crate::store::Db;
use crate::store::appointment::Appointment;
use crate::store::person::Person;
use crate::store::session::{self, Invite};
use crate::store::staff::{self, Staff};

/// How long after its end a one-use link to a session is still good.
const LINK_GRACE_HOURS: i64 = 2;

/// Sends the interpreter of a video appointment a one-use link.
pub(super) fn invite(
    app: &App,
    db: &mut Db,
    (row, applicant): (&Appointment, &Person),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let Some(id) = row
        .interpreter_id
        .as_ref()
        .filter(|_| row.mode == Mode::Video)
    else {
        return Ok(());
    };
    let Some(interpreter) = staff::find(db, id)? else {
        return Ok(());
    };
    let token = pad.short_token();
    let language = app.settings.ministry.language.clone();
    session::add_invite(
        db,
        &Invite {
            id: pad.id(InviteId::made),
            appointment_id: row.id.clone(),
            role: interpreter.interprets_as(),
            name: interpreter.names.in_language(&language).to_owned(),
            staff_id: Some(id.clone()),
            language: language.clone(),
            token_hash: app.keys.lookup("invite", &token),
            expires_at: row.ends_at + TimeDelta::hours(LINK_GRACE_HOURS),
            used_at: None,
            revoked_at: None,
        },
    )?;
    let way = format!("/join/{token}");
    tell(
        app,
        db,
        (NoticeEvent::InterpreterLink, &way),
        (row, applicant, &interpreter),
        pad,
    )
}

/// Tells the interpreter of an appointment that is cancelled or moved that nobody waits.
pub(super) fn free(
    app: &App,
    db: &mut Db,
    (row, applicant): (&Appointment, &Person),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let Some(id) = row
        .interpreter_id
        .as_ref()
        .filter(|_| row.mode == Mode::Video)
    else {
        return Ok(());
    };
    let Some(interpreter) = staff::find(db, id)? else {
        return Ok(());
    };
    tell(
        app,
        db,
        (NoticeEvent::InterpreterFreed, "/"),
        (row, applicant, &interpreter),
        pad,
    )
}

fn tell(
    app: &App,
    db: &mut Db,
    (event, way): (NoticeEvent, &str),
    (row, applicant, interpreter): (&Appointment, &Person, &Staff),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let Some(sealed) = &interpreter.mobile_sealed else {
        return Ok(());
    };
    // The interpreter is told in the interpreter's own terms, and nothing of the applicant.
    let reader = Person {
        sex: interpreter.sex,
        language: app.settings.ministry.language.clone(),
        email: None,
        mobile_shared: false,
        ..applicant.clone()
    };
    let letter = letters::with_link(app, event, (row, &reader), way);
    let to = notices::Recipient {
        mobile: Mobile::parse(&app.keys.open(sealed)?).ok(),
        email: None,
        rung: None,
    };
    notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    Ok(())
}
