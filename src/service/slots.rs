//! Free slots: what the public may see, computed from published weeks and what is taken.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::app::App;
use super::catalogue::Catalogue;
use super::error::ServiceError;
use crate::scheduling::ids::{CentreId, OfficialId, PersonId};
use crate::scheduling::occupancy::{Cell, Resource, Taken};
use crate::scheduling::slot::Slot;
use crate::scheduling::slot::facts::{Facts, Question, Wish};
use crate::scheduling::slot::search;
use crate::scheduling::{Mode, Needs, Section, Week, WeekPlan, calendar};
use crate::store::{self, Db, StoreError};

/// What somebody asks for.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// With whom; nobody named is everybody.
    pub officials: BTreeSet<OfficialId>,
    /// How.
    pub mode: Option<Mode>,
    /// From which centre.
    pub centre: Option<CentreId>,
    /// Which section receives the applicant.
    pub section: Option<Section>,
    /// What the applicant needs.
    pub needs: Needs,
    /// From this day; today if not said.
    pub from: Option<NaiveDate>,
    /// Until this day, included; the settings' horizon if not said.
    pub to: Option<NaiveDate>,
    /// The applicant, whose own time counts.
    pub person: Option<PersonId>,
    /// At most so many; the settings' limit if not said.
    pub most: Option<usize>,
}

/// The free slots that answer a question.
pub async fn free_slots(
    app: &App,
    ask: Ask,
    now: DateTime<Utc>,
) -> Result<Vec<Slot>, ServiceError> {
    let catalogue = app.catalogue.get();
    let zone = app.settings.ministry.zone;
    let today = calendar::local_day(zone, now);
    let days = TimeDelta::days(app.settings.booking.horizon_days);
    let first = ask.from.unwrap_or(today).max(today);
    let last = ask
        .to
        .unwrap_or_else(|| (first + days).pred_opt().unwrap_or(first));
    let (from, to) = calendar::days_span(zone, first, last);
    let question = Question {
        officials: ask.officials,
        mode: ask.mode,
        centre: ask.centre,
        from,
        to,
        limit: ask.most.unwrap_or(app.settings.booking.slots_limit),
        wish: wish(app, (ask.section, ask.needs, ask.person), now),
    };
    app.store
        .read(move |db| {
            let facts = facts(db, &catalogue, zone, (first, last), now)?;
            Ok(search::free_slots(&question, &facts))
        })
        .await
}

/// A wish under the ministry's rules.
pub(super) fn wish(
    app: &App,
    (section, needs, person): (Option<Section>, Needs, Option<PersonId>),
    now: DateTime<Utc>,
) -> Wish {
    let booking = &app.settings.booking;
    Wish {
        section,
        needs,
        person,
        now,
        lead: TimeDelta::minutes(booking.lead_minutes),
        horizon: TimeDelta::days(booking.bookable_days),
    }
}

/// The world as it stands between two days, both included.
pub(super) fn facts(
    db: &mut Db,
    catalogue: &Catalogue,
    zone: Tz,
    (first, last): (NaiveDate, NaiveDate),
    now: DateTime<Utc>,
) -> Result<Facts, StoreError> {
    let weeks = Week::covering(first, last);
    let mut plans = Vec::new();
    if let (Some(low), Some(high)) = (weeks.iter().min(), weeks.iter().max()) {
        for row in store::availability::between(db, &low.to_string(), &high.to_string())? {
            plans.push(published(&row)?);
        }
    }
    let (from, to) = calendar::days_span(zone, first, last);
    // A meeting before midnight may end after it.
    let (from, to) = (
        Cell::at(from - TimeDelta::days(1)),
        Cell::at(to + TimeDelta::days(1)),
    );
    let taken: Taken = store::occupancy::taken(db, from, to, now.naive_utc())?
        .into_iter()
        .filter_map(|(resource, cell)| Some((Resource::parse(&resource)?, Cell(cell))))
        .collect();
    Ok(Facts {
        zone,
        plans,
        places: catalogue.places.clone(),
        interpreters: catalogue.interpreters.clone(),
        taken,
    })
}

/// The published week of a row.
pub(super) fn published(row: &store::availability::Availability) -> Result<WeekPlan, StoreError> {
    serde_json::from_str(&row.published).map_err(|_unreadable| StoreError::Inconsistent {
        table: "availability",
        column: "published",
        row: format!("{} {}", row.official_id, row.week),
    })
}
