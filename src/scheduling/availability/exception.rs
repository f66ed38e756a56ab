//! A dated exception to the rules: times added, taken out or put in the place of others.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Stretch;
use crate::scheduling::calendar::TimeOfDay;
use crate::scheduling::refusal::Refusal;

/// The longest exception, in days.
pub const EXCEPTION_DAYS_MAX: i64 = 92;

/// So many stretches at most replace a day.
pub const STRETCHES_MAX: usize = 20;

/// So many letters at most has the reason of an exception or a publication.
pub const REASON_CHARS_MAX: usize = 300;

/// What an exception does to each of its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// The official receives at one more time; what stands there gives way.
    Add {
        /// From when until when, and how.
        stretch: Stretch,
    },
    /// The official does not receive: the whole day, or from a time until another.
    Remove {
        /// From when; the beginning of the day if not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, example = "09:00")]
        from: Option<TimeOfDay>,
        /// Until when; the end of the day if not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, example = "12:00")]
        to: Option<TimeOfDay>,
    },
    /// The official receives at these times and at no others.
    Replace {
        /// The whole day; none is a day off.
        stretches: Vec<Stretch>,
    },
}

impl Change {
    /// The stretches that it brings.
    #[must_use]
    pub const fn stretches(&self) -> &[Stretch] {
        match self {
            Self::Add { stretch } => std::slice::from_ref(stretch),
            Self::Remove { .. } => &[],
            Self::Replace { stretches } => stretches.as_slice(),
        }
    }
}

/// An exception on one day, or on each of several that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The first day.
    pub day: NaiveDate,
    /// The last day; the same one if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// What it does.
    pub change: Change,
    /// Why; for the office alone.
    pub reason: String,
}

impl Exception {
    /// The last day.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        self.last_day.unwrap_or(self.day)
    }

    /// Whether it is about a day.
    #[must_use]
    pub fn applies(&self, day: NaiveDate) -> bool {
        self.day <= day && day <= self.last()
    }

    /// Whether it can be kept.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.reason.trim().is_empty() {
            return Err(Refusal::ReasonNeeded);
        }
        let days = (self.last() - self.day).num_days();
        if !(0..EXCEPTION_DAYS_MAX).contains(&days)
            || self.reason.chars().count() > REASON_CHARS_MAX
        {
            return Err(Refusal::RuleDays);
        }
        match &self.change {
            Change::Add { stretch } => stretch.check(),
            Change::Remove { from, to } => match span(*from, *to) {
                Some(_) => Ok(()),
                None => Err(Refusal::WindowOrder),
            },
            Change::Replace { stretches } => {
                if stretches.len() > STRETCHES_MAX {
                    return Err(Refusal::TooManyRules);
                }
                let mut laid: Vec<_> = Vec::new();
                for stretch in stretches {
                    stretch.check()?;
                    let window = stretch.on(self.day);
                    if laid.iter().any(|each| window.overlaps(each)) {
                        return Err(Refusal::WindowOverlaps);
                    }
                    laid.push(window);
                }
                Ok(())
            }
        }
    }
}

/// From when until when of a day, if that is some time and on the grid.
pub(super) fn span(
    from: Option<TimeOfDay>,
    to: Option<TimeOfDay>,
) -> Option<(TimeOfDay, TimeOfDay)> {
    let from = from.or_else(|| TimeOfDay::of_minutes(0))?;
    let to = to.or_else(|| TimeOfDay::of_minutes(crate::scheduling::calendar::DAY_MINUTES))?;
    let on_grid = |time: TimeOfDay| time.minutes().is_multiple_of(super::GRID_MINUTES);
    (from < to && on_grid(from) && on_grid(to)).then_some((from, to))
}
