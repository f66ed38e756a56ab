//! The waiting list: joining it with a request, reading it, leaving it.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made, shown};
use super::failure::Failure;
use super::requests::Days;
use super::rules::{Calendar, Rules, UNAVAILABLE_MAX};
use crate::scheduling::ids::{CentreId, OfficialId, RequestId, WaitingId};
use crate::scheduling::waiting::{self, Unsuitable};
use crate::scheduling::{Mode, TimeOfDay, Urgency};
use crate::service::book::For;
use crate::service::wait::{self, Place, Wish};

/// What suits somebody who waits for a time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlace {
    /// The request that waits for a time.
    pub request: String,
    /// How; any way if not said.
    pub mode: Option<Mode>,
    /// From which centre; any centre if not said.
    pub centre: Option<String>,
    /// When it does not suit.
    #[serde(default)]
    pub unsuitable: NotThen,
    /// Whether near and able to come at short notice.
    #[serde(default)]
    pub near: bool,
}

/// When somebody who waits cannot come, in the local time of the place.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotThen {
    /// Not on these days.
    #[serde(default)]
    pub days: Vec<Days>,
    /// Not on these days of the week; Sunday is 0.
    #[serde(default)]
    #[schema(example = json!([0, 4]))]
    pub weekdays: Vec<u8>,
    /// Not before this time of day.
    #[schema(value_type = Option<String>, example = "10:00")]
    pub before: Option<TimeOfDay>,
    /// Not from this time of day on.
    #[schema(value_type = Option<String>, example = "14:00")]
    pub after: Option<TimeOfDay>,
}

/// A place on the waiting list.
#[derive(Serialize, ToSchema)]
pub struct PlaceView {
    /// Its id.
    pub id: WaitingId,
    /// The request that waits.
    pub request: RequestId,
    /// The reference of the request.
    pub reference: String,
    /// With whom.
    pub official: OfficialId,
    /// How; none is any way.
    pub mode: Option<Mode>,
    /// From which centre; none is any centre.
    pub centre: Option<CentreId>,
    /// Whether the request goes before the others.
    pub urgency: Urgency,
    /// Whether on standby: near and able to come at short notice.
    pub near: bool,
    /// The number in the published order, from 1.
    pub number: usize,
    /// How many wait for this official.
    pub of: usize,
    /// When the place was taken.
    pub joined_at: DateTime<FixedOffset>,
    /// Until when the open offer is to be answered, by the link in its SMS.
    pub offered_until: Option<DateTime<FixedOffset>>,
}

/// Places on the waiting list.
#[derive(Serialize, ToSchema)]
pub struct Places {
    /// In the published order, official by official.
    pub waiting: Vec<PlaceView>,
}

impl PlaceView {
    fn of(call: &Call, place: &Place) -> Self {
        let row = &place.waiting;
        Self {
            id: row.id.clone(),
            request: row.request_id.clone(),
            reference: place.request.reference.clone(),
            official: row.official_id.clone(),
            mode: row.mode,
            centre: row.centre_id.clone(),
            urgency: place.request.urgency,
            near: row.near,
            number: place.number,
            of: place.of,
            joined_at: call.at(row.joined_at),
            offered_until: place.offer.as_ref().map(|offer| call.at(offer.expires_at)),
        }
    }
}

/// Joins the waiting list: a time that is freed is offered by SMS, to one at a time.
///
/// The order is published: urgent requests first, then by when the request was received, then by
/// its reference. Joining again says anew what suits, and keeps the place.
#[utoipa::path(
    post, path = "/api/v1/waiting-list", tag = "Booking", request_body = NewPlace,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses((status = 201, description = "On the list", body = PlaceView))
)]
pub async fn join(call: Call, body: Body<NewPlace>) -> Answer {
    let (request, wish) = checked(&call, body.value)?;
    let work = async {
        let purpose = For::Request(request);
        let place = wait::wait(&call.app, &call.caller, (purpose, wish), call.now).await?;
        Ok(Made::created(&PlaceView::of(&call, &place)))
    };
    call.once(&body.raw, work).await
}

fn checked(call: &Call, body: NewPlace) -> Result<(RequestId, Wish), Failure> {
    let mut rules = Rules::default();
    let catalogue = call.app.catalogue.get();
    let centre = body.centre.map(CentreId::from);
    let is_centre = |id: &CentreId| catalogue.centre(id).is_some();
    rules.chosen("centre", centre.as_ref().is_none_or(is_centre));
    let given = body.unsuitable;
    if given.days.len() > UNAVAILABLE_MAX {
        let most = Some(UNAVAILABLE_MAX);
        rules.fail("unsuitable.days", "length", "error-list-long", most);
    }
    let is_weekday = given.weekdays.iter().all(|day| *day < 7);
    rules.chosen("unsuitable.weekdays", is_weekday);
    let unsuitable = Unsuitable {
        days: days(&mut rules, &given.days),
        weekdays: given.weekdays.into_iter().collect(),
        before: given.before,
        after: given.after,
    };
    rules.passed()?;
    let wish = Wish {
        mode: body.mode,
        centre,
        unsuitable,
        near: body.near,
    };
    Ok((RequestId::from(body.request), wish))
}

fn days(rules: &mut Rules, days: &[Days]) -> Vec<waiting::Days> {
    let mut read = |text: &str, field: &'static str| -> Option<NaiveDate> {
        rules.day(field, Some(text), Calendar::Gregorian)
    };
    let mut spans = Vec::new();
    for each in days.iter().take(UNAVAILABLE_MAX) {
        let from = read(&each.from, "unsuitable.days.from");
        let to = read(&each.to, "unsuitable.days.to");
        if let (Some(from), Some(to)) = (from, to) {
            spans.push(waiting::Days { from, to });
        }
    }
    spans
}

/// One's own places; for the office, everybody who waits for its officials, in order.
#[utoipa::path(
    get, path = "/api/v1/waiting-list", tag = "Booking",
    responses((status = 200, description = "The places", body = Places))
)]
pub async fn list(call: Call) -> Answer {
    let places = if call.caller.staff().is_some() {
        wait::office_list(&call.app, &call.caller).await?
    } else {
        wait::own(&call.app, &call.caller).await?
    };
    let waiting = places.iter().map(|place| PlaceView::of(&call, place));
    shown(&Places {
        waiting: waiting.collect(),
    })
}

/// Leaves the waiting list; an open offer goes to the next.
#[utoipa::path(
    delete, path = "/api/v1/waiting-list/{id}", tag = "Booking",
    params(("id" = String, Path, description = "The place")),
    responses((status = 204, description = "Off the list"))
)]
pub async fn leave(call: Call, id: web::Path<String>) -> Answer {
    let id = WaitingId::from(id.into_inner());
    wait::leave(&call.app, &call.caller, id, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}
