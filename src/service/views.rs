//! The lists of requests that a member of staff saved: each one's own, by name.

use chrono::{DateTime, Utc};

use super::app::App;
use super::caller::Caller;
use super::error::ServiceError;
use crate::scheduling::Refusal;
use crate::scheduling::ids::ViewId;
use crate::store::saved_view as store;
pub use crate::store::saved_view::SavedView;

/// So many lists at most does one person save.
pub const VIEWS_MAX: usize = 12;
/// The longest name of a list, in letters.
pub const NAME_LETTERS_MAX: usize = 40;

/// The caller's own saved lists, the oldest first.
pub async fn own(app: &App, caller: &Caller) -> Result<Vec<SavedView>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    app.store
        .read(move |db| Ok(store::of_staff(db, &staff)?))
        .await
}

/// Saves what the list's address asks for, under a name.
pub async fn save(
    app: &App,
    caller: &Caller,
    (name, query): (String, String),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME_LETTERS_MAX {
        return Err(Refusal::FieldWrong.into());
    }
    let pad = app.pad(now);
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if store::of_staff(db, &staff)?.len() >= VIEWS_MAX {
                return Err(ServiceError::from(Refusal::ViewsFull));
            }
            let row = SavedView {
                id: pad.id(ViewId::made),
                staff_id: staff.clone(),
                name: name.clone(),
                query: query.clone(),
                created_at: pad.at(),
            };
            Ok(store::add(db, &row)?)
        })
        .await
}

/// Forgets one of the caller's saved lists.
pub async fn forget(app: &App, caller: &Caller, id: ViewId) -> Result<(), ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    app.store
        .write(move |db| {
            if store::remove(db, &staff, &id)? {
                Ok(())
            } else {
                Err(Refusal::NotFound.into())
            }
        })
        .await
}
