//! A template: how a kind of week differs from the rules, as in Ramadan or in summer.

use serde::{Deserialize, Serialize};

use super::{Stretch, Weekday, Window};
use crate::scheduling::calendar::TimeOfDay;

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
