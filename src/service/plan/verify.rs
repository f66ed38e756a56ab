//! Computing kept plans again from what they were made from, and comparing the bytes.

use super::{Version, Whose};
use crate::scheduling::plan::{self, Unverified};
use crate::service::app::App;
use crate::service::error::ServiceError;
use crate::store::plan as rows;

/// A kept version, and what came of computing it again.
pub type Checked = (Version, Result<(), Unverified>);

/// Computes every version of a week's plan again, the oldest first.
pub async fn verify(app: &App, whose: Whose) -> Result<Vec<Checked>, ServiceError> {
    app.store
        .read(move |db| {
            let versions = rows::versions(db, whose.office(), &whose.week.to_string())?;
            let checked = versions.into_iter().map(|version| {
                // A version of the rules that is none of ours is another one.
                let rules = u32::try_from(version.rules).unwrap_or_default();
                let verdict = plan::verify(rules, &version.problem, &version.result);
                (version, verdict)
            });
            Ok(checked.collect())
        })
        .await
}
