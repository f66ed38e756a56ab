//! The waiting list: joining it with a request, leaving it, and reading its order.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::app::App;
use super::audit;
use super::book::{self, For};
use super::caller::Caller;
use super::error::ServiceError;
use super::hand_in;
use super::offers::{self, One, WAITING_MAX};
use crate::bus::News;
use crate::scheduling::ids::{CentreId, OfficialId, RequestId, WaitingId};
use crate::scheduling::waiting::{Candidate, Unsuitable};
use crate::scheduling::{Mode, Refusal, RequestKind, WaitingState};
use crate::store::person;
use crate::store::request::Request;
use crate::store::waiting::{self, Offer, Waiting};
use crate::store::{self, Db};

/// What suits somebody who waits for a time.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// How; none is any way.
    pub mode: Option<Mode>,
    /// From which centre; none is any centre.
    pub centre: Option<CentreId>,
    /// When it does not suit.
    pub unsuitable: Unsuitable,
    /// Whether near and able to come at short notice.
    pub near: bool,
}

/// A place on the waiting list, as its owner or the office sees it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The place.
    pub waiting: Waiting,
    /// The request that waits.
    pub request: Request,
    /// The number in the published order, from 1.
    pub number: usize,
    /// How many wait for the same official.
    pub of: usize,
    /// The offer that is still to be answered.
    pub offer: Option<Offer>,
}

/// Joins the list with a request; doing it again says anew what suits, and keeps the place.
pub async fn wait(
    app: &App,
    caller: &Caller,
    (purpose, wish): (For, Wish),
    now: DateTime<Utc>,
) -> Result<Place, ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let (of_work, by, pad) = (app.clone(), caller.clone(), app.pad(now));
    let (place, is_new) = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            person::alone(db, &id)?;
            let known = person::find(db, &id)?.ok_or(Refusal::NotFound)?;
            if known.name.is_none() || known.sex.is_none() {
                return Err(ServiceError::from(Refusal::ProfileNeeded));
            }
            let (request, is_new) = match &purpose {
                For::New(new) => {
                    let whole = hand_in::take(&of_work, db, (&by, &known, new), &mut pad)?;
                    (whole.request, true)
                }
                For::Request(request) => (book::own_request(db, request, &known)?, false),
            };
            let official = may_wait(&of_work, &request)?;
            let row = Waiting {
                id: pad.id(WaitingId::made),
                request_id: request.id.clone(),
                person_id: known.id.clone(),
                official_id: official,
                mode: wish.mode,
                centre_id: wish.centre.clone(),
                needs: request.needs.clone(),
                unsuitable: serde_json::to_string(&wish.unsuitable).unwrap_or_default(),
                near: wish.near,
                state: WaitingState::Waiting,
                offer_id: None,
                joined_at: pad.at(),
                changed_at: pad.at(),
            };
            let row = keep(db, row)?;
            let thing = format!("waiting:{}", row.id);
            store::audit::add(db, &audit::deed(&by, "wait", &thing, &mut pad))?;
            store::hold::drop_draft(db, &known.id)?;
            let place = place(db, row)?.ok_or(Refusal::WrongStage)?;
            Ok::<_, ServiceError>((place, is_new))
        })
        .await?;
    if is_new {
        app.bus.tell(News::NoticeQueued);
    }
    app.bus.tell(News::RequestMoved(place.request.id.clone()));
    Ok(place)
}

/// With whom a request can wait: only a meeting whose times are for choosing, as the seats of a
/// reception session are.
fn may_wait(app: &App, request: &Request) -> Result<OfficialId, Refusal> {
    request.state.book()?;
    if request.kind != RequestKind::Meeting {
        return Err(Refusal::WrongStage);
    }
    let official = request.official_id.clone().ok_or(Refusal::WrongStage)?;
    match app.catalogue.get().official(&official) {
        Some(one) if one.open_to_choice || request.mode == Some(Mode::Reception) => Ok(official),
        Some(_) => Err(Refusal::NotOpenToChoice),
        None => Err(Refusal::NotFound),
    }
}

