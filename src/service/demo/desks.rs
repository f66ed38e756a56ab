//! Services at the desks of three centres, a mobile unit with its stops, and the teams that visit
//! homes: all of them rows, none of them code.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::app::App;
use super::super::error::ServiceError;
use crate::scheduling::ids::{CentreId, ServiceId, StopId};
use crate::scheduling::slot::facts::PlaceKind;
use crate::scheduling::{Section, Week, calendar};
use crate::store::desk::{self, Desk, DeskOpening, Service, Stop};
use crate::store::place::{self, Centre};
use crate::store::{Db, Texts};

/// Id, names, minutes.
const SERVICES: [(&str, [&str; 2], i32); 3] = [
    (
        "attestation",
        ["تصديق وثيقة", "Attestation of a document"],
        20,
    ),
    ("records", ["تحديث البيانات", "Correction of records"], 15),
    (
        "home-visit",
        [
            "زيارة منزلية لكبار السن والمرضى",
            "Home visit for the elderly and ill",
        ],
        60,
    ),
];
/// What is done at a desk, and by a team that travels to a home.
const AT_DESKS: [&str; 2] = ["attestation", "records"];
const AT_HOME: [&str; 1] = ["home-visit"];
const CENTRES: [&str; 3] = ["riyadh", "jeddah", "madinah"];
/// So many desks has each section of a centre; the first is without steps and seats companions.
const DESKS: i32 = 2;

/// The places that travel, after the centres: id, kind, names, addresses.
const TRAVEL: [(&str, PlaceKind, [&str; 2], [&str; 2]); 2] = [
    (
        UNIT,
        PlaceKind::Mobile,
        ["الوحدة المتنقلة", "Mobile unit"],
        ["تتنقل بين المحافظات", "Travels between the governorates"],
    ),
    (
        "riyadh-homes",
        PlaceKind::Home,
        ["الزيارات المنزلية في الرياض", "Home visits in Riyadh"],
        [
            "في منزلك بمدينة الرياض",
            "At your home in the city of Riyadh",
        ],
    ),
];
const AFTER_THE_CENTRES: i32 = 14;
const UNIT: &str = "riyadh-mobile";
/// When the teams that visit homes set out, in local minutes of the day.
const VISITS: (i32, i32) = (9 * 60, 13 * 60);

/// Where the unit stands in turn, week after week: addresses, millionths of a degree.
const STOPS: [([&str; 2], i32, i32); 3] = [
    (
        [
            "الخرج، ساحة البلدية",
            "Al-Kharj, the square of the municipality",
        ],
        24_148_300,
        47_305_000,
    ),
    (
        ["المجمعة، المركز الحضاري", "Al-Majmaah, the cultural centre"],
        25_903_900,
        45_345_000,
    ),
    (
        [
            "القويعية، مقر المحافظة",
            "Al-Quwayiyah, the governorate's seat",
        ],
        24_047_200,
        45_265_600,
    ),
];
const STOP_HOURS: &str = "09:00-13:00";
/// A stop is from Monday to Wednesday.
const STOP_DAYS: (u64, u64) = (1, 3);
const WEEKS_AHEAD: i64 = 6;

/// Writes the services, the desks that do them, and the places that travel.
pub(super) async fn write(app: &App) -> Result<(), ServiceError> {
    app.store
        .write(|db| {
            services(db)?;
            for centre in CENTRES {
                for &section in Section::ALL {
                    for number in 1..=DESKS {
                        add(db, (centre, section, number), "نافذة", "Desk", &AT_DESKS)?;
                    }
                }
            }
            travellers(db)
        })
        .await
}

fn services(db: &mut Db) -> Result<(), ServiceError> {
    for (position, (id, [ar, en], minutes)) in (1..).zip(SERVICES) {
        let row = Service {
            id: id.into(),
            position,
            names: Texts::of([("ar", ar), ("en", en)]),
            minutes,
            section: None,
        };
        desk::add_service(db, &row)?;
    }
    Ok(())
}

fn travellers(db: &mut Db) -> Result<(), ServiceError> {
    for (position, (id, kind, [ar, en], [at_ar, at_en])) in (AFTER_THE_CENTRES..).zip(TRAVEL) {
        let row = Centre {
            id: id.into(),
            position,
            kind,
            names: Texts::of([("ar", ar), ("en", en)]),
            addresses: Texts::of([("ar", at_ar), ("en", at_en)]),
            region: "riyadh".to_owned(),
            zone: "Asia/Riyadh".to_owned(),
            step_free: true,
            seats: 4,
        };
        let hours = if kind == PlaceKind::Home {
            visits(id)
        } else {
            Vec::new()
        };
        place::add_centre(db, &row, &hours, &[])?;
        for &section in Section::ALL {
            match kind {
                PlaceKind::Home => add(db, (id, section, 1), "الفريق", "Team", &AT_HOME)?,
                PlaceKind::Main
                | PlaceKind::Regional
                | PlaceKind::Mobile
                | PlaceKind::Headquarters => {
                    add(db, (id, section, 1), "نافذة", "Desk", &AT_DESKS)?;
                }
            }
        }
    }
    Ok(())
}

/// The teams work on the days on which the centres do.
fn visits(id: &str) -> Vec<place::Opening> {
    let days = super::ministry::WORKING_DAYS;
    let of_day = |weekday| {
        Section::ALL.iter().map(move |&section| place::Opening {
            centre_id: id.into(),
            section,
            weekday,
            from_minute: VISITS.0,
            to_minute: VISITS.1,
        })
    };
    days.flat_map(of_day).collect()
}

fn add(
    db: &mut Db,
    (centre, section, number): (&str, Section, i32),
    ar: &str,
    en: &str,
    done: &[&'static str],
) -> Result<(), ServiceError> {
    let row = Desk {
        id: format!("{centre}-{section}-desk-{number}").into(),
        centre_id: centre.into(),
        section,
        names: Texts::of([
            ("ar", format!("{ar} {number}").as_str()),
            ("en", format!("{en} {number}").as_str()),
        ]),
        step_free: number == 1,
        seats: if number == 1 { 4 } else { 2 },
    };
    let services: Vec<ServiceId> = done.iter().map(|&id| id.into()).collect();
    let its_own: &[DeskOpening] = &[];
    Ok(desk::add_desk(db, &row, &services, its_own)?)
}

/// Says where the unit stands in the weeks to come, as far as nobody has said it yet.
pub(super) async fn tour(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let today = calendar::local_day(app.settings.ministry.zone, now);
    let weeks = Week::covering(today, today + TimeDelta::weeks(WEEKS_AHEAD));
    app.store
        .write(move |db| {
            let known = desk::stops(db)?;
            let unit = CentreId::from(UNIT);
            for (&week, (at, latitude, longitude)) in weeks.iter().zip(STOPS.iter().cycle()) {
                let id = StopId::from(format!("{UNIT}-{week}"));
                if known.iter().any(|stop| stop.id == id) {
                    continue;
                }
                let day = |number| (week.first() + chrono::Days::new(number)).to_string();
                let row = Stop {
                    id,
                    centre_id: unit.clone(),
                    first_day: day(STOP_DAYS.0),
                    last_day: day(STOP_DAYS.1),
                    hours: STOP_HOURS.to_owned(),
                    addresses: Texts::of([("ar", at[0]), ("en", at[1])]),
                    latitude: *latitude,
                    longitude: *longitude,
                };
                desk::add_stop(db, &row)?;
            }
            Ok::<_, ServiceError>(())
        })
        .await
}
