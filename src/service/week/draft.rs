//! The draft of a week: saved as it was made, filled from the rules, copied from another week or
//! day, thrown away. Nothing here changes what the public sees.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{Version, as_text, drafted, keep, load, may_receive_with, own_official};
use crate::scheduling::availability::fill::fill as lay;
use crate::scheduling::ids::{OfficialId, TemplateId};
use crate::scheduling::{Refusal, Week, WeekPlan, Window};
use crate::service::app::App;
use crate::service::audit;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::pad::Pad;
use crate::service::rules;
use crate::service::slots::published;
use crate::store::availability::Availability;
use crate::store::{self, Db};

/// What a copy is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A whole week, day by day.
    Week(Week),
    /// One day, onto a day of the week.
    Day {
        /// The day that is copied.
        from: NaiveDate,
        /// The day that it becomes.
        to: NaiveDate,
    },
}

/// Saves a week as it was made by hand.
pub async fn save(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
    (expected, windows): (Option<Version>, Vec<Window>),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let mut plan = WeekPlan {
        windows,
        ..WeekPlan::empty(official.clone(), week)
    };
    plan.windows.sort_unstable();
    plan.check()?;
    let (of_work, by) = (app.clone(), caller.clone());
    let make = move |_: &mut Db, row: &Availability| {
        let (stands, draft) = (published(row)?, drafted(row)?);
        let known = || {
            stands
                .windows
                .iter()
                .chain(draft.iter().flat_map(|plan| &plan.windows))
        };
        let is_new = |window: &&Window| known().all(|other| other.reception != window.reception);
        let new = plan.windows.iter().filter(is_new);
        may_receive_with(&of_work, &by, new.filter_map(|each| each.reception.clone()))?;
        Ok(Some(plan.clone()))
    };
    change(
        app,
        caller,
        (official, week, "draft_week"),
        (expected, make),
        now,
    )
    .await
}

/// Fills the draft from the official's rules and exceptions, under a template if one is named.
pub async fn fill(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
    (expected, template): (Option<Version>, Option<TemplateId>),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let whose = official.clone();
    let make = move |db: &mut Db, _: &Availability| {
        Ok(Some(filled(db, (&whose, week), template.as_ref())?))
    };
    change(
        app,
        caller,
        (official, week, "fill_week"),
        (expected, make),
        now,
    )
    .await
}

/// The week that rules, template and exceptions make.
pub(in crate::service) fn filled(
    db: &mut Db,
    (official, week): (&OfficialId, Week),
    template: Option<&TemplateId>,
) -> Result<WeekPlan, ServiceError> {
    let template = match template {
        None => crate::scheduling::availability::Template::default(),
        Some(id) => {
            let all = store::rule::templates(db)?;
            let found = all.iter().find(|each| each.id == *id);
            found.ok_or(Refusal::NotFound)?.value()?
        }
    };
    let rules = rules::rules_in(db, official)?;
    let exceptions = rules::exceptions_in(db, official, (week.first(), week.last()))?;
    Ok(lay(official, week, &rules, &template, &exceptions))
}

/// Copies another week, or a day, into the draft.
pub async fn copy(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
    (expected, source): (Option<Version>, Source),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let whose = official.clone();
    let make =
        move |db: &mut Db, row: &Availability| Ok(Some(copied(db, row, (&whose, week), source)?));
    change(
        app,
        caller,
        (official, week, "copy_week"),
        (expected, make),
        now,
    )
    .await
}

/// The week that a copy makes of the one that stands in a row.
pub(super) fn copied(
    db: &mut Db,
    row: &Availability,
    (official, week): (&OfficialId, Week),
    source: Source,
) -> Result<WeekPlan, ServiceError> {
    let windows = match source {
        Source::Week(from) => {
            let plan = published(&load(db, official, from)?)?;
            let days = from.days().into_iter().zip(week.days());
            days.flat_map(|(from, to)| on_day(&plan, from, to))
                .collect()
        }
        Source::Day { from, to } => {
            if !week.contains(to) {
                return Err(Refusal::WindowDay.into());
            }
            let mine = drafted(row)?.map_or_else(|| published(row), Ok)?;
            let of_day = if week.contains(from) {
                on_day(&mine, from, to)
            } else {
                let there = published(&load(db, official, Week::containing(from))?)?;
                on_day(&there, from, to)
            };
            let others = mine.windows.into_iter().filter(|window| window.day != to);
            others.chain(of_day).collect()
        }
    };
    let mut plan = WeekPlan {
        windows,
        ..WeekPlan::empty(official.clone(), week)
    };
    plan.windows.sort_unstable();
    plan.check()?;
    Ok(plan)
}

fn on_day(plan: &WeekPlan, from: NaiveDate, to: NaiveDate) -> Vec<Window> {
    let of_day = plan.windows.iter().filter(|window| window.day == from);
    of_day
        .map(|window| Window {
            day: to,
            ..window.clone()
        })
        .collect()
}

/// Throws the draft away.
pub async fn discard(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
    expected: Option<Version>,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let make = |_: &mut Db, _: &Availability| Ok(None);
    change(
        app,
        caller,
        (official, week, "discard_draft"),
        (expected, make),
        now,
    )
    .await
}

async fn change(
    app: &App,
    caller: &Caller,
    (official, week, deed): (OfficialId, Week, &'static str),
    (expected, make): (
        Option<Version>,
        impl Fn(&mut Db, &Availability) -> Result<Option<WeekPlan>, ServiceError> + Send + 'static,
    ),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    own_official(app, caller, &official)?;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let mut pad: Pad = pad.clone();
            let row = load(db, &official, week)?;
            Version::check(expected, &row)?;
            let plan = make(db, &row)?;
            let differs = match &plan {
                Some(plan) => plan.windows != published(&row)?.windows,
                None => false,
            };
            let new = Availability {
                draft: plan.filter(|_| differs).map(|plan| as_text(&plan)),
                draft_version: row.draft_version + 1,
                ..row.clone()
            };
            keep(db, &row, &new)?;
            let thing = format!("week:{official} {week}");
            store::audit::add(db, &audit::deed(&by, deed, &thing, &mut pad))?;
            Ok::<_, ServiceError>(())
        })
        .await
}

/// The day of a week that falls on the same weekday.
#[must_use]
pub fn same_weekday(week: Week, day: NaiveDate) -> NaiveDate {
    let since = (day - Week::containing(day).first()).num_days();
    let since = u64::try_from(since).unwrap_or(0);
    week.first()
        .checked_add_days(Days::new(since))
        .unwrap_or(day)
}
