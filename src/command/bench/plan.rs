//! `plan`: a week's plan, alone, against the same week with no limit that crosses slots.
//!
//! The peers solve the same weeks in `make bench-peers`, from what [`export`] writes.
use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use super::BenchError;
use super::figure::Figure;
use super::weeks::{Size, week};
use crate::clock::Stopwatch;
use crate::command::CommandError;
use crate::scheduling::plan::{Plan, Problem, plan};

/// Each size with its name, and the most milliseconds it may take where that is a goal.
const SIZES: [(&str, Size, Option<u32>); 4] = [
    ("plan_40x40", size(40, 40, 6), None),
    ("plan_200x60", size(200, 60, 6), None),
    ("plan_400x80", size(400, 80, 6), None),
    ("plan_2000x200", size(2_000, 200, 10), Some(999)),
];
const SEED: u64 = 1;
const ROUNDS: u32 = 5;

const fn size(requests: u64, slots: u64, centres: u64) -> Size {
    Size {
        requests,
        slots,
        centres,
        told: 0,
    }
}

/// Plans every size; the best of some rounds counts, as nothing else is part of it.
pub(super) fn measure() -> Result<Vec<Figure>, BenchError> {
    let mut figures = Vec::new();
    for (name, size, most) in SIZES {
        let problem = week(size, SEED);
        let value = best(&problem)?;
        if let Some(most) = most {
            figures.push(Figure::time(name, value, most));
            continue;
        }
        let alone = Problem {
            limits: Vec::new(),
            ..problem
        };
        let reference = ("the same week, no limit crosses slots", best(&alone)?);
        figures.push(Figure::beside(name, value, reference));
    }
    Ok(figures)
}

fn best(problem: &Problem) -> Result<Duration, BenchError> {
    let rounds = (0..ROUNDS).map(|_| {
        let watch = Stopwatch::started();
        let planned = plan(problem);
        (watch.elapsed(), planned.placed.len())
    });
    let placed = rounds.filter(|(_, placed)| *placed > 0);
    let best = placed.map(|(took, _)| took).min();
    best.ok_or(BenchError::Broken("nobody was placed"))
}

/// A week and its plan, as the peers read them.
#[derive(Serialize)]
struct Exported {
    name: &'static str,
    /// The best time of the planner, in seconds.
    seconds: f64,
    problem: Problem,
    plan: Plan,
}

/// Writes every week with its plan, for the peers.
pub fn export(folder: &Path) -> Result<(), CommandError> {
    for (name, size, _) in SIZES {
        let problem = week(size, SEED);
        let exported = Exported {
            name,
            seconds: best(&problem)?.as_secs_f64(),
            plan: plan(&problem),
            problem,
        };
        let path = folder.join(format!("{name}.json"));
        let text = serde_json::to_string(&exported).unwrap_or_default();
        std::fs::write(&path, text).map_err(|error| CommandError::Path(path, error))?;
    }
    Ok(())
}
