//! Papers that come with a request: checked by their content, scanned, kept under their hash, and
//! shown to whoever may see the request.
//!
//! A file is written before its row and never changed: what has a row is whole. A file without a
//! row (a crash between the two, a draft that was left) is nobody's and can be thrown away.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::audit::{self, log_looks};
use super::caller::Caller;
use super::error::ServiceError;
use super::requests;
use crate::lifecycle;
use crate::scheduling::ids::{AttachmentId, RequestId};
use crate::scheduling::{AttachmentKind, Refusal};
use crate::store::{self, Db, attachment};

pub use crate::store::attachment::Attachment;

mod folder;
mod scan;

/// What the audit trail calls it.
const ATTACH: &str = "attach";
/// So long is a paper kept that belongs to a draft.
const DRAFT_DAYS: i64 = 14;

/// A file as it was brought.
#[derive(Clone)]
pub struct Brought {
    /// The name it was given.
    pub name: String,
    /// What is in it; one byte more than allowed where it is larger.
    pub bytes: Vec<u8>,
}

/// Takes a file into the caller's draft, or refuses it: of no kind that is taken, too large, one too
/// many, harmful, or not to be scanned at the moment.
pub async fn bring(
    app: &App,
    caller: &Caller,
    brought: Brought,
    now: DateTime<Utc>,
) -> Result<Attachment, ServiceError> {
    let settings = &app.settings.requests;
    if brought.bytes.len() > settings.attachment_bytes_max {
        return Err(Refusal::AttachmentLarge.into());
    }
    let kind = AttachmentKind::of(&brought.bytes).ok_or(Refusal::AttachmentKind)?;
    let owner = owner(caller)?;
    let most = settings.attachments_max;
    if draft(app, caller).await?.len() >= most {
        return Err(Refusal::AttachmentsMany.into());
    }
    let verdict = scan::scan(settings, &brought.bytes).await?;
    let mut pad = app.pad(now);
    let row = Attachment {
        id: pad.id(AttachmentId::made),
        request_id: None,
        owner,
        name: kind.file_name(&brought.name),
        kind,
        bytes: i64::try_from(brought.bytes.len()).unwrap_or(i64::MAX),
        sha256: folder::hash(&brought.bytes),
        scan: verdict.to_owned(),
        added_at: pad.at(),
    };
    let lain = lay(app, (&row, brought.bytes), pad.token()).await?;
    let (kept, by) = (row.clone(), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            // Two files sent at one moment see each other here.
            if attachment::of_draft(db, &kept.owner)?.len() >= most {
                return Err(ServiceError::from(Refusal::AttachmentsMany));
            }
            attachment::add(db, &kept)?;
            let thing = format!("attachment:{}", kept.id);
            store::audit::add(db, &audit::deed(&by, ATTACH, &thing, &mut pad))?;
            Ok(())
        })
        .await?;
    // The same file may have been thrown away with an old draft in the meantime.
    lay(app, (&row, lain), app.noise.token()).await?;
    Ok(row)
}

/// Lays a file into the folder, and gives its bytes back.
async fn lay(
    app: &App,
    (row, bytes): (&Attachment, Vec<u8>),
    token: String,
) -> Result<Vec<u8>, ServiceError> {
    let (place, hash) = (
        app.settings.requests.attachments_folder.clone(),
        row.sha256.clone(),
    );
    let work = move || folder::keep(&place, &hash, &token, &bytes).map(|()| bytes);
    folder::done(lifecycle::blocking(work).await)
}

/// Whose draft it is.
fn owner(caller: &Caller) -> Result<String, ServiceError> {
    match caller {
        Caller::Person { .. }
        | Caller::Follower { .. }
        | Caller::Staff(_)
        | Caller::Agent { .. } => Ok(caller.actor()),
        Caller::Nobody => Err(Refusal::SignInNeeded.into()),
    }
}

/// The papers of the caller's draft.
pub async fn draft(app: &App, caller: &Caller) -> Result<Vec<Attachment>, ServiceError> {
    let owner = owner(caller)?;
    app.store
        .read(move |db| Ok::<_, ServiceError>(attachment::of_draft(db, &owner)?))
        .await
}

/// Takes a paper out of the caller's draft again.
pub async fn remove(app: &App, caller: &Caller, id: AttachmentId) -> Result<(), ServiceError> {
    let owner = owner(caller)?;
    app.store
        .write(move |db| {
            let is_gone = attachment::remove(db, &owner, &id)?;
            is_gone.then_some(()).ok_or(Refusal::NotFound.into())
        })
        .await
}

/// Gives papers of the caller's draft to a request, all of them or none.
pub(super) fn give(
    db: &mut Db,
    (caller, ids): (&Caller, &[AttachmentId]),
    request: &RequestId,
) -> Result<(), ServiceError> {
    if ids.is_empty() {
        return Ok(());
    }
    let given = attachment::give(db, (&owner(caller)?, ids), request)?;
    if given == ids.len() {
        Ok(())
    } else {
        Err(Refusal::AttachmentGone.into())
    }
}

/// The papers of a request that the caller may know of.
pub async fn of_request(
    app: &App,
    caller: &Caller,
    id: RequestId,
    now: DateTime<Utc>,
) -> Result<Vec<Attachment>, ServiceError> {
    let case = requests::one(app, caller, (id, "papers"), now).await?;
    app.store
        .read(move |db| Ok::<_, ServiceError>(attachment::of_request(db, &case.request.id)?))
        .await
}

/// A paper with what is in it, if the caller may see its request, or brought it into a draft.
pub async fn open(
    app: &App,
    caller: &Caller,
    id: AttachmentId,
    now: DateTime<Utc>,
) -> Result<(Attachment, Vec<u8>), ServiceError> {
    let row = app
        .store
        .read(move |db| {
            let found = attachment::find(db, &id)?;
            found.ok_or(ServiceError::from(Refusal::NotFound))
        })
        .await?;
    match &row.request_id {
        Some(request) => {
            requests::one(app, caller, (request.clone(), "papers"), now).await?;
        }
        None if owner(caller)? == row.owner => {}
        None => return Err(Refusal::NotFound.into()),
    }
    if caller.staff().is_some() {
        let things = [format!("attachment:{}", row.id)];
        log_looks(app, caller, (&things, "papers"), now).await?;
    }
    let place = app.settings.requests.attachments_folder.clone();
    let hash = row.sha256.clone();
    let bytes = folder::done(lifecycle::blocking(move || folder::read(&place, &hash)).await)?;
    Ok((row, bytes))
}

/// Throws away what was left in drafts, and the files that are nobody's then; says how many.
pub async fn throw_away(app: &App, now: DateTime<Utc>) -> Result<usize, ServiceError> {
    let before = (now - TimeDelta::days(DRAFT_DAYS)).naive_utc();
    let hashes = app
        .store
        .write(move |db| {
            let mut free = Vec::new();
            for hash in attachment::remove_left(db, before)? {
                if !attachment::is_kept(db, &hash)? {
                    free.push(hash);
                }
            }
            Ok::<_, ServiceError>(free)
        })
        .await?;
    let place = app.settings.requests.attachments_folder.clone();
    let count = hashes.len();
    let work = move || {
        hashes
            .iter()
            .try_for_each(|hash| folder::remove(&place, hash))
    };
    folder::done(lifecycle::blocking(work).await)?;
    Ok(count)
}
