//! What it adds up to: totals over rows, each with what it consists of.

use std::collections::BTreeMap;

use crate::scheduling::availability::Mode;
use crate::scheduling::person::{Citizenship, Sex};
use crate::scheduling::request::RequestKind;
use crate::scheduling::survey::Mark;
use crate::value;

value! {
    /// What is counted.
    pub enum FigureKey {
        /// Requests handed in, by kind.
        RequestsByKind = "requests_by_kind",
        /// Requests by men, women and people of whom it is not known.
        RequestsBySex = "requests_by_sex",
        /// Requests by citizens, residents and people of whom it is not known.
        RequestsByCitizenship = "requests_by_citizenship",
        /// Meetings held, by mode.
        MeetingsHeld = "meetings_held",
        /// Surveys answered, by mark.
        SurveysAnswered = "surveys_answered",
        /// The mean mark in thousandths.
        MeanMark = "mean_mark",
        /// Those who met an obstacle.
        Obstacles = "obstacles",
        /// Those who asked for the first time.
        FirstTime = "first_time",
    }
}

/// A request as far as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedRequest {
    /// What was handed in.
    pub kind: RequestKind,
    /// By a man or a woman, where known.
    pub sex: Option<Sex>,
    /// By a citizen or a resident, where known.
    pub citizenship: Option<Citizenship>,
}

/// A survey's answer as far as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedAnswer {
    /// The mark.
    pub mark: Mark,
    /// Whether anything stood in the way.
    pub obstacle: bool,
    /// Whether it was the first time.
    pub first_time: bool,
}

/// Everything of a period that is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The requests handed in.
    pub requests: Vec<CountedRequest>,
    /// The mode of every meeting held.
    pub meetings: Vec<Mode>,
    /// The answers given.
    pub answers: Vec<CountedAnswer>,
}

/// One figure: its total and its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub key: FigureKey,
    /// The total; nothing when it is too small to be shown, or there is nothing to take a mean of.
    pub value: Option<u64>,
    /// The parts by their value's spelling; nothing where one is too small to be shown.
    pub by: BTreeMap<&'static str, Option<u64>>,
}

/// Counts from one up to below this are hidden outside the office.
pub const SHOWN_MIN: u64 = 5;

const UNSPECIFIED: &str = "unspecified";

/// The figures of a period, in the order of their keys.
#[must_use]
pub fn totals(period: &Period) -> Vec<Figure> {
    let requests = &period.requests;
    let answers = &period.answers;
    let spelt = |text: Option<&'static str>| text.unwrap_or(UNSPECIFIED);
    let kinds = RequestKind::ALL.iter().map(|kind| kind.as_str());
    let sexes = Sex::ALL.iter().map(|sex| sex.as_str()).chain([UNSPECIFIED]);
    let origins = Citizenship::ALL
        .iter()
        .map(|each| each.as_str())
        .chain([UNSPECIFIED]);
    let modes = Mode::ALL.iter().map(|mode| mode.as_str());
    vec![
        counted(
            FigureKey::RequestsByKind,
            kinds,
            requests.iter().map(|each| each.kind.as_str()),
        ),
        counted(
            FigureKey::RequestsBySex,
            sexes,
            requests.iter().map(|each| spelt(each.sex.map(Sex::as_str))),
        ),
        counted(
            FigureKey::RequestsByCitizenship,
            origins,
            requests
                .iter()
                .map(|each| spelt(each.citizenship.map(Citizenship::as_str))),
        ),
        counted(
            FigureKey::MeetingsHeld,
            modes,
            period.meetings.iter().map(|mode| mode.as_str()),
        ),
        counted(
            FigureKey::SurveysAnswered,
            MARKS.into_iter(),
            answers.iter().map(|each| mark_text(each.mark)),
        ),
        Figure {
            key: FigureKey::MeanMark,
            value: mean_mark(answers),
            by: BTreeMap::new(),
        },
        yes_and_no(
            FigureKey::Obstacles,
            answers.iter().map(|each| each.obstacle),
        ),
        yes_and_no(
            FigureKey::FirstTime,
            answers.iter().map(|each| each.first_time),
        ),
    ]
}

