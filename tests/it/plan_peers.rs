//! Plans of a hundred weeks with limits that cross slots, against two foreign solvers that know
//! nothing of Majlis but the problem.
use std::fmt::Write as _;
use std::process::Command;

use majlis::command::bench::weeks::{Size, week};
use majlis::scheduling::plan::plan;
use serde_json::{Value, json};

use crate::tools::{python, root, run};

const WEEKS: u64 = 100;

/// A line per week: what was asked, and what was planned.
fn weeks() -> String {
    let mut lines = String::new();
    for seed in 0..WEEKS {
        let size = Size {
            requests: 16 + seed % 20,
            slots: 10 + 4 * (seed % 5),
            centres: 2 + seed % 4,
            told: 20,
        };
        let problem = week(size, seed);
        let plan = plan(&problem);
        writeln!(lines, "{}", json!({"problem": problem, "plan": plan})).unwrap();
    }
    lines
}

#[test]
fn two_other_solvers_find_nothing_better_in_a_hundred_weeks() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("weeks.jsonl");
    std::fs::write(&file, weeks()).unwrap();
    // highspy and ortools cannot be imported into one process.
    for solver in ["highs", "ortools"] {
        let said = run(Command::new(python())
            .arg(root().join("tests/it/plan_peer.py"))
            .args([solver, "check"])
            .arg(&file));
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(said, json!({"same": WEEKS}), "{solver}");
    }
}
