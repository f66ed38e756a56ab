//! Staff, interpreters and portals that sign in.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::staff;
use super::{Db, StoreError, Texts};
use crate::scheduling::ids::{CentreId, OfficialId, StaffId};
use crate::scheduling::{Role, SessionRole, Sex};

/// A member of staff.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = staff)]
pub struct Staff {
    /// Its id.
    pub id: StaffId,
    /// What is typed to sign in.
    pub username: String,
    /// The name, per language.
    pub names: Texts,
    /// The password's argon2 hash.
    pub password_hash: String,
    /// The second factor's secret, encrypted.
    pub totp_sealed: Option<String>,
    /// The last time step whose code was used, so that none is used twice.
    pub totp_step: i64,
    /// What this person may do.
    pub role: Role,
    /// The centre worked at, for a centre's staff.
    pub centre_id: Option<CentreId>,
    /// The official worked for, for an office's staff and the official.
    pub official_id: Option<OfficialId>,
    /// What an interpreter speaks, comma-separated (`sign_language`, `ur`, …).
    pub languages: String,
    /// Man or woman.
    pub sex: Option<Sex>,
    /// Where an interpreter's link is sent, encrypted.
    pub mobile_sealed: Option<String>,
    /// Whether this person may sign in.
    pub active: bool,
    /// When the account was made.
    pub created_at: NaiveDateTime,
}

impl Staff {
    /// As what an interpreter takes part: by signs or in speech.
    #[must_use]
    pub fn interprets_as(&self) -> SessionRole {
        if self.languages.split(',').any(|one| one == "sign_language") {
            SessionRole::SignLanguageInterpreter
        } else {
            SessionRole::Interpreter
        }
    }
}

/// Adds a member of staff.
pub fn add(db: &mut Db, row: &Staff) -> Result<(), StoreError> {
    diesel::insert_into(staff::table).values(row).execute(db)?;
    Ok(())
}

/// The member of staff of that id.
pub fn find(db: &mut Db, id: &StaffId) -> Result<Option<Staff>, StoreError> {
    Ok(staff::table
        .find(id)
        .select(Staff::as_select())
        .first(db)
        .optional()?)
}

/// The active member of staff of that user name.
pub fn of_username(db: &mut Db, username: &str) -> Result<Option<Staff>, StoreError> {
    Ok(staff::table
        .filter(staff::username.eq(username).and(staff::active.eq(true)))
        .select(Staff::as_select())
        .first(db)
        .optional()?)
}

/// All active staff of a role, by id.
pub fn of_role(db: &mut Db, role: Role) -> Result<Vec<Staff>, StoreError> {
    Ok(staff::table
        .filter(staff::role.eq(role).and(staff::active.eq(true)))
        .order(staff::id)
        .select(Staff::as_select())
        .load(db)?)
}

/// Burns the time step of a second-factor code; false where it was used already.
pub fn use_totp_step(db: &mut Db, id: &StaffId, step: i64) -> Result<bool, StoreError> {
    let moved = diesel::update(staff::table.find(id).filter(staff::totp_step.lt(step)))
        .set(staff::totp_step.eq(step))
        .execute(db)?;
    Ok(moved == 1)
}

/// Sets the second factor's secret.
pub fn set_totp(db: &mut Db, id: &StaffId, sealed: Option<&str>) -> Result<(), StoreError> {
    diesel::update(staff::table.find(id))
        .set(staff::totp_sealed.eq(sealed))
        .execute(db)?;
    Ok(())
}
