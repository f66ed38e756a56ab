//! Services, desks and stops as the rules see them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::scheduling::TimeOfDay;
use crate::scheduling::availability::GRID_MINUTES;
use crate::scheduling::calendar::prayer::City;
use crate::scheduling::ids::CentreId;
use crate::scheduling::slot::facts::{Day, Desk, Service};
use crate::scheduling::slot::hours::HoursOverride;
use crate::service::days;
use crate::store::desk as rows;
use crate::store::{Db, StoreError, Texts};

/// Where a mobile unit stands on some dates.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The first date.
    pub first: NaiveDate,
    /// The last date.
    pub last: NaiveDate,
    /// Where, per language.
    pub addresses: Texts,
    /// Prayers are kept free by the sun of this place.
    pub city: Option<City>,
}

impl Stop {
    /// Whether the unit stands there on a day.
    pub(super) fn is_on(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

fn wrong(table: &'static str, column: &'static str, row: &impl ToString) -> StoreError {
    StoreError::Inconsistent {
        table,
        column,
        row: row.to_string(),
    }
}

/// The services as the rules see them.
pub(super) fn services(all: &[rows::Service]) -> Result<Vec<Service>, StoreError> {
    let as_service = |row: &rows::Service| {
        let minutes = u16::try_from(row.minutes).ok();
        // Time is taken by cells: a service is as long as some of them.
        let minutes = minutes.filter(|&long| long > 0 && long.is_multiple_of(GRID_MINUTES));
        Ok(Service {
            id: row.id.clone(),
            minutes: minutes.ok_or_else(|| wrong("service", "minutes", &row.id))?,
            section: row.section,
        })
    };
    all.iter().map(as_service).collect()
}

/// The desks of every centre, with what is done at them.
pub(super) fn desks(db: &mut Db) -> Result<BTreeMap<CentreId, Vec<Desk>>, StoreError> {
    let (services, openings) = (rows::desk_services(db)?, rows::desk_openings(db)?);
    let mut desks: BTreeMap<CentreId, Vec<Desk>> = BTreeMap::new();
    for row in rows::desks(db)? {
        let done = services.iter().filter(|each| each.desk_id == row.id);
        let hours = openings.iter().filter(|each| each.desk_id == row.id);
        let hours: Option<Vec<_>> = hours.map(as_hours).collect();
        let desk = Desk {
            section: row.section,
            is_step_free: row.step_free,
            seats: u8::try_from(row.seats).unwrap_or(u8::MAX),
            services: done.map(|each| each.service_id.clone()).collect(),
            hours: hours.ok_or_else(|| wrong("desk_opening", "weekday", &row.id))?,
            id: row.id,
        };
        desks.entry(row.centre_id).or_default().push(desk);
    }
    Ok(desks)
}

fn as_hours(row: &rows::DeskOpening) -> Option<(Day, TimeOfDay, TimeOfDay)> {
    let minute = |number: i32| u16::try_from(number).ok().and_then(TimeOfDay::of_minutes);
    Some((
        Day::of_number(u8::try_from(row.weekday).ok()?)?,
        minute(row.from_minute)?,
        minute(row.to_minute)?,
    ))
}

/// The stops of every mobile unit, and the hours that they give it: on the dates of a stop it is
/// open for both sections, as long as the stop says.
pub(super) fn stops(
    db: &mut Db,
    overrides: &mut BTreeMap<CentreId, Vec<HoursOverride>>,
) -> Result<BTreeMap<CentreId, Vec<Stop>>, StoreError> {
    let mut stops: BTreeMap<CentreId, Vec<Stop>> = BTreeMap::new();
    for row in rows::stops(db)? {
        let day = |text: &str, column| -> Result<NaiveDate, StoreError> {
            text.parse()
                .map_err(|_unread| wrong("stop", column, &row.id))
        };
        let (first, last) = (
            day(&row.first_day, "first_day")?,
            day(&row.last_day, "last_day")?,
        );
        let hours = days::stretches(&row.hours).ok_or_else(|| wrong("stop", "hours", &row.id))?;
        // Before what an administrator said of the dates by name, which goes over it.
        overrides.entry(row.centre_id.clone()).or_default().insert(
            0,
            HoursOverride {
                section: None,
                first,
                last,
                weekdays: std::collections::BTreeSet::new(),
                hours,
            },
        );
        stops.entry(row.centre_id).or_default().push(Stop {
            first,
            last,
            addresses: row.addresses,
            city: City::of(row.latitude, row.longitude),
        });
    }
    Ok(stops)
}
