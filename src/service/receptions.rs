//! Who receives many at once, so that a page asks only for what there is.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use crate::scheduling::ids::OfficialId;
use crate::scheduling::{Week, calendar};
use crate::store::availability;

/// The officials with a published reception session ahead whose seats the public chooses, whether
/// any is left or not.
pub async fn held(app: &App, now: DateTime<Utc>) -> Result<BTreeSet<OfficialId>, ServiceError> {
    let catalogue = app.catalogue.get();
    let today = calendar::local_day(app.settings.ministry.zone, now);
    let last = today + TimeDelta::days(app.settings.booking.horizon_days);
    let (low, high) = (Week::containing(today), Week::containing(last));
    app.store
        .read(move |db| {
            let mut held = BTreeSet::new();
            for row in availability::between(db, &low.to_string(), &high.to_string())? {
                let plan = catalogue.weeks.plan(&row)?;
                let is_held = plan.windows.iter().any(|window| {
                    window.reception.is_some() && window.open_to_choice && window.day >= today
                });
                if is_held {
                    held.insert(plan.official);
                }
            }
            Ok(held)
        })
        .await
}
