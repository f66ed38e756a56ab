//! Officials, centres with their hours and rooms, departments: what changes rarely.

use diesel::prelude::*;

use super::schema::{centre, department, official, opening, room};
use super::{Db, StoreError, Styles, Texts};
use crate::scheduling::Section;
use crate::scheduling::ids::{CentreId, DepartmentId, OfficialId, RoomId};
use crate::scheduling::slot::facts::PlaceKind;

/// Who is met.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = official)]
pub struct Official {
    /// Its id.
    pub id: OfficialId,
    /// The order in lists.
    pub position: i32,
    /// The forms of address, per language.
    pub styles: Styles,
    /// Where the official may be named: `everywhere` or `after_sign_in`.
    pub name_policy: String,
    /// Whether video times may be chosen by anyone, by default.
    pub open_to_choice: bool,
}

/// A place that receives people.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = centre)]
pub struct Centre {
    /// Its id.
    pub id: CentreId,
    /// The order in lists.
    pub position: i32,
    /// What kind of place.
    pub kind: PlaceKind,
    /// The name, per language.
    pub names: Texts,
    /// Where it is, per language.
    pub addresses: Texts,
    /// The region's code.
    pub region: String,
    /// The IANA time zone.
    pub zone: String,
    /// Whether a wheelchair gets in.
    pub step_free: bool,
    /// How many people one meeting in person has seats for, companions included.
    pub seats: i32,
}

/// Opening hours of a section of a centre on a weekday.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = opening)]
pub struct Opening {
    /// The centre.
    pub centre_id: CentreId,
    /// The section.
    pub section: Section,
    /// 0 is Sunday.
    pub weekday: i32,
    /// Local minutes of the day.
    pub from_minute: i32,
    /// Local minutes of the day, not included.
    pub to_minute: i32,
}

/// A video room.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = room)]
pub struct Room {
    /// Its id.
    pub id: RoomId,
    /// The centre.
    pub centre_id: CentreId,
    /// The section whose people sit in it.
    pub section: Section,
    /// The name, per language.
    pub names: Texts,
    /// Whether a wheelchair gets in.
    pub step_free: bool,
    /// How many people sit in it, companions included.
    pub seats: i32,
}

/// Who works on a routed request.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = department)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// The order in lists.
    pub position: i32,
    /// The name, per language.
    pub names: Texts,
    /// Whether a citizen is told the name.
    pub shown: bool,
}

/// Every official, in order.
pub fn officials(db: &mut Db) -> Result<Vec<Official>, StoreError> {
    let order = (official::position, official::id);
    Ok(official::table
        .order(order)
        .select(Official::as_select())
        .load(db)?)
}

/// Every centre, in order.
pub fn centres(db: &mut Db) -> Result<Vec<Centre>, StoreError> {
    let order = (centre::position, centre::id);
    Ok(centre::table
        .order(order)
        .select(Centre::as_select())
        .load(db)?)
}

/// Every section's opening hours.
pub fn openings(db: &mut Db) -> Result<Vec<Opening>, StoreError> {
    let order = (opening::centre_id, opening::section, opening::weekday);
    Ok(opening::table
        .order(order)
        .select(Opening::as_select())
        .load(db)?)
}

/// Every video room, by id.
pub fn rooms(db: &mut Db) -> Result<Vec<Room>, StoreError> {
    Ok(room::table
        .order(room::id)
        .select(Room::as_select())
        .load(db)?)
}

/// Every department, in order.
pub fn departments(db: &mut Db) -> Result<Vec<Department>, StoreError> {
    let order = (department::position, department::id);
    Ok(department::table
        .order(order)
        .select(Department::as_select())
        .load(db)?)
}

/// Adds an official.
pub fn add_official(db: &mut Db, row: &Official) -> Result<(), StoreError> {
    diesel::insert_into(official::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Adds a centre with its hours and rooms.
pub fn add_centre(
    db: &mut Db,
    row: &Centre,
    hours: &[Opening],
    rooms: &[Room],
) -> Result<(), StoreError> {
    diesel::insert_into(centre::table).values(row).execute(db)?;
    for hour in hours {
        diesel::insert_into(opening::table)
            .values(hour)
            .execute(db)?;
    }
    for one in rooms {
        diesel::insert_into(room::table).values(one).execute(db)?;
    }
    Ok(())
}

/// Adds a department.
pub fn add_department(db: &mut Db, row: &Department) -> Result<(), StoreError> {
    diesel::insert_into(department::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Says whether citizens are told a department's name; false where there is none of that id.
pub fn show_department(db: &mut Db, id: &DepartmentId, is_shown: bool) -> Result<bool, StoreError> {
    let changed = diesel::update(department::table.find(id))
        .set(department::shown.eq(is_shown))
        .execute(db)?;
    Ok(changed == 1)
}
