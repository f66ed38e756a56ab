//! Any rules, template and exceptions, against walking each day five minutes at a time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{RIYADH, day, stretch};
use crate::scheduling::availability::fill::fill;
use crate::scheduling::availability::template::TemplateAdds;
use crate::scheduling::availability::{
    Change, Exception, Stretch, Template, TemplateHours, WeekPlan, Weekday, WeeklyRule, Window,
};
use crate::scheduling::calendar::{self, TimeOfDay, Week};
use crate::scheduling::ids::OfficialId;

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
