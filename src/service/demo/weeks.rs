//! Two weeks of published availability from today on: the deputy's open to choice, the
//! minister's for the office to allocate.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::scheduling::slot::facts::Day;
use crate::scheduling::{Mode, TimeOfDay, Week, WeekPlan, Window, calendar};
use crate::service::week::as_text;
use crate::service::{App, ServiceError};
use crate::store::availability::{self, Availability};

const DAYS_AHEAD: i64 = 14;
const SLOT_MINUTES: u16 = 20;
const BUFFER_MINUTES: u16 = 10;
/// Sunday and Tuesday.
const MINISTER_DAYS: [u8; 2] = [0, 2];
const THURSDAY: u8 = 4;

/// Publishes every week of the next two that nobody published yet.
pub(super) async fn publish(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let today = calendar::local_day(app.settings.ministry.zone, now);
    let at = app.pad(now).at();
    let rows: Vec<Availability> = Week::covering(today, today + TimeDelta::days(DAYS_AHEAD))
        .into_iter()
        .flat_map(|week| ["minister", "deputy"].map(|official| plan(official, week)))
        .map(|plan| Availability {
            official_id: plan.official.clone(),
            week: plan.week.to_string(),
            version: plan.version,
            published: as_text(&plan),
            draft: None,
            draft_version: 0,
            published_at: Some(at),
        })
        .collect();
    app.store
        .write(move |db| {
            for row in &rows {
                availability::add(db, row)?;
            }
            Ok::<_, ServiceError>(())
        })
        .await
}

fn plan(official: &'static str, week: Week) -> WeekPlan {
    let windows = week
        .days()
        .into_iter()
        .flat_map(|day| windows(official, day))
        .flatten()
        .collect();
    WeekPlan {
        official: official.into(),
        week,
        version: 1,
        windows,
    }
}

fn windows(official: &str, day: NaiveDate) -> Vec<Option<Window>> {
    let weekday = Day::of(day).number();
    match official {
        "minister" if MINISTER_DAYS.contains(&weekday) => {
            vec![window(
                day,
                ("10:00", "12:00"),
                &[Mode::InPerson, Mode::Video],
                false,
            )]
        }
        "deputy" if weekday <= THURSDAY => vec![
            window(day, ("09:30", "11:30"), &[Mode::Video], true),
            window(
                day,
                ("13:00", "14:30"),
                &[Mode::InPerson, Mode::Video],
                true,
            ),
        ],
        _ => Vec::new(),
    }
}

fn window(
    day: NaiveDate,
    (from, to): (&str, &str),
    modes: &[Mode],
    open_to_choice: bool,
) -> Option<Window> {
    Some(Window {
        day,
        from: TimeOfDay::parse(from)?,
        to: TimeOfDay::parse(to)?,
        modes: modes.iter().copied().collect(),
        slot_minutes: SLOT_MINUTES,
        buffer_minutes: BUFFER_MINUTES,
        open_to_choice,
        place: None,
        centres: BTreeSet::new(),
        section: None,
        on_holiday: false,
    })
}
