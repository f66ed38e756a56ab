//! What filling or copying would make of a draft, before anybody does it. Changes nothing.

use chrono::{DateTime, Utc};

use super::draft::{Source, copied, filled};
use super::publish::Seen;
use super::{Version, drafted, load, own_official};
use crate::scheduling::Week;
use crate::scheduling::WeekPlan;
use crate::scheduling::availability::Effect;
use crate::scheduling::availability::effect::Time;
use crate::scheduling::ids::{OfficialId, TemplateId};
use crate::service::app::App;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::slots::published;

/// What a draft would be made from.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// From the rules, under a template if one is named.
    Filled(Option<TemplateId>),
    /// From another week, or a day.
    Copied(Source),
}

/// What it would make of the draft.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Which publication and which draft it was compared with.
    pub version: Version,
    /// The times that come and go, as people would see them.
    pub effect: Effect,
    /// The times that stay, in order.
    pub stays: Vec<Time>,
}

/// Compares the draft, or what is published where nothing is drafted, with what it would become.
pub async fn compare(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
    wanted: Wanted,
    now: DateTime<Utc>,
) -> Result<Difference, ServiceError> {
    own_official(app, caller, &official)?;
    let seen = Seen::of(app, week, now);
    app.store
        .read(move |db| {
            let row = load(db, &official, week)?;
            let stands: WeekPlan = drafted(&row)?.map_or_else(|| published(&row), Ok)?;
            let becomes = match &wanted {
                Wanted::Filled(template) => filled(db, (&official, week), template.as_ref())?,
                Wanted::Copied(source) => copied(db, &row, (&official, week), *source)?,
            };
            let (was, is) = (seen.times(&stands), seen.times(&becomes));
            Ok::<_, ServiceError>(Difference {
                version: Version::of(&row),
                effect: Effect::of(&was, &is),
                stays: was.intersection(&is).copied().collect(),
            })
        })
        .await
}
