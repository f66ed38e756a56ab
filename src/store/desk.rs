//! The centres' services, the desks that do them, and where mobile units stand.

use diesel::prelude::*;

use super::schema::{desk, desk_opening, desk_service, service, stop};
use super::{Db, StoreError, Texts};
use crate::scheduling::Section;
use crate::scheduling::ids::{CentreId, DeskId, ServiceId, StopId};

/// A service that a time is booked for.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = service)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// The order in lists.
    pub position: i32,
    /// The name, per language.
    pub names: Texts,
    /// How long it takes, in minutes; a multiple of five.
    pub minutes: i32,
    /// Only in this section; none is both.
    pub section: Option<Section>,
}

/// A desk of a centre, or a team that travels from it.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = desk)]
pub struct Desk {
    /// Its id.
    pub id: DeskId,
    /// The centre.
    pub centre_id: CentreId,
    /// The section whose people are served at it.
    pub section: Section,
    /// The name, per language.
    pub names: Texts,
    /// Whether a wheelchair gets to it.
    pub step_free: bool,
    /// How many people sit at it, companions included.
    pub seats: i32,
}

/// What is done at a desk.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = desk_service)]
pub struct DeskService {
    /// The desk.
    pub desk_id: DeskId,
    /// The service.
    pub service_id: ServiceId,
}

/// When a desk is open on a weekday.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = desk_opening)]
pub struct DeskOpening {
    /// The desk.
    pub desk_id: DeskId,
    /// 0 is Sunday.
    pub weekday: i32,
    /// Local minutes of the day.
    pub from_minute: i32,
    /// Local minutes of the day, not included.
    pub to_minute: i32,
}

/// Where a mobile unit stands on some dates.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = stop)]
pub struct Stop {
    /// Its id.
    pub id: StopId,
    /// The unit: a centre of the kind `mobile`.
    pub centre_id: CentreId,
    /// The first date, `YYYY-MM-DD`.
    pub first_day: String,
    /// The last date.
    pub last_day: String,
    /// Stretches `08:00-12:00`, blanks between.
    pub hours: String,
    /// Where it stands, per language.
    pub addresses: Texts,
    /// Millionths of a degree north.
    pub latitude: i32,
    /// Millionths of a degree east.
    pub longitude: i32,
}

/// Every service, in order.
pub fn services(db: &mut Db) -> Result<Vec<Service>, StoreError> {
    let order = (service::position, service::id);
    Ok(service::table
        .order(order)
        .select(Service::as_select())
        .load(db)?)
}

/// Every desk, by id.
pub fn desks(db: &mut Db) -> Result<Vec<Desk>, StoreError> {
    Ok(desk::table
        .order(desk::id)
        .select(Desk::as_select())
        .load(db)?)
}

/// What is done at every desk.
pub fn desk_services(db: &mut Db) -> Result<Vec<DeskService>, StoreError> {
    let order = (desk_service::desk_id, desk_service::service_id);
    Ok(desk_service::table
        .order(order)
        .select(DeskService::as_select())
        .load(db)?)
}

/// When every desk is open that has hours of its own.
pub fn desk_openings(db: &mut Db) -> Result<Vec<DeskOpening>, StoreError> {
    let order = (
        desk_opening::desk_id,
        desk_opening::weekday,
        desk_opening::from_minute,
    );
    Ok(desk_opening::table
        .order(order)
        .select(DeskOpening::as_select())
        .load(db)?)
}

/// Every stop, by day.
pub fn stops(db: &mut Db) -> Result<Vec<Stop>, StoreError> {
    Ok(stop::table
        .order((stop::first_day, stop::id))
        .select(Stop::as_select())
        .load(db)?)
}

/// Adds a service.
pub fn add_service(db: &mut Db, row: &Service) -> Result<(), StoreError> {
    diesel::insert_into(service::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Adds a desk with what is done at it and its own hours.
pub fn add_desk(
    db: &mut Db,
    row: &Desk,
    services: &[ServiceId],
    hours: &[DeskOpening],
) -> Result<(), StoreError> {
    diesel::insert_into(desk::table).values(row).execute(db)?;
    for service_id in services {
        let done = (
            desk_service::desk_id.eq(&row.id),
            desk_service::service_id.eq(service_id),
        );
        diesel::insert_into(desk_service::table)
            .values(done)
            .execute(db)?;
    }
    for hour in hours {
        diesel::insert_into(desk_opening::table)
            .values(hour)
            .execute(db)?;
    }
    Ok(())
}

/// Adds a stop of a mobile unit.
pub fn add_stop(db: &mut Db, row: &Stop) -> Result<(), StoreError> {
    diesel::insert_into(stop::table).values(row).execute(db)?;
    Ok(())
}
