//! Whom one can meet, and the centres; never where an official is.

use std::future::{Ready, ready};

use serde::Serialize;
use utoipa::ToSchema;

use super::call::{Answer, Call, shown};
use crate::scheduling::Section;
use crate::scheduling::ids::{CentreId, OfficialId, ServiceId};
use crate::scheduling::slot::facts::PlaceKind;

/// The officials.
#[derive(Serialize, ToSchema)]
pub struct Officials {
    /// In the ministry's order.
    pub officials: Vec<OfficialView>,
}

/// Who is met.
#[derive(Serialize, ToSchema)]
pub struct OfficialView {
    /// The id.
    pub id: OfficialId,
    /// The form of address, in the caller's language.
    pub name: String,
    /// The same, short.
    pub short_name: String,
    /// Whether video times may be chosen by anyone, by default.
    pub open_to_choice: bool,
}

/// The centres.
#[derive(Serialize, ToSchema)]
pub struct Centres {
    /// In the ministry's order.
    pub centres: Vec<CentreView>,
}

/// A place that receives people.
#[derive(Serialize, ToSchema)]
pub struct CentreView {
    /// The id.
    pub id: CentreId,
    /// The name, in the caller's language.
    pub name: String,
    /// What kind of place.
    pub kind: PlaceKind,
    /// Where it is, in the caller's language.
    pub address: String,
    /// The region's code.
    pub region: String,
    /// The IANA time zone of its clocks.
    pub time_zone: String,
    /// When which section is open.
    pub hours: Vec<Hours>,
}

/// One stretch of a weekday in which a section is open.
#[derive(Serialize, ToSchema)]
pub struct Hours {
    /// Which section.
    pub section: Section,
    /// The day of the week; 0 is Sunday.
    pub weekday: u8,
    /// From when, on the centre's wall clock.
    #[schema(example = "08:00")]
    pub from: String,
    /// Until when.
    #[schema(example = "16:00")]
    pub to: String,
}

/// The officials one can ask to meet.
#[utoipa::path(
    get, path = "/api/v1/officials", tag = "Directory",
    responses((status = 200, description = "The officials", body = Officials))
)]
pub fn officials(call: Call) -> Ready<Answer> {
    let Call { app, words, .. } = call;
    let catalogue = app.catalogue.get();
    let code = words.lang().code();
    let officials = catalogue.officials.iter().map(|official| {
        let style = official.styles.in_language(code);
        OfficialView {
            id: official.id.clone(),
            name: style.full,
            short_name: style.short,
            open_to_choice: official.open_to_choice,
        }
    });
    ready(shown(&Officials {
        officials: officials.collect(),
    }))
}

/// The centres with their hours.
#[utoipa::path(
    get, path = "/api/v1/centres", tag = "Directory",
    responses((status = 200, description = "The centres", body = Centres))
)]
pub fn centres(call: Call) -> Ready<Answer> {
    let Call { app, words, .. } = call;
    let catalogue = app.catalogue.get();
    let code = words.lang().code();
    let centres = catalogue.centres.iter().map(|centre| CentreView {
        id: centre.id.clone(),
        name: centre.names.in_language(code).to_owned(),
        kind: centre.kind,
        address: centre.addresses.in_language(code).to_owned(),
        region: centre.region.clone(),
        time_zone: centre.zone.clone(),
        hours: catalogue
            .places
            .iter()
            .filter(|place| place.id == centre.id)
            .flat_map(|place| &place.hours)
            .map(|opening| Hours {
                section: opening.section,
                weekday: opening.weekday.number(),
                from: opening.from.to_string(),
                to: opening.to.to_string(),
            })
            .collect(),
    });
    ready(shown(&Centres {
        centres: centres.collect(),
    }))
}

/// What can be done at the centres.
#[derive(Serialize, ToSchema)]
pub struct Services {
    /// In the ministry's order.
    pub services: Vec<ServiceView>,
}

/// A service that a time is booked for.
#[derive(Serialize, ToSchema)]
pub struct ServiceView {
    /// The id.
    pub id: ServiceId,
    /// The name, in the caller's language.
    pub name: String,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// The only section that has it; none is both.
    pub section: Option<Section>,
    /// The centres that have it, in the ministry's order.
    pub centres: Vec<CentreId>,
}

/// The services of the centres that a time can be booked for.
#[utoipa::path(
    get, path = "/api/v1/services", tag = "Directory",
    responses((status = 200, description = "The services", body = Services))
)]
pub fn services(call: Call) -> Ready<Answer> {
    let Call { app, words, .. } = call;
    let catalogue = app.catalogue.get();
    let code = words.lang().code();
    let services = catalogue.offered.iter().map(|service| ServiceView {
        id: service.id.clone(),
        name: catalogue.service_name(&service.id, code),
        minutes: service.minutes,
        section: service.section,
        centres: catalogue.centres_with(&service.id),
    });
    ready(shown(&Services {
        services: services.collect(),
    }))
}
