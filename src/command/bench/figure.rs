//! One measured figure: against what, and whether the goal is met.
#![expect(
    clippy::float_arithmetic,
    reason = "rates and ratios are measured, not counted"
)]

use std::time::Duration;

use serde::Serialize;

/// One line of the table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Figure {
    name: &'static str,
    value: Option<f64>,
    unit: &'static str,
    reference: Option<String>,
    reference_value: Option<f64>,
    ratio: Option<f64>,
    goal: String,
    /// Nothing where there was nothing to measure against.
    met: Option<bool>,
}

/// How many calls were answered, and in how long.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rate {
    pub(super) calls: u32,
    pub(super) took: Duration,
}

impl Rate {
    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            calls: self.calls + other.calls,
            took: self.took + other.took,
        }
    }

    fn per_second(self) -> f64 {
        f64::from(self.calls) / self.took.as_secs_f64()
    }
}

impl Figure {
    /// A rate that is to be at least `goal` of the reference's.
    pub(super) fn rate(
        (name, unit): (&'static str, &'static str),
        value: Rate,
        (reference, of_reference): (&str, Rate),
        goal: f64,
    ) -> Self {
        let (value, of_reference) = (value.per_second(), of_reference.per_second());
        let ratio = value / of_reference;
        Self {
            name,
            value: Some(rounded(value)),
            unit,
            reference: Some(reference.to_owned()),
            reference_value: Some(rounded(of_reference)),
            ratio: Some(rounded(ratio)),
            goal: format!("ratio >= {goal}"),
            met: Some(ratio >= goal),
        }
    }

    /// What could not be measured, and why.
    pub(super) fn missing(
        (name, unit): (&'static str, &'static str),
        reference: String,
        goal: f64,
    ) -> Self {
        Self {
            name,
            value: None,
            unit,
            reference: Some(reference),
            reference_value: None,
            ratio: None,
            goal: format!("ratio >= {goal}"),
            met: None,
        }
    }

    /// A time that is to be at most `most` milliseconds.
    pub(super) fn time(name: &'static str, value: Duration, most: u32) -> Self {
        let value = milliseconds(value);
        Self {
            name,
            value: Some(rounded(value)),
            unit: "ms",
            reference: None,
            reference_value: None,
            ratio: None,
            goal: format!("value <= {most}"),
            met: Some(value <= f64::from(most)),
        }
    }

    /// A time that is to be at most so many times another.
    pub(super) fn spread(
        name: &'static str,
        value: Duration,
        (reference, of_reference): (&str, Duration),
        most: f64,
    ) -> Self {
        let (value, of_reference) = (milliseconds(value), milliseconds(of_reference));
        let ratio = value / of_reference;
        Self {
            name,
            value: Some(rounded(value)),
            unit: "ms",
            reference: Some(reference.to_owned()),
            reference_value: Some(rounded(of_reference)),
            ratio: Some(rounded(ratio)),
            goal: format!("ratio <= {most}"),
            met: Some(ratio <= most),
        }
    }

    /// A time that is printed beside another, with no goal between them.
    pub(super) fn beside(name: &'static str, value: Duration, reference: (&str, Duration)) -> Self {
        Self {
            goal: "none".to_owned(),
            met: None,
            ..Self::spread(name, value, reference, 0.0)
        }
    }

    /// A count that is to be exactly so.
    pub(super) fn exactly(
        (name, unit): (&'static str, &'static str),
        value: u32,
        goal: u32,
    ) -> Self {
        Self {
            name,
            value: Some(f64::from(value)),
            unit,
            reference: None,
            reference_value: None,
            ratio: None,
            goal: format!("value = {goal}"),
            met: Some(value == goal),
        }
    }

    /// A count that is to be below another.
    pub(super) fn below((name, unit): (&'static str, &'static str), value: u32, goal: u32) -> Self {
        Self {
            goal: format!("value < {goal}"),
            met: Some(value < goal),
            ..Self::exactly((name, unit), value, goal)
        }
    }

    /// A figure that is printed beside those that have a goal.
    pub(super) fn told((name, unit): (&'static str, &'static str), value: u32) -> Self {
        Self {
            goal: "none".to_owned(),
            met: None,
            ..Self::exactly((name, unit), value, value)
        }
    }

    /// A time that is to be at most `most` milliseconds, and so many times shorter than another.
    pub(super) fn shorter(
        name: &'static str,
        (value, most): (Duration, u32),
        (reference, of_reference): (&str, Duration),
        goal: f64,
    ) -> Self {
        let (value, of_reference) = (milliseconds(value), milliseconds(of_reference));
        let ratio = of_reference / value;
        Self {
            name,
            value: Some(rounded(value)),
            unit: "ms",
            reference: Some(reference.to_owned()),
            reference_value: Some(rounded(of_reference)),
            ratio: Some(rounded(ratio)),
            goal: format!("value <= {most}, ratio >= {goal}"),
            met: Some(value <= f64::from(most) && ratio >= goal),
        }
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// The figures as a table: a line for the heads, a line each.
pub(super) fn table(figures: &[Figure]) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), short);
    let line = |[name, value, unit, of_reference, ratio, goal, met, reference]: [&str; 8]| {
        format!(
            "{name:<19}{value:>10} {unit:<12}{of_reference:>10}{ratio:>8}  {goal:<27}{met:<9}{reference}"
        )
        .trim_end()
        .to_owned()
    };
    let head = [
        "name",
        "value",
        "unit",
        "reference",
        "ratio",
        "goal",
        "met",
        "measured against",
    ];
    let rows = figures.iter().map(|figure| {
        let met = match figure.met {
            Some(true) => "met",
            Some(false) => "MISSED",
            None if figure.value.is_some() => "-",
            None => "unknown",
        };
        line([
            figure.name,
            &number(figure.value),
            figure.unit,
            &number(figure.reference_value),
            &number(figure.ratio),
            &figure.goal,
            met,
            figure.reference.as_deref().unwrap_or("-"),
        ])
    });
    [line(head)].into_iter().chain(rows).collect()
}

fn short(value: f64) -> String {
    if value >= 1000.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}")
    }
}
