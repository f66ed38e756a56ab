//! Filling a week: rules, then the template's own times, then the exceptions, laid onto its days.
//!
//! What comes later goes before what is there, and the times around it stay where they were.

use super::exception::{Change, Exception, span};
use super::{Template, WINDOWS_MAX, WeekPlan, Weekday, WeeklyRule, Window};
use crate::scheduling::calendar::Week;
use crate::scheduling::ids::OfficialId;

/// The week of an official that rules, a template and exceptions make, each in their order.
#[must_use]
pub fn fill(
    official: &OfficialId,
    week: Week,
    rules: &[WeeklyRule],
    template: &Template,
    exceptions: &[Exception],
) -> WeekPlan {
    let mut windows = Vec::new();
    for day in week.days() {
        let mut of_day = Vec::new();
        let by_rule = rules.iter().filter(|rule| rule.applies(day));
        for window in by_rule.filter_map(|rule| template.within_hours(rule.stretch.on(day))) {
            put(&mut of_day, window);
        }
        let own = template.adds.iter();
        for adds in own.filter(|adds| adds.weekday == Weekday::of(day)) {
            put(&mut of_day, adds.stretch.on(day));
        }
        for exception in exceptions.iter().filter(|each| each.applies(day)) {
            change(&mut of_day, day, &exception.change);
        }
        windows.append(&mut of_day);
    }
    windows.sort_unstable();
    windows.truncate(WINDOWS_MAX);
    WeekPlan {
        windows,
        ..WeekPlan::empty(official.clone(), week)
    }
}

fn change(windows: &mut Vec<Window>, day: chrono::NaiveDate, change: &Change) {
    match change {
        Change::Add { stretch } => put(windows, stretch.on(day)),
        Change::Remove { from, to } => {
            if let Some((from, to)) = span(*from, *to) {
                *windows = windows
                    .iter()
                    .flat_map(|window| window.around(from, to))
                    .collect();
            }
        }
        Change::Replace { stretches } => {
            *windows = stretches.iter().map(|stretch| stretch.on(day)).collect();
        }
    }
}

/// Puts a window into a list: what stands where it comes gives way.
pub(super) fn put(windows: &mut Vec<Window>, window: Window) {
    let kept = windows.iter().flat_map(|each| {
        if each.overlaps(&window) {
            each.around(window.from, window.to)
        } else {
            vec![each.clone()]
        }
    });
    *windows = kept.collect();
    windows.push(window);
}

impl Window {
    /// What stays of it around a stretch of its day: all of it where they do not meet.
    fn around(
        &self,
        from: crate::scheduling::calendar::TimeOfDay,
        to: crate::scheduling::calendar::TimeOfDay,
    ) -> Vec<Self> {
        if self.from < to && from < self.to {
            self.without(from, to)
        } else {
            vec![self.clone()]
        }
    }
}

#[cfg(test)]
mod tests;
