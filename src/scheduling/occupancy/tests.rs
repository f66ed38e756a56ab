//! Cells and resources: the bits say what a plain set says.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{Cell, CellSet, Resource, Take, Taken, cells, rows, stretches};
use crate::scheduling::ids::OfficialId;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

#[test]
fn a_span_touches_the_cells_it_is_in() {
    let touched = |from, to| {
        cells(at(from), at(to))
            .map(|cell| cell.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(touched(0, 600), [0, 1]);
    assert_eq!(touched(299, 301), [0, 1]);
    assert_eq!(touched(300, 300), [0; 0]);
    assert_eq!(touched(600, 300), [0; 0]);
    assert_eq!(touched(-1, 1), [-1, 0]);
    assert_eq!(
        Cell::at(at(1_800_000_000)).starts_at(),
        Some(at(1_800_000_000))
    );
}

#[test]
fn a_resource_survives_its_text() {
    for text in [
        "official:minister",
        "room:r1",
        "interpreter:i1",
        "person:0199-ab",
        "desk:riyadh-men-1",
        "seat:minister#40",
    ] {
        assert_eq!(Resource::parse(text).unwrap().to_string(), text);
    }
    for text in [
        "",
        "official",
        "official:",
        "table:1",
        "Official:1",
        "seat:minister",
        "seat:m#x",
    ] {
        assert_eq!(Resource::parse(text), None, "{text}");
    }
}

#[test]
fn rows_come_in_the_order_of_the_key() {
    let take = |resource: &str, from, to| Take {
        resource: Resource::parse(resource).unwrap(),
        starts_at: at(from),
        ends_at: at(to),
    };
    let rows = rows(&[
        take("room:a", 0, 600),
        take("official:z", 0, 900),
        take("interpreter:b", 0, 300),
        take("official:z", 600, 900),
    ]);
    let shown: Vec<String> = rows
        .iter()
        .map(|(what, cell)| format!("{what} {}", cell.0))
        .collect();
    let expected = [
        "interpreter:b 0",
        "official:z 0",
        "official:z 1",
        "official:z 2",
        "room:a 0",
        "room:a 1",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn what_is_taken_is_not_free() {
    let resource = Resource::Official(OfficialId::from("deputy"));
    let other = Resource::Official(OfficialId::from("minister"));
    let mut taken = Taken::default();
    taken.take(&[Take {
        resource: resource.clone(),
        starts_at: at(3000),
        ends_at: at(4200),
    }]);
    assert!(!taken.is_free(&resource, at(3900), at(5000)));
    assert!(taken.is_free(&resource, at(4200), at(5000)));
    assert!(taken.is_free(&resource, at(0), at(3000)));
    assert!(taken.is_free(&other, at(3000), at(4200)));
}

proptest! {
    #[test]
    fn the_bits_say_what_a_set_says(
        inserted in prop::collection::vec(-400_i64..400, 0..40),
        asked in prop::collection::vec((-450_i64..450, 0_i64..200), 1..20),
    ) {
        let mut bits = CellSet::default();
        for &cell in &inserted {
            bits.insert(Cell(cell));
        }
        let set: BTreeSet<i64> = inserted.into_iter().collect();
        for (first, length) in asked {
            let is_clear = (first..first + length).all(|cell| !set.contains(&cell));
            prop_assert_eq!(bits.is_clear(Cell(first), Cell(first + length)), is_clear);
        }
    }

    #[test]
    fn a_span_is_covered_and_no_more(from in -100_000_i64..100_000, length in 1_i64..20_000) {
        let (starts_at, ends_at) = (at(from), at(from + length));
        let touched: Vec<Cell> = cells(starts_at, ends_at).collect();
        let first = touched.first().unwrap().starts_at().unwrap();
        let last = touched.last().unwrap().starts_at().unwrap();
        prop_assert!(first <= starts_at && starts_at < first + TimeDelta::minutes(5));
        prop_assert!(last < ends_at && ends_at <= last + TimeDelta::minutes(5));
    }

    #[test]
    fn stretches_cover_the_cells_and_do_not_touch(taken in prop::collection::vec(0_i64..60, 0..40)) {
        let found = stretches(taken.iter().copied().map(Cell));
        let covered: BTreeSet<i64> = found
            .iter()
            .flat_map(|&(from, to)| cells(from, to).map(|cell| cell.0))
            .collect();
        prop_assert_eq!(covered, taken.into_iter().collect::<BTreeSet<i64>>());
        prop_assert!(found.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }
}
