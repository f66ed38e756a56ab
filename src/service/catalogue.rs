//! What changes rarely, kept in memory: officials, centres with hours and rooms, interpreters, and
//! what kind of day a day is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::app::App;
use super::categories;
use super::days::{self, Timetable};
use super::error::ServiceError;
use super::pad::Pad;
use super::slots::published;
use super::texts::Texts;
use crate::bus::News;
use crate::config::Calendar;
use crate::scheduling::calendar::days::DayRules;
use crate::scheduling::calendar::prayer::City;
use crate::scheduling::category::Tree;
use crate::scheduling::ids::{
    AuditId, CentreId, DepartmentId, OfficialId, RoomId, ServiceId, StaffId,
};
use crate::scheduling::slot::facts::{
    Day, Desk, Interpreter, Opening, Place, PlaceKind, Room, Service, Site, Span, joined,
};
use crate::scheduling::slot::hours::HoursOverride;
use crate::scheduling::{NamingPolicy, Role, TimeOfDay, WeekPlan};
use crate::store::availability::Availability;
use crate::store::category::{self, Category};
use crate::store::idempotency::{self, CATALOGUE};
use crate::store::place::{self, Centre, Department, Official};
use crate::store::{self, Db, Store, StoreError, desk, staff, week_reader};

pub use desks::Stop;

mod desks;

/// The name policy that shows an official everywhere.
pub const NAMED_EVERYWHERE: &str = "everywhere";
const SIGN_LANGUAGE: &str = "sign_language";

/// Everything that changes rarely.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Officials, in order.
    pub officials: Vec<Official>,
    /// Centres, in order; the headquarters is none.
    pub centres: Vec<Centre>,
    /// Departments, in order.
    pub departments: Vec<Department>,
    /// Categories with their names, in order.
    pub categories: Vec<Category>,
    /// The categories as the rules see them.
    pub tree: Tree,
    /// Rooms with their names.
    pub rooms: Vec<place::Room>,
    /// Centres as the rules see them.
    pub places: Vec<Place>,
    /// Interpreters as the rules see them.
    pub interpreters: Vec<Interpreter>,
    /// What kind of day a day is.
    pub days: Arc<DayRules>,
    /// Where the headquarters is.
    pub city: Option<City>,
    /// Published weeks, as they were last read.
    pub(super) weeks: Arc<Weeks>,
    /// What the headquarters has for a meeting in person.
    pub headquarters: Site,
    /// The services with their names.
    pub services: Vec<desk::Service>,
    /// The services as the rules see them, in the same order.
    pub offered: Vec<Service>,
    /// Desks with their names.
    pub desks: Vec<desk::Desk>,
    /// Where mobile units stand.
    pub stops: BTreeMap<CentreId, Vec<Stop>>,
    /// Who is named for each official's week.
    pub readers: BTreeMap<OfficialId, BTreeSet<StaffId>>,
    /// The texts of notices that an administrator wrote.
    pub(super) texts: Arc<Texts>,
    prayers: Arc<Timetable>,
    /// Which change of it this is ([`mark`]); none before the first.
    pub(super) version: Option<String>,
}

impl Catalogue {
    /// The stretches kept free for prayers at the headquarters between two days.
    pub fn kept(&self, zone: Tz, days: (NaiveDate, NaiveDate)) -> Vec<Span> {
        let kept = |city| self.prayers.kept((city, zone), days, &self.days);
        self.city.map(kept).unwrap_or_default()
    }

    /// Those centres as the rules see them, with the prayers between two days.
    pub fn places_between(
        &self,
        days: (NaiveDate, NaiveDate),
        is_wanted: impl Fn(&CentreId) -> bool,
    ) -> Vec<Place> {
        let with_prayers = |place: &Place| Place {
            kept: self.kept_at(place, days),
            ..place.clone()
        };
        let wanted = self.places.iter().filter(|place| is_wanted(&place.id));
        wanted.map(with_prayers).collect()
    }

    /// The prayers of a place; a mobile unit's are those of where it stands that day.
    fn kept_at(&self, place: &Place, days: (NaiveDate, NaiveDate)) -> Vec<Span> {
        let kept = |city, days| self.prayers.kept((city, place.zone), days, &self.days);
        let Some(stops) = self.stops.get(&place.id) else {
            return place.city.map(|city| kept(city, days)).unwrap_or_default();
        };
        let each = days.0.iter_days().take_while(|&day| day <= days.1);
        let spans = each.flat_map(|day| {
            let stop = stops.iter().rfind(|stop| stop.is_on(day));
            let city = stop.and_then(|stop| stop.city).or(place.city);
            city.map(|city| kept(city, (day, day))).unwrap_or_default()
        });
        joined(spans.collect())
    }

    /// Where a centre is on a day: its address, or where a mobile unit stands.
    pub fn address(&self, id: &CentreId, day: NaiveDate) -> Option<&store::Texts> {
        let mut stops = self.stops.get(id).into_iter().flatten();
        let stop = stops.rfind(|stop| stop.is_on(day));
        stop.map(|stop| &stop.addresses)
            .or_else(|| self.centre(id).map(|centre| &centre.addresses))
    }

