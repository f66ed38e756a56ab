//! Which requests are past their day: those that wait for the register too long, and those whose
//! answer is due. The same days stand on the applicant's own page.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::app::App;
use super::caller::StaffCaller;
use super::error::ServiceError;
use super::requests::{alone, is_of_office};
use super::whereabouts::{self, asked};
use crate::scheduling::ids::RequestId;
use crate::scheduling::{RequestState, calendar};
use crate::store::Db;
use crate::store::filing::{self, LateBounds};
use crate::store::request::Request;

/// The open requests of an office that are past their day, the oldest first; after that one if
/// given, at most so many. What waits for the applicant's answer is late for nobody.
pub(super) fn late(
    app: &App,
    db: &mut Db,
    staff: &StaffCaller,
    (now, (mut after, limit)): (DateTime<Utc>, (Option<RequestId>, i64)),
) -> Result<Vec<Request>, ServiceError> {
    let zone = app.settings.ministry.zone;
    let today = calendar::local_day(zone, now);
    // So many working days take at least so many days: whatever came later is not late.
    let before = |days: u16| -> NaiveDateTime {
        let last = today - TimeDelta::days(i64::from(days));
        calendar::days_span(zone, last, last).0.naive_utc()
    };
    let bounds = LateBounds {
        due_before: today,
        unregistered_since: before(app.settings.requests.register_days),
        undated_since: before(app.settings.requests.due_days),
    };
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    loop {
        let whose = (staff.weeks.asked(), &bounds);
        let rows = filing::late(db, whose, (after.as_ref(), limit))?;
        let is_last = rows.len() < most;
        after = rows.last().map(|(row, _)| row.id.clone());
        for (row, filed) in rows {
            let due = whereabouts::due(app, &row, filed.as_ref());
            if !is_of_office(staff, &row) || due.is_none_or(|due| due >= today) {
                continue;
            }
            // What is not registered yet was asked nothing; the others' steps tell.
            let is_new = row.state == RequestState::Received;
            let waits_for_answer = !is_new && asked(&alone(db, row.clone())?).is_some();
            if !waits_for_answer {
                found.push(row);
            }
            if found.len() == most {
                return Ok(found);
            }
        }
        if is_last {
            return Ok(found);
        }
    }
}
