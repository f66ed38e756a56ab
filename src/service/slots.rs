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
use tokio::sync::Mutex;

use super::app::App;
use super::catalogue::{self, Catalogue};
use super::error::ServiceError;
use crate::clock::Stopwatch;
use crate::scheduling::ids::{CentreId, OfficialId, PersonId, ServiceId};
use crate::scheduling::occupancy::{Cell, Resource, Taken};
use crate::scheduling::slot::facts::{Facts, Question, Service, Wish};
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
    /// Which of the centres' services; every one where the mode asks for services.
    pub service: Option<ServiceId>,
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
pub struct Kept(Arc<RwLock<BTreeMap<Ask, Place>>>);

/// The place of one answer: what was kept last, and who makes the next one.
#[derive(Default)]
struct Place {
    answer: Option<KeptAnswer>,
    making: Arc<Mutex<()>>,
}

struct KeptAnswer {
    text: Arc<[u8]>,
    /// The count of moves and the time before which the slots were read.
    moves: u64,
    at: DateTime<Utc>,
    since: Stopwatch,
}

impl Kept {
    fn get(&self, ask: &Ask, is_good: impl Fn(&KeptAnswer) -> bool) -> Option<Arc<[u8]>> {
        let places = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let kept = places
            .get(ask)?
            .answer
            .as_ref()
            .filter(|kept| is_good(kept));
        Some(Arc::clone(&kept?.text))
    }

    /// Whoever has it makes the next answer, and the others wait for that one.
    fn making(&self, ask: &Ask) -> Arc<Mutex<()>> {
        let mut places = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= ANSWERS_MAX && !places.contains_key(ask) {
            places.clear();
        }
        Arc::clone(&places.entry(ask.clone()).or_default().making)
    }

    fn put(&self, ask: Ask, kept: KeptAnswer) {
        let mut places = self.0.write().unwrap_or_else(PoisonError::into_inner);
        places.entry(ask).or_default().answer = Some(kept);
    }
}

/// The free slots that answer a question, as `write` writes them.
pub async fn answer(
    app: &App,
    ask: Ask,
    now: DateTime<Utc>,
    write: impl FnOnce(&[Slot]) -> String,
) -> Result<Arc<[u8]>, ServiceError> {
    if ask.person.is_some() {
        let text = write(&free_slots(app, ask, now).await?);
        return Ok(text.into_bytes().into());
    }
    let asked = Stopwatch::started();
    let is_fresh = |kept: &KeptAnswer| {
        let is_young = (kept.at..kept.at + KEPT).contains(&now) && kept.since.elapsed() < KEPT;
        is_young && kept.moves == app.bus.slot_moves()
    };
    if let Some(text) = app.kept.get(&ask, is_fresh) {
        return Ok(text);
    }
    let making = app.kept.making(&ask);
    let _turn = making.lock().await;
    // What was read after this question came is as good as reading again, whatever moved since.
    let is_later = |kept: &KeptAnswer| kept.since.elapsed() <= asked.elapsed();
    if let Some(text) = app.kept.get(&ask, |kept| is_fresh(kept) || is_later(kept)) {
        return Ok(text);
    }
    let (moves, since) = (app.bus.slot_moves(), Stopwatch::started());
    let text = write(&free_slots(app, ask.clone(), now).await?);
    let text: Arc<[u8]> = text.into_bytes().into();
    let kept = KeptAnswer {
        text: Arc::clone(&text),
        moves,
        at: now,
        since,
    };
    app.kept.put(ask, kept);
    Ok(text)
}

/// The same in one's turn, as the public asks for it; where that takes too long,
/// [`Refusal::WaitYourTurn`](crate::scheduling::Refusal::WaitYourTurn).
pub async fn in_turn(app: &App, ask: Ask, now: DateTime<Utc>) -> Result<Vec<Slot>, ServiceError> {
    let _seat = app.gate.seat(now).await?;
    free_slots(app, ask, now).await
}