    /// The name of a service in a language; blank where there is none of that id.
    pub fn service_name(&self, id: &ServiceId, code: &str) -> String {
        let mut known = self.services.iter();
        let found = known.find(|service| service.id == *id);
        found
            .map(|service| service.names.in_language(code).to_owned())
            .unwrap_or_default()
    }

    /// The centres that have a service: those with a desk for it, in the ministry's order.
    pub fn centres_with(&self, id: &ServiceId) -> Vec<CentreId> {
        let has = |centre: &&Centre| {
            let mut places = self.places.iter();
            let place = places.find(|place| place.id == centre.id);
            place.is_some_and(|place| place.desks.iter().any(|desk| desk.services.contains(id)))
        };
        let found = self.centres.iter().filter(has);
        found.map(|centre| centre.id.clone()).collect()
    }

    /// The centres that have a video room: a mobile unit has none.
    pub fn centres_with_rooms(&self) -> Vec<CentreId> {
        let has = |centre: &&Centre| self.rooms.iter().any(|room| room.centre_id == centre.id);
        let found = self.centres.iter().filter(has);
        found.map(|centre| centre.id.clone()).collect()
    }

    /// The official of that id.
    pub fn official(&self, id: &OfficialId) -> Option<&Official> {
        self.officials.iter().find(|official| official.id == *id)
    }

    /// The centre of that id.
    pub fn centre(&self, id: &CentreId) -> Option<&Centre> {
        self.centres.iter().find(|centre| centre.id == *id)
    }

    /// The department of that id.
    pub fn department(&self, id: &DepartmentId) -> Option<&Department> {
        self.departments
            .iter()
            .find(|department| department.id == *id)
    }

    /// The room of that id.
    pub fn room(&self, id: &RoomId) -> Option<&place::Room> {
        self.rooms.iter().find(|room| room.id == *id)
    }

    /// The zone of a centre, or of the ministry where none is involved.
    pub fn zone(&self, centre: Option<&CentreId>, ministry: Tz) -> Tz {
        centre
            .and_then(|id| self.places.iter().find(|place| place.id == *id))
            .map_or(ministry, |place| place.zone)
    }

    /// Where an official may be named.
    pub fn naming(&self, id: &OfficialId) -> NamingPolicy {
        match self.official(id) {
            Some(official) if official.name_policy == NAMED_EVERYWHERE => NamingPolicy::OPEN,
            Some(_) | None => NamingPolicy::DISCREET,
        }
    }
}

/// So many published weeks are kept read; beyond that they are forgotten and read anew.
const WEEKS_MAX: usize = 2000;

/// Published weeks as they were last read, each beside its text: a week is read once, and again
/// when its text is another one. Versions would not do, because a publication that is rolled back
/// gives its version to the next.
#[derive(Debug, Default)]
pub(super) struct Weeks(RwLock<BTreeMap<(OfficialId, String), (String, WeekPlan)>>);

impl Weeks {
    /// The published week of a row.
    pub(super) fn plan(&self, row: &Availability) -> Result<WeekPlan, StoreError> {
        let key = (row.official_id.clone(), row.week.clone());
        {
            let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
            if let Some((text, plan)) = known.get(&key)
                && *text == row.published
            {
                return Ok(plan.clone());
            }
        }
        let plan = published(row)?;
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= WEEKS_MAX {
            known.clear();
        }
        known.insert(key, (row.published.clone(), plan.clone()));
        Ok(plan)
    }
}

/// The shelf on which the catalogue lies; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    lies: Arc<RwLock<Arc<Catalogue>>>,
    calendar: Option<Arc<Calendar>>,
}

impl Shelf {
    /// An empty shelf that will know days by these settings.
    pub fn new(calendar: &Calendar) -> Self {
        Self {
            lies: Arc::default(),
            calendar: Some(Arc::new(calendar.clone())),
        }
    }

