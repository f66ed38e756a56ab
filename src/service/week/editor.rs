//! A draft that several people edit: what one saves is merged with what another saved meanwhile,
//! and who else has it open is told.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Version, draft, drafted, load, own_official};
use crate::scheduling::availability::Exception;
use crate::scheduling::availability::merge::{Merged, merge};
use crate::scheduling::ids::OfficialId;
use crate::scheduling::{Refusal, Week, WeekPlan, Window};
use crate::service::app::App;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::rules;
use crate::service::slots::published;
use crate::store::week_editor::{self, WeekEditor};
use crate::store::{StoreError, Texts, staff};

/// Whoever was heard of so many seconds ago has the draft open: two of the page's beats and a bit.
const OPEN_SECONDS: i64 = 40;

/// So often at most is a save tried again that somebody else's came before.
const TRIES_MAX: usize = 3;

/// A draft as somebody made it, and from what.
#[derive(Clone, Debug)]
pub struct Made {
    /// Which version it was made from.
    pub version: Version,
    /// The windows of that version.
    pub base: Vec<Window>,
    /// The windows as they are now.
    pub mine: Vec<Window>,
}

/// A draft as it stands.
#[derive(Clone, Debug)]
pub struct Stands {
    /// Which version.
    pub version: Version,
    /// Its windows in order: of the draft, or what is published where nothing is drafted.
    pub windows: Vec<Window>,
}

/// What became of a draft that was sent.
#[derive(Clone, Debug)]
pub enum Kept {
    /// It stands as it was sent.
    Saved(Stands),
    /// It stands together with what somebody else changed meanwhile.
    Merged(Stands),
    /// Nothing was saved: both changed the same time, and somebody has to say which one it is.
    Asked(Stands, Merged),
}

/// Saves a draft, merged with whatever was saved since it was read.
pub async fn keep(
    app: &App,
    caller: &Caller,
    whose: (OfficialId, Week),
    made: Made,
    now: DateTime<Utc>,
) -> Result<Kept, ServiceError> {
    own_official(app, caller, &whose.0)?;
    for _ in 0..TRIES_MAX {
        let there = stands(app, whose.clone()).await?;
        let is_alone = there.version == made.version;
        let merged = merge(&made.base, &made.mine, &there.windows);
        if !is_alone && !merged.conflicts.is_empty() {
            return Ok(Kept::Asked(there, merged));
        }
        let mut wanted = if is_alone {
            made.mine.clone()
        } else {
            merged.windows
        };
        wanted.sort_unstable();
        if wanted != there.windows {
            let order = (Some(there.version), wanted);
            let saved = draft::save(app, caller, whose.clone(), order, now).await;
            match saved {
                Err(error) if error.refusal() == Some(Refusal::WeekChanged) => continue,
                other => other?,
            }
        }
        let stands = stands(app, whose).await?;
        return Ok(if is_alone {
            Kept::Saved(stands)
        } else {
            Kept::Merged(stands)
        });
    }
    Err(Refusal::WeekChanged.into())
}

async fn stands(app: &App, (official, week): (OfficialId, Week)) -> Result<Stands, ServiceError> {
    app.store
        .read(move |db| {
            let row = load(db, &official, week)?;
            let plan: WeekPlan = drafted(&row)?.map_or_else(|| published(&row), Ok)?;
            Ok::<_, ServiceError>(Stands {
                version: Version::of(&row),
                windows: plan.windows,
            })
        })
        .await
}

/// Says that the caller has a draft open, and who else has it; and which version it is at.
pub async fn here(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
    now: DateTime<Utc>,
) -> Result<(Vec<Texts>, Version), ServiceError> {
    own_official(app, caller, &official)?;
    let me = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    let since = (now - TimeDelta::seconds(OPEN_SECONDS)).naive_utc();
    app.store
        .write(move |db| {
            let mine = WeekEditor {
                official_id: official.clone(),
                week: week.to_string(),
                staff_id: me.clone(),
                seen_at: now.naive_utc(),
            };
            week_editor::seen(db, &mine)?;
            let mut names = Vec::new();
            let of_week = (&official, mine.week.as_str());
            for other in week_editor::others(db, of_week, (&me, since))? {
                names.extend(staff::find(db, &other.staff_id)?.map(|found| found.names));
            }
            let row = load(db, &official, week)?;
            Ok::<_, StoreError>((names, Version::of(&row)))
        })
        .await
        .map_err(Into::into)
}

/// The exceptions that speak of days of a week, in their order: what the office knows of travel.
pub async fn exceptions(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
) -> Result<Vec<Exception>, ServiceError> {
    own_official(app, caller, &official)?;
    app.store
        .read(move |db| {
            let days = (week.first(), week.last());
            rules::exceptions_in(db, &official, days)
        })
        .await
}