/// The free slots that answer a question.
pub async fn free_slots(
    app: &App,
    ask: Ask,
    now: DateTime<Utc>,
) -> Result<Vec<Slot>, ServiceError> {
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
        mode: ask.mode.or(ask.service.is_some().then_some(Mode::Service)),
        centre: ask.centre,
        service: ask.service,
        from,
        to,
        limit: ask.most.unwrap_or(app.settings.booking.slots_limit),
        wish: Wish {
            is_urgent: ask.urgent,
            ..wish(app, (ask.section, ask.needs, ask.person), now)
        },
    };
    let of_work = app.clone();
    app.store
        .read(move |db| {
            let catalogue = catalogue::current(&of_work, db)?;
            let scope = Scope {
                officials: question.officials.clone(),
                with_weeks: question.mode != Some(Mode::Service),
                look: Look::Applicant(question.wish.person.clone()),
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
    /// Whether weeks matter: not at a centre's service.
    with_weeks: bool,
    /// For whom, or for which one time.
    look: Look,
    /// Taken cells that count as free: those of an appointment that is to be moved.
    freed: BTreeSet<(String, i64)>,
}

/// For whom the world is looked at, or for which one time.
enum Look {
    /// For anybody who may come: what every person has counts too.
    Anybody,
    /// For one applicant, or for none who is known: what other people have does not count.
    Applicant(Option<PersonId>),
    /// Only what this one time can touch.
    One(One),
}

/// One time, and the resources that it may take.
struct One {
    key: SlotKey,
    resources: Vec<String>,
}

impl One {
    /// The names of the resources that can matter, those of these weeks' reception sessions among
    /// them.
    fn names(&self, plans: &[WeekPlan], (first, last): (NaiveDate, NaiveDate)) -> Vec<String> {
        let mut names = self.resources.clone();
        if self.key.mode != Mode::Reception {
            return names;
        }
        names.extend(of_receptions(plans, (first, last)));
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The names of what the reception sessions near these days take: their seats, and the time of the
/// other officials.
fn of_receptions(plans: &[WeekPlan], (first, last): (NaiveDate, NaiveDate)) -> Vec<String> {
    let mut names = Vec::new();
    for plan in plans {
        let near = plan
            .windows
            .iter()
            .filter(|window| window.day <= last && calendar::day_after(window.day) >= first);
        for reception in near.filter_map(|window| window.reception.as_ref()) {
            let seats =
                (1..=reception.seats).map(|number| Resource::Seat(plan.official.clone(), number));
            let others = reception.with.iter().cloned().map(Resource::Official);
            names.extend(seats.chain(others).map(|one| one.to_string()));
        }
    }
    names
}

/// The names of all that these weeks' times may be refused for, with no other person's among them.
fn in_the_way(
    catalogue: &Catalogue,
    plans: &[WeekPlan],
    days: (NaiveDate, NaiveDate),
    applicant: Option<&PersonId>,
) -> Vec<String> {
    let places = || catalogue.places.iter();
    let rooms = places().flat_map(|place| &place.rooms);
    let rooms = rooms.map(|room| Resource::Room(room.id.clone()));
    let desks = places().flat_map(|place| &place.desks);
    let desks = desks.map(|desk| Resource::Desk(desk.id.clone()));
    let interpreters = catalogue.interpreters.iter();
    let interpreters = interpreters.map(|one| Resource::Interpreter(one.id.clone()));
    let officials = plans.iter().map(|plan| plan.official.clone());
    let mut names: Vec<String> = rooms
        .chain(desks)
        .chain(interpreters)
        .chain(officials.map(Resource::Official))
        .chain(applicant.cloned().map(Resource::Person))
        .map(|one| one.to_string())
        .chain(of_receptions(plans, days))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

impl Scope {
    /// One official's weeks, and everything that may be taken in them.
    pub(super) fn of_official(official: &OfficialId) -> Self {
        Self::of_office(Some(official))
    }

    /// The same; nobody named is everybody's weeks.
    pub(super) fn of_office(official: Option<&OfficialId>) -> Self {
        Self {
            officials: official.cloned().into_iter().collect(),
            with_weeks: true,
            look: Look::Anybody,
            freed: BTreeSet::new(),
        }
    }

    /// Every desk, and nobody's weeks.
    pub(super) const fn of_services() -> Self {
        Self {
            officials: BTreeSet::new(),
            with_weeks: false,
            look: Look::Anybody,
            freed: BTreeSet::new(),
        }
    }

    /// Everything that booking one slot with these needs may take.
    pub(super) fn of_slot(
        catalogue: &Catalogue,
        (key, needs): (&SlotKey, &Needs),
        person: &PersonId,
    ) -> Self {
        let place = catalogue
            .places
            .iter()
            .find(|place| key.centre.as_ref() == Some(&place.id));
        let rooms = place.iter().flat_map(|place| &place.rooms);
        let rooms = rooms.map(|room| Resource::Room(room.id.clone()));
        let desks = place.iter().flat_map(|place| &place.desks);
        let desks = desks.map(|desk| Resource::Desk(desk.id.clone()));
        let is_spoken_for = needs.spoken_for().next().is_some();
        let interpreters = catalogue.interpreters.iter().filter(|_| is_spoken_for);
        let interpreters = interpreters.map(|one| Resource::Interpreter(one.id.clone()));
        let resources = rooms
            .chain(desks)
            .chain(interpreters)
            .chain(key.official.clone().map(Resource::Official))
            .chain([Resource::Person(person.clone())]);
        let one = One {
            key: key.clone(),
            resources: resources.map(|one| one.to_string()).collect(),
        };
        Self {
            look: Look::One(one),
            officials: key.official.iter().cloned().collect(),
            with_weeks: key.mode != Mode::Service,
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
    let weeks = if scope.with_weeks {
        Week::covering(first, last)
    } else {
        Vec::new()
    };
    let mut plans = Vec::new();
    if let (Some(low), Some(high)) = (weeks.iter().min(), weeks.iter().max()) {
        let (low, high) = (low.to_string(), high.to_string());
        let rows = if scope.officials.is_empty() {
            store::availability::between(db, &low, &high)?
        } else {
            store::availability::of_officials(db, &scope.officials, &low, &high)?
        };
        for row in rows {
            plans.push(catalogue.weeks.plan(&row)?);
        }
    }
    let cells = match &scope.look {
        Look::Anybody | Look::Applicant(_) => {
            let (from, to) = calendar::days_span(zone, first, last);
            // A meeting before midnight may end after it.
            let (from, to) = (from - TimeDelta::days(1), to + TimeDelta::days(1));
            (Cell::at(from), Cell::at(to))
        }
        Look::One(one) => touched(one.key.starts_at, &plans, &catalogue.offered),
    };
    let has_sessions = |plan: &WeekPlan| plan.windows.iter().any(|one| one.reception.is_some());
    let sessions = if plans.iter().any(has_sessions) {
        store::occupancy::of_sessions(db, cells, now.naive_utc())?
    } else {
        BTreeMap::new()
    };
    let taken = taken(db, (catalogue, &plans), (first, last), (scope, cells), now)?;
    // Somewhere it is a day earlier, somewhere else a day later.
    let around = (first - chrono::Days::new(2), last + chrono::Days::new(2));
    Ok(Facts {
        zone,
        days: Arc::clone(&catalogue.days),
        city: catalogue.city,
        kept: catalogue.kept(zone, around),
        places: catalogue.places_between(around, |place| match &scope.look {
            Look::Anybody | Look::Applicant(_) => true,
            Look::One(one) => matters(&one.key, &plans, place),
        }),
        plans,
        interpreters: catalogue.interpreters.clone(),
        services: catalogue.offered.clone(),
        headquarters: catalogue.headquarters,
        taken,
        sessions,
    })
}

/// What is taken in those cells of all that is looked at.
fn taken(
    db: &mut Db,
    (catalogue, plans): (&Catalogue, &[WeekPlan]),
    days: (NaiveDate, NaiveDate),
    (scope, cells): (&Scope, (Cell, Cell)),
    now: DateTime<Utc>,
) -> Result<Taken, StoreError> {
    let now = now.naive_utc();
    let rows = match &scope.look {
        Look::Applicant(applicant) if scope.freed.is_empty() => {
            let names = in_the_way(catalogue, plans, days, applicant.as_ref());
            let rows = store::occupancy::taken_over(db, names, cells, now)?;
            let rows = rows.into_iter();
            return Ok(rows
                .filter_map(|(name, cells)| Some((Resource::parse(&name)?, cells)))
                .collect());
        }
        Look::Anybody | Look::Applicant(_) => store::occupancy::taken(db, cells.0, cells.1, now)?,
        Look::One(one) => store::occupancy::taken_of(db, &one.names(plans, days), cells, now)?,
    };
    Ok(rows
        .into_iter()
        .filter(|row| !scope.freed.contains(row))
        .filter_map(|(resource, cell)| Some((Resource::parse(&resource)?, Cell(cell))))
        .collect())
}

/// The cells that a time of these weeks can touch, with all that is prepared and cleared.
fn touched(starts_at: DateTime<Utc>, plans: &[WeekPlan], offered: &[Service]) -> (Cell, Cell) {
    let windows = || plans.iter().flat_map(|plan| &plan.windows);
    let before = windows().map(|window| window.buffer_before_minutes).max();
    let after = windows().map(|window| window.slot_minutes + window.buffer_minutes);
    let after = after.chain(offered.iter().map(|service| service.minutes));
    let minutes = |count: Option<u16>| TimeDelta::minutes(i64::from(count.unwrap_or_default()));
    let past = starts_at + minutes(after.max());
    (
        Cell::at(starts_at - minutes(before)),
        Cell(Cell::at(past).0 + 1),
    )
}

/// Whether a centre can matter to a time: the applicant sits there, or the official.
fn matters(key: &SlotKey, plans: &[WeekPlan], place: &CentreId) -> bool {
    let mut windows = plans.iter().flat_map(|plan| &plan.windows);
    key.centre.as_ref() == Some(place) || windows.any(|window| window.place.as_ref() == Some(place))
}

/// The published week of a row.
pub(super) fn published(row: &store::availability::Availability) -> Result<WeekPlan, StoreError> {
    serde_json::from_str(&row.published).map_err(|_unreadable| StoreError::Inconsistent {
        table: "availability",
        column: "published",
        row: format!("{} {}", row.official_id, row.week),
    })
}
