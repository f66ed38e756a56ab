//! Offered times: those that one may answer now, and the answers. The link in the message does the
//! same without signing in.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use utoipa::ToSchema;

use super::appointments::view::AppointmentView;
use super::call::{Answer, Body, Call, Made, Nothing, local, shown};
use crate::scheduling::Mode;
use crate::scheduling::ids::{CentreId, OfferId, OfficialId, RequestId, WaitingId};
use crate::scheduling::slot::SlotId;
use crate::service::answer;
use crate::service::letters;
use crate::service::wait::Place;

/// A time that is kept for one who waits, until it is answered or goes to the next.
#[derive(Serialize, ToSchema)]
pub struct OfferView {
    /// Its id.
    pub id: OfferId,
    /// The place on the waiting list that it is for.
    pub waiting: WaitingId,
    /// The request that waits.
    pub request: RequestId,
    /// The reference of the request.
    pub reference: String,
    /// The slot.
    pub slot: SlotId,
    /// With whom.
    pub official: OfficialId,
    /// How they meet.
    pub mode: Mode,
    /// The centre; none for the headquarters.
    pub centre: Option<CentreId>,
    /// Where to come, in the caller's language.
    pub place: String,
    /// When it begins, there.
    pub starts_at: DateTime<FixedOffset>,
    /// When it ends.
    pub ends_at: DateTime<FixedOffset>,
    /// Until when it is kept; then it goes to the next.
    pub expires_at: DateTime<FixedOffset>,
    /// Whether it was freed at short notice.
    pub standby: bool,
}

/// Offered times.
#[derive(Serialize, ToSchema)]
pub struct Offers {
    /// Those that are still to be answered, one per place on the list at the most.
    pub offers: Vec<OfferView>,
}

impl OfferView {
    /// The open offer of a place, if it has one.
    fn of(call: &Call, place: Place) -> Option<Self> {
        let row = place.offer.filter(|row| answer::is_open(row, call.now))?;
        let zone = call.zone_of(row.centre_id.as_ref());
        let at = |instant: chrono::NaiveDateTime| local(instant.and_utc(), zone);
        Some(Self {
            waiting: place.waiting.id,
            request: place.request.id,
            reference: letters::shown(&place.request.reference),
            slot: SlotId::from_text(&row.slot_id),
            place: letters::place_of(&call.app, &call.words, row.centre_id.as_ref()),
            starts_at: at(row.starts_at),
            ends_at: at(row.ends_at),
            expires_at: at(row.expires_at),
            id: row.id,
            official: row.official_id,
            mode: row.mode,
            centre: row.centre_id,
            standby: row.standby,
        })
    }
}

/// The times that are offered to oneself and can still be answered.
#[utoipa::path(
    get, path = "/api/v1/offers", tag = "Booking",
    responses((status = 200, description = "The offers", body = Offers))
)]
pub async fn list(call: Call) -> Answer {
    let places = crate::service::wait::own(&call.app, &call.caller).await?;
    let offers = places.into_iter();
    shown(&Offers {
        offers: offers
            .filter_map(|place| OfferView::of(&call, place))
            .collect(),
    })
}

/// Takes an offered time, once: it is booked for the request that waited. After its end, or when
/// it was answered before, 410 `offer_over`.
#[utoipa::path(
    post, path = "/api/v1/offers/{id}/take", tag = "Booking",
    params(
        ("id" = String, Path, description = "The offer"),
        ("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer"),
    ),
    responses((status = 201, description = "Booked", body = AppointmentView))
)]
pub async fn take(call: Call, id: web::Path<String>, body: Body<Nothing>) -> Answer {
    let id = OfferId::from(id.into_inner());
    let work = async {
        let booked = answer::take(&call.app, &call.caller, id, call.now).await?;
        Ok(Made::created(&AppointmentView::of(
            &call,
            &booked.appointment,
        )))
    };
    call.once(&body.raw, work).await
}

/// Gives an offered time to the next; one's place on the list stays.
#[utoipa::path(
    post, path = "/api/v1/offers/{id}/decline", tag = "Booking",
    params(("id" = String, Path, description = "The offer")),
    responses((status = 204, description = "It goes to the next"))
)]
pub async fn decline(call: Call, id: web::Path<String>) -> Answer {
    let id = OfferId::from(id.into_inner());
    answer::give_back(&call.app, &call.caller, id, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}
