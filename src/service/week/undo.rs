//! Undoing a publication: for some minutes, while nobody was told of it and nobody has one of its
//! new times. What it set going waits that long, so that all of it can be taken back.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::publish::{self, Order, Outcome, publish_in};
use super::{Version, drafted, load_alone, own_official};
use crate::bus::News;
use crate::scheduling::availability::Standing;
use crate::scheduling::ids::{AppointmentId, CallBackId, CaseId, NoticeId, OfferId, OfficialId};
use crate::scheduling::{
    CaseState, NoticeEvent, OfferState, Refusal, WaitingState, Week, WeekPlan,
};
use crate::service::app::App;
use crate::service::audit;
use crate::service::caller::Caller;
use crate::service::error::ServiceError;
use crate::service::notices::Owed;
use crate::service::pad::Pad;
use crate::service::slots::published;
use crate::store::availability::Availability;
use crate::store::publication::{self, Publication};
use crate::store::waiting::{self, Offer};
use crate::store::{self, Db, StoreError, call_back, outbox, reschedule};

/// What a publication set going.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Traces {
    /// The cases that it began.
    pub(super) begun: Vec<CaseId>,
    /// The cases that it closed, because their time stood again.
    pub(super) closed: Vec<CaseId>,
    /// The messages that it queued, but for those of offers.
    pub(super) notices: Vec<NoticeId>,
    /// The messages of an earlier publication that it took out before anybody read them.
    pub(super) silenced: Vec<NoticeId>,
    /// The calls that it owes.
    pub(super) calls: Vec<CallBackId>,
    /// The offers that it made.
    pub(super) offers: Vec<OfferId>,
    /// Cases of whom nobody was told: when their time stands again, nobody is told of that either.
    #[serde(skip)]
    pub(super) quiet: BTreeSet<CaseId>,
}

impl Traces {
    /// Adds what a letter owes.
    pub(super) fn owes(&mut self, owed: &Owed) {
        let notices = owed.notices.iter();
        self.notices.extend(notices.map(|row| row.id.clone()));
        self.calls
            .extend(owed.call.iter().map(|row| row.id.clone()));
    }
}

/// Takes the messages out by which the person of an appointment was to be told that another time
/// comes, as far as nobody tried to send them; says which those were.
pub(super) fn silence(db: &mut Db, id: &AppointmentId) -> Result<Vec<NoticeId>, StoreError> {
    let about = format!("appointment:{id}");
    let untold = outbox::untried(db, &about, NoticeEvent::TimeChanging)?;
    untold
        .iter()
        .try_for_each(|id| outbox::mark_dropped(db, id))?;
    Ok(untold)
}

/// Remembers a publication of this transaction, by the row as it was before.
pub(super) fn remember(
    db: &mut Db,
    before: &Availability,
    (traces, until): (&Traces, DateTime<Utc>),
    pad: &Pad,
) -> Result<(), StoreError> {
    let row = Publication {
        official_id: before.official_id.clone(),
        week: before.week.clone(),
        version: before.version + 1,
        former: before.published.clone(),
        traces: serde_json::to_string(traces).unwrap_or_default(),
        published_at: pad.at(),
        undo_until: until.naive_utc(),
        undone_at: None,
    };
    publication::add(db, &row)
}

/// Until when the publication that a week's row came from can be undone, as things stand.
pub(super) fn until(
    db: &mut Db,
    row: &Availability,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, ServiceError> {
    let last = match last(db, row, now) {
        Ok(last) => last,
        Err(error) => return error.refusal().map(|_late| None).ok_or(error),
    };
    let is_untold = match untold(db, &last.traces) {
        Ok(()) => true,
        Err(error) => error.refusal().map(|_told| false).ok_or(error)?,
    };
    Ok(is_untold.then_some(last.row.undo_until.and_utc()))
}

/// Undoes the last publication of a week: what was published before is published again, and what
/// was published becomes the draft, if nothing is drafted since.
pub async fn undo(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
    expected: Option<Version>,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    own_official(app, caller, &official)?;
    let pad = app.pad(now);
    let (by, of_work, of_news) = (caller.clone(), app.clone(), official.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = load_alone(db, &official, week)?;
            // The draft may have moved since the page was read; what is undone is not that.
            if expected.is_some_and(|read| read.published != row.version) {
                return Err(Refusal::UndoOvertaken.into());
            }
            let last = last(db, &row, now)?;
            untold(db, &last.traces)?;
            let open = take_back(&of_work, db, &last, &pad)?;
            let draft = drafted(&row)?.map_or_else(|| published(&row), Ok)?;
            let order = Order {
                row: &row,
                plan: &last.former,
                draft: Some(draft),
                reason: None,
                undo: publish::Undo::Back {
                    open,
                    quiet: last.traces.begun.iter().cloned().collect(),
                },
            };
            match publish_in(&of_work, db, order, &mut pad)? {
                Outcome::Affects(_) => return Err(Refusal::UndoOvertaken.into()),
                Outcome::Published(..) => {}
            }
            if !publication::undone(db, &last.row, pad.at())? {
                return Err(Refusal::UndoLate.into());
            }
            let thing = format!("week:{official} {week}");
            store::audit::add(db, &audit::deed(&by, "undo_week", &thing, &mut pad))?;
            Ok::<_, ServiceError>(())
        })
        .await?;
    app.bus.tell(News::SlotsMoved(of_news));
    app.bus.tell(News::NoticeQueued);
    Ok(())
}

