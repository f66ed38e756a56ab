//! The demo ministry's calendar: where its centres are, and the holidays of six years.

use chrono::{DateTime, Utc};

use crate::scheduling::calendar::holiday::{Holiday, HolidayState, Occasion, computed};
use crate::service::{App, ServiceError, days};
use crate::store::Texts;
use crate::store::calendar::{self as rows, City};

/// The years whose holidays are written down.
const YEARS: std::ops::RangeInclusive<i32> = 2025..=2030;

/// Where the centres are, in millionths of a degree north and east.
const CITIES: [(&str, i32, i32); 13] = [
    ("riyadh", 24_713_600, 46_675_300),
    ("jeddah", 21_485_800, 39_192_500),
    ("madinah", 24_467_200, 39_611_100),
    ("dammam", 26_420_700, 50_088_800),
    ("buraydah", 26_326_000, 43_975_000),
    ("abha", 18_216_400, 42_505_300),
    ("tabuk", 28_383_800, 36_555_000),
    ("hail", 27_511_400, 41_720_800),
    ("arar", 30_975_300, 41_038_100),
    ("jazan", 16_889_200, 42_551_100),
    ("najran", 17_491_700, 44_132_200),
    ("bahah", 20_012_900, 41_467_700),
    ("sakaka", 29_969_700, 40_206_400),
];

/// Writes the cities, and the holidays: those of fixed days confirmed, the others estimated.
pub(super) async fn write(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let at = app.pad(now).at();
    app.store
        .write(move |db| {
            for (centre, latitude, longitude) in CITIES {
                let city = City {
                    centre_id: centre.into(),
                    latitude,
                    longitude,
                };
                rows::add_city(db, &city)?;
            }
            let weekends = days::weekends(db)?;
            for holiday in computed(YEARS, &weekends) {
                let row = rows::Holiday {
                    state: state(&holiday),
                    id: holiday.id,
                    occasion: holiday.occasion,
                    first_day: holiday.first.to_string(),
                    last_day: holiday.last.to_string(),
                    names: Texts::default(),
                    changed_at: at,
                };
                rows::put_holiday(db, &row)?;
            }
            Ok::<_, ServiceError>(())
        })
        .await
}

const fn state(holiday: &Holiday) -> HolidayState {
    match holiday.occasion {
        Occasion::FoundingDay | Occasion::NationalDay => HolidayState::Confirmed,
        Occasion::EidFitr | Occasion::EidAdha | Occasion::Between | Occasion::Other => {
            HolidayState::Estimated
        }
    }
}
