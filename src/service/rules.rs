//! What weeks are filled from: an official's rules and the exceptions to them.

use chrono::{DateTime, NaiveDate, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use super::pad::Pad;
use super::week::{may_receive_with, own_official};
use crate::scheduling::availability::rule::RULES_MAX;
use crate::scheduling::availability::{Exception, WeeklyRule};
use crate::scheduling::ids::{ExceptionId, OfficialId, RuleId};
use crate::scheduling::{Refusal, calendar};
use crate::store::rule::{self, DatedException, Rule};
use crate::store::{self, Db};

/// The furthest day that exceptions are listed to.
const LAST_DAY: &str = "9999-12-31";

/// The rules of an official, in the order in which they were made.
pub async fn rules(
    app: &App,
    caller: &Caller,
    official: OfficialId,
) -> Result<Vec<(RuleId, WeeklyRule)>, ServiceError> {
    own_official(app, caller, &official)?;
    app.store
        .read(move |db| {
            let rows = rule::rules(db, &official)?;
            let named = rows
                .into_iter()
                .map(|row| Ok((row.id.clone(), row.value()?)));
            named.collect()
        })
        .await
}

/// The rules of an official, to lay them onto a week.
pub(super) fn rules_in(
    db: &mut Db,
    official: &OfficialId,
) -> Result<Vec<WeeklyRule>, ServiceError> {
    let rows = rule::rules(db, official)?;
    rows.iter().map(|row| Ok(row.value()?)).collect()
}

/// Adds a rule; weeks that are published already stay as they are.
pub async fn add_rule(
    app: &App,
    caller: &Caller,
    (official, wanted): (OfficialId, WeeklyRule),
    now: DateTime<Utc>,
) -> Result<RuleId, ServiceError> {
    own_official(app, caller, &official)?;
    may_receive_with(app, caller, wanted.stretch.reception.clone())?;
    wanted.check()?;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if rule::rules(db, &official)?.len() >= RULES_MAX {
                return Err(Refusal::TooManyRules.into());
            }
            let row = Rule {
                id: pad.id(RuleId::made),
                official_id: official.clone(),
                body: as_json(&wanted),
                created_by: by.actor(),
                created_at: pad.at(),
                ended_at: None,
            };
            rule::add_rule(db, &row)?;
            let thing = format!("rule:{}", row.id);
            store::audit::add(db, &audit::deed(&by, "add_rule", &thing, &mut pad))?;
            Ok::<_, ServiceError>(row.id)
        })
        .await
}

/// Takes a rule out of use; weeks that are published already stay as they are.
pub async fn end_rule(
    app: &App,
    caller: &Caller,
    (official, id): (OfficialId, RuleId),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    own_official(app, caller, &official)?;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if !rule::end_rule(db, (&official, &id), pad.at())? {
                return Err(Refusal::NotFound.into());
            }
            let thing = format!("rule:{id}");
            store::audit::add(db, &audit::deed(&by, "end_rule", &thing, &mut pad))?;
            Ok::<_, ServiceError>(())
        })
        .await
}

/// The exceptions of an official that are not over, in the order in which they were made.
pub async fn exceptions(
    app: &App,
    caller: &Caller,
    official: OfficialId,
    now: DateTime<Utc>,
) -> Result<Vec<(ExceptionId, Exception)>, ServiceError> {
    own_official(app, caller, &official)?;
    let today = calendar::local_day(app.settings.ministry.zone, now).to_string();
    app.store
        .read(move |db| {
            let rows = rule::exceptions(db, &official, (&today, LAST_DAY))?;
            let named = rows
                .into_iter()
                .map(|row| Ok((row.id.clone(), row.value()?)));
            named.collect()
        })
        .await
}

/// The exceptions of an official that touch some days, to lay them onto a week.
pub(super) fn exceptions_in(
    db: &mut Db,
    official: &OfficialId,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<Exception>, ServiceError> {
    let days = (first.to_string(), last.to_string());
    let rows = rule::exceptions(db, official, (&days.0, &days.1))?;
    rows.iter().map(|row| Ok(row.value()?)).collect()
}

/// Adds an exception; weeks that are published already stay as they are.
pub async fn add_exception(
    app: &App,
    caller: &Caller,
    (official, wanted): (OfficialId, Exception),
    now: DateTime<Utc>,
) -> Result<ExceptionId, ServiceError> {
    own_official(app, caller, &official)?;
    let stretches = wanted.change.stretches().iter();
    may_receive_with(
        app,
        caller,
        stretches.filter_map(|each| each.reception.clone()),
    )?;
    wanted.check()?;
    let today = calendar::local_day(app.settings.ministry.zone, now).to_string();
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if rule::exceptions(db, &official, (&today, LAST_DAY))?.len() >= RULES_MAX {
                return Err(Refusal::TooManyRules.into());
            }
            let whose = (pad.id(ExceptionId::made), &official);
            let row = exception_row(whose, &wanted, (&by, &pad));
            rule::add_exception(db, &row)?;
            let thing = format!("exception:{}", row.id);
            store::audit::add(db, &audit::deed(&by, "add_exception", &thing, &mut pad))?;
            Ok::<_, ServiceError>(row.id)
        })
        .await
}

/// An exception as it is kept.
pub(super) fn exception_row(
    (id, official): (ExceptionId, &OfficialId),
    exception: &Exception,
    (by, pad): (&Caller, &Pad),
) -> DatedException {
    DatedException {
        id,
        official_id: official.clone(),
        first_day: exception.day.to_string(),
        last_day: exception.last().to_string(),
        body: as_json(exception),
        created_by: by.actor(),
        created_at: pad.at(),
        ended_at: None,
    }
}

/// Takes an exception out of use; weeks that are published already stay as they are.
pub async fn end_exception(
    app: &App,
    caller: &Caller,
    (official, id): (OfficialId, ExceptionId),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    own_official(app, caller, &official)?;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if !rule::end_exception(db, (&official, &id), pad.at())? {
                return Err(Refusal::NotFound.into());
            }
            let thing = format!("exception:{id}");
            store::audit::add(db, &audit::deed(&by, "end_exception", &thing, &mut pad))?;
            Ok::<_, ServiceError>(())
        })
        .await
}

/// A rule, an exception or a template as JSON; they always are.
pub(super) fn as_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
