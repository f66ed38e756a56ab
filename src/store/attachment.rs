//! Papers that came with requests; the files themselves lie in a folder under their hash.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::attachment;
use super::{Db, StoreError};
use crate::scheduling::AttachmentKind;
use crate::scheduling::ids::{AttachmentId, RequestId};

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = attachment, treat_none_as_default_value = false)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The request it came with; none while it belongs to a draft.
    pub request_id: Option<RequestId>,
    /// Who brought it, as the audit trail names people.
    pub owner: String,
    /// The name it was given, made harmless.
    pub name: String,
    /// What it is, by its content.
    pub kind: AttachmentKind,
    /// How large it is.
    pub bytes: i64,
    /// The hash it lies under, in small hexadecimal digits.
    pub sha256: String,
    /// `clean`, or `none` where no scanner was set.
    pub scan: String,
    /// When it was brought.
    pub added_at: NaiveDateTime,
}

/// Adds a paper.
pub fn add(db: &mut Db, row: &Attachment) -> Result<(), StoreError> {
    diesel::insert_into(attachment::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The paper of that id.
pub fn find(db: &mut Db, id: &AttachmentId) -> Result<Option<Attachment>, StoreError> {
    Ok(attachment::table
        .find(id)
        .select(Attachment::as_select())
        .first(db)
        .optional()?)
}

/// The papers of a request, in the order they were brought.
pub fn of_request(db: &mut Db, id: &RequestId) -> Result<Vec<Attachment>, StoreError> {
    Ok(attachment::table
        .filter(attachment::request_id.eq(id))
        .order(attachment::id)
        .select(Attachment::as_select())
        .load(db)?)
}

/// The papers of somebody's draft, in the order they were brought.
pub fn of_draft(db: &mut Db, owner: &str) -> Result<Vec<Attachment>, StoreError> {
    Ok(attachment::table
        .filter(attachment::owner.eq(owner))
        .filter(attachment::request_id.is_null())
        .order(attachment::id)
        .select(Attachment::as_select())
        .load(db)?)
}

/// Gives papers of somebody's draft to a request; says how many were.
pub fn give(
    db: &mut Db,
    (owner, ids): (&str, &[AttachmentId]),
    request: &RequestId,
) -> Result<usize, StoreError> {
    let ids = ids.iter().map(AttachmentId::as_str);
    let theirs = attachment::table
        .filter(attachment::owner.eq(owner))
        .filter(attachment::request_id.is_null())
        .filter(attachment::id.eq_any(ids));
    Ok(diesel::update(theirs)
        .set(attachment::request_id.eq(request))
        .execute(db)?)
}

/// Takes a paper out of somebody's draft; false where it is not there.
pub fn remove(db: &mut Db, owner: &str, id: &AttachmentId) -> Result<bool, StoreError> {
    let theirs = attachment::table
        .find(id)
        .filter(attachment::owner.eq(owner))
        .filter(attachment::request_id.is_null());
    Ok(diesel::delete(theirs).execute(db)? == 1)
}

/// Takes papers out of drafts that were brought before a moment; says under which hashes they lay.
pub fn remove_left(db: &mut Db, before: NaiveDateTime) -> Result<Vec<String>, StoreError> {
    let left = attachment::request_id
        .is_null()
        .and(attachment::added_at.lt(before));
    let hashes = attachment::table
        .filter(left)
        .select(attachment::sha256)
        .load(db)?;
    diesel::delete(attachment::table.filter(left)).execute(db)?;
    Ok(hashes)
}

/// Whether any paper lies under a hash.
pub fn is_kept(db: &mut Db, sha256: &str) -> Result<bool, StoreError> {
    let count: i64 = attachment::table
        .filter(attachment::sha256.eq(sha256))
        .count()
        .get_result(db)?;
    Ok(count > 0)
}
