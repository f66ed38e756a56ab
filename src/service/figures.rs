//! The figures of a period.

use chrono::NaiveDate;

use super::app::App;
use super::caller::Caller;
use super::error::ServiceError;
use crate::scheduling::figures::{self, CountedAnswer, CountedRequest, Figure, Period};
use crate::scheduling::ids::{CentreId, PersonId};
use crate::scheduling::survey::Mark;
use crate::scheduling::{AppointmentState, Refusal, Role, calendar};
use crate::store::{Db, appointment, person, request, survey};

/// The figures of the local days from one to another, both included; of one centre if given. A
/// centre's own staff see their centre only, and outside the office small counts are hidden.
pub async fn summary(
    app: &App,
    caller: &Caller,
    (from, to, centre): (NaiveDate, NaiveDate, Option<CentreId>),
) -> Result<Vec<Figure>, ServiceError> {
    if from > to {
        return Err(Refusal::FieldWrong.into());
    }
    let staff = caller.staff().ok_or(Refusal::NotFound)?;
    let centre = staff.centre.clone().or(centre);
    let is_office = matches!(
        staff.role,
        Role::Scheduler | Role::Secretary | Role::Official
    );
    let (from, to) = calendar::days_span(app.settings.ministry.zone, from, to);
    let span = (from.naive_utc(), to.naive_utc());
    let period = app
        .store
        .read(move |db| count(db, span, centre.as_ref()))
        .await?;
    let all = figures::totals(&period);
    Ok(if is_office {
        all
    } else {
        figures::outside_the_office(all)
    })
}

fn count(
    db: &mut Db,
    (from, to): (chrono::NaiveDateTime, chrono::NaiveDateTime),
    centre: Option<&CentreId>,
) -> Result<Period, ServiceError> {
    let is_here = |id: &Option<CentreId>| centre.is_none() || id.as_ref() == centre;
    let rows: Vec<_> = request::received_between(db, from, to)?
        .into_iter()
        .filter(|row| is_here(&row.centre_id))
        .collect();
    let ids: Vec<PersonId> = rows.iter().map(|row| row.person_id.clone()).collect();
    let people = person::of_ids(db, &ids)?;
    let requests = rows
        .iter()
        .map(|row| {
            let known = people.iter().find(|person| person.id == row.person_id);
            CountedRequest {
                kind: row.kind,
                sex: known.and_then(|person| person.sex),
                citizenship: known.and_then(|person| person.citizenship),
            }
        })
        .collect();
    let meetings = appointment::between(db, from, to, None, centre)?
        .into_iter()
        .filter(|row| row.state == AppointmentState::Done)
        .map(|row| row.mode)
        .collect();
    let answers = survey::answered_between(db, from, to)?
        .into_iter()
        .filter(|row| is_here(&row.centre_id))
        .filter_map(|row| {
            Some(CountedAnswer {
                mark: Mark::of(row.mark?.into()).ok()?,
                obstacle: row.obstacle?,
                first_time: row.first_time?,
            })
        })
        .collect();
    Ok(Period {
        requests,
        meetings,
        answers,
    })
}
