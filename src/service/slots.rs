//! Free slots: what the public may see, computed from published weeks and what is taken.
//!
//! What anybody may ask is the same for everybody, so its answer is kept for a moment: until a
//! slot moves on this node, and never longer than a second, because time, holds that run out and
//! other nodes move slots too. A kept answer may offer a slot that is just taken; it grants none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::app::App;
use super::catalogue::Catalogue;
use super::error::ServiceError;
use crate::clock::Stopwatch;
use crate::scheduling::ids::{CentreId, OfficialId, PersonId};
use crate::scheduling::occupancy::{Cell, Resource, Taken};
use crate::scheduling::slot::facts::{Facts, Question, Wish};
use crate::scheduling::slot::search;
use crate::scheduling::slot::{Slot, SlotKey};
use crate::scheduling::{Mode, Needs, Section, Week, WeekPlan, calendar};
use crate::store::{self, Db, StoreError};

/// How long an answer is given again at most.
const KEPT: Duration = Duration::from_secs(1);
/// How many answers are kept; beyond that all are forgotten and made anew.
const ANSWERS_MAX: usize = 256;

/// What somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask {
    /// With whom; nobody named is everybody.
    pub officials: BTreeSet<OfficialId>,
    /// How.
    pub mode: Option<Mode>,
    /// From which centre.
    pub centre: Option<CentreId>,
    /// Which section receives the applicant.
    pub section: Option<Section>,
    /// What the applicant needs.
    pub needs: Needs,
    /// From this day; today if not said.
    pub from: Option<NaiveDate>,
    /// Until this day, included; the settings' horizon if not said.
    pub to: Option<NaiveDate>,
    /// The applicant, whose own time counts.
    pub person: Option<PersonId>,
    /// Whether the office asks for an urgent request.
    pub urgent: bool,
    /// At most so many; the settings' limit if not said.
    pub most: Option<usize>,
}

/// Answers that are kept for a moment, as their readers wrote them; cheap to clone.
#[derive(Clone, Default)]
pub struct Kept(Arc<RwLock<BTreeMap<Ask, KeptAnswer>>>);

struct KeptAnswer {
    text: Arc<str>,
    /// The count of moves and the time before which the slots were read.
    moves: u64,
    at: DateTime<Utc>,
    since: Stopwatch,
}

impl Kept {
    fn get(&self, ask: &Ask, moves: u64, now: DateTime<Utc>) -> Option<Arc<str>> {
        let answers = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let kept = answers.get(ask).filter(|kept| {
            let is_fresh = (kept.at..kept.at + KEPT).contains(&now);
            kept.moves == moves && is_fresh && kept.since.elapsed() < KEPT
        })?;
        Some(Arc::clone(&kept.text))
    }

    fn put(&self, ask: Ask, kept: KeptAnswer) {
        let mut answers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= ANSWERS_MAX {
            answers.clear();
        }
        answers.insert(ask, kept);
    }
}

/// The free slots that answer a question, as `write` writes them.
pub async fn answer(
    app: &App,
    ask: Ask,
    now: DateTime<Utc>,
    write: impl FnOnce(&[Slot]) -> String,
) -> Result<Arc<str>, ServiceError> {
    if ask.person.is_some() {
        return Ok(write(&free_slots(app, ask, now).await?).into());
    }
    let (moves, since) = (app.bus.slot_moves(), Stopwatch::started());
    if let Some(text) = app.kept.get(&ask, moves, now) {
        return Ok(text);
    }
    let text: Arc<str> = write(&free_slots(app, ask.clone(), now).await?).into();
    let kept = KeptAnswer {
        text: Arc::clone(&text),
        moves,
        at: now,
        since,
    };
    app.kept.put(ask, kept);
    Ok(text)
}

/// The free slots that answer a question.
pub async fn free_slots(
    app: &App,
    ask: Ask,
    now: DateTime<Utc>,
) -> Result<Vec<Slot>, ServiceError> {
    let catalogue = app.catalogue.get();
    let zone = app.settings.ministry.zone;
    let today = calendar::local_day(zone, now);
    let days = TimeDelta::days(app.settings.booking.horizon_days);
    let first = ask.from.unwrap_or(today).max(today);
    let last = ask
        .to
        .unwrap_or_else(|| (first + days).pred_opt().unwrap_or(first));
    let (from, to) = calendar::days_span(zone, first, last);
    let question = Question {
        officials: ask.officials,
        mode: ask.mode,
        centre: ask.centre,
        from,
        to,
        limit: ask.most.unwrap_or(app.settings.booking.slots_limit),
        wish: Wish {
            is_urgent: ask.urgent,
            ..wish(app, (ask.section, ask.needs, ask.person), now)
        },
    };
    app.store
        .read(move |db| {
            let scope = Scope {
                officials: question.officials.clone(),
                resources: None,
                freed: BTreeSet::new(),
            };
            let facts = facts(db, (&catalogue, zone), (first, last), &scope, now)?;
            Ok(search::free_slots(&question, &facts))
        })
        .await
}

