//! Free slots, for everybody to see.

use actix_web::http::header::{CACHE_CONTROL, ContentType};
use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Asked, Call, local};
use super::rules::{Calendar, Rules};
use crate::scheduling::hijri::hijri;
use crate::scheduling::ids::{CentreId, OfficialId, ServiceId};
use crate::scheduling::slot::{Slot, SlotId};
use crate::scheduling::{Mode, Section};
use crate::service::slots::{self, Ask};

/// What is asked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SlotsAsked {
    /// With whom; everybody if not said.
    pub official: Option<String>,
    /// How; every way if not said.
    pub mode: Option<Mode>,
    /// From which centre; a row per centre if not said.
    pub centre: Option<String>,
    /// Which of the centres' services; `mode=service` alone gives a row per service.
    pub service: Option<String>,
    /// Which section receives the applicant.
    pub section: Option<Section>,
    /// What the applicant needs, comma-separated.
    #[param(example = "sign_language,companions:2")]
    pub needs: Option<String>,
    /// From this day; today if not said.
    pub from: Option<String>,
    /// Until this day, included; 14 days if not said.
    pub to: Option<String>,
    /// The calendar of `from` and `to`.
    pub calendar: Option<Calendar>,
}

/// Free slots.
#[derive(Serialize, ToSchema)]
pub struct Slots {
    /// By start, at most 60.
    pub slots: Vec<SlotView>,
}

/// One free slot.
#[derive(Serialize, ToSchema)]
pub struct SlotView {
    /// Opaque and stable.
    pub id: SlotId,
    /// With whom; none for a centre's own service.
    pub official: Option<OfficialId>,
    /// How.
    pub mode: Mode,
    /// Where the applicant is; none for the headquarters.
    pub centre: Option<CentreId>,
    /// Which of the centre's services; none with an official.
    pub service: Option<ServiceId>,
    /// When it begins, where the applicant is.
    pub starts_at: DateTime<FixedOffset>,
    /// When it ends.
    pub ends_at: DateTime<FixedOffset>,
    /// Its day in the Umm al-Qura calendar.
    #[schema(example = "1448-06-12")]
    pub hijri: Option<String>,
    /// How many people it is for.
    pub capacity: u32,
    /// How many places are left.
    pub free: u32,
    /// Whether the public chooses it, or the office allocates it.
    pub open_to_choice: bool,
}

impl SlotView {
    /// A slot as it is answered.
    pub(super) fn of(call: &Call, slot: &Slot) -> Self {
        let zone = call.zone_of(slot.key.centre.as_ref());
        let starts_at = local(slot.key.starts_at, zone);
        Self {
            id: slot.id(),
            official: slot.key.official.clone(),
            mode: slot.key.mode,
            centre: slot.key.centre.clone(),
            service: slot.key.service.clone(),
            starts_at,
            ends_at: local(slot.ends_at, zone),
            hijri: hijri(starts_at.date_naive()).map(|day| day.to_string()),
            capacity: slot.capacity,
            free: slot.free,
            open_to_choice: slot.open_to_choice,
        }
    }
}

/// Free slots; a time that is not offered is not listed, and no reason is given. Times at a
/// centre's service are listed where they are asked for, by `mode=service` or `service`.
#[utoipa::path(
    get, path = "/api/v1/slots", tag = "Booking", params(SlotsAsked),
    responses((status = 200, description = "Free slots", body = Slots))
)]
pub async fn list(call: Call, Asked(asked): Asked<SlotsAsked>) -> Answer {
    let mut rules = Rules::default();
    let calendar = asked.calendar.unwrap_or(Calendar::Gregorian);
    let from = rules.day("from", asked.from.as_deref(), calendar);
    let to = rules.day("to", asked.to.as_deref(), calendar);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        rules.fail("to", "order", "error-date-order", None);
    }
    let needs: Vec<String> = asked.needs.into_iter().collect();
    let needs = rules.needs(&needs);
    rules.passed()?;
    let ask = Ask {
        officials: asked.official.map(OfficialId::from).into_iter().collect(),
        mode: asked.mode,
        centre: asked.centre.map(CentreId::from),
        service: asked.service.map(ServiceId::from),
        section: asked.section,
        needs,
        from,
        to,
        person: call.caller.person().cloned(),
        urgent: false,
        most: None,
    };
    let write = |found: &[Slot]| {
        let slots = found.iter().map(|slot| SlotView::of(&call, slot)).collect();
        // Our answers are maps of texts and numbers, which always are JSON.
        serde_json::to_string(&Slots { slots }).unwrap_or_default()
    };
    let text = slots::answer(&call.app, ask, call.now, write).await?;
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(web::Bytes::from_owner(text)))
}
