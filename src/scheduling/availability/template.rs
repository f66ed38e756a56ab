//! A template: how a kind of week differs from the rules, as in Ramadan or in summer.

use serde::{Deserialize, Serialize};

use super::exception::{STRETCHES_MAX, span};
use super::{Stretch, Weekday, Window};
use crate::scheduling::calendar::TimeOfDay;
use crate::scheduling::refusal::Refusal;

/// What a kind of week changes: the hours of every day, and times of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Nobody is received outside these hours; none is no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<TemplateHours>,
    /// Times beside those of the rules, by weekday.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adds: Vec<TemplateAdds>,
}

/// The hours of every day of a kind of week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateHours {
    /// From when.
    #[schema(value_type = String, example = "10:00")]
    pub from: TimeOfDay,
    /// Until when.
    #[schema(value_type = String, example = "15:00")]
    pub to: TimeOfDay,
}

/// A time that a kind of week adds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateAdds {
    /// On which weekday.
    pub weekday: Weekday,
    /// From when until when, and how.
    pub stretch: Stretch,
}

impl Template {
    /// Whether it can be kept.
    pub fn check(&self) -> Result<(), Refusal> {
        if let Some(hours) = self.hours {
            span(Some(hours.from), Some(hours.to)).ok_or(Refusal::WindowOrder)?;
        }
        let mut rebuilt = Self::default();
        for adds in &self.adds {
            rebuilt = rebuilt.add(adds.clone())?;
        }
        Ok(())
    }

    /// The same with one more time of its own, which overlaps none of the others.
    pub fn add(&self, wanted: TemplateAdds) -> Result<Self, Refusal> {
        wanted.stretch.check()?;
        if self.adds.len() >= STRETCHES_MAX {
            return Err(Refusal::TooManyRules);
        }
        let overlaps = |each: &TemplateAdds| {
            each.weekday == wanted.weekday
                && each.stretch.from < wanted.stretch.to
                && wanted.stretch.from < each.stretch.to
        };
        if self.adds.iter().any(overlaps) {
            return Err(Refusal::WindowOverlaps);
        }
        let mut changed = self.clone();
        changed.adds.push(wanted);
        changed
            .adds
            .sort_by_key(|each| (each.weekday, each.stretch.from));
        Ok(changed)
    }

    /// The same without its own time that begins then.
    pub fn drop(&self, (weekday, from): (Weekday, TimeOfDay)) -> Result<Self, Refusal> {
        let is_meant = |each: &TemplateAdds| each.weekday == weekday && each.stretch.from == from;
        if !self.adds.iter().any(is_meant) {
            return Err(Refusal::NothingThere);
        }
        let mut changed = self.clone();
        changed.adds.retain(|each| !is_meant(each));
        Ok(changed)
    }

    /// A rule's window in such a week: the part within the hours, if a meeting fits into it.
    #[must_use]
    pub fn within_hours(&self, window: Window) -> Option<Window> {
        let Some(hours) = self.hours else {
            return Some(window);
        };
        let part = Window {
            from: window.from.max(hours.from),
            to: window.to.min(hours.to),
            ..window
        };
        part.check().is_ok().then_some(part)
    }
}