    /// The catalogue as it was last read.
    pub fn get(&self) -> Arc<Catalogue> {
        Arc::clone(&self.lies.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads it anew: at the start, and after a change.
    pub async fn reload(&self, store: &Store) -> Result<(), ServiceError> {
        let calendar = self.calendar.clone();
        let fresh = store.read(move |db| load(db, calendar.as_deref())).await?;
        self.put(Arc::new(fresh));
        Ok(())
    }

    fn put(&self, fresh: Arc<Catalogue>) {
        *self.lies.write().unwrap_or_else(PoisonError::into_inner) = fresh;
    }
}

/// Says that the catalogue is another one, in the transaction that changes it: other nodes of the
/// same database know by this that what they keep is old. An id and no count, so that a change
/// that is rolled back does not lend its number to the next.
pub(super) fn mark(db: &mut Db, pad: &mut Pad) -> Result<(), ServiceError> {
    let version = pad.id(AuditId::made);
    Ok(idempotency::set_fact(db, CATALOGUE, version.as_str())?)
}

/// The catalogue as the database has it: read anew where another node has changed it, and then
/// answers that were kept are dropped.
pub(super) fn current(app: &App, db: &mut Db) -> Result<Arc<Catalogue>, ServiceError> {
    let kept = app.catalogue.get();
    if idempotency::fact(db, CATALOGUE)? == kept.version {
        return Ok(kept);
    }
    let fresh = Arc::new(load(db, app.catalogue.calendar.as_deref())?);
    app.catalogue.put(Arc::clone(&fresh));
    app.bus.tell(News::CalendarMoved);
    Ok(fresh)
}

/// Looks whether another node has changed the catalogue, for pages that ask the database nothing.
/// An embedded database has one node.
pub async fn look_round(app: &App) -> Result<(), ServiceError> {
    if app.store.is_embedded() {
        return Ok(());
    }
    let of_work = app.clone();
    app.store
        .read(move |db| current(&of_work, db).map(drop))
        .await
}

fn load(db: &mut Db, calendar: Option<&Calendar>) -> Result<Catalogue, ServiceError> {
    // First: what changes while the rest is read is read again the next time.
    let version = idempotency::fact(db, CATALOGUE)?;
    let (headquarters, centres): (Vec<Centre>, Vec<Centre>) = place::centres(db)?
        .into_iter()
        .partition(|row| row.kind == PlaceKind::Headquarters);
    let rooms = place::rooms(db)?;
    let openings = place::openings(db)?;
    let (mut overrides, cities) = (days::overrides(db)?, days::cities(db)?);
    let stops = desks::stops(db, &mut overrides)?;
    let (services, mut desks) = (desk::services(db)?, desks::desks(db)?);
    let places = centres
        .iter()
        .map(|centre| {
            let desks = desks.remove(&centre.id).unwrap_or_default();
            as_place(centre, (&openings, &overrides), (&rooms, desks), &cities)
        })
        .collect::<Result<_, _>>()?;
    let categories = category::all(db)?;
    let interpreters = staff::of_role(db, Role::Interpreter)?
        .into_iter()
        .map(|person| as_interpreter(person.id, &person.languages))
        .collect();
    Ok(Catalogue {
        officials: place::officials(db)?,
        departments: place::departments(db)?,
        tree: categories::tree(&categories),
        categories,
        centres,
        rooms,
        places,
        interpreters,
        days: Arc::new(days::load(db, calendar)?),
        city: calendar.and_then(|calendar| calendar.city),
        weeks: Arc::default(),
        headquarters: headquarters.first().map_or(Site::OPEN, site),
        offered: desks::services(&services)?,
        services,
        desks: desk::desks(db)?,
        stops,
        readers: readers(week_reader::all(db)?),
        texts: Arc::new(Texts::load(db)?),
        prayers: Arc::default(),
        version,
    })
}

fn readers(rows: Vec<week_reader::WeekReader>) -> BTreeMap<OfficialId, BTreeSet<StaffId>> {
    let mut named: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for row in rows {
        named
            .entry(row.official_id)
            .or_default()
            .insert(row.staff_id);
    }
    named
}

fn as_place(
    centre: &Centre,
    (openings, overrides): (&[place::Opening], &BTreeMap<CentreId, Vec<HoursOverride>>),
    (rooms, desks): (&[place::Room], Vec<Desk>),
    cities: &BTreeMap<CentreId, City>,
) -> Result<Place, StoreError> {
    let wrong = |column| StoreError::Inconsistent {
        table: "centre",
        column,
        row: centre.id.to_string(),
    };
    let hours = openings
        .iter()
        .filter(|row| row.centre_id == centre.id)
        .map(as_opening)
        .collect::<Option<_>>()
        .ok_or_else(|| wrong("opening"))?;
    let rooms = rooms
        .iter()
        .filter(|row| row.centre_id == centre.id)
        .map(|row| Room {
            id: row.id.clone(),
            section: row.section,
            is_step_free: row.step_free,
            seats: u8::try_from(row.seats).unwrap_or(u8::MAX),
        })
        .collect();
    let zone = centre.zone.parse().map_err(|_unknown| wrong("zone"))?;
    Ok(Place {
        id: centre.id.clone(),
        zone,
        hours,
        overrides: overrides.get(&centre.id).cloned().unwrap_or_default(),
        city: cities.get(&centre.id).copied(),
        kept: Vec::new(),
        rooms,
        desks,
        site: site(centre),
    })
}

fn site(row: &Centre) -> Site {
    Site {
        is_step_free: row.step_free,
        seats: u16::try_from(row.seats).unwrap_or(u16::MAX),
    }
}

fn as_opening(row: &place::Opening) -> Option<Opening> {
    let minute = |number: i32| u16::try_from(number).ok().and_then(TimeOfDay::of_minutes);
    Some(Opening {
        section: row.section,
        weekday: Day::of_number(u8::try_from(row.weekday).ok()?)?,
        from: minute(row.from_minute)?,
        to: minute(row.to_minute)?,
    })
}

fn as_interpreter(id: StaffId, languages: &str) -> Interpreter {
    let spoken: BTreeSet<String> = languages.split(',').map(str::to_owned).collect();
    Interpreter {
        id,
        signs: spoken.contains(SIGN_LANGUAGE),
        languages: spoken
            .into_iter()
            .filter(|language| language != SIGN_LANGUAGE)
            .collect(),
    }
}
