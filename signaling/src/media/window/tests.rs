//! Repeated, late and wrapped sequence numbers.

use super::{DEPTH, Window};

#[test]
fn each_number_passes_once() {
    let mut window = Window::default();
    assert_eq!(window.admit(10), Some(10));
    assert_eq!(window.admit(12), Some(12));
    assert_eq!(window.admit(11), Some(11));
    assert_eq!(window.admit(11), None);
    assert_eq!(window.admit(10), None);
    assert_eq!(window.admit(13), Some(13));
}

#[test]
fn numbers_go_on_past_the_wrap() {
    let mut window = Window::default();
    assert_eq!(window.admit(65_534), Some(65_534));
    assert_eq!(window.admit(1), Some(65_537));
    assert_eq!(window.admit(65_535), Some(65_535));
    assert_eq!(window.admit(0), Some(65_536));
    assert_eq!(window.admit(1), None);
}

#[test]
fn what_is_far_too_late_is_refused() {
    let mut window = Window::default();
    let depth = u16::try_from(DEPTH).unwrap();
    assert!(window.admit(5_000).is_some());
    assert_eq!(window.admit(5_000 - depth), None);
    assert!(window.admit(5_001 - depth).is_some());
}

#[test]
fn a_long_run_never_calls_a_fresh_packet_old() {
    let mut window = Window::default();
    for place in 0..200_000_u32 {
        let sequence = u16::try_from(place % 65_536).unwrap();
        assert_eq!(window.admit(sequence), Some(i64::from(place)));
        assert_eq!(window.admit(sequence), None);
    }
}

#[test]
fn a_jump_forward_forgets_what_lies_between() {
    let mut window = Window::default();
    assert!(window.admit(0).is_some());
    assert!(window.admit(300).is_some());
    assert!(window.admit(900).is_some());
    assert!(
        window.admit(812).is_some(),
        "812 shares its place with 300 and was never seen"
    );
}
