//! The office's week: what is published, who comes, an hour withdrawn, an hour added.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::app::App;
use super::audit::{self, log_looks};
use super::caller::Caller;
use super::error::ServiceError;
use super::pad::Pad;
use super::slots::published;
use crate::bus::News;
use crate::scheduling::ids::{OfficialId, PersonId};
use crate::scheduling::occupancy::Taken;
use crate::scheduling::slot::facts::Facts;
use crate::scheduling::{Refusal, TimeOfDay, Week, WeekPlan, Window, calendar};
use crate::store::appointment::{self, Appointment};
use crate::store::availability::{self, Availability};
use crate::store::person::{self, Person};
use crate::store::{self, Db, StoreError};

/// An official's week as the office sees it.
#[derive(Clone, Debug)]
pub struct WeekView {
    /// What is published.
    pub plan: WeekPlan,
    /// What is worked on, if it differs.
    pub draft: Option<WeekPlan>,
    /// Rises with each change of the draft.
    pub draft_version: i64,
    /// Who comes, by start.
    pub appointments: Vec<(Appointment, Person)>,
    /// What the calendar says about the week: its days, its prayers, the places.
    pub calendar: Facts,
}

/// The week of an official the caller works for.
pub async fn see(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
    now: DateTime<Utc>,
) -> Result<WeekView, ServiceError> {
    own_official(app, caller, &official)?;
    let zone = app.settings.ministry.zone;
    let (from, to) = calendar::days_span(zone, week.first(), week.last());
    let calendar = calendar_of(app, week);
    let view = app
        .store
        .read(move |db| {
            let row = load(db, &official, week)?;
            let rows =
                appointment::between(db, from.naive_utc(), to.naive_utc(), Some(&official), None)?;
            let ids: Vec<PersonId> = rows.iter().map(|row| row.person_id.clone()).collect();
            let people = person::of_ids(db, &ids)?;
            Ok::<_, ServiceError>(WeekView {
                plan: published(&row)?,
                draft: row
                    .draft
                    .as_deref()
                    .map(|text| drafted(&row, text))
                    .transpose()?,
                draft_version: row.draft_version,
                appointments: joined(rows, &people),
                calendar,
            })
        })
        .await?;
    let things: Vec<String> = view
        .appointments
        .iter()
        .map(|(row, _)| format!("appointment:{}", row.id))
        .collect();
    log_looks(app, caller, (&things, "week"), now).await?;
    Ok(view)
}

/// The calendar of a week, with nothing published and nothing taken.
fn calendar_of(app: &App, week: Week) -> Facts {
    let (catalogue, zone) = (app.catalogue.get(), app.settings.ministry.zone);
    let around = (
        week.first() - chrono::Days::new(2),
        week.last() + chrono::Days::new(2),
    );
    Facts {
        zone,
        days: Arc::clone(&catalogue.days),
        city: catalogue.city,
        kept: catalogue.kept(zone, around),
        plans: Vec::new(),
        places: catalogue.places_between(around),
        interpreters: Vec::new(),
        taken: Taken::default(),
    }
}

/// Each appointment with its person, in the order of the appointments.
pub(super) fn joined(rows: Vec<Appointment>, people: &[Person]) -> Vec<(Appointment, Person)> {
    rows.into_iter()
        .filter_map(|row| {
            let known = people
                .iter()
                .find(|person| person.id == row.person_id)?
                .clone();
            Some((row, known))
        })
        .collect()
}

fn own_official(app: &App, caller: &Caller, id: &OfficialId) -> Result<(), ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?;
    let is_own = staff.official.as_ref().is_none_or(|own| own == id);
    if !is_own || app.catalogue.get().official(id).is_none() {
        return Err(Refusal::NotFound.into());
    }
    Ok(())
}

fn drafted(row: &Availability, text: &str) -> Result<WeekPlan, StoreError> {
    serde_json::from_str(text).map_err(|_unreadable| StoreError::Inconsistent {
        table: "availability",
        column: "draft",
        row: format!("{} {}", row.official_id, row.week),
    })
}

/// The row of a week; one that nobody touched yet is empty.
fn load(db: &mut Db, official: &OfficialId, week: Week) -> Result<Availability, StoreError> {
    let found = availability::find(db, official, &week.to_string())?;
    Ok(found.unwrap_or_else(|| Availability {
        official_id: official.clone(),
        week: week.to_string(),
        version: 0,
        published: as_text(&WeekPlan::empty(official.clone(), week)),
        draft: None,
        draft_version: 0,
        published_at: None,
    }))
}

