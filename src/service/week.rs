//! The office's week: what is published, what is drafted, who comes, and the changes that are
//! published at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::app::App;
use super::audit::{self, log_looks};
use super::caller::Caller;
use super::error::ServiceError;
use super::slots::published;
use crate::bus::News;
use crate::scheduling::availability::Reception;
use crate::scheduling::ids::{OfficialId, PersonId};
use crate::scheduling::occupancy::Taken;
use crate::scheduling::slot::facts::Facts;
use crate::scheduling::{Refusal, TimeOfDay, Week, WeekPlan, Window, calendar};
use crate::store::appointment::{self, Appointment};
use crate::store::availability::{self, Availability, Lock};
use crate::store::person::{self, Person};
use crate::store::reschedule::RescheduleCase;
use crate::store::{self, Db, StoreError};

pub mod cases;
pub mod compare;
pub mod draft;
pub mod editor;
pub mod publish;
pub mod undo;

use publish::Outcome;

/// An official's week as the office sees it.
#[derive(Clone, Debug)]
pub struct WeekView {
    /// What is published.
    pub plan: WeekPlan,
    /// What is worked on, if it differs.
    pub draft: Option<WeekPlan>,
    /// Which publication and which draft these are.
    pub version: Version,
    /// Who comes, by start.
    pub appointments: Vec<(Appointment, Person)>,
    /// The reception sessions of other officials in which this one receives too.
    pub guest_of: Vec<(OfficialId, Window)>,
    /// What the calendar says about the week: its days, its prayers, the places.
    pub calendar: Facts,
    /// The official's appointments that are to be settled anew, of any week, oldest first.
    pub cases: Vec<Affected>,
    /// Until when the last publication can be undone, as it stands; none where it cannot.
    pub undo_until: Option<DateTime<Utc>>,
}

/// An appointment to be settled anew, and whose it is.
#[derive(Clone, Debug)]
pub struct Affected {
    /// The case.
    pub case: RescheduleCase,
    /// The appointment.
    pub appointment: Appointment,
    /// Whose it is.
    pub person: Person,
}

/// Which publication and which draft of a week somebody has read; written `3.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Rises with each publication.
    pub published: i64,
    /// Rises with each change of the draft.
    pub draft: i64,
}

impl Version {
    /// Reads `3.5`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (published, draft) = text.split_once('.')?;
        Some(Self {
            published: published.parse().ok()?,
            draft: draft.parse().ok()?,
        })
    }

    fn of(row: &Availability) -> Self {
        Self {
            published: row.version,
            draft: row.draft_version,
        }
    }

    /// Refuses a change of something that has moved since it was read.
    fn check(expected: Option<Self>, row: &Availability) -> Result<(), Refusal> {
        match expected {
            Some(read) if read != Self::of(row) => Err(Refusal::WeekChanged),
            Some(_) | None => Ok(()),
        }
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.published, self.draft)
    }
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
            Ok::<_, ServiceError>(WeekView {
                plan: published(&row)?,
                draft: drafted(&row)?,
                version: Version::of(&row),
                appointments: with_people(db, rows)?,
                cases: cases::open(db, &official)?,
                undo_until: undo::until(db, &row, now)?,
                guest_of: guest_of(db, &official, week)?,
                calendar,
            })
        })
        .await?;
    let of_week = view.appointments.iter().map(|(row, _)| &row.id);
    let of_cases = view.cases.iter().map(|each| &each.appointment.id);
    let mut things: Vec<String> = of_week
        .chain(of_cases)
        .map(|id| format!("appointment:{id}"))
        .collect();
    things.sort_unstable();
    things.dedup();
    log_looks(app, caller, (&things, "week"), now).await?;
    Ok(view)
}

/// The published sessions of a week in which an official receives with the one whose they are.
fn guest_of(
    db: &mut Db,
    official: &OfficialId,
    week: Week,
) -> Result<Vec<(OfficialId, Window)>, StoreError> {
    let week = week.to_string();
    let mut sessions = Vec::new();
    let rows = availability::between(db, &week, &week)?;
    for row in rows.into_iter().filter(|row| row.official_id != *official) {
        let is_with = |window: &Window| {
            let reception = window.reception.as_ref();
            reception.is_some_and(|reception| reception.with.contains(official))
        };
        let plan = published(&row)?;
        let windows = plan.windows.into_iter().filter(is_with);
        sessions.extend(windows.map(|window| (plan.official.clone(), window)));
    }
    Ok(sessions)
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
        places: catalogue.places_between(around, |_| true),
        interpreters: Vec::new(),
        services: Vec::new(),
        headquarters: catalogue.headquarters,
        taken: Taken::default(),
        sessions: BTreeMap::new(),
    }
}

/// Appointments with their people, in the order of the appointments.
pub(super) fn with_people(
    db: &mut Db,
    rows: Vec<Appointment>,
) -> Result<Vec<(Appointment, Person)>, StoreError> {
    let ids: Vec<PersonId> = rows.iter().map(|row| row.person_id.clone()).collect();
    let people = person::of_ids(db, &ids)?;
    Ok(joined(rows, &people))
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

/// The caller is named for the week of that official, who is one of ours.
pub(super) fn own_official(
    app: &App,
    caller: &Caller,
    id: &OfficialId,
) -> Result<(), ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?;
    if !staff.sees(id) || app.catalogue.get().official(id).is_none() {
        return Err(Refusal::NotFound.into());
    }
    Ok(())
}

