//! Deeds for the audit trail, and the looks of staff.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::caller::Caller;
use super::error::ServiceError;
use super::pad::Pad;
use crate::scheduling::ids::AuditId;
use crate::store::audit::{self, Deed};

/// What a caller did to a thing.
pub fn deed(caller: &Caller, action: &str, thing: &str, pad: &mut Pad) -> Deed {
    let (purpose, detail) = caller.on_behalf().unzip();
    Deed {
        id: pad.id(AuditId::made),
        at: pad.at(),
        actor: caller.actor(),
        action: action.to_owned(),
        thing: thing.to_owned(),
        purpose: purpose.map(str::to_owned),
        detail,
    }
}

/// What the program did by itself, under a rule.
pub fn own(action: &str, thing: &str, pad: &mut Pad) -> Deed {
    Deed {
        actor: "system".to_owned(),
        ..deed(&Caller::Nobody, action, thing, pad)
    }
}

/// A page that renews itself is one look: the same thing seen again by the same sign-in for the
/// same purpose within this time is not written down again.
const ONE_LOOK_MINUTES: i64 = 10;

/// Logs a look of a member of staff at each of these people or cases, with its purpose.
pub(super) async fn log_looks(
    app: &App,
    caller: &Caller,
    (things, purpose): (&[String], &str),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let mut pad = app.pad(now);
    let looks: Vec<Deed> = things
        .iter()
        .map(|thing| look(caller, thing, purpose, &mut pad))
        .collect();
    let Some(first) = looks.first().cloned() else {
        return Ok(());
    };
    let (things, since) = (
        things.to_vec(),
        (now - TimeDelta::minutes(ONE_LOOK_MINUTES)).naive_utc(),
    );
    let seen = app
        .store
        .read(move |db| Ok::<_, ServiceError>(audit::seen_since(db, &first, &things, since)?))
        .await?;
    let new: Vec<Deed> = looks
        .into_iter()
        .filter(|look| !seen.contains(&look.thing))
        .collect();
    if new.is_empty() {
        return Ok(());
    }
    app.store
        .write(move |db| {
            new.iter().try_for_each(|deed| audit::add(db, deed))?;
            Ok::<_, ServiceError>(())
        })
        .await
}

/// A look of a member of staff at a person or a case, with its purpose and the sign-in.
pub(super) fn look(caller: &Caller, thing: &str, purpose: &str, pad: &mut Pad) -> Deed {
    Deed {
        purpose: Some(purpose.to_owned()),
        detail: caller.sign_in().map(|id| format!("sign_in:{id}")),
        ..deed(caller, "look", thing, pad)
    }
}