/// A week as JSON; a plan always is.
pub fn as_text(plan: &WeekPlan) -> String {
    serde_json::to_string(plan).unwrap_or_default()
}

/// Withdraws a free stretch of a day and publishes at once. An hour that somebody has is not
/// withdrawn by this: the appointment is moved or cancelled first.
pub async fn withdraw(
    app: &App,
    caller: &Caller,
    (official, day, from, to): (OfficialId, NaiveDate, TimeOfDay, TimeOfDay),
    now: DateTime<Utc>,
) -> Result<WeekPlan, ServiceError> {
    let zone = app.settings.ministry.zone;
    let span = (
        calendar::instant(zone, day, from),
        calendar::instant(zone, day, to),
    );
    let busy = official.clone();
    change(
        app,
        caller,
        (official, Week::containing(day), "withdraw_hour"),
        now,
        move |db, plan| {
            let hit = appointment::between(
                db,
                (span.0 - chrono::TimeDelta::days(1)).naive_utc(),
                span.1.naive_utc(),
                Some(&busy),
                None,
            )?;
            let is_hit =
                |row: &Appointment| row.state.holds_resources() && row.ends_at > span.0.naive_utc();
            if hit.iter().any(is_hit) {
                return Err(Refusal::HourBooked.into());
            }
            Ok(plan.withdraw(day, from, to)?)
        },
    )
    .await
}

/// Adds a window and publishes at once.
pub async fn add(
    app: &App,
    caller: &Caller,
    (official, window): (OfficialId, Window),
    now: DateTime<Utc>,
) -> Result<WeekPlan, ServiceError> {
    let week = Week::containing(window.day);
    change(
        app,
        caller,
        (official, week, "add_hour"),
        now,
        move |_, plan| Ok(plan.add(window.clone())?),
    )
    .await
}

/// Replaces the published week, if it is still at that version; nothing that somebody has may go.
pub async fn replace(
    app: &App,
    caller: &Caller,
    (official, plan): (OfficialId, WeekPlan),
    now: DateTime<Utc>,
) -> Result<WeekPlan, ServiceError> {
    plan.check()?;
    let zone = app.settings.ministry.zone;
    let (of_week, of_official) = (plan.week, official.clone());
    change(
        app,
        caller,
        (official, of_week, "publish_week"),
        now,
        move |db, was| {
            if plan.version != was.version {
                return Err(Refusal::WeekChanged.into());
            }
            let (from, to) = calendar::days_span(zone, of_week.first(), of_week.last());
            let span = (from.naive_utc(), to.naive_utc());
            let rows = appointment::between(db, span.0, span.1, Some(&of_official), None)?;
            let times = plan.times(zone);
            let is_lost = |row: &Appointment| {
                row.state.holds_resources()
                    && !times.contains(&(row.starts_at.and_utc(), row.ends_at.and_utc(), row.mode))
            };
            if rows.iter().any(is_lost) {
                return Err(Refusal::HourBooked.into());
            }
            Ok(WeekPlan {
                version: was.version + 1,
                official: of_official.clone(),
                ..plan.clone()
            })
        },
    )
    .await
}

async fn change(
    app: &App,
    caller: &Caller,
    (official, week, deed): (OfficialId, Week, &'static str),
    now: DateTime<Utc>,
    make: impl Fn(&mut Db, &WeekPlan) -> Result<WeekPlan, ServiceError> + Send + 'static,
) -> Result<WeekPlan, ServiceError> {
    own_official(app, caller, &official)?;
    let pad = app.pad(now);
    let by = caller.clone();
    let of_news = official.clone();
    let plan = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = load(db, &official, week)?;
            let plan = make(db, &published(&row)?)?;
            publish(db, &row, &plan, &pad)?;
            let thing = format!("week:{official} {week}");
            store::audit::add(db, &audit::deed(&by, deed, &thing, &mut pad))?;
            Ok::<_, ServiceError>(plan)
        })
        .await?;
    app.bus.tell(News::SlotsMoved(of_news));
    Ok(plan)
}

fn publish(
    db: &mut Db,
    row: &Availability,
    plan: &WeekPlan,
    pad: &Pad,
) -> Result<(), ServiceError> {
    let new = Availability {
        version: plan.version,
        published: as_text(plan),
        published_at: Some(pad.at()),
        ..row.clone()
    };
    let is_kept = if row.version == 0 && row.draft_version == 0 && row.published_at.is_none() {
        availability::add(db, &new)? || availability::replace(db, row, &new)?
    } else {
        availability::replace(db, row, &new)?
    };
    if is_kept {
        Ok(())
    } else {
        Err(Refusal::WeekChanged.into())
    }
}