/// The same figures as people outside the office see them: small counts hidden, and so that none
/// can be worked out from the others.
#[must_use]
pub fn outside_the_office(figures: Vec<Figure>) -> Vec<Figure> {
    let few = figures
        .iter()
        .find(|figure| figure.key == FigureKey::SurveysAnswered)
        .is_some_and(|figure| figure.value.is_some_and(is_small));
    figures
        .into_iter()
        .map(|figure| {
            if figure.key == FigureKey::MeanMark && few {
                Figure {
                    value: None,
                    ..figure
                }
            } else if figure.key == FigureKey::MeanMark {
                figure
            } else {
                hidden(figure)
            }
        })
        .collect()
}

const MARKS: [&str; 5] = ["1", "2", "3", "4", "5"];

fn mark_text(mark: Mark) -> &'static str {
    match mark.number() {
        1 => "1",
        2 => "2",
        3 => "3",
        4 => "4",
        _ => "5",
    }
}

/// The mean mark in thousandths, rounded half up.
fn mean_mark(answers: &[CountedAnswer]) -> Option<u64> {
    let count = u64::try_from(answers.len()).ok()?;
    let sum: u64 = answers
        .iter()
        .map(|each| u64::from(each.mark.number()))
        .sum();
    (sum * 1000 + count / 2).checked_div(count)
}

fn counted(
    key: FigureKey,
    parts: impl Iterator<Item = &'static str>,
    rows: impl Iterator<Item = &'static str>,
) -> Figure {
    let mut counts: BTreeMap<&'static str, u64> = parts.map(|part| (part, 0)).collect();
    for row in rows {
        *counts.entry(row).or_default() += 1;
    }
    let value = Some(counts.values().sum());
    Figure {
        key,
        value,
        by: counts
            .into_iter()
            .map(|(part, count)| (part, Some(count)))
            .collect(),
    }
}

/// Counts those who said yes; the parts say both.
fn yes_and_no(key: FigureKey, rows: impl Iterator<Item = bool>) -> Figure {
    let spelt = rows.map(|yes| if yes { "yes" } else { "no" });
    let figure = counted(key, ["no", "yes"].into_iter(), spelt);
    Figure {
        value: figure.by.get("yes").copied().flatten(),
        ..figure
    }
}

fn is_small(count: u64) -> bool {
    (1..SHOWN_MIN).contains(&count)
}

fn hidden(figure: Figure) -> Figure {
    let small = |count: &Option<u64>| count.is_some_and(is_small);
    let mut by = figure.by;
    let mut hidden: Vec<&'static str> = by
        .iter()
        .filter(|(_, count)| small(count))
        .map(|(&part, _)| part)
        .collect();
    if hidden.len() == 1 {
        // One gap is the total less the rest: the next smallest part goes too.
        let next = by
            .iter()
            .filter(|(part, count)| !hidden.contains(part) && **count > Some(0));
        hidden.extend(next.min_by_key(|(_, count)| **count).map(|(&part, _)| part));
    }
    let value = match figure.key {
        // Their value is one of their parts, not the sum of them.
        FigureKey::Obstacles | FigureKey::FirstTime if !hidden.is_empty() => None,
        FigureKey::Obstacles
        | FigureKey::FirstTime
        | FigureKey::RequestsByKind
        | FigureKey::RequestsBySex
        | FigureKey::RequestsByCitizenship
        | FigureKey::MeetingsHeld
        | FigureKey::SurveysAnswered
        | FigureKey::MeanMark => figure.value.filter(|&count| !is_small(count)),
    };
    for part in hidden {
        by.insert(part, None);
    }
    Figure {
        key: figure.key,
        value,
        by,
    }
}

#[cfg(test)]
mod tests;
