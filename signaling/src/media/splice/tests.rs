//! A stream made of two sources has no seam.

use super::Splice;
use std::time::Duration;
use tokio::time::Instant;

#[test]
fn the_first_source_keeps_its_own_numbers() {
    let mut splice = Splice::new(90);
    let now = Instant::now();
    assert_eq!(splice.place(1, 700, 9_000, now), Some((700, 9_000)));
    assert_eq!(splice.place(1, 702, 12_000, now), Some((702, 12_000)));
    assert_eq!(splice.place(1, 701, 12_000, now), Some((701, 12_000)));
}

#[test]
fn a_second_source_goes_on_where_the_first_stopped() {
    let mut splice = Splice::new(90);
    let now = Instant::now();
    assert_eq!(splice.place(1, 65_535, 1_000, now), Some((65_535, 1_000)));
    splice.cut();
    let later = now + Duration::from_millis(40);
    assert_eq!(splice.place(2, 20, 5, later), Some((0, 1_000 + 3_600)));
    assert_eq!(splice.place(2, 21, 3_005, later), Some((1, 1_000 + 6_600)));
}

#[test]
fn a_late_packet_from_before_the_cut_is_left_out() {
    let mut splice = Splice::new(48);
    let now = Instant::now();
    assert!(splice.place(1, 10, 0, now).is_some());
    splice.cut();
    assert_eq!(splice.place(2, 50, 0, now), Some((11, 1)));
    assert_eq!(splice.place(2, 49, 0, now), None);
}

#[test]
fn after_a_pause_the_same_clock_goes_on() {
    let mut splice = Splice::new(90);
    let now = Instant::now();
    assert_eq!(splice.place(1, 10, 90_000, now), Some((10, 90_000)));
    splice.cut();
    let later = now + Duration::from_millis(1_030);
    assert_eq!(splice.place(1, 40, 180_000, later), Some((11, 180_000)));
}

#[test]
fn a_clock_that_went_back_is_not_followed() {
    let mut splice = Splice::new(90);
    let now = Instant::now();
    assert_eq!(splice.place(1, 10, 90_000, now), Some((10, 90_000)));
    splice.cut();
    let later = now + Duration::from_millis(10);
    assert_eq!(splice.place(1, 40, 5, later), Some((11, 90_900)));
}
