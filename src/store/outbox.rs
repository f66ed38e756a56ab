//! The outbox: the only way out. Rows are leased, not locked: a row that is taken has its due
//! time moved past the lease, so that a crash makes it due again by itself.

use chrono::NaiveDateTime;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use self::lease::Leasing;
use super::schema::{outbox, receipt};
use super::steady::fixed;
use super::{Db, StoreError};
use crate::on_either;
use crate::scheduling::ids::NoticeId;
use crate::scheduling::{Channel, NoticeEvent};

mod lease;

/// What an index of its own leads to: said in the statement and not bound to it.
const WAITING: &str = "state = 'waiting'";
const DEAD: &str = "state = 'dead'";

/// One message to one person about one event.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = outbox, treat_none_as_default_value = false)]
pub struct Notice {
    /// Its id; receivers are deduplicated by it.
    pub id: NoticeId,
    /// What it tells.
    pub event: NoticeEvent,
    /// How it goes.
    pub channel: Channel,
    /// The mobile or address, encrypted.
    pub recipient_sealed: String,
    /// Keyed hash of the mobile or address.
    pub recipient_hash: String,
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The text.
    pub body: String,
    /// A calendar file that goes with a mail.
    pub attachment: Option<String>,
    /// What it is about, as `appointment:ID`.
    pub about: String,
    /// `waiting`, `sent`, `dead` (given up), `repeated` (given up, and sent again under another id)
    /// or `dropped` (not true any more before it could be sent).
    pub state: String,
    /// How often sending was tried.
    pub tries: i32,
    /// When it is to be tried next.
    pub due_at: NaiveDateTime,
    /// When it was queued.
    pub created_at: NaiveDateTime,
    /// When a gateway took it.
    pub sent_at: Option<NaiveDateTime>,
    /// What the last failure said.
    pub error: Option<String>,
}

/// Queues a notice.
pub fn add(db: &mut Db, row: &Notice) -> Result<(), StoreError> {
    on_either!(db, |conn| {
        let rows = diesel::insert_into(outbox::table);
        fixed!(rows.values(row)).execute(conn)
    })?;
    Ok(())
}

/// Leases up to `limit` due notices until `leased_until`, and counts the attempt; each is given to
/// one caller only.
pub fn lease(
    db: &mut Db,
    now: NaiveDateTime,
    leased_until: NaiveDateTime,
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    let leasing = Leasing {
        now,
        until: leased_until,
        limit,
    };
    on_either!(db, |conn| Ok(fixed!(leasing).load::<Notice>(conn)?))
}

/// Marks notices as taken by the gateway.
pub fn mark_sent(db: &mut Db, ids: &[NoticeId], now: NaiveDateTime) -> Result<(), StoreError> {
    let ids = ids.iter().map(NoticeId::as_str);
    let sent = diesel::update(outbox::table.filter(outbox::id.eq_any(ids))).set((
        outbox::state.eq("sent"),
        outbox::sent_at.eq(Some(now)),
        outbox::error.eq(None::<String>),
    ));
    sent.execute(db)?;
    Ok(())
}

/// Empties a text that must not be kept.
pub fn forget(db: &mut Db, id: &NoticeId) -> Result<(), StoreError> {
    let emptied = diesel::update(outbox::table.find(id)).set(outbox::body.eq(""));
    emptied.execute(db)?;
    Ok(())
}

/// Makes a notice due again after a passing failure.
pub fn mark_later(
    db: &mut Db,
    id: &NoticeId,
    due_at: NaiveDateTime,
    error: &str,
) -> Result<(), StoreError> {
    diesel::update(outbox::table.find(id))
        .set((outbox::due_at.eq(due_at), outbox::error.eq(Some(error))))
        .execute(db)?;
    Ok(())
}

/// Gives a notice up; administrators see it.
pub fn mark_dead(db: &mut Db, id: &NoticeId, error: &str) -> Result<(), StoreError> {
    diesel::update(outbox::table.find(id))
        .set((outbox::state.eq("dead"), outbox::error.eq(Some(error))))
        .execute(db)?;
    Ok(())
}

/// Takes a notice out that is not true any more.
pub fn mark_dropped(db: &mut Db, id: &NoticeId) -> Result<(), StoreError> {
    diesel::update(outbox::table.find(id))
        .set(outbox::state.eq("dropped"))
        .execute(db)?;
    Ok(())
}