/// A wish under the ministry's rules.
pub(super) fn wish(
    app: &App,
    (section, needs, person): (Option<Section>, Needs, Option<PersonId>),
    now: DateTime<Utc>,
) -> Wish {
    let booking = &app.settings.booking;
    Wish {
        section,
        needs,
        person,
        is_urgent: false,
        now,
        lead: TimeDelta::minutes(booking.lead_minutes),
        horizon: TimeDelta::days(booking.bookable_days),
    }
}

/// How much of the world is looked at.
pub(super) struct Scope {
    /// Whose weeks; nobody named is everybody.
    officials: BTreeSet<OfficialId>,
    /// Which resources can matter; all if not said.
    resources: Option<Vec<String>>,
    /// Taken cells that count as free: those of an appointment that is to be moved.
    freed: BTreeSet<(String, i64)>,
}

impl Scope {
    /// One official's weeks, and everything that may be taken in them.
    pub(super) fn of_official(official: &OfficialId) -> Self {
        Self {
            officials: BTreeSet::from([official.clone()]),
            resources: None,
            freed: BTreeSet::new(),
        }
    }

    /// Everything that booking one slot may take.
    pub(super) fn of_slot(catalogue: &Catalogue, key: &SlotKey, person: &PersonId) -> Self {
        let rooms = catalogue
            .places
            .iter()
            .filter(|place| key.centre.as_ref() == Some(&place.id))
            .flat_map(|place| &place.rooms)
            .map(|room| Resource::Room(room.id.clone()));
        let interpreters = catalogue.interpreters.iter();
        let interpreters = interpreters.map(|one| Resource::Interpreter(one.id.clone()));
        let resources = rooms
            .chain(interpreters)
            .chain(key.official.clone().map(Resource::Official))
            .chain([Resource::Person(person.clone())]);
        Self {
            resources: Some(resources.map(|one| one.to_string()).collect()),
            officials: key.official.iter().cloned().collect(),
            freed: BTreeSet::new(),
        }
    }

    /// The same, with these cells counted as free.
    pub(super) fn freeing(self, freed: BTreeSet<(String, i64)>) -> Self {
        Self { freed, ..self }
    }
}

/// The world as it stands between two days, both included.
pub(super) fn facts(
    db: &mut Db,
    (catalogue, zone): (&Catalogue, Tz),
    (first, last): (NaiveDate, NaiveDate),
    scope: &Scope,
    now: DateTime<Utc>,
) -> Result<Facts, StoreError> {
    let weeks = Week::covering(first, last);
    let mut plans = Vec::new();
    if let (Some(low), Some(high)) = (weeks.iter().min(), weeks.iter().max()) {
        let (low, high) = (low.to_string(), high.to_string());
        let rows = if scope.officials.is_empty() {
            store::availability::between(db, &low, &high)?
        } else {
            store::availability::of_officials(db, &scope.officials, &low, &high)?
        };
        for row in rows {
            plans.push(published(&row)?);
        }
    }
    let (from, to) = calendar::days_span(zone, first, last);
    // A meeting before midnight may end after it.
    let (from, to) = (
        Cell::at(from - TimeDelta::days(1)),
        Cell::at(to + TimeDelta::days(1)),
    );
    let rows = match &scope.resources {
        None => store::occupancy::taken(db, from, to, now.naive_utc())?,
        Some(names) => store::occupancy::taken_of(db, names, (from, to), now.naive_utc())?,
    };
    let taken: Taken = rows
        .into_iter()
        .filter(|row| !scope.freed.contains(row))
        .filter_map(|(resource, cell)| Some((Resource::parse(&resource)?, Cell(cell))))
        .collect();
    // Somewhere it is a day earlier, somewhere else a day later.
    let around = (first - chrono::Days::new(2), last + chrono::Days::new(2));
    Ok(Facts {
        zone,
        days: Arc::clone(&catalogue.days),
        city: catalogue.city,
        kept: catalogue.kept(zone, around),
        plans,
        places: catalogue.places_between(around),
        interpreters: catalogue.interpreters.clone(),
        taken,
    })
}

/// The published week of a row.
pub(super) fn published(row: &store::availability::Availability) -> Result<WeekPlan, StoreError> {
    serde_json::from_str(&row.published).map_err(|_unreadable| StoreError::Inconsistent {
        table: "availability",
        column: "published",
        row: format!("{} {}", row.official_id, row.week),
    })
}
