//! Two weeks of published availability from today on, filled from rules: the deputy's open to
//! choice, the minister's for the office to allocate, and his audience of Monday open to choice.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::scheduling::availability::{Reception, Stretch, Weekday, WeeklyRule};
use crate::scheduling::ids::{OfficialId, RuleId};
use crate::scheduling::{Mode, Section, TimeOfDay, Week, WeekPlan, calendar};
use crate::service::rules::as_json;
use crate::service::week::draft::filled;
use crate::service::week::published_rows;
use crate::service::{App, Pad, ServiceError};
use crate::store::availability;
use crate::store::rule::{self, Rule};
use crate::store::{Db, idempotency};

const DAYS_AHEAD: i64 = 14;
const SLOT_MINUTES: u16 = 20;
const BUFFER_MINUTES: u16 = 10;
const OFFICIALS: [&str; 2] = ["minister", "deputy"];
const MINISTER_DAYS: [Weekday; 2] = [Weekday::Sunday, Weekday::Tuesday];
const DEPUTY_DAYS: [Weekday; 5] = [
    Weekday::Sunday,
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
];
/// The minister's public audience: for whom, from when until when, and who receives with him.
const AUDIENCE_DAY: Weekday = Weekday::Monday;
const AUDIENCES: [(Section, (&str, &str), Option<&str>); 2] = [
    (Section::Men, ("08:30", "09:30"), Some("deputy")),
    (Section::Women, ("10:00", "11:00"), None),
];
const AUDIENCE_SEATS: u16 = 12;
const AUDIENCE_MINUTES: u16 = 60;
const IN_PERSON_OR_VIDEO: &[Mode] = &[Mode::InPerson, Mode::Video];
/// Says that the officials have their rules: whoever ends them all does not get them back.
const RULES_FACT: &str = "demo_rules";

/// Fills and publishes every week of the next two that nobody touched yet.
pub(super) async fn publish(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let today = calendar::local_day(app.settings.ministry.zone, now);
    let weeks = Week::covering(today, today + TimeDelta::days(DAYS_AHEAD));
    let pad = app.pad(now);
    app.store
        .write(move |db| {
            make_rules(db, Week::containing(today).first(), &mut pad.clone())?;
            for &week in &weeks {
                for official in OFFICIALS {
                    publish_one(db, (&official.into(), week), &pad)?;
                }
            }
            Ok::<_, ServiceError>(())
        })
        .await
}

fn publish_one(
    db: &mut Db,
    (official, week): (&OfficialId, Week),
    pad: &Pad,
) -> Result<(), ServiceError> {
    if availability::find(db, official, &week.to_string())?.is_some() {
        return Ok(());
    }
    let plan = WeekPlan {
        version: 1,
        ..filled(db, (official, week), None)?
    };
    for row in published_rows(&[plan], pad.at()) {
        availability::add(db, &row)?;
    }
    Ok(())
}

/// Gives the officials their rules, once.
fn make_rules(db: &mut Db, from: NaiveDate, pad: &mut Pad) -> Result<(), ServiceError> {
    if idempotency::fact(db, RULES_FACT)?.is_some() {
        return Ok(());
    }
    let minister = MINISTER_DAYS.map(|day| {
        (
            "minister",
            day,
            ("10:00", "12:00"),
            IN_PERSON_OR_VIDEO,
            false,
        )
    });
    let mornings =
        DEPUTY_DAYS.map(|day| ("deputy", day, ("09:30", "11:30"), &[Mode::Video][..], true));
    let afternoons =
        DEPUTY_DAYS.map(|day| ("deputy", day, ("13:00", "14:30"), IN_PERSON_OR_VIDEO, true));
    let all = minister.into_iter().chain(mornings).chain(afternoons);
    let meetings = all.filter_map(|(official, weekday, times, modes, open)| {
        Some((official, weekday, stretch(times, modes, open)?))
    });
    let audiences = AUDIENCES.into_iter().filter_map(|(section, times, with)| {
        Some(("minister", AUDIENCE_DAY, audience(section, times, with)?))
    });
    for (official, weekday, stretch) in meetings.chain(audiences) {
        let rule = WeeklyRule {
            weekday,
            stretch,
            valid_from: from,
            valid_to: None,
            every_weeks: 1,
        };
        rule.check()?;
        let row = Rule {
            id: pad.id(RuleId::made),
            official_id: official.into(),
            body: as_json(&rule),
            created_by: "demo".to_owned(),
            created_at: pad.at(),
            ended_at: None,
        };
        rule::add_rule(db, &row)?;
    }
    idempotency::set_fact(db, RULES_FACT, "made")?;
    Ok(())
}

fn stretch((from, to): (&str, &str), modes: &[Mode], open_to_choice: bool) -> Option<Stretch> {
    let hours = (TimeOfDay::parse(from)?, TimeOfDay::parse(to)?);
    Some(Stretch {
        buffer_minutes: BUFFER_MINUTES,
        open_to_choice,
        ..Stretch::plain(hours, modes.iter().copied(), SLOT_MINUTES)
    })
}

/// An hour in which the minister receives many people of a section at once.
fn audience(section: Section, times: (&str, &str), with: Option<&str>) -> Option<Stretch> {
    Some(Stretch {
        slot_minutes: AUDIENCE_MINUTES,
        buffer_minutes: 0,
        section: Some(section),
        reception: Some(Reception {
            seats: AUDIENCE_SEATS,
            with: with.map(OfficialId::from).into_iter().collect(),
        }),
        ..stretch(times, &[Mode::Reception], true)?
    })
}