/// The notices of one event about one thing that nobody tried to send yet.
pub fn untried(db: &mut Db, about: &str, event: NoticeEvent) -> Result<Vec<NoticeId>, StoreError> {
    Ok(outbox::table
        .filter(outbox::about.eq(about).and(outbox::event.eq(event)))
        .filter(outbox::state.eq("waiting").and(outbox::tries.eq(0)))
        .order(outbox::id)
        .select(outbox::id)
        .load(db)?)
}

/// Whether any of these notices was tried: it may be out.
pub fn any_tried(db: &mut Db, ids: &[NoticeId]) -> Result<bool, StoreError> {
    let ids = ids.iter().map(NoticeId::as_str);
    let tried: i64 = outbox::table
        .filter(outbox::id.eq_any(ids).and(outbox::tries.gt(0)))
        .count()
        .get_result(db)?;
    Ok(tried > 0)
}

/// Lets a notice wait again that was taken out before it was tried.
pub fn wait_again(db: &mut Db, id: &NoticeId) -> Result<(), StoreError> {
    let dropped = outbox::table.find(id).filter(outbox::state.eq("dropped"));
    diesel::update(dropped)
        .set(outbox::state.eq("waiting"))
        .execute(db)?;
    Ok(())
}

/// Marks a notice that was given up as sent again; false where it does not stand so (any more).
pub fn mark_repeated(db: &mut Db, id: &NoticeId) -> Result<bool, StoreError> {
    let dead = outbox::table.find(id).filter(outbox::state.eq("dead"));
    let marked = diesel::update(dead)
        .set(outbox::state.eq("repeated"))
        .execute(db)?;
    Ok(marked == 1)
}

/// The notice of that id.
pub fn find(db: &mut Db, id: &NoticeId) -> Result<Option<Notice>, StoreError> {
    Ok(outbox::table
        .find(id)
        .select(Notice::as_select())
        .first(db)
        .optional()?)
}

/// Notices that were given up here, the newest first.
pub fn dead(db: &mut Db, limit: i64) -> Result<Vec<Notice>, StoreError> {
    Ok(outbox::table
        .filter(sql::<Bool>(DEAD))
        .order((outbox::created_at.desc(), outbox::id.desc()))
        .limit(limit)
        .select(Notice::as_select())
        .load(db)?)
}

/// Notices that a gateway took and could not deliver, the newest first, with what it said.
pub fn undelivered(db: &mut Db, limit: i64) -> Result<Vec<(Notice, Option<String>)>, StoreError> {
    Ok(outbox::table
        .inner_join(receipt::table.on(receipt::notice_id.eq(outbox::id)))
        .filter(receipt::state.eq("failed"))
        .order((outbox::created_at.desc(), outbox::id.desc()))
        .limit(limit)
        .select((Notice::as_select(), receipt::detail))
        .load(db)?)
}

/// When the next waiting notice is due.
pub fn next_due(db: &mut Db) -> Result<Option<NaiveDateTime>, StoreError> {
    Ok(outbox::table
        .filter(sql::<Bool>(WAITING))
        .order(outbox::due_at)
        .select(outbox::due_at)
        .first(db)
        .optional()?)
}

/// The newest sent notices, of one recipient if given.
pub fn sent(
    db: &mut Db,
    recipient_hash: Option<&str>,
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    let mut query = outbox::table.filter(outbox::state.eq("sent")).into_boxed();
    if let Some(hash) = recipient_hash {
        query = query.filter(outbox::recipient_hash.eq(hash.to_owned()));
    }
    let order = (outbox::created_at.desc(), outbox::id.desc());
    Ok(query
        .order(order)
        .limit(limit)
        .select(Notice::as_select())
        .load(db)?)
}

/// Every notice about one thing, oldest first.
pub fn about(db: &mut Db, about: &str) -> Result<Vec<Notice>, StoreError> {
    Ok(outbox::table
        .filter(outbox::about.eq(about))
        .order((outbox::created_at, outbox::id))
        .select(Notice::as_select())
        .load(db)?)
}

/// How many notices wait, and how many were given up.
pub fn open(db: &mut Db) -> Result<(i64, i64), StoreError> {
    let mut count = |state| {
        let rows = outbox::table.filter(sql::<Bool>(state));
        rows.count().get_result(&mut *db)
    };
    Ok((count(WAITING)?, count(DEAD)?))
}

/// How many messages a gateway took in a span of time, by channel.
pub fn sent_between(
    db: &mut Db,
    from: NaiveDateTime,
    to: NaiveDateTime,
    channel: Channel,
) -> Result<i64, StoreError> {
    Ok(outbox::table
        .filter(outbox::sent_at.ge(from).and(outbox::sent_at.lt(to)))
        .filter(outbox::channel.eq(channel))
        .count()
        .get_result(db)?)
}
