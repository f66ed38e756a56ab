//! Many rows in few statements: for filling an empty database.

use diesel::prelude::*;

use super::appointment::Appointment;
use super::call::Call;
use super::outbox::Notice;
use super::person::Person;
use super::request::{Request, Step};
use super::schema::{appointment, call_log, outbox, person, request, request_step, survey, visit};
use super::survey::Survey;
use super::visit::Visit;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::naming;

/// How many rows go into one insert; well below either database's limit of parameters.
const ROWS_MAX: usize = 500;

macro_rules! all {
    ($($(#[$doc:meta])* $name:ident: $table:ident, $row:ty;)+) => {$(
        $(#[$doc])*
        pub fn $name(db: &mut Db, rows: &[$row]) -> Result<(), StoreError> {
            for rows in rows.chunks(ROWS_MAX) {
                on_either!(db, |conn| diesel::insert_into($table::table)
                    .values(rows)
                    .execute(conn))?;
            }
            Ok(())
        }
    )+};
}

all! {
    /// Adds requests.
    requests: request, Request;
    /// Adds steps of requests.
    steps: request_step, Step;
    /// Adds appointments.
    appointments: appointment, Appointment;
    /// Adds visits.
    visits: visit, Visit;
    /// Adds calls to the log.
    calls: call_log, Call;
    /// Adds surveys.
    surveys: survey, Survey;
    /// Adds notices.
    notices: outbox, Notice;
}

/// Adds accounts.
pub fn people(db: &mut Db, rows: &[Person]) -> Result<(), StoreError> {
    for rows in rows.chunks(ROWS_MAX) {
        let named: Vec<_> = rows
            .iter()
            .map(|row| {
                let key = naming::key(row.name.as_deref(), row.name_latin.as_deref());
                (row, person::name_key.eq(key))
            })
            .collect();
        on_either!(db, |conn| diesel::insert_into(person::table)
            .values(named)
            .execute(conn))?;
    }
    Ok(())
}

/// Whether nothing was ever written that a filled database has.
pub fn is_empty(db: &mut Db) -> Result<bool, StoreError> {
    use super::schema::{centre, fact, official, staff};
    let counts: [i64; 5] = [
        official::table.count().get_result(db)?,
        centre::table.count().get_result(db)?,
        staff::table.count().get_result(db)?,
        person::table.count().get_result(db)?,
        fact::table.count().get_result(db)?,
    ];
    Ok(counts.iter().all(|count| *count == 0))
}
