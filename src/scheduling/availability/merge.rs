//! Two drafts of one week made one: what each of two people changed since both read the same.
//!
//! Stretches that touch each other's time, in any of the three weeks, are one case. A case that
//! only one of the two changed is as that one has it; what both changed differently is asked.

use chrono::NaiveDate;

use super::Window;
use crate::scheduling::calendar::TimeOfDay;

/// A time that both changed, each otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The day.
    pub day: NaiveDate,
    /// From when.
    pub from: TimeOfDay,
    /// Until when.
    pub to: TimeOfDay,
    /// What stands there for the one who asks; none is nothing.
    pub mine: Vec<Window>,
    /// What stands there for the other.
    pub theirs: Vec<Window>,
}

/// Two drafts made one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The windows in order; where both changed the same time, as the other has it.
    pub windows: Vec<Window>,
    /// What is to be asked, in order.
    pub conflicts: Vec<Conflict>,
}

/// Makes one of two drafts that both began as `base`.
#[must_use]
pub fn merge(base: &[Window], mine: &[Window], theirs: &[Window]) -> Merged {
    let mut merged = Merged::default();
    for case in cases(base, mine, theirs) {
        if case.mine == case.theirs || case.mine == case.base {
            merged.windows.extend(case.theirs);
        } else if case.theirs == case.base {
            merged.windows.extend(case.mine);
        } else {
            merged.windows.extend(case.theirs.iter().cloned());
            merged.conflicts.push(Conflict {
                day: case.day,
                from: case.from,
                to: case.to,
                mine: case.mine,
                theirs: case.theirs,
            });
        }
    }
    merged.windows.sort_unstable();
    merged
}

/// A stretch of a day that no window of any of the three crosses the ends of.
struct Case {
    day: NaiveDate,
    from: TimeOfDay,
    to: TimeOfDay,
    base: Vec<Window>,
    mine: Vec<Window>,
    theirs: Vec<Window>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Base,
    Mine,
    Theirs,
}

fn cases(base: &[Window], mine: &[Window], theirs: &[Window]) -> Vec<Case> {
    let of = |side: Side, windows: &[Window]| -> Vec<(Window, Side)> {
        windows.iter().map(|each| (each.clone(), side)).collect()
    };
    let mut all = of(Side::Base, base);
    all.extend(of(Side::Mine, mine));
    all.extend(of(Side::Theirs, theirs));
    all.sort_unstable();
    let mut cases: Vec<Case> = Vec::new();
    for (window, side) in all {
        let is_new = |last: &Case| last.day != window.day || last.to <= window.from;
        if cases.last().is_none_or(is_new) {
            cases.push(Case {
                day: window.day,
                from: window.from,
                to: window.to,
                base: Vec::new(),
                mine: Vec::new(),
                theirs: Vec::new(),
            });
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        case.to = case.to.max(window.to);
        match side {
            Side::Base => case.base.push(window),
            Side::Mine => case.mine.push(window),
            Side::Theirs => case.theirs.push(window),
        }
    }
    cases
}

#[cfg(test)]
mod tests;
