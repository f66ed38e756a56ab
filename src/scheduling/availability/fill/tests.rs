//! Rules, templates and exceptions on a week, case by case.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, NaiveDate};

use super::super::{
    Change, Effect, Exception, Mode, Reserve, Standing, Stretch, Template, TemplateAdds,
    TemplateHours, Weekday, WeeklyRule,
};
use super::fill;
use crate::scheduling::calendar::{self, TimeOfDay, Week};
use crate::scheduling::ids::OfficialId;
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;

mod walked;

const RIYADH: chrono_tz::Tz = chrono_tz::Asia::Riyadh;

fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stretch(from: &str, to: &str) -> Stretch {
    Stretch {
        buffer_minutes: 10,
        ..Stretch::plain((time(from), time(to)), [Mode::Video], 20)
    }
}

fn rule(weekday: Weekday, from: &str, to: &str) -> WeeklyRule {
    WeeklyRule {
        weekday,
        stretch: stretch(from, to),
        valid_from: day("2026-11-01"),
        valid_to: None,
        every_weeks: 1,
    }
}

fn exception(on: &str, change: Change) -> Exception {
    Exception {
        day: day(on),
        last_day: None,
        change,
        reason: "سفر".to_owned(),
    }
}

/// The week of that day as lines: day of the month, start of each meeting.
fn drawn(on: &str, rules: &[WeeklyRule], template: &Template, exceptions: &[Exception]) -> String {
    let week = Week::containing(day(on));
    let plan = fill(
        &OfficialId::from("deputy"),
        week,
        rules,
        template,
        exceptions,
    );
    assert_eq!(plan.check(), Ok(()));
    let mut lines: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    for (starts_at, _, _) in plan.times(RIYADH) {
        let line = lines
            .entry(calendar::local_day(RIYADH, starts_at))
            .or_default();
        line.push(calendar::local_time(RIYADH, starts_at).to_string());
    }
    let line =
        |(day, times): (NaiveDate, Vec<String>)| format!("{} {}", day.day(), times.join(" "));
    lines.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn rules_stand_on_their_weekdays() {
    let rules = [
        rule(Weekday::Sunday, "09:00", "10:00"),
        rule(Weekday::Tuesday, "13:00", "13:50"),
    ];
    assert_eq!(
        drawn("2026-11-24", &rules, &Template::default(), &[]),
        "22 09:00 09:30\n24 13:00 13:30"
    );
}

#[test]
fn a_rule_has_a_first_and_a_last_day() {
    let short = WeeklyRule {
        valid_from: day("2026-11-23"),
        valid_to: Some(day("2026-11-30")),
        ..rule(Weekday::Monday, "09:00", "09:20")
    };
    for (on, said) in [
        ("2026-11-16", ""),
        ("2026-11-23", "23 09:00"),
        ("2026-11-30", "30 09:00"),
        ("2026-12-07", ""),
    ] {
        assert_eq!(
            drawn(on, std::slice::from_ref(&short), &Template::default(), &[]),
            said
        );
    }
    let backwards = WeeklyRule {
        valid_to: Some(day("2026-11-22")),
        ..short
    };
    assert_eq!(backwards.check(), Err(Refusal::RuleDays));
}

#[test]
fn every_third_week_is_counted_from_the_first() {
    let third = WeeklyRule {
        valid_from: day("2026-11-25"),
        every_weeks: 3,
        ..rule(Weekday::Monday, "09:00", "09:20")
    };
    let weeks = (0..10_u64).map(|count| day("2026-11-23") + Days::new(7 * count));
    let said: Vec<u64> = (0..10)
        .zip(weeks)
        .filter(|(_, monday)| third.applies(*monday))
        .map(|(count, _)| count)
        .collect();
    // The first week's Monday is before the rule's first day, but counts.
    assert_eq!(said, [3, 6, 9]);
    let never = WeeklyRule {
        every_weeks: 0,
        ..third
    };
    assert_eq!(never.check(), Err(Refusal::RuleDays));
}

#[test]
fn what_comes_later_goes_before_what_is_there() {
    let reserve = WeeklyRule {
        stretch: Stretch {
            reserve: Some(Reserve {
                release_minutes: 60,
            }),
            ..stretch("10:00", "10:20")
        },
        ..rule(Weekday::Sunday, "10:00", "10:20")
    };
    let rules = [rule(Weekday::Sunday, "09:00", "11:00"), reserve];
    let week = Week::containing(day("2026-11-22"));
    let plan = fill(
        &OfficialId::from("deputy"),
        week,
        &rules,
        &Template::default(),
        &[],
    );
    let kept: Vec<bool> = plan
        .windows
        .iter()
        .map(|window| window.reserve.is_some())
        .collect();
    assert_eq!(kept, [false, true, false]);
    assert_eq!(
        drawn("2026-11-22", &rules, &Template::default(), &[]),
        "22 09:00 09:30 10:00 10:30"
    );
}

#[test]
fn exceptions_take_out_add_and_replace() {
    let rules = [rule(Weekday::Sunday, "09:00", "11:00")];
    let out = |from: Option<&str>, to: Option<&str>| Change::Remove {
        from: from.map(time),
        to: to.map(time),
    };
    let with = |change| {
        drawn(
            "2026-11-22",
            &rules,
            &Template::default(),
            &[exception("2026-11-22", change)],
        )
    };
    assert_eq!(with(out(None, None)), "");
    assert_eq!(with(out(Some("10:00"), None)), "22 09:00 09:30");
    assert_eq!(with(out(None, Some("09:30"))), "22 09:30 10:00 10:30");
    let added = Change::Add {
        stretch: stretch("20:00", "20:20"),
    };
    assert_eq!(with(added), "22 09:00 09:30 10:00 10:30 20:00");
    let other = Change::Replace {
        stretches: vec![stretch("13:00", "13:20"), stretch("08:00", "08:20")],
    };
    assert_eq!(with(other), "22 08:00 13:00");
    let over = exception(
        "2026-11-22",
        Change::Replace {
            stretches: vec![stretch("13:00", "14:00"), stretch("13:30", "14:00")],
        },
    );
    assert_eq!(over.check(), Err(Refusal::WindowOverlaps));
}

#[test]
fn an_exception_lasts_some_days_and_has_a_reason() {
    let rules = [Weekday::Sunday, Weekday::Monday, Weekday::Tuesday]
        .map(|weekday| rule(weekday, "09:00", "09:20"));
    let away = Exception {
        last_day: Some(day("2026-11-23")),
        ..exception(
            "2026-11-22",
            Change::Remove {
                from: None,
                to: None,
            },
        )
    };
    let said = drawn(
        "2026-11-22",
        &rules,
        &Template::default(),
        std::slice::from_ref(&away),
    );
    assert_eq!(said, "24 09:00");
    assert_eq!(away.check(), Ok(()));
    let wordless = Exception {
        reason: " ".to_owned(),
        ..away.clone()
    };
    assert_eq!(wordless.check(), Err(Refusal::ReasonNeeded));
    let backwards = Exception {
        last_day: Some(day("2026-11-21")),
        ..away
    };
    assert_eq!(backwards.check(), Err(Refusal::RuleDays));
}

#[test]
fn a_template_cuts_the_day_and_adds_its_own() {
    let rules = [rule(Weekday::Sunday, "09:00", "16:00")];
    let ramadan = Template {
        hours: Some(TemplateHours {
            from: time("10:00"),
            to: time("11:00"),
        }),
        adds: Vec::new(),
    };
    assert_eq!(drawn("2026-11-22", &rules, &ramadan, &[]), "22 10:00 10:30");
    let women = Stretch {
        section: Some(Section::Women),
        ..stretch("09:00", "09:50")
    };
    let summer = Template {
        hours: None,
        adds: vec![TemplateAdds {
            weekday: Weekday::Saturday,
            stretch: women,
        }],
    };
    let [short] = [rule(Weekday::Sunday, "09:00", "09:20")];
    assert_eq!(
        drawn("2026-11-22", &[short], &summer, &[]),
        "22 09:00\n28 09:00 09:30"
    );
}

#[test]
fn an_effect_names_what_comes_what_goes_and_whom_it_hits() {
    let week = Week::containing(day("2026-11-22"));
    let filled = |from, to| {
        let rules = [rule(Weekday::Sunday, from, to)];
        fill(
            &OfficialId::from("deputy"),
            week,
            &rules,
            &Template::default(),
            &[],
        )
    };
    let (before, after) = (filled("09:00", "10:00"), filled("09:30", "10:30"));
    let effect = Effect::of(&before.times(RIYADH), &after.times(RIYADH));
    let starts = |times: &[(chrono::DateTime<chrono::Utc>, _, Mode)]| -> Vec<String> {
        times
            .iter()
            .map(|&(at, _, _)| calendar::local_time(RIYADH, at).to_string())
            .collect()
    };
    assert_eq!(starts(&effect.gained), ["10:00"]);
    assert_eq!(starts(&effect.lost), ["09:00"]);
    let standing = |at: &str, centre: &str| {
        let starts_at = calendar::instant(RIYADH, day("2026-11-22"), time(at));
        Standing {
            starts_at,
            ends_at: starts_at + chrono::TimeDelta::minutes(20),
            mode: Mode::Video,
            centre: Some(centre.into()),
        }
    };
    assert!(before.hits(&after, &standing("09:00", "madinah"), RIYADH));
    assert!(!before.hits(&after, &standing("09:30", "madinah"), RIYADH));
    // What was in no published week is not taken away by another.
    assert!(!before.hits(&after, &standing("11:30", "madinah"), RIYADH));
    let mut elsewhere = before.clone();
    for window in &mut elsewhere.windows {
        window.centres = BTreeSet::from(["jeddah".into()]);
    }
    assert!(before.hits(&elsewhere, &standing("09:30", "madinah"), RIYADH));
    assert!(!before.hits(&elsewhere, &standing("09:30", "jeddah"), RIYADH));
}

#[test]
fn a_rule_survives_its_text() {
    let rule = rule(Weekday::Sunday, "09:00", "10:00");
    let text = serde_json::to_string(&rule).unwrap();
    assert_eq!(
        text,
        "{\"weekday\":\"sunday\",\"stretch\":{\"from\":\"09:00\",\"to\":\"10:00\",\
         \"modes\":[\"video\"],\"slot_minutes\":20,\"buffer_minutes\":10,\
         \"open_to_choice\":true},\"valid_from\":\"2026-11-01\",\"every_weeks\":1}"
    );
    assert_eq!(serde_json::from_str::<WeeklyRule>(&text).unwrap(), rule);
    let exception = exception(
        "2026-11-22",
        Change::Remove {
            from: Some(time("10:00")),
            to: None,
        },
    );
    let text = serde_json::to_string(&exception).unwrap();
    assert_eq!(
        text,
        "{\"day\":\"2026-11-22\",\"change\":{\"kind\":\"remove\",\"from\":\"10:00\"},\
         \"reason\":\"سفر\"}"
    );
    assert_eq!(serde_json::from_str::<Exception>(&text).unwrap(), exception);
}

#[test]
fn a_template_takes_only_times_that_can_be_laid() {
    let adds = |weekday, from: &str, to: &str| TemplateAdds {
        weekday,
        stretch: stretch(from, to),
    };
    let one = Template::default()
        .add(adds(Weekday::Saturday, "09:00", "12:00"))
        .unwrap();
    let over = adds(Weekday::Saturday, "11:30", "13:00");
    assert_eq!(one.add(over.clone()), Err(Refusal::WindowOverlaps));
    let both = one.add(adds(Weekday::Friday, "11:30", "13:00")).unwrap();
    let weekdays: Vec<Weekday> = both.adds.iter().map(|each| each.weekday).collect();
    assert_eq!(weekdays, [Weekday::Friday, Weekday::Saturday]);
    let backwards = adds(Weekday::Sunday, "12:00", "09:00");
    assert_eq!(one.add(backwards), Err(Refusal::WindowOrder));
    assert_eq!(
        both.drop((Weekday::Friday, time("09:00"))),
        Err(Refusal::NothingThere)
    );
    assert_eq!(both.drop((Weekday::Friday, time("11:30"))), Ok(one.clone()));

    // What a program writes as a whole is held to the same.
    let mut written = one.clone();
    written.adds.push(over);
    assert_eq!(written.check(), Err(Refusal::WindowOverlaps));
    let hours = |from, to| Template {
        hours: Some(TemplateHours {
            from: time(from),
            to: time(to),
        }),
        ..one.clone()
    };
    assert_eq!(hours("10:00", "15:00").check(), Ok(()));
    assert_eq!(hours("15:00", "10:00").check(), Err(Refusal::WindowOrder));
    let mut many = Template::default();
    for (place, weekday) in (0..).zip(Weekday::ALL.iter().cycle().take(21)) {
        let hour = 8 + place / 7;
        let adds = adds(*weekday, &format!("{hour:02}:00"), &format!("{hour:02}:30"));
        match many.add(adds) {
            Ok(more) => many = more,
            Err(refusal) => assert_eq!((place, refusal), (20, Refusal::TooManyRules)),
        }
    }
    assert_eq!(many.adds.len(), 20);
}
