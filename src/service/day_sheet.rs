//! The meetings of one day as they stand on paper: when, who, how, what about, and what is needed.

use chrono::{DateTime, NaiveDate, Utc};

use super::app::App;
use super::audit::log_looks;
use super::caller::Caller;
use super::error::ServiceError;
use super::guests::is_expected;
use super::week::{own_official, with_people};
use crate::scheduling::ids::OfficialId;
use crate::scheduling::{Refusal, calendar};
use crate::store::appointment::{self, Appointment};
use crate::store::person::Person;
use crate::store::request::{self, Request};

/// One line of the sheet.
#[derive(Clone, Debug)]
pub struct Line {
    /// The appointment.
    pub appointment: Appointment,
    /// Whose account it is.
    pub person: Person,
    /// What it is about.
    pub request: Request,
}

/// Who is met on a day, by the hour: by one official, or by all whose week the caller is named for.
/// Every reading is logged.
pub async fn day_sheet(
    app: &App,
    caller: &Caller,
    (official, day): (Option<OfficialId>, NaiveDate),
    now: DateTime<Utc>,
) -> Result<Vec<Line>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    if let Some(official) = &official {
        own_official(app, caller, official)?;
    }
    let (from, to) = calendar::days_span(app.settings.ministry.zone, day, day);
    let lines = app
        .store
        .read(move |db| {
            let span = (from.naive_utc(), to.naive_utc());
            let mut rows = appointment::between(db, span.0, span.1, official.as_ref(), None)?;
            rows.retain(|row| {
                let whose = row.official_id.as_ref();
                whose.is_some_and(|id| staff.sees(id)) && is_expected(row.state)
            });
            let mut lines = Vec::new();
            for (appointment, person) in with_people(db, rows)? {
                let request = request::find(db, &appointment.request_id)?;
                lines.push(Line {
                    request: request.ok_or(Refusal::NotFound)?,
                    appointment,
                    person,
                });
            }
            Ok::<_, ServiceError>(lines)
        })
        .await?;
    let sheet = std::iter::once(format!("day_sheet:{day}"));
    let rows = lines.iter();
    let rows = rows.map(|line| format!("appointment:{}", line.appointment.id));
    let things: Vec<String> = sheet.chain(rows).collect();
    log_looks(app, caller, (&things, "day_sheet"), now).await?;
    Ok(lines)
}
