//! Rules, templates and exceptions on a week, against walking it five minutes at a time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, NaiveDate};
use proptest::prelude::*;

use super::super::template::TemplateAdds;
use super::super::{
    Change, Effect, Exception, Mode, Reserve, Standing, Stretch, Template, TemplateHours, WeekPlan,
    Weekday, WeeklyRule, Window,
};
use super::fill;
use crate::scheduling::calendar::{self, TimeOfDay, Week};
use crate::scheduling::ids::OfficialId;
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;

const RIYADH: chrono_tz::Tz = chrono_tz::Asia::Riyadh;

fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stretch(from: &str, to: &str) -> Stretch {
    Stretch {
        from: time(from),
        to: time(to),
        modes: BTreeSet::from([Mode::Video]),
        slot_minutes: 20,
        buffer_minutes: 10,
        buffer_before_minutes: 0,
        open_to_choice: true,
        reserve: None,
        place: None,
        centres: BTreeSet::new(),
        section: None,
        on_holiday: false,
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
    let effect = Effect::of(&before, &after, RIYADH);
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

prop_compose! {
    fn any_stretch()(
        from in 96_u16..180,
        length in 1_u16..40,
        slot in 1_u16..8,
        pause in 0_u16..3,
        before in 0_u16..3,
        open_to_choice in any::<bool>(),
    ) -> Stretch {
        let of = |fives: u16| TimeOfDay::of_minutes(fives * 5).unwrap();
        Stretch {
            from: of(from),
            to: of(from + length.max(slot)),
            slot_minutes: slot * 5,
            buffer_minutes: pause * 5,
            buffer_before_minutes: before * 5,
            open_to_choice,
            ..stretch("09:00", "10:00")
        }
    }
}

fn any_weekday() -> impl Strategy<Value = Weekday> {
    prop::sample::select(vec![Weekday::Sunday, Weekday::Monday, Weekday::Saturday])
}

prop_compose! {
    fn any_rule()(
        weekday in any_weekday(),
        stretch in any_stretch(),
        from in 0_u64..30,
        length in prop::option::of(0_u64..30),
        every_weeks in 1_u16..4,
    ) -> WeeklyRule {
        let valid_from = day("2026-11-01") + Days::new(from);
        WeeklyRule {
            weekday,
            stretch,
            valid_from,
            valid_to: length.map(|length| valid_from + Days::new(length)),
            every_weeks,
        }
    }
}

fn any_change() -> impl Strategy<Value = Change> {
    let at = || {
        prop::option::of((90_u16..200).prop_map(|fives| TimeOfDay::of_minutes(fives * 5).unwrap()))
    };
    prop_oneof![
        any_stretch().prop_map(|stretch| Change::Add { stretch }),
        (at(), at()).prop_map(|(from, to)| Change::Remove { from, to }),
        prop::collection::vec(any_stretch(), 0..3)
            .prop_map(|stretches| Change::Replace { stretches }),
    ]
}

prop_compose! {
    fn any_exception()(
        on in 20_u64..32,
        days in prop::option::of(0_u64..5),
        change in any_change(),
    ) -> Exception {
        let first = day("2026-11-01") + Days::new(on);
        Exception {
            day: first,
            last_day: days.map(|days| first + Days::new(days)),
            change,
            reason: "سفر".to_owned(),
        }
    }
}

prop_compose! {
    fn any_template()(
        hours in prop::option::of((96_u16..150, 20_u16..60)),
        adds in prop::collection::vec((any_weekday(), any_stretch()), 0..3),
    ) -> Template {
        let of = |fives: u16| TimeOfDay::of_minutes(fives * 5).unwrap();
        Template {
            hours: hours.map(|(from, length)| TemplateHours { from: of(from), to: of(from + length) }),
            adds: adds
                .into_iter()
                .map(|(weekday, stretch)| TemplateAdds { weekday, stretch })
                .collect(),
        }
    }
}

/// Five minutes of a day, counted from midnight.
type Five = u16;

/// One day, the slow way: every window that is ever laid has a number, and every five minutes
/// know the number that has them.
#[derive(Default)]
struct Walked {
    laid: Vec<Window>,
    owner: BTreeMap<Five, usize>,
}

impl Walked {
    fn lay(&mut self, window: Window) {
        for five in window.from.minutes() / 5..window.to.minutes() / 5 {
            self.owner.insert(five, self.laid.len());
        }
        self.laid.push(window);
    }

    /// The meetings of a laid window that have all their minutes.
    fn meetings(&self) -> BTreeSet<(u16, u16, bool)> {
        let mut found = BTreeSet::new();
        for (number, window) in self.laid.iter().enumerate() {
            let mut at = window.from.minutes();
            while at + window.slot_minutes <= window.to.minutes() {
                let past = at + window.slot_minutes;
                if (at / 5..past / 5).all(|five| self.owner.get(&five) == Some(&number)) {
                    found.insert((at, past, window.open_to_choice));
                }
                at = past + window.buffer_minutes + window.buffer_before_minutes;
            }
        }
        found
    }
}

fn weeks_apart(one: NaiveDate, other: NaiveDate) -> i64 {
    let sunday = |mut day: NaiveDate| {
        while Weekday::of(day) != Weekday::Sunday {
            day = day.pred_opt().unwrap();
        }
        day
    };
    (sunday(other) - sunday(one)).num_days() / 7
}

fn walked(
    day: NaiveDate,
    rules: &[WeeklyRule],
    template: &Template,
    exceptions: &[Exception],
) -> Walked {
    let mut walked = Walked::default();
    for rule in rules {
        let is_late = rule.valid_to.is_some_and(|last| last < day);
        let is_turn = weeks_apart(rule.valid_from, day) % i64::from(rule.every_weeks) == 0;
        if rule.weekday != Weekday::of(day) || day < rule.valid_from || is_late || !is_turn {
            continue;
        }
        let mut window = rule.stretch.on(day);
        if let Some(hours) = template.hours {
            window.from = window.from.max(hours.from);
            window.to = window.to.min(hours.to);
            if window.to < window.from
                || window.to.minutes() - window.from.minutes() < window.slot_minutes
            {
                continue;
            }
        }
        walked.lay(window);
    }
    for adds in &template.adds {
        if adds.weekday == Weekday::of(day) {
            walked.lay(adds.stretch.on(day));
        }
    }
    for exception in exceptions {
        if day < exception.day || exception.last_day.unwrap_or(exception.day) < day {
            continue;
        }
        match &exception.change {
            Change::Add { stretch } => walked.lay(stretch.on(day)),
            Change::Remove { from, to } => {
                let from = from.map_or(0, TimeOfDay::minutes) / 5;
                let to = to.map_or(1440, TimeOfDay::minutes) / 5;
                walked.owner.retain(|five, _| *five < from || to <= *five);
            }
            Change::Replace { stretches } => {
                walked.owner.clear();
                for stretch in stretches {
                    walked.lay(stretch.on(day));
                }
            }
        }
    }
    walked
}

proptest! {
    #[test]
    fn a_filled_week_is_what_walking_it_finds(
        rules in prop::collection::vec(any_rule(), 0..8),
        template in any_template(),
        exceptions in prop::collection::vec(any_exception(), 0..4),
    ) {
        let exceptions: Vec<Exception> =
            exceptions.into_iter().filter(|each| each.check().is_ok()).collect();
        let week = Week::containing(day("2026-11-24"));
        let plan = fill(&OfficialId::from("deputy"), week, &rules, &template, &exceptions);
        prop_assert_eq!(plan.check(), Ok(()));
        prop_assert!(plan.windows.is_sorted());
        for day in week.days() {
            let cut = |plan: &WeekPlan| -> BTreeSet<(u16, u16, bool)> {
                plan.windows
                    .iter()
                    .filter(|window| window.day == day)
                    .flat_map(|window| {
                        window.offers(RIYADH).into_iter().map(|offer| (
                            calendar::local_time(RIYADH, offer.starts_at).minutes(),
                            calendar::local_time(RIYADH, offer.ends_at).minutes(),
                            window.open_to_choice,
                        ))
                    })
                    .collect()
            };
            prop_assert_eq!(cut(&plan), walked(day, &rules, &template, &exceptions).meetings());
        }
    }
}
