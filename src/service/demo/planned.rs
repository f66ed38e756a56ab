//! Who waits for next week's plan beside the others: more than the week has room for, so that the
//! plan has somebody to leave out, and says of each why.
//!
//! Four can come on that week's Tuesday alone, when the minister has four times at the most and one
//! of them goes to who waits longer: no time is left. Three need sign language and live where the
//! centre has one hour in the week, with two times: the interpreter is left to two of them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::decisions::goes_through;
use super::people::{Cast, Then, cast, enrol, new};
use crate::scheduling::needs::Need;
use crate::scheduling::{Mode, Needs, RequestKind, Sex, Urgency, Week, calendar};
use crate::service::hand_in::{NewRequest, Span};
use crate::service::{App, ServiceError};

/// The days from the Sunday of next week to the one on which some can come.
const TUESDAY: i64 = 2;
/// So many days after that Sunday they are still away.
const DAYS_AWAY: i64 = 21;
/// The first has waited so many days, and each after it one less.
const WAITS_DAYS: i64 = 14;

/// What somebody needs beside a time.
#[derive(Clone, Copy)]
enum Asks {
    /// An interpreter of sign language, by video.
    Signs,
    /// Only that Tuesday, met that way.
    Tuesday(Mode),
}

const THEN: Then = Then::Approved(Urgency::Normal);

const PLANNED: [(Cast, Asks); 7] = [
    (
        cast(
            (
                "1071000119",
                "+966500000116",
                ["عايد الرويلي", "Ayed Ar-Ruwaili"],
            ),
            (Sex::Man, "jawf"),
            (
                RequestKind::Meeting,
                Some("minister"),
                "فصل لتعليم الصم في الجوف",
            ),
            THEN,
        ),
        Asks::Signs,
    ),
    (
        cast(
            (
                "1043000221",
                "+966500000117",
                ["فلاح الشراري", "Falah Ash-Sharari"],
            ),
            (Sex::Man, "jawf"),
            (
                RequestKind::Meeting,
                Some("deputy"),
                "توظيف خريجي معهد الأمل",
            ),
            THEN,
        ),
        Asks::Signs,
    ),
    (
        cast(
            (
                "1062000334",
                "+966500000118",
                ["بدرية الرويلي", "Badriyah Ar-Ruwaili"],
            ),
            (Sex::Woman, "jawf"),
            (
                RequestKind::Meeting,
                Some("deputy"),
                "مترجم إشارة في دوائر المنطقة",
            ),
            THEN,
        ),
        Asks::Signs,
    ),
    (
        cast(
            (
                "1035000445",
                "+966500000119",
                ["مشعل الشمري", "Mishal Ash-Shammari"],
            ),
            (Sex::Man, "hail"),
            (RequestKind::Meeting, Some("minister"), "صك أرض مفقود"),
            THEN,
        ),
        Asks::Tuesday(Mode::InPerson),
    ),
    (
        cast(
            (
                "1084000551",
                "+966500000120",
                ["عبير القرني", "Abeer Al-Qarni"],
            ),
            (Sex::Woman, "asir"),
            (
                RequestKind::Meeting,
                Some("minister"),
                "نقل معلمة لرعاية والديها",
            ),
            THEN,
        ),
        Asks::Tuesday(Mode::Video),
    ),
    (
        cast(
            (
                "2077000665",
                "+966500000121",
                ["يوسف بخاري", "Yusuf Bukhari"],
            ),
            (Sex::Man, "madinah"),
            (
                RequestKind::Meeting,
                Some("minister"),
                "إقامة أسرة ولدت في المدينة",
            ),
            THEN,
        ),
        Asks::Tuesday(Mode::Video),
    ),
    (
        cast(
            (
                "1029000773",
                "+966500000122",
                ["دلال الحربي", "Dalal Al-Harbi"],
            ),
            (Sex::Woman, "makkah"),
            (
                RequestKind::Meeting,
                Some("minister"),
                "تعويض عن بيت أزيل للطريق",
            ),
            THEN,
        ),
        Asks::Tuesday(Mode::InPerson),
    ),
];

/// Each hands in a request, and the office approves it.
pub(super) async fn act(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let today = calendar::local_day(app.settings.ministry.zone, now);
    for ((one, asks), days) in PLANNED.iter().zip((0..=WAITS_DAYS).rev()) {
        let caller = enrol(app, one, now).await?;
        let handed_in = now - TimeDelta::days(days);
        let wanted = wanted(one, *asks, today)?;
        goes_through(app, &caller, (one, wanted), (handed_in, now)).await?;
    }
    Ok(())
}

fn wanted(one: &Cast, asks: Asks, today: NaiveDate) -> Result<NewRequest, ServiceError> {
    let plain = new(one, None);
    Ok(match asks {
        Asks::Signs => NewRequest {
            needs: Needs::of([Need::SignLanguage])
                .ok_or(ServiceError::Broken("the cast has needs that cannot be"))?,
            ..plain
        },
        Asks::Tuesday(mode) => NewRequest {
            mode: Some(mode),
            unavailable: all_but_tuesday(today),
            ..plain
        },
    })
}

/// All days but the Tuesday of next week.
fn all_but_tuesday(today: NaiveDate) -> Vec<Span> {
    let sunday = Week::containing(today).next().first();
    let day = |days: i64| sunday + TimeDelta::days(days);
    vec![
        Span {
            from: today,
            to: day(TUESDAY - 1),
        },
        Span {
            from: day(TUESDAY + 1),
            to: day(DAYS_AWAY),
        },
    ]
}
