//! Why a time is not to be had, and what is nearest to it.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, ContentType};
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Asked, Call, local};
use super::rules::Rules;
use super::slots::SlotView;
use crate::scheduling::ids::{CentreId, OfficialId, PersonId, RequestId, ServiceId};
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::why::Rule;
use crate::scheduling::slot::why::public::PublicReason;
use crate::scheduling::slot::why::relax::{Change, Relaxation};
use crate::scheduling::{Mode, Section};
use crate::service::why::{self as service, About, OfficeAnswer, said};

/// A time, and who wishes for it.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WhyAsked {
    /// With whom; none at a centre's service.
    pub official: Option<String>,
    /// Which of the centres' services; only where the mode is `service`.
    pub service: Option<String>,
    /// How.
    pub mode: Mode,
    /// Where the applicant is; none for the headquarters. Needed by video and at a service.
    pub centre: Option<String>,
    /// When it would begin; any time at all.
    pub starts_at: DateTime<Utc>,
    /// Which section receives the applicant, where nobody's own decides it.
    pub section: Option<Section>,
    /// What the applicant needs, comma-separated; the request's own where it is not said.
    #[param(example = "sign_language,companions:2")]
    pub needs: Option<String>,
    /// For which request: one's own, or one of the office.
    pub request: Option<String>,
    /// For which person, who has a request with the office; the office only.
    pub person: Option<String>,
}

/// Why not, in plain words; for the office of that official with every rule.
#[derive(Serialize, ToSchema)]
pub struct WhyView {
    /// Whether the time can be chosen.
    pub free: bool,
    /// Why not; none where it can.
    pub reason: Option<PublicReason>,
    /// The same in the caller's language.
    pub detail: String,
    /// When that ends by itself.
    pub until: Option<DateTime<FixedOffset>>,
    /// The nearest times that can be chosen, the same wish first.
    pub near: Vec<RelaxationView>,
    /// Every rule and its way round; only for the office whose time it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeWhyView>,
}

/// Why not, for the office.
#[derive(Serialize, ToSchema)]
pub struct OfficeWhyView {
    /// Whether the office can give the time, even where it cannot be chosen.
    pub given: bool,
    /// Every rule that says no, in the order in which booking asks them.
    pub reasons: Vec<ReasonView>,
    /// The nearest ways round them, those of the first reason first.
    pub relaxations: Vec<RelaxationView>,
}

/// A rule that says no.
#[derive(Serialize, ToSchema)]
pub struct ReasonView {
    /// The rule.
    pub rule: Rule,
    /// The same in the caller's language.
    pub detail: String,
    /// The need that it is about.
    #[schema(example = "sign_language")]
    pub need: Option<String>,
    /// When it ends by itself.
    pub until: Option<DateTime<FixedOffset>>,
    /// The beginnings of meetings before and after a time between them.
    pub around: Vec<DateTime<FixedOffset>>,
    /// Whether it stands only in the way of the applicant's own choice.
    pub for_choice_only: bool,
}

/// One thing changed, and the time that is then to be had.
#[derive(Serialize, ToSchema)]
pub struct RelaxationView {
    /// What is changed: time, without, centre, mode, from, urgent, `on_holiday`.
    #[schema(example = "without")]
    pub change: &'static str,
    /// The same in the caller's language.
    pub detail: String,
    /// The need that is left out.
    #[schema(example = "sign_language")]
    pub need: Option<String>,
    /// From when on the same time can be booked.
    pub from: Option<DateTime<FixedOffset>>,
    /// What is then to be had.
    pub slot: SlotView,
}

/// Why a time is not to be had. The public is told one of a closed list of reasons, the same
/// whether an official travels, is booked or took an hour back.
#[utoipa::path(
    get, path = "/api/v1/slots/why", tag = "Booking", params(WhyAsked),
    responses((status = 200, description = "Why not, and what is nearest", body = WhyView))
)]
pub async fn see(call: Call, Asked(asked): Asked<WhyAsked>) -> Answer {
    let mut rules = Rules::default();
    if matches!(asked.mode, Mode::Video | Mode::Service) && asked.centre.is_none() {
        rules.fail("centre", "empty", "error-text-empty", None);
    }
    let is_service = asked.mode == Mode::Service;
    for (field, is_given, is_needed) in [
        ("official", asked.official.is_some(), !is_service),
        ("service", asked.service.is_some(), is_service),
    ] {
        if is_needed && !is_given {
            rules.fail(field, "empty", "error-text-empty", None);
        }
    }
    let given: Vec<String> = asked.needs.iter().cloned().collect();
    let needs = rules.needs(&given);
    rules.passed()?;
    let about = match (asked.request, asked.person) {
        (Some(id), _) => About::Request(RequestId::from(id)),
        (None, Some(id)) => About::Person(PersonId::from(id)),
        (None, None) => About::Asker,
    };
    let asked = service::Asked {
        key: SlotKey {
            starts_at: asked.starts_at,
            official: asked.official.map(OfficialId::from),
            mode: asked.mode,
            centre: asked.centre.map(CentreId::from),
            service: asked.service.map(ServiceId::from),
        },
        section: asked.section,
        needs: asked.needs.map(|_| needs),
        about,
    };
    let centre = asked.key.centre.clone();
    let answer = service::why_not(&call.app, &call.caller, asked, call.now).await?;
    let zone = call.zone_of(centre.as_ref());
    let plain = &answer.plain;
    let view = WhyView {
        free: plain.reason.is_none(),
        reason: plain.reason,
        detail: said::plain(&call.words, zone, plain),
        until: plain.until.map(|until| local(until, zone)),
        near: relaxations(&call, &plain.near),
        office: answer.office.map(|office| of_office(&call, zone, &office)),
    };
    // Our answers are maps of texts and numbers, which always are JSON.
    let text = serde_json::to_string(&view).unwrap_or_default();
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(text))
}

fn of_office(call: &Call, zone: chrono_tz::Tz, office: &OfficeAnswer) -> OfficeWhyView {
    let reasons = office.reasons.iter().map(|reason| ReasonView {
        rule: reason.rule,
        detail: said::reason(&call.words, zone, reason),
        need: reason.need.as_ref().map(ToString::to_string),
        until: reason.until.map(|until| local(until, zone)),
        around: reason.around.iter().map(|at| local(*at, zone)).collect(),
        for_choice_only: reason.rule.is_for_choice_only(),
    });
    OfficeWhyView {
        given: office.is_given(),
        reasons: reasons.collect(),
        relaxations: relaxations(call, &office.relaxations),
    }
}

fn relaxations(call: &Call, all: &[Relaxation]) -> Vec<RelaxationView> {
    let view = |one: &Relaxation| {
        let zone = call.zone_of(one.slot.key.centre.as_ref());
        let (need, from) = match &one.change {
            Change::Without(need) => (Some(need.to_string()), None),
            Change::From(at) => (None, Some(local(*at, zone))),
            Change::Time | Change::Centre | Change::Mode | Change::Urgent | Change::OnHoliday => {
                (None, None)
            }
        };
        RelaxationView {
            change: one.change.as_str(),
            detail: said::relaxation(&call.app, &call.words, one),
            need,
            from,
            slot: SlotView::of(call, &one.slot),
        }
    };
    all.iter().map(view).collect()
}
