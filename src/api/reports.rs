//! The figures of a period, in either calendar.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Asked, Call, shown};
use super::rules::{Calendar, Rules};
use crate::scheduling::figures::FigureKey;
use crate::scheduling::ids::CentreId;
use crate::service::figures;

/// Which period.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SummaryAsked {
    /// The first local day.
    #[param(example = "1448-05-01")]
    pub from: String,
    /// The last local day, included.
    #[param(example = "1448-05-29")]
    pub to: String,
    /// The calendar of both; Gregorian if not said.
    pub calendar: Option<Calendar>,
    /// One centre only.
    pub centre: Option<String>,
}

/// The figures of a period.
#[derive(Serialize, ToSchema)]
pub struct Summary {
    /// The period.
    pub period: PeriodView,
    /// The figures.
    pub figures: Vec<FigureView>,
}

/// A period.
#[derive(Serialize, ToSchema)]
pub struct PeriodView {
    /// The first local day, as asked.
    pub from: String,
    /// The last local day, as asked.
    pub to: String,
    /// The calendar of both.
    pub calendar: Calendar,
    /// The first day in the Gregorian calendar.
    pub first_day: NaiveDate,
    /// The last day in the Gregorian calendar.
    pub last_day: NaiveDate,
}

/// One figure.
#[derive(Serialize, ToSchema)]
pub struct FigureView {
    /// What is counted.
    pub key: FigureKey,
    /// The total; none when it is too small to be shown, or there is nothing to take a mean of.
    pub value: Option<u64>,
    /// What exactly is counted, in the caller's language.
    pub definition: String,
    /// The parts; none where one is too small to be shown.
    pub by: BTreeMap<&'static str, Option<u64>>,
}

/// The figures of local days; a centre's own staff see their centre only.
#[utoipa::path(
    get, path = "/api/v1/reports/summary", tag = "Figures", params(SummaryAsked),
    responses((status = 200, description = "The figures", body = Summary))
)]
pub async fn summary(call: Call, Asked(asked): Asked<SummaryAsked>) -> Answer {
    let mut rules = Rules::default();
    let calendar = asked.calendar.unwrap_or(Calendar::Gregorian);
    let from = rules.day("from", Some(&asked.from), calendar);
    let to = rules.day("to", Some(&asked.to), calendar);
    let centre = asked.centre.map(CentreId::from);
    let catalogue = call.app.catalogue.get();
    let is_centre = |id: &CentreId| catalogue.centre(id).is_some();
    rules.chosen("centre", centre.as_ref().is_none_or(is_centre));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        rules.fail("to", "order", "error-date-order", None);
    }
    let (Some(first_day), Some(last_day)) = (from, to) else {
        return Err(rules.failure());
    };
    rules.passed()?;
    let of = (first_day, last_day, centre);
    let found = figures::summary(&call.app, &call.caller, of).await?;
    shown(&Summary {
        period: PeriodView {
            from: asked.from,
            to: asked.to,
            calendar,
            first_day,
            last_day,
        },
        figures: found
            .into_iter()
            .map(|figure| FigureView {
                definition: call.words.value("figure-definition", figure.key.as_str()),
                key: figure.key,
                value: figure.value,
                by: figure.by,
            })
            .collect(),
    })
}
