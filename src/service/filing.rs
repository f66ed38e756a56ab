//! Registering a request under its number, and saying what it is about; an answer is due from then on.

use chrono::{DateTime, NaiveDate, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use super::go_on;
use super::pad::Pad;
use super::requests::is_of_office;
use crate::bus::News;
use crate::scheduling::ids::{CategoryId, RequestId};
use crate::scheduling::{Refusal, RequestEvent, RequestState, calendar, register as numbers};
use crate::store::filing::{self, Filing};
use crate::store::request::{self, Request};
use crate::store::{self, Db};

/// What the audit trail calls it.
const REGISTER: &str = "register";
/// What the audit trail calls it.
const CLASSIFY: &str = "classify";
/// So many numbers of the pattern are passed over at once that staff gave by hand.
const NUMBERS_MAX: usize = 50;

/// What is written down when a request is registered.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its number in the register as staff give it; none: the next one of the pattern.
    pub number: Option<String>,
    /// What it is about; none: not said yet.
    pub category: Option<CategoryId>,
}

/// Enters a request of the caller's office in the register.
pub async fn register(
    app: &App,
    caller: &Caller,
    (id, entry): (RequestId, Entry),
    now: DateTime<Utc>,
) -> Result<Request, ServiceError> {
    change(app, caller, (id, now), move |app, db, was, (by, pad)| {
        enter(app, db, (was, &entry), (by, pad))
    })
    .await
}

/// Says what a request of the caller's office is about.
pub async fn classify(
    app: &App,
    caller: &Caller,
    (id, category): (RequestId, CategoryId),
    now: DateTime<Utc>,
) -> Result<Request, ServiceError> {
    change(app, caller, (id, now), move |app, db, was, (by, pad)| {
        put_under(app, db, (&was, &category), (by, pad))?;
        Ok(was)
    })
    .await
}

async fn change(
    app: &App,
    caller: &Caller,
    (id, now): (RequestId, DateTime<Utc>),
    work: impl Fn(&App, &mut Db, Request, (&Caller, &mut Pad)) -> Result<Request, ServiceError>
    + Send
    + 'static,
) -> Result<Request, ServiceError> {
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let request = app
        .store
        .write(move |db| {
            let staff = by.staff().ok_or(Refusal::NotFound)?;
            let found = request::find(db, &id)?.filter(|row| is_of_office(staff, row));
            let was = found.ok_or(Refusal::NotFound)?;
            work(&of_work, db, was, (&by, &mut pad.clone()))
        })
        .await?;
    app.bus.tell(News::RequestMoved(request.id.clone()));
    Ok(request)
}

/// The same in a transaction of somebody else's: the desk enters what it takes on paper.
pub(super) fn enter(
    app: &App,
    db: &mut Db,
    (was, entry): (Request, &Entry),
    (caller, pad): (&Caller, &mut Pad),
) -> Result<Request, ServiceError> {
    if was.registration_number.is_some() || !was.state.is_open() {
        return Err(Refusal::WrongStage.into());
    }
    let number = number(app, db, entry.number.as_deref(), pad)?;
    if let Some(category) = &entry.category {
        put_under(app, db, (&was, category), (caller, pad))?;
    }
    let new = Request {
        // What went on without waiting for its number stays where it is.
        state: if was.state == RequestState::Received {
            was.state.after(RequestEvent::Register)?
        } else {
            was.state
        },
        registration_number: Some(number),
        ..was
    };
    go_on::entered(db, &new, pad)?;
    let thing = format!("request:{}", new.id);
    store::audit::add(db, &audit::deed(caller, REGISTER, &thing, pad))?;
    request::find(db, &new.id)?.ok_or_else(|| Refusal::NotFound.into())
}

/// The number that staff gave, or the next one of the pattern.
fn number(app: &App, db: &mut Db, given: Option<&str>, pad: &Pad) -> Result<String, ServiceError> {
    if let Some(given) = given {
        let number = numbers::given(given).ok_or(Refusal::NumberWrong)?;
        if request::has_number(db, &number)? {
            return Err(Refusal::NumberTaken.into());
        }
        return Ok(number);
    }
    let numbering = &app.settings.requests.register_pattern;
    if !numbering.is_running() {
        return Err(Refusal::NumberWrong.into());
    }
    let today = calendar::local_day(app.settings.ministry.zone, pad.now());
    for _ in 0..NUMBERS_MAX {
        let place = filing::next_number(db, &numbering.period(today))?;
        let number = numbering.number(today, place);
        if !request::has_number(db, &number)? {
            return Ok(number);
        }
    }
    Err(Refusal::NumberTaken.into())
}

fn put_under(
    app: &App,
    db: &mut Db,
    (request, category): (&Request, &CategoryId),
    (caller, pad): (&Caller, &mut Pad),
) -> Result<(), ServiceError> {
    let catalogue = app.catalogue.get();
    let known = catalogue.tree.find(category);
    if known.is_none_or(|one| one.is_retired) {
        return Err(Refusal::FieldWrong.into());
    }
    let row = filing::find(db, &request.id)?;
    let row = row.unwrap_or_else(|| Filing::empty(request.id.clone()));
    let due_on = due(app, request, Some(category)).to_string();
    filing::put(
        db,
        &Filing {
            category_id: Some(category.clone()),
            due_on: Some(due_on),
            ..row
        },
    )?;
    let thing = format!("request:{}", request.id);
    let deed = store::audit::Deed {
        detail: Some(format!("category:{category}")),
        ..audit::deed(caller, CLASSIFY, &thing, pad)
    };
    store::audit::add(db, &deed)?;
    Ok(())
}

/// The day by which a request of a category is to be answered, counted from when it was received.
pub fn due(app: &App, request: &Request, category: Option<&CategoryId>) -> NaiveDate {
    let catalogue = app.catalogue.get();
    let days = category.and_then(|id| catalogue.tree.due_days(id));
    let days = days.unwrap_or(app.settings.requests.due_days);
    let zone = app.settings.ministry.zone;
    let received = calendar::local_day(zone, request.received_at.and_utc());
    catalogue.days.after_working_days(received, days)
}