/// Adds a place, or says anew what suits in the one that the request has.
fn keep(db: &mut Db, row: Waiting) -> Result<Waiting, ServiceError> {
    if waiting::add(db, &row)? {
        return Ok(row);
    }
    let was = waiting::of_request(db, &row.request_id)?.ok_or(Refusal::WrongStage)?;
    let is_back = was.state != WaitingState::Waiting;
    let row = Waiting {
        id: was.id,
        offer_id: was.offer_id.filter(|_| !is_back),
        joined_at: if is_back {
            row.joined_at
        } else {
            was.joined_at
        },
        ..row
    };
    waiting::change(db, &row)?;
    Ok(row)
}

/// Leaves the list; an offer that is still open goes to the next.
pub async fn leave(
    app: &App,
    caller: &Caller,
    id: WaitingId,
    now: DateTime<Utc>,
) -> Result<RequestId, ServiceError> {
    let person = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let (of_work, by, pad) = (app.clone(), caller.clone(), app.pad(now));
    let row = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let found = waiting::find(db, &id)?.filter(|row| row.person_id == person);
            let row = found.ok_or(Refusal::NotFound)?;
            let left = (&row.request_id, WaitingState::Left);
            offers::take_off(&of_work, db, left, &mut pad)?;
            let thing = format!("waiting:{}", row.id);
            store::audit::add(db, &audit::deed(&by, "leave", &thing, &mut pad))?;
            Ok::<_, ServiceError>(row)
        })
        .await?;
    app.bus.tell(News::SlotsMoved(row.official_id));
    app.bus.tell(News::NoticeQueued);
    Ok(row.request_id)
}

/// The caller's places on the list.
pub async fn own(app: &App, caller: &Caller) -> Result<Vec<Place>, ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    app.store
        .read(move |db| {
            let rows = waiting::of_person(db, &id)?;
            let places = rows.into_iter().map(|row| place(db, row));
            places.filter_map(Result::transpose).collect()
        })
        .await
}

/// Everybody who waits for the officials of an office, in the published order.
pub async fn office_list(app: &App, caller: &Caller) -> Result<Vec<Place>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    app.store
        .read(move |db| {
            let mut all = Vec::new();
            let officials = waiting::officials(db)?.into_iter();
            for official in officials.filter(|one| staff.sees(one)) {
                all.extend(in_order(db, &official)?);
            }
            Ok(all)
        })
        .await
}

/// Everybody who waits for one official, in the published order.
fn in_order(db: &mut Db, official: &OfficialId) -> Result<Vec<Place>, ServiceError> {
    let list = sorted(db, official)?;
    let of = list.len();
    let mut places = Vec::with_capacity(of);
    for (number, one) in list.into_iter().enumerate() {
        places.push(Place {
            offer: open_offer(db, &one.who.place)?,
            waiting: one.who.place,
            request: one.who.request,
            number: number + 1,
            of,
        });
    }
    Ok(places)
}

fn sorted(
    db: &mut Db,
    official: &OfficialId,
) -> Result<Vec<Candidate<One, NaiveDateTime>>, ServiceError> {
    let rows = waiting::of_official(db, official, WAITING_MAX)?;
    let mut list = offers::list(db, rows)?;
    list.sort_by(|one, other| one.turn.cmp(&other.turn));
    Ok(list)
}

/// A place with its number; none when its request waits no more.
fn place(db: &mut Db, row: Waiting) -> Result<Option<Place>, ServiceError> {
    let list = sorted(db, &row.official_id)?;
    let found = list.iter().position(|one| one.who.place.id == row.id);
    let Some((number, one)) = found.and_then(|number| Some((number, list.get(number)?))) else {
        return Ok(None);
    };
    Ok(Some(Place {
        offer: open_offer(db, &row)?,
        request: one.who.request.clone(),
        number: number + 1,
        of: list.len(),
        waiting: row,
    }))
}

fn open_offer(db: &mut Db, row: &Waiting) -> Result<Option<Offer>, ServiceError> {
    match &row.offer_id {
        Some(id) => Ok(waiting::offer(db, id)?),
        None => Ok(None),
    }
}
