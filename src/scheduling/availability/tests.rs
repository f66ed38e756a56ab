//! A week's windows: what may stand, what stays when an hour goes, what clocks do to it.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeDelta};
use chrono_tz::{TZ_VARIANTS, Tz};
use proptest::prelude::*;

use super::{Effect, Mode, Reserve, Stretch, WeekPlan, Window};
use crate::scheduling::calendar::{self, TimeOfDay, WallTime, Week};
use crate::scheduling::ids::OfficialId;
use crate::scheduling::refusal::Refusal;

const RIYADH: Tz = chrono_tz::Asia::Riyadh;

fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).unwrap()
}

fn window(day: NaiveDate, from: &str, to: &str) -> Window {
    Window {
        buffer_minutes: 10,
        ..Stretch::plain((time(from), time(to)), [Mode::Video], 20).on(day)
    }
}

fn sunday() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

fn week() -> WeekPlan {
    WeekPlan::empty(OfficialId::from("deputy"), Week::containing(sunday()))
}

fn starts(plan: &WeekPlan) -> Vec<String> {
    let local = |at| calendar::local_time(RIYADH, at).to_string();
    plan.times(RIYADH)
        .into_iter()
        .map(|(starts_at, _, _)| local(starts_at))
        .collect()
}

#[test]
fn times_are_cut_with_the_pause_between() {
    let plan = week().add(window(sunday(), "09:00", "10:50")).unwrap();
    assert_eq!(starts(&plan), ["09:00", "09:30", "10:00", "10:30"]);
    assert_eq!(plan.version, 1);
}

#[test]
fn a_withdrawn_hour_leaves_the_others_where_they_were() {
    let before = week().add(window(sunday(), "09:00", "12:00")).unwrap();
    let after = before
        .withdraw(sunday(), time("09:40"), time("10:10"))
        .unwrap();
    assert_eq!(starts(&after), ["09:00", "10:30", "11:00", "11:30"]);
    let effect = Effect::of(&before.times(RIYADH), &after.times(RIYADH));
    let gone: Vec<String> = effect
        .lost
        .into_iter()
        .map(|(starts_at, _, _)| calendar::local_time(RIYADH, starts_at).to_string())
        .collect();
    assert_eq!(gone, ["09:30", "10:00"]);
    assert_eq!(effect.gained, []);
    assert_eq!(
        Effect::of(&after.times(RIYADH), &before.times(RIYADH)).lost,
        []
    );
}

#[test]
fn what_may_not_stand_is_refused() {
    let plan = week().add(window(sunday(), "09:00", "10:00")).unwrap();
    let refused = |change: &dyn Fn(&mut Window)| {
        let mut window = window(sunday(), "11:00", "12:00");
        change(&mut window);
        plan.add(window).unwrap_err()
    };
    assert_eq!(refused(&|each| each.to = each.from), Refusal::WindowOrder);
    assert_eq!(
        refused(&|each| each.from = time("11:03")),
        Refusal::WindowGrid
    );
    assert_eq!(
        refused(&|each| each.slot_minutes = 0),
        Refusal::WindowLength
    );
    assert_eq!(
        refused(&|each| each.slot_minutes = 245),
        Refusal::WindowLength
    );
    assert_eq!(
        refused(&|each| each.to = time("11:15")),
        Refusal::WindowShort
    );
    assert_eq!(refused(&|each| each.modes.clear()), Refusal::WindowMode);
    assert_eq!(
        refused(&|each| each.day = sunday() + Days::new(7)),
        Refusal::WindowDay
    );
    assert_eq!(
        refused(&|each| each.from = time("09:55")),
        Refusal::WindowOverlaps
    );
    let nothing = plan.withdraw(sunday(), time("10:00"), time("11:00"));
    assert_eq!(nothing.unwrap_err(), Refusal::NothingThere);
}

#[test]
fn the_official_prepares_before_and_pauses_after() {
    let whole = Window {
        buffer_before_minutes: 15,
        ..window(sunday(), "09:00", "10:50")
    };
    let local = |at| calendar::local_time(RIYADH, at).to_string();
    let cut: Vec<[String; 4]> = whole
        .offers(RIYADH)
        .into_iter()
        .map(|each| {
            [
                each.prepares_at,
                each.starts_at,
                each.ends_at,
                each.clear_at,
            ]
            .map(local)
        })
        .collect();
    assert_eq!(
        cut,
        [
            ["08:45", "09:00", "09:20", "09:30"],
            ["09:30", "09:45", "10:05", "10:15"],
            ["10:15", "10:30", "10:50", "11:00"],
        ]
    );
}

#[test]
fn a_reserve_is_kept_until_its_release_and_not_a_second_longer() {
    let kept = Window {
        reserve: Some(Reserve {
            release_minutes: 120,
        }),
        ..window(sunday(), "09:00", "09:20")
    };
    let offer = kept.offers(RIYADH)[0];
    let release = calendar::instant(RIYADH, sunday(), time("07:00"));
    assert!(kept.is_reserved(&offer, release - TimeDelta::seconds(1)));
    assert!(!kept.is_reserved(&offer, release));
    assert!(!window(sunday(), "09:00", "09:20").is_reserved(&offer, release));
    let late = Window {
        reserve: Some(Reserve {
            release_minutes: super::RELEASE_MINUTES_MAX + 1,
        }),
        ..kept
    };
    assert_eq!(late.check(), Err(Refusal::WindowRelease));
}