/// Whether the caller may have these officials receive with the one whose week it is: whoever works
/// for one official does not dispose of another's time.
pub(super) fn may_receive_with(
    app: &App,
    caller: &Caller,
    receptions: impl IntoIterator<Item = Reception>,
) -> Result<(), ServiceError> {
    let mut named = receptions.into_iter().flat_map(|each| each.with);
    named.try_for_each(|id| {
        own_official(app, caller, &id).map_err(|_not_found| Refusal::NotAllowed.into())
    })
}

/// The draft of a row, if there is one.
fn drafted(row: &Availability) -> Result<Option<WeekPlan>, StoreError> {
    let read = |text| {
        serde_json::from_str(text).map_err(|_unreadable| StoreError::Inconsistent {
            table: "availability",
            column: "draft",
            row: format!("{} {}", row.official_id, row.week),
        })
    };
    row.draft.as_deref().map(read).transpose()
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

/// The row of a week that is about to be published: nobody books meanwhile.
fn load_alone(db: &mut Db, official: &OfficialId, week: Week) -> Result<Availability, StoreError> {
    availability::lock(db, official, Lock::Alone)?;
    load(db, official, week)
}

/// Writes a row that was read in this transaction.
fn keep(db: &mut Db, old: &Availability, new: &Availability) -> Result<(), ServiceError> {
    let is_first = old.version == 0 && old.draft_version == 0 && old.published_at.is_none();
    if (is_first && availability::add(db, new)?) || availability::replace(db, old, new)? {
        Ok(())
    } else {
        Err(Refusal::WeekChanged.into())
    }
}

/// A week as JSON; a plan always is.
pub fn as_text(plan: &WeekPlan) -> String {
    serde_json::to_string(plan).unwrap_or_default()
}

/// The rows of weeks that are published as they are, with nothing drafted: to fill a database.
pub fn published_rows(plans: &[WeekPlan], at: NaiveDateTime) -> Vec<Availability> {
    let row = |plan: &WeekPlan| Availability {
        official_id: plan.official.clone(),
        week: plan.week.to_string(),
        version: plan.version,
        published: as_text(plan),
        draft: None,
        draft_version: 0,
        published_at: Some(at),
    };
    plans.iter().map(row).collect()
}

/// Withdraws a free stretch of a day and publishes at once. An hour that somebody has is not
/// withdrawn by this: it is drafted without it, and published with a reason.
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
    let check = move |db: &mut Db| {
        let first = (span.0 - chrono::TimeDelta::days(1)).naive_utc();
        let hit = appointment::between(db, first, span.1.naive_utc(), Some(&busy), None)?;
        let is_hit =
            |row: &Appointment| row.state.holds_resources() && row.ends_at > span.0.naive_utc();
        if hit.iter().any(is_hit) {
            return Err(ServiceError::from(Refusal::HourBooked));
        }
        Ok(())
    };
    let order = (official, Week::containing(day), "withdraw_hour");
    let make = move |plan: &WeekPlan| plan.withdraw(day, from, to);
    at_once(app, caller, order, (check, make), now).await
}

/// Adds a window and publishes at once.
pub async fn add(
    app: &App,
    caller: &Caller,
    (official, window): (OfficialId, Window),
    now: DateTime<Utc>,
) -> Result<WeekPlan, ServiceError> {
    may_receive_with(app, caller, window.reception.clone())?;
    let order = (official, Week::containing(window.day), "add_hour");
    let make = move |plan: &WeekPlan| plan.add(window.clone());
    at_once(app, caller, order, (|_: &mut Db| Ok(()), make), now).await
}

/// Changes the published week without a draft, through the one publishing; what is drafted
/// changes alike where it can.
async fn at_once(
    app: &App,
    caller: &Caller,
    (official, week, deed): (OfficialId, Week, &'static str),
    (check, make): (
        impl Fn(&mut Db) -> Result<(), ServiceError> + Send + 'static,
        impl Fn(&WeekPlan) -> Result<WeekPlan, Refusal> + Send + 'static,
    ),
    now: DateTime<Utc>,
) -> Result<WeekPlan, ServiceError> {
    own_official(app, caller, &official)?;
    let pad = app.pad(now);
    let (by, of_work, of_news) = (caller.clone(), app.clone(), official.clone());
    let plan = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = load_alone(db, &official, week)?;
            check(db)?;
            let plan = make(&published(&row)?)?;
            let draft = drafted(&row)?.map(|draft| make(&draft).unwrap_or(draft));
            let order = publish::Order {
                row: &row,
                plan: &plan,
                draft,
                reason: None,
                undo: publish::Undo::Never,
            };
            match publish::publish_in(&of_work, db, order, &mut pad)? {
                Outcome::Affects(_) => return Err(Refusal::HourBooked.into()),
                Outcome::Published(..) => {}
            }
            let thing = format!("week:{official} {week}");
            store::audit::add(db, &audit::deed(&by, deed, &thing, &mut pad))?;
            Ok::<_, ServiceError>(plan)
        })
        .await?;
    app.bus.tell(News::SlotsMoved(of_news));
    app.bus.tell(News::NoticeQueued);
    Ok(plan)
}
