//! Confirming an appointment: the applicant says that he or she comes, after a sign-in or by the
//! link of the message. A link is only looked at by GET, because machines follow links too.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::cancel::visible;
use super::error::ServiceError;
use super::guests;
use super::pad::Pad;
use crate::bus::News;
use crate::scheduling::ids::AppointmentId;
use crate::scheduling::{AppointmentEvent, AppointmentState, Refusal};
use crate::store::appointment::{self, Appointment};
use crate::store::audit::Deed;
use crate::store::confirm_link::{self, ConfirmLink};
use crate::store::{self, Db};

/// Confirms one's own appointment while it lies ahead; doing it twice is as good as once.
pub async fn confirm(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
    now: DateTime<Utc>,
) -> Result<Appointment, ServiceError> {
    caller.person().ok_or(Refusal::SignInNeeded)?;
    let pad = app.pad(now);
    let (of_work, who) = (app.clone(), caller.clone());
    let confirmed = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = visible(db, &who, &id)?;
            let (new, is_first) = confirm_in(&of_work, db, row, &pad)?;
            if is_first {
                let thing = format!("appointment:{}", new.id);
                store::audit::add(db, &audit::deed(&who, "confirm", &thing, &mut pad))?;
            }
            Ok::<_, ServiceError>(new)
        })
        .await?;
    app.bus.tell(News::AppointmentMoved(confirmed.id.clone()));
    Ok(confirmed)
}

/// Confirms it; false where it was confirmed before. A meeting at the headquarters is confirmed once
/// everybody who comes is let in, where the settings ask for that.
fn confirm_in(
    app: &App,
    db: &mut Db,
    row: Appointment,
    pad: &Pad,
) -> Result<(Appointment, bool), ServiceError> {
    if row.starts_at <= pad.at() {
        return Err(Refusal::TooLate.into());
    }
    if row.state == AppointmentState::Confirmed {
        return Ok((row, false));
    }
    guests::check(app, db, &row)?;
    let new = Appointment {
        state: row.state.after(AppointmentEvent::Confirm)?,
        sequence: row.sequence + 1,
        changed_at: pad.at(),
        ..row.clone()
    };
    if !appointment::change(db, row.sequence, &new)? {
        return Err(Refusal::WrongStage.into());
    }
    Ok((new, true))
}

/// The link by which an appointment is confirmed, and its way, which goes into the message.
pub(super) fn link(app: &App, row: &Appointment, pad: &mut Pad) -> (ConfirmLink, String) {
    let token = pad.brief_token();
    let link = ConfirmLink {
        token_hash: app.keys.lookup("confirm", &token),
        appointment_id: row.id.clone(),
        expires_at: row.starts_at,
        used_at: None,
    };
    (link, format!("/c/{token}"))
}

/// Looks at a link without using it: the appointment it is about, while that lies ahead.
pub async fn look(app: &App, token: &str, now: DateTime<Utc>) -> Result<Appointment, ServiceError> {
    let hash = app.keys.lookup("confirm", token);
    let at = app.pad(now).at();
    app.store
        .read(move |db| Ok(of_link(db, &hash, at)?.0))
        .await
}

fn of_link(
    db: &mut Db,
    hash: &str,
    at: NaiveDateTime,
) -> Result<(Appointment, ConfirmLink), ServiceError> {
    let found = confirm_link::find(db, hash)?.filter(|link| link.expires_at > at);
    let link = found.ok_or(Refusal::LinkSpent)?;
    let row = appointment::find(db, &link.appointment_id)?.ok_or(Refusal::LinkSpent)?;
    let is_used = link.used_at.is_some();
    match row.state {
        AppointmentState::Confirmed => Ok((row, link)),
        AppointmentState::Booked if !is_used => Ok((row, link)),
        AppointmentState::Proposed
        | AppointmentState::Booked
        | AppointmentState::CheckedIn
        | AppointmentState::InSession
        | AppointmentState::Done
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => Err(Refusal::LinkSpent.into()),
    }
}

/// Confirms by the link of the message, once; sending it twice is as good as once.
pub async fn by_link(
    app: &App,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Appointment, ServiceError> {
    let hash = app.keys.lookup("confirm", token);
    let pad = app.pad(now);
    let of_work = app.clone();
    let confirmed = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let (row, link) = of_link(db, &hash, pad.at())?;
            let (new, is_first) = confirm_in(&of_work, db, row, &pad)?;
            if is_first {
                if !confirm_link::use_up(db, &link.token_hash, pad.at())? {
                    return Err(ServiceError::from(Refusal::LinkSpent));
                }
                let thing = format!("appointment:{}", new.id);
                let deed = audit::deed(&Caller::Nobody, "confirm", &thing, &mut pad);
                let actor = "link".to_owned();
                store::audit::add(db, &Deed { actor, ..deed })?;
            }
            Ok(new)
        })
        .await?;
    app.bus.tell(News::AppointmentMoved(confirmed.id.clone()));
    Ok(confirmed)
}
