//! What kind of day a day is: weekends, holidays, Ramadan, other hours, cities.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{city, holiday, opening_override, ramadan, weekend};
use super::{Db, StoreError, Texts};
use crate::scheduling::Section;
use crate::scheduling::calendar::holiday::{HolidayState, Occasion};
use crate::scheduling::ids::{CentreId, OverrideId};

/// The weekend from a date on.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = weekend)]
pub struct Weekend {
    /// The first date, `YYYY-MM-DD`.
    pub from_day: String,
    /// Numbers of weekdays, comma-separated.
    pub days: String,
}

/// A holiday as it was written down.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = holiday)]
pub struct Holiday {
    /// Its id.
    pub id: String,
    /// Why.
    pub occasion: Occasion,
    /// The first day.
    pub first_day: String,
    /// The last day.
    pub last_day: String,
    /// Its own name per language.
    pub names: Texts,
    /// How sure it is.
    pub state: HolidayState,
    /// When it was last changed.
    pub changed_at: NaiveDateTime,
}

/// A Ramadan as it was written down.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = ramadan, primary_key(hijri_year))]
pub struct Ramadan {
    /// The Hijri year.
    pub hijri_year: i32,
    /// The first day.
    pub first_day: String,
    /// The last day.
    pub last_day: String,
    /// Local minutes of the day.
    pub from_minute: i32,
    /// Local minutes of the day, not included.
    pub to_minute: i32,
    /// Whether it may still move.
    pub estimated: bool,
    /// When it was last changed.
    pub changed_at: NaiveDateTime,
}

/// Other hours of a centre on some dates.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = opening_override)]
pub struct OpeningOverride {
    /// Its id; the latest wins.
    pub id: OverrideId,
    /// The centre.
    pub centre_id: CentreId,
    /// The section; none is both.
    pub section: Option<Section>,
    /// The first date.
    pub first_day: String,
    /// The last date.
    pub last_day: String,
    /// Numbers of weekdays, comma-separated; blank is all.
    pub weekdays: String,
    /// Stretches `08:00-12:00`, blanks between; blank is closed.
    pub hours: String,
    /// Why.
    pub reason: String,
    /// When it was said.
    pub created_at: NaiveDateTime,
}

/// Where the city of a centre is.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = city)]
pub struct City {
    /// The centre.
    pub centre_id: CentreId,
    /// Millionths of a degree north.
    pub latitude: i32,
    /// Millionths of a degree east.
    pub longitude: i32,
}

/// Every rule about the weekend, by date.
pub fn weekends(db: &mut Db) -> Result<Vec<Weekend>, StoreError> {
    Ok(weekend::table
        .order(weekend::from_day)
        .select(Weekend::as_select())
        .load(db)?)
}

/// Every holiday that was written down, by first day.
pub fn holidays(db: &mut Db) -> Result<Vec<Holiday>, StoreError> {
    Ok(holiday::table
        .order((holiday::first_day, holiday::id))
        .select(Holiday::as_select())
        .load(db)?)
}

/// Every Ramadan that was written down.
pub fn ramadans(db: &mut Db) -> Result<Vec<Ramadan>, StoreError> {
    Ok(ramadan::table
        .order(ramadan::hijri_year)
        .select(Ramadan::as_select())
        .load(db)?)
}

/// Every override, the oldest first.
pub fn overrides(db: &mut Db) -> Result<Vec<OpeningOverride>, StoreError> {
    Ok(opening_override::table
        .order(opening_override::id)
        .select(OpeningOverride::as_select())
        .load(db)?)
}

/// Every city.
pub fn cities(db: &mut Db) -> Result<Vec<City>, StoreError> {
    Ok(city::table
        .order(city::centre_id)
        .select(City::as_select())
        .load(db)?)
}

/// Writes a holiday down, over one of the same id.
pub fn put_holiday(db: &mut Db, row: &Holiday) -> Result<(), StoreError> {
    let changed = diesel::update(holiday::table.find(&row.id))
        .set(row)
        .execute(db)?;
    if changed == 0 {
        diesel::insert_into(holiday::table)
            .values(row)
            .execute(db)?;
    }
    Ok(())
}

/// Writes a Ramadan down, over one of the same year.
pub fn put_ramadan(db: &mut Db, row: &Ramadan) -> Result<(), StoreError> {
    let changed = diesel::update(ramadan::table.find(row.hijri_year))
        .set(row)
        .execute(db)?;
    if changed == 0 {
        diesel::insert_into(ramadan::table)
            .values(row)
            .execute(db)?;
    }
    Ok(())
}

/// Adds other hours.
pub fn add_override(db: &mut Db, row: &OpeningOverride) -> Result<(), StoreError> {
    diesel::insert_into(opening_override::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Takes other hours of a centre back; false where there are none of that id.
pub fn remove_override(
    db: &mut Db,
    centre: &CentreId,
    id: &OverrideId,
) -> Result<bool, StoreError> {
    let gone = diesel::delete(
        opening_override::table
            .find(id)
            .filter(opening_override::centre_id.eq(centre)),
    )
    .execute(db)?;
    Ok(gone == 1)
}

/// Adds where a centre is.
pub fn add_city(db: &mut Db, row: &City) -> Result<(), StoreError> {
    diesel::insert_into(city::table).values(row).execute(db)?;
    Ok(())
}