#[test]
fn what_is_put_goes_before_what_stands() {
    let plan = week().add(window(sunday(), "09:00", "12:00")).unwrap();
    let one = Window {
        buffer_minutes: 0,
        ..window(sunday(), "09:50", "10:10")
    };
    let after = plan.put(one).unwrap();
    assert_eq!(
        starts(&after),
        ["09:00", "09:30", "09:50", "10:30", "11:00", "11:30"]
    );
    assert_eq!(after.check(), Ok(()));
}

#[test]
fn a_week_survives_its_text() {
    let plan = week().add(window(sunday(), "09:00", "10:00")).unwrap();
    let text = serde_json::to_string(&plan).unwrap();
    let expected = "{\"official\":\"deputy\",\"week\":\"2026-W48\",\"version\":1,\"windows\":\
        [{\"day\":\"2026-11-22\",\"from\":\"09:00\",\"to\":\"10:00\",\"modes\":[\"video\"],\
        \"slot_minutes\":20,\"buffer_minutes\":10,\"open_to_choice\":true}]}";
    assert_eq!(text, expected);
    assert_eq!(serde_json::from_str::<WeekPlan>(&text).unwrap(), plan);
    assert!(serde_json::from_str::<WeekPlan>(&text.replace("version", "ver")).is_err());
}

/// The days of some years on which the clocks of a zone change.
fn changes(zone: Tz, years: std::ops::Range<i32>) -> Vec<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(years.start, 1, 1).unwrap();
    let last = NaiveDate::from_ymd_opt(years.end, 1, 1).unwrap();
    let is_even = |&day: &NaiveDate| {
        let (from, to) = calendar::days_span(zone, day, day);
        (to - from).num_minutes() != 1440
    };
    first
        .iter_days()
        .take_while(|&day| day < last)
        .filter(|day| is_even(day))
        .collect()
}

/// No offered time lies in a gap, none is read twice, and they follow each other.
fn clocks_are_kept(zone: Tz, day: NaiveDate, slot_minutes: u16) {
    let mut labels = BTreeSet::new();
    let mut past = None;
    for near in [day.pred_opt().unwrap(), day, day.succ_opt().unwrap()] {
        let whole = Window {
            slot_minutes,
            buffer_minutes: 0,
            ..window(near, "00:00", "24:00")
        };
        for offer in whole.offers(zone) {
            let label = (
                calendar::local_day(zone, offer.starts_at),
                calendar::local_time(zone, offer.starts_at),
            );
            assert!(
                past.is_none_or(|past| past <= offer.starts_at),
                "{zone} {label:?}"
            );
            assert!(labels.insert(label), "{zone} reads {label:?} twice");
            match calendar::wall(zone, label.0, label.1) {
                WallTime::Once(at) | WallTime::Twice { first: at, .. } => {
                    assert_eq!(at, offer.starts_at);
                }
                WallTime::Never { .. } => panic!("{zone} never reads {label:?}"),
            }
            past = Some(offer.ends_at);
        }
    }
    assert!(!labels.is_empty());
}

#[test]
fn no_clock_change_of_any_zone_makes_a_wrong_time() {
    let mut changes_seen = 0;
    for zone in TZ_VARIANTS.iter().step_by(7).copied() {
        for day in changes(zone, 2025..2028) {
            clocks_are_kept(zone, day, 30);
            changes_seen += 1;
        }
    }
    assert!(changes_seen > 100, "{changes_seen}");
}

#[test]
fn forty_years_of_the_oddest_clocks_make_no_wrong_time() {
    use chrono_tz::{Africa, America, Antarctica, Asia, Australia, Pacific};
    for zone in [
        Africa::Casablanca,
        America::St_Johns,
        America::Caracas,
        Antarctica::Troll,
        Asia::Pyongyang,
        Asia::Gaza,
        Australia::Lord_Howe,
        Pacific::Apia,
        Pacific::Chatham,
    ] {
        for day in changes(zone, 2000..2040) {
            clocks_are_kept(zone, day, 20);
        }
    }
}

proptest! {
    #[test]
    fn a_withdrawal_loses_what_it_touches_and_nothing_else(
        from in 96_u16..200,
        length in 1_u16..40,
        slot in 1_u16..10,
        pause in 0_u16..4,
        before in 0_u16..3,
        gone_from in 90_u16..230,
        gone_length in 1_u16..30,
    ) {
        let of = |fives: u16| TimeOfDay::of_minutes(fives * 5).unwrap();
        let (slot_minutes, buffer_minutes) = (slot * 5, pause * 5);
        let whole = Window {
            from: of(from),
            to: of(from + slot.max(length)),
            slot_minutes,
            buffer_minutes,
            buffer_before_minutes: before * 5,
            ..window(sunday(), "00:00", "24:00")
        };
        let before = week().add(whole).unwrap();
        let (gone, until) = (of(gone_from), of(gone_from + gone_length));
        let (first, past) = (
            calendar::instant(RIYADH, sunday(), gone),
            calendar::instant(RIYADH, sunday(), until),
        );
        let kept: BTreeSet<_> = before
            .times(RIYADH)
            .into_iter()
            .filter(|&(starts_at, ends_at, _)| ends_at <= first || past <= starts_at)
            .collect();
        match before.withdraw(sunday(), gone, until) {
            Ok(after) => {
                prop_assert_eq!(after.times(RIYADH), kept);
                prop_assert_eq!(after.check(), Ok(()));
            }
            Err(refusal) => {
                prop_assert_eq!(refusal, Refusal::NothingThere);
                prop_assert_eq!(before.times(RIYADH), kept);
            }
        }
    }
}
