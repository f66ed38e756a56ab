//! Signing out: the sign-in is revoked, and with it every token of it.

use chrono::{DateTime, Utc};

use super::app::App;
use super::caller::Caller;
use super::error::ServiceError;
use crate::store::sign_in;

/// Ends the caller's sign-in; nobody's is none.
pub async fn sign_out(app: &App, caller: &Caller, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let Some(id) = caller.sign_in().cloned() else {
        return Ok(());
    };
    let at = app.pad(now).at();
    app.store
        .write(move |db| Ok::<_, ServiceError>(sign_in::revoke(db, &id, at)?))
        .await
}
