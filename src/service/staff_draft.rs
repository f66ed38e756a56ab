//! What a member of staff has typed into a form and not sent yet: sealed, for it names people.

use chrono::{DateTime, Utc};

use super::app::App;
use super::caller::Caller;
use super::error::ServiceError;
use crate::scheduling::Refusal;
use crate::scheduling::ids::StaffId;
use crate::store::staff_draft;

fn whose(caller: &Caller) -> Result<StaffId, Refusal> {
    let staff = caller.staff().ok_or(Refusal::NotAllowed)?;
    Ok(staff.id.clone())
}

/// What the caller typed into a form; one that cannot be opened any more is none.
pub async fn read(
    app: &App,
    caller: &Caller,
    form: &'static str,
) -> Result<Option<String>, ServiceError> {
    let staff = whose(caller)?;
    let sealed = app
        .store
        .read(move |db| Ok::<_, ServiceError>(staff_draft::find(db, &staff, form)?))
        .await?;
    Ok(sealed.and_then(|sealed| app.keys.open(&sealed).ok()))
}

/// Keeps what the caller typed into a form.
pub async fn keep(
    app: &App,
    caller: &Caller,
    (form, body): (&'static str, String),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let staff = whose(caller)?;
    let mut pad = app.pad(now);
    let (at, sealed) = (pad.at(), app.keys.seal(&body, &mut pad)?);
    app.store
        .write(move |db| Ok::<_, ServiceError>(staff_draft::keep(db, (&staff, form), &sealed, at)?))
        .await
}

/// Forgets it.
pub async fn drop(app: &App, caller: &Caller, form: &'static str) -> Result<(), ServiceError> {
    let staff = whose(caller)?;
    app.store
        .write(move |db| Ok::<_, ServiceError>(staff_draft::drop(db, &staff, form)?))
        .await
}