/// A publication that may be undone, read.
struct Last {
    row: Publication,
    former: WeekPlan,
    traces: Traces,
}

/// The publication that a week's row came from, while it can be undone.
fn last(db: &mut Db, row: &Availability, now: DateTime<Utc>) -> Result<Last, ServiceError> {
    let of_week = (&row.official_id, row.week.as_str());
    let found = publication::find(db, of_week, row.version)?.ok_or(Refusal::UndoLate)?;
    if found.undone_at.is_some() || found.undo_until <= now.naive_utc() {
        return Err(Refusal::UndoLate.into());
    }
    let unreadable = |column| StoreError::Inconsistent {
        table: "publication",
        column,
        row: format!("{} {} {}", row.official_id, row.week, row.version),
    };
    Ok(Last {
        former: serde_json::from_str(&found.former).map_err(|_text| unreadable("former"))?,
        traces: serde_json::from_str(&found.traces).map_err(|_text| unreadable("traces"))?,
        row: found,
    })
}

/// Refuses where anybody may know of it, or settled what it began.
fn untold(db: &mut Db, traces: &Traces) -> Result<(), ServiceError> {
    let mut notices = traces.notices.clone();
    for id in &traces.offers {
        let about = format!("offer:{id}");
        let of_offer = outbox::about(db, &about)?;
        notices.extend(of_offer.into_iter().map(|row| row.id));
        let offer = waiting::offer(db, id)?;
        if offer.is_none_or(|row| row.state != OfferState::Open) {
            return Err(Refusal::UndoOvertaken.into());
        }
    }
    for id in &traces.calls {
        if !call_back::is_untried(db, id)? {
            return Err(Refusal::UndoTold.into());
        }
    }
    if outbox::any_tried(db, &notices)? {
        return Err(Refusal::UndoTold.into());
    }
    for id in &traces.begun {
        let case = reschedule::find(db, id)?;
        if case.is_none_or(|case| case.state != CaseState::Open) {
            return Err(Refusal::UndoOvertaken.into());
        }
    }
    Ok(())
}

/// Takes back what a publication set going, but for the cases that it began: those close when
/// their time stands again. Says whose cases are open again.
fn take_back(
    app: &App,
    db: &mut Db,
    last: &Last,
    pad: &Pad,
) -> Result<BTreeSet<AppointmentId>, ServiceError> {
    let Last { former, traces, .. } = last;
    let zone = app.settings.ministry.zone;
    for row in waiting::open_offers(db, &former.official, publish::span(app, former.week))? {
        if traces.offers.contains(&row.id) {
            withdraw(db, &row, pad)?;
        } else if !former.covers(&standing(&row), zone) {
            // Offered since, out of what the publication brought: its message goes at once.
            return Err(Refusal::UndoTold.into());
        }
    }
    for id in &traces.notices {
        outbox::mark_dropped(db, id)?;
    }
    for id in &traces.silenced {
        outbox::wait_again(db, id)?;
    }
    for id in &traces.calls {
        if !call_back::remove_untried(db, id)? {
            return Err(Refusal::UndoTold.into());
        }
    }
    let mut open = BTreeSet::new();
    for id in &traces.closed {
        reschedule::reopen(db, id)?;
        open.extend(reschedule::find(db, id)?.map(|case| case.appointment_id));
    }
    Ok(open)
}

/// Takes an offer back of which nobody knows, with its message.
fn withdraw(db: &mut Db, row: &Offer, pad: &Pad) -> Result<(), ServiceError> {
    waiting::close_offer(db, &row.id, OfferState::Withdrawn, pad.at())?;
    store::occupancy::release(db, row.id.as_str())?;
    let place = (&row.waiting_id, &row.id);
    waiting::answered(db, place, WaitingState::Waiting, pad.at())?;
    for notice in outbox::about(db, &format!("offer:{}", row.id))? {
        outbox::mark_dropped(db, &notice.id)?;
    }
    Ok(())
}

/// What is offered, as far as weeks go.
fn standing(row: &Offer) -> Standing {
    Standing {
        starts_at: row.starts_at.and_utc(),
        ends_at: row.ends_at.and_utc(),
        mode: row.mode,
        centre: row.centre_id.clone(),
    }
}
