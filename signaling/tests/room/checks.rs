//! The table of docs/session.md names tests; each of them is there.

use std::{collections::BTreeSet, fs, path::Path};

/// How many checks video.md asks for.
const CHECKS: usize = 35;

/// The file and the name of every test a row of the table names: `path` `name`.
fn named(row: &str) -> Vec<(String, String)> {
    let words: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
    let mut named = Vec::new();
    let mut file = None;
    for word in words {
        let is_file = [".rs", ".mjs"].iter().any(|end| word.ends_with(end));
        if is_file {
            file = Some(word);
        } else if let Some(file) = file {
            named.push((file.to_owned(), word.to_owned()));
        }
    }
    named
}

/// Whether a file defines a test of this name: a function that is marked as a test, or a step of a
/// browser test.
fn holds(text: &str, name: &str) -> bool {
    let is_function = text.contains(&format!("fn {name}("));
    let is_step = ["test(", "step("].iter().any(|call| {
        ['"', '`']
            .iter()
            .any(|quote| text.contains(&format!("{call}{quote}{name}{quote}")))
    });
    is_function || is_step
}

#[test]
fn every_test_the_table_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let table = fs::read_to_string(root.join("docs/session.md")).unwrap();
    let mut rows = BTreeSet::new();
    let mut missing = Vec::new();
    for line in table.lines().filter(|line| line.starts_with("| ")) {
        let mut cells = line.split('|').skip(1);
        let Ok(number) = cells.next().unwrap().trim().parse::<usize>() else {
            continue;
        };
        assert!(rows.insert(number), "check {number} stands twice");
        let tests = named(cells.nth(1).unwrap());
        let is_open = line.contains("not there yet");
        if tests.is_empty() && !is_open {
            missing.push(format!("{number}: neither a test nor \"not there yet\""));
        }
        for (file, name) in tests {
            let text = fs::read_to_string(root.join(&file)).unwrap_or_default();
            if !holds(&text, &name) {
                missing.push(format!("{number}: {file} has no {name}"));
            }
        }
    }
    assert_eq!(rows, (1..=CHECKS).collect(), "a row for each check");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
