//! Slots across every change of every clock in the world from 2000 to 2040: none lies in an hour
//! that is skipped, none is offered twice in an hour that is repeated.
//!
//! `cargo test` walks every change that a step of a day finds; with `MAJLIS_SOAK=1` changes are
//! looked for hour by hour and far more windows are compared with the walk of every minute.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Offset as _, TimeDelta, TimeZone as _, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::reference::walked;
use crate::scheduling::availability::{Mode, Stretch, Window};
use crate::scheduling::calendar::days::DayRules;
use crate::scheduling::calendar::{DAY_MINUTES, TimeOfDay, WallTime, instant, local_time, wall};
use crate::scheduling::person::Section;
use crate::scheduling::slot::facts::{Day, Opening, Place, Site};

/// Seconds from UTC, from an instant on.
type Change = (DateTime<Utc>, i32);

fn is_soak() -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "a long run is asked for from outside the tests"
    )]
    std::env::var("MAJLIS_SOAK").is_ok_and(|asked| asked == "1")
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc())
        .fix()
        .local_minus_utc()
}

/// Every change of a zone's clock, to the second.
fn changes(zone: Tz, step: TimeDelta) -> Vec<Change> {
    let end = Utc.with_ymd_and_hms(2041, 1, 1, 0, 0, 0).unwrap();
    let mut at = Utc.with_ymd_and_hms(2000, 1, 1, 0, 0, 0).unwrap();
    let mut found = Vec::new();
    while at < end {
        let next = at + step;
        if offset(zone, next) != offset(zone, at) {
            let (mut before, mut after) = (at, next);
            while after - before > TimeDelta::seconds(1) {
                let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
                if offset(zone, middle) == offset(zone, at) {
                    before = middle;
                } else {
                    after = middle;
                }
            }
            found.push((after, offset(zone, after)));
        }
        at = next;
    }
    found
}

fn window(day: NaiveDate, slot_minutes: u16, buffer_minutes: u16) -> Window {
    Window {
        buffer_minutes,
        ..Stretch::plain(
            (
                TimeOfDay::of_minutes(0).unwrap(),
                TimeOfDay::of_minutes(DAY_MINUTES).unwrap(),
            ),
            [Mode::Video],
            slot_minutes,
        )
        .on(day)
    }
}

/// What is true of the slots of a window whatever the clocks do.
fn is_right(zone: Tz, window: &Window) {
    let offers = window.offers(zone);
    let end = instant(zone, window.day, window.to);
    let mut read = BTreeSet::new();
    let mut clear = None;
    for offer in &offers {
        let at = offer.starts_at;
        let time = local_time(zone, at);
        let shown = at.with_timezone(&zone);
        assert_eq!(shown.date_naive(), window.day, "{zone} {at}");
        assert!(read.insert(time), "{zone} {at} is read twice");
        match wall(zone, window.day, time) {
            WallTime::Once(once) => assert_eq!(once, at, "{zone}"),
            WallTime::Twice { first, .. } => assert_eq!(first, at, "{zone} offers the second"),
            WallTime::Never { .. } => panic!("{zone} {at} is never read"),
        }
        assert!(offer.ends_at <= end, "{zone} {at}");
        assert!(clear.is_none_or(|clear| clear <= at), "{zone} {at}");
        assert_eq!(
            (offer.ends_at - at).num_minutes(),
            i64::from(window.slot_minutes)
        );
        clear = Some(offer.clear_at);
    }
}

/// A centre that is open all day is open from the day's first instant to the next day's.
fn is_open_through(zone: Tz, day: NaiveDate) {
    let opening = Opening {
        section: Section::Women,
        weekday: Day::of(day),
        from: TimeOfDay::of_minutes(0).unwrap(),
        to: TimeOfDay::of_minutes(DAY_MINUTES).unwrap(),
    };
    let place = Place {
        id: "somewhere".into(),
        zone,
        hours: vec![opening],
        overrides: Vec::new(),
        city: None,
        kept: Vec::new(),
        rooms: Vec::new(),
        desks: Vec::new(),
        site: Site::OPEN,
    };
    let (from, to) = (
        instant(zone, day, opening.from),
        instant(zone, day, opening.to),
    );
    let open = place.openings(Section::Women, [day], &DayRules::default());
    let expected = if from < to {
        vec![(from, to)]
    } else {
        Vec::new()
    };
    assert_eq!(open, expected, "{zone} {day}");
    // Twenty-three hours, twenty-five, or what the zone did that day; never a day and a half.
    assert!(
        to - from <= TimeDelta::hours(36) && to >= from,
        "{zone} {day}"
    );
}

#[test]
fn slots_are_right_across_every_change_of_every_clock() {
    let is_soak = is_soak();
    let step = TimeDelta::hours(if is_soak { 1 } else { 25 });
    let mut known: BTreeSet<Vec<Change>> = BTreeSet::new();
    let mut all = 0_usize;
    let walk_every = if is_soak { 20 } else { 400 };
    for &zone in &TZ_VARIANTS {
        let changes = changes(zone, step);
        // Many names are of one clock.
        if !known.insert(changes.clone()) {
            continue;
        }
        for (at, _) in changes {
            all += 1;
            let day = (at - TimeDelta::seconds(1))
                .with_timezone(&zone)
                .date_naive();
            let later = at.with_timezone(&zone).date_naive();
            // The day before it, the day after, and every day that was skipped between them.
            let mut days: BTreeSet<NaiveDate> = [day, later].into();
            days.extend(day.iter_days().take_while(|&day| day <= later).take(3));
            for day in days {
                is_right(zone, &window(day, 30, 0));
                is_open_through(zone, day);
                if is_soak {
                    is_right(zone, &window(day, 20, 10));
                    is_right(zone, &window(day, 25, 15));
                    is_right(zone, &window(day - Days::new(1), 45, 0));
                }
                if all.is_multiple_of(walk_every) {
                    let window = window(day, 20, 10);
                    let found = window.offers(zone);
                    let found: Vec<_> = found
                        .iter()
                        .map(|offer| {
                            let around = (offer.prepares_at, offer.clear_at);
                            (offer.starts_at, offer.ends_at, around)
                        })
                        .collect();
                    assert_eq!(found, walked(&window, zone), "{zone} {day}");
                }
            }
        }
    }
    assert!(
        known.len() > 100 && all > 5000,
        "{} clocks, {all} changes",
        known.len()
    );
}
