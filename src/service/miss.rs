//! Nobody came: written down by a centre or the office after the grace, or by the service itself
//! after the end; the time's resources are free, what is left of it goes to somebody on standby,
//! and the request waits again.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::audit;
use super::book::{Booked, tell};
use super::caller::Caller;
use super::cancel::{visible, wait_again};
use super::claims::Freed;
use super::error::ServiceError;
use super::interpreters;
use super::letters;
use super::notices;
use super::offers;
use super::pad::Pad;
use crate::scheduling::appointment::{ChangedBy, may_miss};
use crate::scheduling::ids::AppointmentId;
use crate::scheduling::{AppointmentEvent, NoticeEvent, Refusal};
use crate::store::appointment::{self, Appointment};
use crate::store::audit::Deed;
use crate::store::{self, Db, person, session};

/// So many are written down in one round at the most; the next round finds the rest.
const ROUND_MAX: i64 = 100;

/// Writes down that nobody came; not before the grace for late arrival is over.
pub async fn miss(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
    now: DateTime<Utc>,
) -> Result<Booked, ServiceError> {
    caller.staff().ok_or(Refusal::SignInNeeded)?;
    let pad = app.pad(now);
    let (of_work, who) = (app.clone(), caller.clone());
    let missed = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = visible(db, &who, &id)?;
            let deed = audit::deed(&who, "miss", &format!("appointment:{id}"), &mut pad);
            miss_in(&of_work, db, (row, ChangedBy::Office, deed), &mut pad)
        })
        .await?;
    tell(app, &missed);
    Ok(missed)
}

/// Writes down what nobody came to and nobody wrote down, where the ministry wants that; how many
/// that were.
pub async fn sweep(app: &App, now: DateTime<Utc>) -> Result<usize, ServiceError> {
    if !app.settings.rules.no_show_auto {
        return Ok(0);
    }
    let before = (now - grace(app)).naive_utc();
    let due = app
        .store
        .read(move |db| Ok::<_, ServiceError>(appointment::overdue(db, before, ROUND_MAX)?))
        .await?;
    let mut missed = 0;
    for id in due {
        match by_itself(app, id, now).await {
            Ok(one) => {
                tell(app, &one);
                missed += 1;
            }
            // Somebody else was quicker: another node, or the person at the gate.
            Err(error) if error.refusal().is_some() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(missed)
}

async fn by_itself(
    app: &App,
    id: AppointmentId,
    now: DateTime<Utc>,
) -> Result<Booked, ServiceError> {
    let pad = app.pad(now);
    let of_work = app.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = appointment::find(db, &id)?.ok_or(Refusal::NotFound)?;
            let thing = format!("appointment:{id}");
            let deed = audit::deed(&Caller::Nobody, "miss", &thing, &mut pad);
            let actor = ChangedBy::System.to_string();
            let deed = Deed { actor, ..deed };
            miss_in(&of_work, db, (row, ChangedBy::System, deed), &mut pad)
        })
        .await
}

fn grace(app: &App) -> TimeDelta {
    TimeDelta::minutes(app.settings.rules.late_grace_minutes)
}

fn miss_in(
    app: &App,
    db: &mut Db,
    (row, by, deed): (Appointment, ChangedBy, Deed),
    pad: &mut Pad,
) -> Result<Booked, ServiceError> {
    may_miss(row.state, row.starts_at.and_utc(), pad.now(), grace(app))?;
    let new = Appointment {
        state: row.state.after(AppointmentEvent::Miss)?,
        sequence: row.sequence + 1,
        ended_by: Some(by),
        changed_at: pad.at(),
        ..row.clone()
    };
    if !appointment::change(db, row.sequence, &new)? {
        return Err(Refusal::WrongStage.into());
    }
    store::occupancy::release(db, new.id.as_str())?;
    session::revoke_invites(db, &new.id, pad.at())?;
    let request = wait_again(db, &new, pad)?;
    let known = person::find(db, &new.person_id)?.ok_or(Refusal::NotFound)?;
    let letter = letters::of_appointment(app, NoticeEvent::Missed, &new, &known);
    let to = letters::recipient(app, &known)?;
    notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    interpreters::free(app, db, (&new, &known), pad)?;
    store::audit::add(db, &deed)?;
    // What is left of the time, for somebody who is near.
    offers::pass_on(app, db, &Freed::of_appointment(&new), pad)?;
    Ok(Booked {
        appointment: new,
        request,
    })
}
