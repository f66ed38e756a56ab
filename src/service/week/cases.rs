//! Appointments whose time a published week took away: begun with the publication, settled by a
//! move, a cancellation, or by keeping the time.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::publish::{self, Order, Outcome, Undo, publish_in};
use super::undo::{self, Traces};
use super::{Affected, drafted, load_alone, own_official};
use crate::bus::News;
use crate::scheduling::availability::{Change, Exception, Reception, Stretch};
use crate::scheduling::ids::{AppointmentId, CaseId, ExceptionId, OfficialId};
use crate::scheduling::occupancy::Cell;
use crate::scheduling::{CaseState, Mode, NoticeEvent, Refusal, Week, WeekPlan, Window, calendar};
use crate::service::app::App;
use crate::service::audit::{self, log_looks};
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::letters;
use crate::service::notices;
use crate::service::pad::Pad;
use crate::service::rules;
use crate::service::slots::published;
use crate::store::appointment::{self, Appointment};
use crate::store::reschedule::{self, RescheduleCase};
use crate::store::{self, Db, person};

/// The open cases of an official with their people, oldest first; each look is logged.
pub async fn cases(
    app: &App,
    caller: &Caller,
    official: OfficialId,
    now: DateTime<Utc>,
) -> Result<Vec<Affected>, ServiceError> {
    own_official(app, caller, &official)?;
    let found = app.store.read(move |db| open(db, &official)).await?;
    let things: Vec<String> = found
        .iter()
        .map(|each| format!("appointment:{}", each.appointment.id))
        .collect();
    log_looks(app, caller, (&things, "reschedule"), now).await?;
    Ok(found)
}

/// The same in a transaction.
pub(super) fn open(db: &mut Db, official: &OfficialId) -> Result<Vec<Affected>, ServiceError> {
    let mut found = Vec::new();
    for case in reschedule::open(db, official)? {
        let row = appointment::find(db, &case.appointment_id)?.ok_or(Refusal::NotFound)?;
        let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
        found.push(Affected {
            case,
            appointment: row,
            person: known,
        });
    }
    Ok(found)
}

/// Begins a case: the appointment stays as it is, and its person is told that another time comes.
pub(super) fn begin(
    app: &App,
    db: &mut Db,
    (row, after, reason): (&Appointment, &WeekPlan, &str),
    (traces, told_at): (&mut Traces, DateTime<Utc>),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let case = RescheduleCase {
        id: pad.id(CaseId::made),
        appointment_id: row.id.clone(),
        official_id: after.official.clone(),
        week: after.week.to_string(),
        reason: reason.to_owned(),
        state: CaseState::Open,
        created_at: pad.at(),
        closed_at: None,
    };
    if reschedule::add(db, &case)? {
        traces.begun.push(case.id);
        let letter = (NoticeEvent::TimeChanging, row);
        tell(app, db, letter, (traces, told_at), pad)?;
    }
    Ok(())
}

fn tell(
    app: &App,
    db: &mut Db,
    (event, row): (NoticeEvent, &Appointment),
    (traces, told_at): (&mut Traces, DateTime<Utc>),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
    let mut letter = letters::of_appointment(app, event, row, &known);
    if event == NoticeEvent::TimeChanging {
        // The old time is about to go: nobody should put it into a calendar again.
        if let Some(mail) = &mut letter.mail {
            mail.calendar = None;
        }
    }
    let to = letters::recipient(app, &known)?;
    let owed = notices::rows_from(app, (&letter, told_at), &to, pad)?;
    notices::queue(db, &owed)?;
    traces.owes(&owed);
    Ok(())
}

/// Closes the cases whose time a published week has again, and a seat for each. Whoever was not
/// told yet that another time comes is told nothing at all.
pub(super) fn close_kept(
    app: &App,
    db: &mut Db,
    (after, unseated): (&WeekPlan, &BTreeSet<AppointmentId>),
    (traces, told_at): (&mut Traces, DateTime<Utc>),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let zone = app.settings.ministry.zone;
    for case in reschedule::open(db, &after.official)? {
        let row = appointment::find(db, &case.appointment_id)?.ok_or(Refusal::NotFound)?;
        let stands = row.state.holds_resources()
            && !unseated.contains(&row.id)
            && after.covers(&publish::standing(&row), zone);
        if !stands || !reschedule::close(db, &row.id, CaseState::Kept, pad.at())? {
            continue;
        }
        let untold = undo::silence(db, &row.id)?;
        if untold.is_empty() && !traces.quiet.contains(&case.id) {
            let letter = (NoticeEvent::TimeKept, &row);
            tell(app, db, letter, (traces, told_at), pad)?;
        }
        traces.silenced.extend(untold);
        traces.closed.push(case.id);
    }
    Ok(())
}

