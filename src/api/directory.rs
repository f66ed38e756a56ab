//! Whom one can meet, and the centres; never where an official is.

use std::future::{Ready, ready};

use serde::Serialize;
use utoipa::ToSchema;

use super::call::{Answer, Call, shown};
use crate::scheduling::Section;
use crate::scheduling::ids::{CentreId, OfficialId};

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
    /// `main`, `regional` or `mobile`.
    pub kind: String,
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
        kind: centre.kind.clone(),
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
