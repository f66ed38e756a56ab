//! What gateways reported of notices they took.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::receipt;
use super::{Db, StoreError};
use crate::scheduling::ids::NoticeId;

/// The last word of a gateway on one notice.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = receipt, treat_none_as_default_value = false)]
pub struct Receipt {
    /// The notice.
    pub notice_id: NoticeId,
    /// The gateway's own number of it, where it told one.
    pub gateway_id: Option<String>,
    /// `taken`, `delivered` or `failed`.
    pub state: String,
    /// How many final reports came; a gateway may repeat itself.
    pub reports: i32,
    /// What the gateway called it.
    pub detail: Option<String>,
    /// When the state was last changed.
    pub at: NaiveDateTime,
}

/// Keeps the number under which a gateway took a notice; a later number replaces it, a report that
/// came before it stays.
pub fn taken(
    db: &mut Db,
    notice: &NoticeId,
    gateway_id: &str,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    let row = Receipt {
        notice_id: notice.clone(),
        gateway_id: Some(gateway_id.to_owned()),
        state: "taken".to_owned(),
        reports: 0,
        detail: None,
        at,
    };
    crate::on_either!(db, |conn| diesel::insert_into(receipt::table)
        .values(&row)
        .on_conflict(receipt::notice_id)
        .do_update()
        .set(receipt::gateway_id.eq(Some(gateway_id)))
        .execute(conn))?;
    Ok(())
}

/// The notice that a gateway knows under that number; the newest where it counts anew.
pub fn of_gateway(db: &mut Db, gateway_id: &str) -> Result<Option<NoticeId>, StoreError> {
    Ok(receipt::table
        .filter(receipt::gateway_id.eq(gateway_id))
        .order((receipt::at.desc(), receipt::notice_id.desc()))
        .select(receipt::notice_id)
        .first(db)
        .optional()?)
}

/// The receipt of a notice.
pub fn find(db: &mut Db, notice: &NoticeId) -> Result<Option<Receipt>, StoreError> {
    Ok(receipt::table
        .find(notice)
        .select(Receipt::as_select())
        .first(db)
        .optional()?)
}

/// Writes down a final report and counts it. What was delivered stays delivered, whatever is said
/// afterwards.
pub fn report(
    db: &mut Db,
    notice: &NoticeId,
    (state, detail): (&str, &str),
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    let row = Receipt {
        notice_id: notice.clone(),
        gateway_id: None,
        state: state.to_owned(),
        reports: 1,
        detail: Some(detail.to_owned()),
        at,
    };
    let is_new = crate::on_either!(db, |conn| diesel::insert_into(receipt::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    if is_new == 1 {
        return Ok(());
    }
    diesel::update(receipt::table.find(notice))
        .set(receipt::reports.eq(receipt::reports + 1))
        .execute(db)?;
    let open = receipt::table
        .find(notice)
        .filter(receipt::state.ne("delivered"));
    diesel::update(open)
        .set((
            receipt::state.eq(state),
            receipt::detail.eq(Some(detail)),
            receipt::at.eq(at),
        ))
        .execute(db)?;
    Ok(())
}

/// Forgets that a notice failed: it was sent again under another id.
pub fn settle(db: &mut Db, notice: &NoticeId) -> Result<bool, StoreError> {
    let failed = receipt::table
        .find(notice)
        .filter(receipt::state.eq("failed"));
    let settled = diesel::update(failed)
        .set(receipt::state.eq("repeated"))
        .execute(db)?;
    Ok(settled == 1)
}

/// How many notices stand so, of those whose state changed in a span of time.
pub fn count_between(
    db: &mut Db,
    state: &str,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> Result<i64, StoreError> {
    Ok(receipt::table
        .filter(receipt::state.eq(state))
        .filter(receipt::at.ge(from).and(receipt::at.lt(to)))
        .count()
        .get_result(db)?)
}