/// Closes the open case of an appointment that was settled otherwise, if it has one.
pub(in crate::service) fn settle(
    db: &mut Db,
    id: &AppointmentId,
    state: CaseState,
    pad: &Pad,
) -> Result<(), ServiceError> {
    reschedule::close(db, id, state, pad.at())?;
    Ok(())
}

/// Keeps an appointment as it is: its time is published again for it alone, and stays an
/// exception to the rules.
pub async fn keep(
    app: &App,
    caller: &Caller,
    (official, id): (OfficialId, CaseId),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    own_official(app, caller, &official)?;
    let pad = app.pad(now);
    let (by, of_work, of_news) = (caller.clone(), app.clone(), official.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let found = reschedule::find(db, &id)?.filter(|case| case.official_id == official);
            let case = found.ok_or(Refusal::NotFound)?;
            let week = Week::parse(&case.week).ok_or(Refusal::NotFound)?;
            let row = load_alone(db, &official, week)?;
            let kept = appointment::find(db, &case.appointment_id)?.ok_or(Refusal::NotFound)?;
            if case.state != CaseState::Open || !kept.state.holds_resources() {
                return Err(Refusal::WrongStage.into());
            }
            let reception = session_of(db, &kept)?;
            let window = own_window(&of_work, &kept, reception)?;
            let plan = published(&row)?.put(window.clone())?;
            let draft = drafted(&row)?.map(|draft| draft.put(window.clone()).unwrap_or(draft));
            let order = Order {
                row: &row,
                plan: &plan,
                draft,
                reason: None,
                undo: Undo::Never,
            };
            match publish_in(&of_work, db, order, &mut pad)? {
                Outcome::Affects(_) => return Err(Refusal::HourBooked.into()),
                Outcome::Published(..) => {}
            }
            let exception = Exception {
                day: window.day,
                last_day: None,
                change: Change::Add {
                    stretch: Stretch::from(window),
                },
                reason: case.reason.clone(),
            };
            let row = rules::exception_row(
                (pad.id(ExceptionId::made), &official),
                &exception,
                (&by, &pad),
            );
            store::rule::add_exception(db, &row)?;
            let thing = format!("appointment:{}", kept.id);
            store::audit::add(db, &audit::deed(&by, "keep_time", &thing, &mut pad))?;
            Ok::<_, ServiceError>(())
        })
        .await?;
    app.bus.tell(News::SlotsMoved(of_news));
    app.bus.tell(News::NoticeQueued);
    Ok(())
}

/// The reception session of an appointment with everybody who sits in it: it is kept for all of
/// them or for none. None where it is a meeting with one.
fn session_of(db: &mut Db, row: &Appointment) -> Result<Option<Reception>, ServiceError> {
    let (Mode::Reception, Some(lead)) = (row.mode, &row.official_id) else {
        return Ok(None);
    };
    let span = (row.starts_at, row.starts_at + TimeDelta::seconds(1));
    let rows = appointment::between(db, span.0, span.1, Some(lead), None)?;
    let is_in =
        |other: &&Appointment| other.mode == Mode::Reception && other.state.holds_resources();
    let seats = rows.iter().filter(is_in).map(publish::people);
    let there = store::occupancy::in_session(db, lead, Cell::at(row.starts_at.and_utc()))?;
    Ok(Some(Reception {
        seats: seats.fold(0, u16::saturating_add),
        with: there.into_iter().filter(|each| each != lead).collect(),
    }))
}

/// A window that holds one appointment, or one reception session, and nothing else.
fn own_window(
    app: &App,
    row: &Appointment,
    reception: Option<Reception>,
) -> Result<Window, Refusal> {
    let zone = app.settings.ministry.zone;
    let starts_at = row.starts_at.and_utc();
    let minutes = (row.ends_at - row.starts_at).num_minutes();
    let slot_minutes = u16::try_from(minutes).map_err(|_odd| Refusal::WindowLength)?;
    let from = calendar::local_time(zone, starts_at);
    let is_video = row.mode == Mode::Video;
    Ok(Window {
        day: calendar::local_day(zone, starts_at),
        from,
        to: from.plus(slot_minutes).ok_or(Refusal::WindowDay)?,
        modes: [row.mode].into(),
        slot_minutes,
        buffer_minutes: 0,
        buffer_before_minutes: 0,
        open_to_choice: false,
        reserve: None,
        place: row.centre_id.clone().filter(|_| !is_video),
        centres: row.centre_id.iter().filter(|_| is_video).cloned().collect(),
        section: None,
        // It was granted, whatever the calendar says now.
        on_holiday: true,
        reception,
    })
}
